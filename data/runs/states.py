"""The states of a run, and why one failed, as codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.pipeline import STEPS as PIPELINE

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
#: A run in one of these keeps the next one of the municipality waiting.
GOING = (QUEUED, RUNNING)
#: week: the whole week.  rerun: the rest of a week some of whose flats are decided.
WEEK, RERUN = "week", "rerun"
#: What a running run is at, in order, with the steps of matcher.pipeline; ``free`` in a re-run only.
STEPS = ("read", *PIPELINE, "free", "write")
#: A running run that has given no sign of life for so many seconds is lost.
LOST_AFTER_S = 15.0

#: worker_gone: whoever computed it is gone.  stopped: its process ended without an answer.  week_faults: the
#: frozen week cannot be read.  blocked_pins: a rule blocks a pinned pair.  infeasible: the pins cannot hold
#: together.  too_large: beyond the solver's proven range.  rates: no amounts are known for the day.  broken:
#: a fault of the program.
REASONS = (
    "worker_gone", "stopped", "week_faults", "blocked_pins", "infeasible", "too_large", "rates", "broken",
)  # fmt: skip


def error_text(code: str, facts: Iterable[str] = ()) -> str:
    """What is kept in ``runs.error``: the code, and on lines of their own the facts that go with it."""
    return "\n".join((code, *facts))


def error_of(row: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The code and the facts of a failed run; ("", []) where nothing failed."""
    code, *facts = str(row["error"] or "").split("\n")
    return code, facts
