"""Runs: frozen input, a worker, results; and what a change opens or closes."""

from data.runs.compare import compare, held_between
from data.runs.lookup import latest_run, list_runs, run_state
from data.runs.start import cancel, put_in_queue, start_run
from data.runs.stored import StoredRun, load, warm

__all__ = [
    "StoredRun",
    "cancel",
    "compare",
    "held_between",
    "latest_run",
    "list_runs",
    "load",
    "put_in_queue",
    "run_state",
    "start_run",
    "warm",
]
