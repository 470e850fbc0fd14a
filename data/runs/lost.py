"""Runs that nobody computes any more: they are marked failed, so that the next one can be started."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from data.runs.states import FAILED, LOST_AFTER_S, RUNNING, error_text
from data.store import record
from data.store.actor import SYSTEM
from data.store.base import now
from data.store.engine import Store
from data.store.schema import runs


def is_lost(row: Mapping[str, Any]) -> bool:
    """Whether a run says it is running but has given no sign of life for ``LOST_AFTER_S``."""
    sign = row["heartbeat_at"] or row["started_at"]
    return bool(row["state"] == RUNNING and (sign is None or now() - sign > timedelta(seconds=LOST_AFTER_S)))


def mark_lost(store: Store) -> list[str]:
    """Mark every lost run failed and return their ids; writes nothing when there is none."""
    with store.reading() as connection:
        if not _lost(connection):
            return []
    with store.writing() as connection:
        return mark_lost_in(connection)


def mark_lost_in(connection: Connection) -> list[str]:
    """The same inside a transaction of the caller's."""
    lost = _lost(connection)
    for run_id in lost:
        fail(connection, run_id, error_text("worker_gone"))
    return lost


def fail_running(store: Store, code: str) -> None:
    """Mark whatever is running failed; only for a worker that knows that nobody computes."""
    with store.writing() as connection:
        for run_id in (
            connection.execute(select(runs.c.run_id).where(runs.c.state == RUNNING)).scalars().all()
        ):
            fail(connection, run_id, error_text(code))


def fail(connection: Connection, run_id: str, error: str) -> bool:
    """From running to failed, with its entry in the record; False when it was not running any more."""
    moment = now()
    changed = connection.execute(
        update(runs)
        .where(runs.c.run_id == run_id, runs.c.state == RUNNING)
        .values(state=FAILED, error=error, finished_at=moment)
    )
    if changed.rowcount:
        record.append(connection, SYSTEM, "fail", "run", run_id, details={"error": error.split("\n")[0]})
    return bool(changed.rowcount)


def _lost(connection: Connection) -> list[str]:
    rows = connection.execute(select(runs).where(runs.c.state == RUNNING)).mappings()
    return [str(row["run_id"]) for row in map(dict, rows) if is_lost(row)]
