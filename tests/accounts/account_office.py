"""An office with two associations' accounts, its days gone through one by one."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path
from typing import Any

from pages import Reader, pages_of, reader, user

from data.store import capacity, flats
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.settings import TODAY, set_setting

sys.path.append(str(Path(__file__).parents[1] / "store"))  # rows put in by hand

OFFICE = Actor("office", "office")
OWN, OTHER = "bolig-a", "bolig-b"


class Accounts:
    """What the tests do: let days come, enter accounts and flats, read the pages."""

    def __init__(self, store: Store) -> None:
        self.store = store
        user(store, "office")
        self.app = pages_of(store)
        self.flats = 0
        self.moment = now()

    def day(self, day: date) -> None:
        """Let it be that day."""
        with self.store.writing() as connection:
            set_setting(connection, TODAY, day.isoformat())

    def account(self, organisation: str = OWN, **cells: str) -> int:
        """Enter an account of all kinds of flats."""
        given = {"organisation_id": organisation, "class": "all", "share": "1/4", **cells}
        with self.store.writing() as connection:
            return capacity.save_quota(connection, OFFICE, given, None)

    def flat(self, day: date, organisation: str = OWN, **cells: str) -> str:
        """Report a flat on a day, which becomes today."""
        self.day(day)
        self.flats += 1
        given = {
            "vacancy_id": f"F-{self.flats:02}", "organisation_id": organisation, "kind": "family",
            "rent": "5000", "size_m2": "60", "rooms": "2", "reported_on": day.isoformat(),
            "available_from": "2026-12-01", **cells,
        }  # fmt: skip
        with self.store.writing() as connection:
            return flats.save_vacancy(connection, OFFICE, given, None)

    def person(self, role: str = "office") -> Reader:
        """Someone logged in."""
        return reader(self.app, role)

    def rows(self, quota_id: int, role: str = "office", on: str = "") -> list[dict[str, str]]:
        """The events of an account as its CSV file has them."""
        address = f"/ledger/{quota_id}?format=csv&sort=number&dir=asc&lang=en&on={on}"
        answer = self.person(role).get(address)
        assert answer.status_code == 200
        return list(
            csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=sign(answer))
        )


def sign(answer: Any) -> str:
    """What separates the cells of a file."""
    return ";" if b";" in answer.get_data().splitlines()[0] else ","
