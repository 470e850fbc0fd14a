"""A store with a finished run of a small synthetic town, and people who open its pages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sqlalchemy import insert

sys.path.append(str(Path(__file__).parents[1] / "decisions"))  # the town of the decisions' own tests

from deciding_office import Office, name_of
from finished_week import put_week, rows, town
from pages import pages_of, reader

from data.store.base import now
from data.store.engine import Store
from data.store.schema import contacts


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


@pytest.fixture
def names(office: Office) -> dict[str, str]:
    """The made-up names by citizen."""
    citizens = rows(office.town.files["citizens.csv"])
    return {row["citizen_id"]: name_of(number) for number, row in enumerate(citizens)}
