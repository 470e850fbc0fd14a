"""A run of the week as it stands, computed in this process."""

from __future__ import annotations

from data.runs import load, start_run
from data.runs.worker import work_off
from data.store.actor import Actor
from data.store.engine import Store


def run_week(store: Store) -> tuple[str, dict[str, str]]:
    """The id of the finished run, and the flat proposed for each citizen."""
    run_id = start_run(store, Actor("office", "office"))
    work_off(store)
    stored = load(store, run_id)
    return run_id, {str(citizen): str(vacancy) for vacancy, citizen in stored.pairs}
