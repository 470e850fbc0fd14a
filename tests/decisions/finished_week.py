"""A store with a finished run of a small synthetic town, and the people who decide on it."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, insert, select

from data.exchange.columns import Table as GivenTable
from data.exchange.faults import Fault
from data.exchange.folder import INPUT_FILES
from data.exchange.results import result_files
from data.exchange.tables import CITIZENS, QUOTAS, VACANCIES
from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.store.actor import Actor
from data.store.base import now
from data.store.cells import read_rows
from data.store.engine import Store
from data.store.ledger_post import open_missing
from data.store.schema import (
    citizens,
    organisations,
    quotas,
    run_files,
    runs,
    users,
    vacancies,
)  # fmt: skip
from data.store.settings import TODAY, set_setting
from data.synth.write import write_preset
from matcher.model import Result
from matcher.pipeline import propose

DAY = date(2026, 11, 23)
OFFICE = Actor("U-office", "office")
SECOND = Actor("U-second", "office")
SHELTER = Actor("U-shelter", "shelter", "H1")
OTHER_SHELTER = Actor("U-shelter2", "shelter", "H2")
ANALYST = Actor("U-analyst", "analyst")
AUDITOR = Actor("U-auditor", "auditor")
ADMINISTRATOR = Actor("U-admin", "administrator")
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Town:
    """A week as files, its result as files and as tables."""

    files: Mapping[str, bytes]
    result_files: Mapping[str, bytes]
    result: Result

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a table of the result, as texts."""
        return rows(self.result_files[f"{name}.csv"])


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@cache
def town(top: int = 5, policy: str = "") -> Town:
    """The same small town every time; ``policy`` is added to its policy.toml."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "week"
        write_preset("small", folder, seed=0)
        if policy:
            path = folder / "policy.toml"
            path.write_text((path.read_text() if path.exists() else "") + policy)
        reading = read_week(folder, DAY)
        assert reading.week is not None, reading.faults
        result = propose(reading.week, reading.policy, load_rates(DAY), 0, top=top, pairs=True)
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name in INPUT_FILES}
    return Town(files, result_files(result, "da"), result)


def put_week(store: Store, given: Town | None = None) -> str:
    """Fill an empty store with the town, its users and its finished run; the id of the run."""
    given = given or town()
    with store.writing() as connection:
        set_setting(connection, TODAY, DAY.isoformat())
        put_users(connection, given)
        stamp = {"created_at": now(), "changed_at": now(), "changed_by": "U-office", "version": 1}
        for position, row in enumerate(_typed(CITIZENS, given.files["citizens.csv"])):
            shelter = {"shelter_id": "H1" if position % 2 else "H2"}
            connection.execute(insert(citizens).values(**row, **shelter, **stamp))
        for row in _typed(VACANCIES, given.files["vacancies.csv"]):
            connection.execute(insert(vacancies).values(**row, **stamp))
        for row in _typed(QUOTAS, given.files["quotas.csv"]):
            entered = {"entered_on": DAY, "changed_at": now(), "changed_by": "U-office"}
            connection.execute(insert(quotas).values(**row, **entered))
        open_missing(connection)
        return put_run(connection, given)


def put_users(connection: Connection, given: Town) -> None:
    kinds = {"H1": "shelter", "H2": "shelter"}
    kinds |= {row["organisation_id"]: "association" for row in rows(given.files["vacancies.csv"])}
    for name, kind in kinds.items():
        connection.execute(insert(organisations).values(organisation_id=name, name=name, kind=kind))
    people = [OFFICE, SECOND, SHELTER, OTHER_SHELTER, ANALYST, AUDITOR, ADMINISTRATOR]
    people += [association(name) for name, kind in kinds.items() if kind == "association"]
    for actor in people:
        connection.execute(
            insert(users).values(
                user_id=actor.user_id, login=actor.user_id, name=actor.user_id, role=actor.role,
                organisation_id=actor.organisation_id, password_hash="-", created_at=now(),
                changed_at=now(), changed_by="-", active=True,
            )
        )  # fmt: skip


def association(organisation_id: str) -> Actor:
    return Actor(f"U-{organisation_id}", "association", organisation_id)


def put_run(connection: Connection, given: Town) -> str:
    """One more finished run of the town as the store stands."""
    number = next(_numbers)
    run_id = f"run-{number}-{token_hex(4)}"
    last = connection.execute(select(runs.c.number).order_by(runs.c.number.desc()).limit(1)).scalar()
    connection.execute(
        insert(runs).values(
            run_id=run_id, number=(last or 0) + 1, kind="week", state="done", decision_date=DAY, seed=0,
            started_by="U-office", queued_at=now(), finished_at=now(), summary=given.result.summary,
        )
    )  # fmt: skip
    for part, files in (("input", given.files), ("result", given.result_files)):
        for name, content in files.items():
            connection.execute(insert(run_files).values(run_id=run_id, part=part, name=name, content=content))
    return run_id


def _typed(table: GivenTable, content: bytes) -> list[dict[str, Any]]:
    """The rows of a file as values of the store."""
    faults: list[Fault] = []
    texts = rows(content)
    read = read_rows(table, texts, faults, [])
    assert not faults, faults
    return [read.values(n) for n in range(len(texts))]


def set_day(store: Store, days: int) -> date:
    """Let it be so many days after the week's day."""
    day = DAY + timedelta(days=days)
    with store.writing() as connection:
        set_setting(connection, TODAY, day.isoformat())
    return day
