"""A finished run as decisions need it: its row, and the rows of its tables as they were written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from data.store.errors import Conflict, NotFound
from data.store.schema import run_files, runs

Row = Mapping[str, Any]
INPUT, RESULT = "input", "result"


def finished_run(connection: Connection, run_id: str) -> Row:
    """The row of a finished run; raises NotFound for any other."""
    row = connection.execute(select(runs).where(runs.c.run_id == run_id)).mappings().one_or_none()
    if row is None or row["state"] != "done":
        raise NotFound(f"run {run_id}")
    return dict(row)


def newest_run_id(connection: Connection) -> str | None:
    """The newest finished run, the only one that can be decided on."""
    newest = select(runs.c.run_id).where(runs.c.state == "done").order_by(runs.c.number.desc()).limit(1)
    return connection.execute(newest).scalar_one_or_none()


def decidable_run(connection: Connection, run_id: str) -> Row:
    """The row of the newest finished run; raises NotFound, or Conflict("run_superseded") for an older."""
    row = finished_run(connection, run_id)
    newest = newest_run_id(connection)
    if newest != run_id:
        raise Conflict("run_superseded", {"run_id": (run_id, newest)}, newest=newest)
    return row


def content(connection: Connection, run_id: str, part: str, name: str) -> bytes | None:
    """One file of a run, None where the run has none of that name."""
    found = select(run_files.c.content).where(
        run_files.c.run_id == run_id, run_files.c.part == part, run_files.c.name == name
    )
    value = connection.execute(found).scalar_one_or_none()
    return None if value is None else bytes(value)


def contents(connection: Connection, run_id: str, part: str) -> dict[str, bytes]:
    """All files of one part of a run by name."""
    found = select(run_files.c.name, run_files.c.content).where(
        run_files.c.run_id == run_id, run_files.c.part == part
    )
    return {row.name: bytes(row.content) for row in connection.execute(found)}


def rows_of(connection: Connection, run_id: str, name: str, part: str = RESULT) -> list[dict[str, str]]:
    """The rows of one table of a run as texts by column; none where there is no such table."""
    raw = content(connection, run_id, part, f"{name}.csv")
    return [] if raw is None else list(csv.DictReader(io.StringIO(raw.decode(), newline="")))


def summary_of(connection: Connection, run_id: str) -> dict[str, Any]:
    """summary.json of a run."""
    raw = content(connection, run_id, RESULT, "summary.json")
    return {} if raw is None else dict(json.loads(raw))


def match_of(connection: Connection, run_id: str, vacancy_id: str) -> dict[str, str] | None:
    """The row of matches.csv for a flat, None where the run gives it to no one."""
    rows = rows_of(connection, run_id, "matches")
    return next((row for row in rows if row["vacancy_id"] == vacancy_id), None)


def candidates_of(connection: Connection, run_id: str, vacancy_id: str) -> list[dict[str, str]]:
    """The rows of proposals.csv for a flat, best first."""
    rows = [row for row in rows_of(connection, run_id, "proposals") if row["vacancy_id"] == vacancy_id]
    return sorted(rows, key=lambda row: int(row["rank"]))
