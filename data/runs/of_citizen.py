"""The runs a citizen was in, and which flat each of them proposed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from data.runs.states import DONE
from data.store.schema import run_files, runs


@dataclass(frozen=True)
class Took:
    """A finished run a citizen was in; ``vacancy_id`` is the flat proposed, None where there was none."""

    run_id: str
    number: int
    decision_date: date
    vacancy_id: str | None


def runs_of_citizen(connection: Connection, citizen_id: str) -> list[Took]:
    """The finished runs whose frozen week holds the citizen, oldest first."""
    found = (
        select(runs.c.run_id, runs.c.number, runs.c.decision_date, run_files.c.content)
        .join(run_files, run_files.c.run_id == runs.c.run_id)
        .where(runs.c.state == DONE, run_files.c.part == "input", run_files.c.name == "citizens.csv")
        .order_by(runs.c.number)
    )
    took = []
    for row in connection.execute(found):
        if citizen_id.encode() in row.content and any(_of(row.content, citizen_id)):
            flat = _proposed(connection, row.run_id, citizen_id)
            took.append(Took(row.run_id, row.number, row.decision_date, flat))
    return took


def _proposed(connection: Connection, run_id: str, citizen_id: str) -> str | None:
    matches = select(run_files.c.content).where(
        run_files.c.run_id == run_id, run_files.c.part == "result", run_files.c.name == "matches.csv"
    )
    content = connection.execute(matches).scalar_one_or_none() or b""
    return next((row["vacancy_id"] for row in _of(content, citizen_id)), None)


def _of(content: bytes, citizen_id: str) -> Iterator[Mapping[str, str]]:
    """The rows of a CSV file that are a citizen's."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return (row for row in rows if row["citizen_id"] == citizen_id)
