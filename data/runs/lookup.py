"""Runs as rows: one, all, the newest finished one, and the files that belong to a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from data.runs.states import DONE, GOING
from data.store.errors import NotFound
from data.store.schema import run_files, runs

Row = Mapping[str, Any]


def run_state(connection: Connection, run_id: str) -> Row:
    """The row of a run (columns of the table runs).  Raises NotFound."""
    row = connection.execute(select(runs).where(runs.c.run_id == run_id)).mappings().one_or_none()
    if row is None:
        raise NotFound(run_id)
    return dict(row)


def list_runs(connection: Connection, state: str | None = None) -> list[Row]:
    """All runs, or those of a state, newest first."""
    found = select(runs).order_by(runs.c.number.desc())
    if state is not None:
        found = found.where(runs.c.state == state)
    return [dict(row) for row in connection.execute(found).mappings()]


def latest_run(connection: Connection, kind: str | None = None) -> Row | None:
    """The newest finished run, of ``kind`` (week, rerun) when given; None when there is none."""
    found = select(runs).where(runs.c.state == DONE).order_by(runs.c.number.desc()).limit(1)
    if kind is not None:
        found = found.where(runs.c.kind == kind)
    row = connection.execute(found).mappings().one_or_none()
    return None if row is None else dict(row)


def going_run(connection: Connection) -> Row | None:
    """The run that is queued or running, None when nothing is."""
    found = select(runs).where(runs.c.state.in_(GOING)).order_by(runs.c.number).limit(1)
    row = connection.execute(found).mappings().one_or_none()
    return None if row is None else dict(row)


def files_of(connection: Connection, run_id: str, part: str) -> dict[str, bytes]:
    """The files of a run by name; ``part`` is input (the frozen week folder) or result."""
    found = select(run_files.c.name, run_files.c.content).where(
        run_files.c.run_id == run_id, run_files.c.part == part
    )
    return {row.name: bytes(row.content) for row in connection.execute(found.order_by(run_files.c.name))}


def file_sizes(connection: Connection, run_id: str, part: str) -> dict[str, int]:
    """The names of a run's files with their sizes in bytes, without reading them."""
    size = func.length(run_files.c.content)
    found = select(run_files.c.name, size).where(run_files.c.run_id == run_id, run_files.c.part == part)
    return {str(name): int(length) for name, length in connection.execute(found.order_by(run_files.c.name))}


def run_file(connection: Connection, run_id: str, part: str, name: str) -> bytes:
    """One file of a run.  Raises NotFound."""
    found = select(run_files.c.content).where(
        run_files.c.run_id == run_id, run_files.c.part == part, run_files.c.name == name
    )
    content = connection.execute(found).scalar_one_or_none()
    if content is None:
        raise NotFound(f"{run_id}/{part}/{name}")
    return bytes(content)
