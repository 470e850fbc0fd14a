"""A store with a finished run of a small synthetic town, and people who open its pages."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

sys.path.append(str(Path(__file__).parents[1] / "decisions"))

from finished_week import Town, put_week, rows, town
from pages import Reader, pages_of, reader

from data.store.base import now
from data.store.engine import Store
from data.store.schema import contacts


@dataclass
class Office:
    """A case worker at the pages of a run."""

    store: Store
    app: Flask
    run_id: str
    town: Town
    worker: Reader

    def read(self, address: str, status: int = 200) -> str:
        """The text of a page."""
        answer = self.worker.get(address)
        assert answer.status_code == status, (address, answer.status_code)
        return answer.text

    def flat(self, vacancy_id: str) -> str:
        """The address of a flat's page."""
        return f"/runs/{self.run_id}/flats/{vacancy_id}"

    def someone(self, role: str, organisation: str | None = None) -> Reader:
        """Another person logged in."""
        return reader(self.app, role, organisation)

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a table of the run's result."""
        return self.town.table(name)

    def match(self, *, warned: bool = False) -> dict[str, str]:
        """A proposed pair, with or without warnings."""
        return next(row for row in self.table("matches") if bool(row["warnings"]) == warned)

    def all_of(self, table: Any) -> list[dict[str, Any]]:
        """Every row of a table of the store."""
        with self.store.reading() as connection:
            return [dict(row) for row in connection.execute(table.select()).mappings()]


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    """The office the morning after a run; every citizen has a name."""
    given = town()
    run_id = put_week(sqlite_store, given)
    with sqlite_store.writing() as connection:
        for number, row in enumerate(rows(given.files["citizens.csv"])):
            stamp = {"changed_at": now(), "changed_by": "tests", "version": 1}
            name = {"name": name_of(number), "postal_address": f"Opdigtet Vej {number}"}
            connection.execute(insert(contacts).values(citizen_id=row["citizen_id"], **name, **stamp))
    app = pages_of(sqlite_store)
    return Office(sqlite_store, app, run_id, given, reader(app, "office"))


def name_of(number: int) -> str:
    """The made-up name of the citizen in a row of citizens.csv; no name is part of another."""
    return f"Navn{number:03d}sen"


@pytest.fixture
def names(office: Office) -> dict[str, str]:
    """The made-up names by citizen."""
    citizens = rows(office.town.files["citizens.csv"])
    return {row["citizen_id"]: name_of(number) for number, row in enumerate(citizens)}
