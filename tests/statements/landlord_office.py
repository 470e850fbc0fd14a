"""Associations with flats at disposal, made by hand; today is 23 November 2026, a day's rent 120 kr."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update

sys.path.append(str(Path(__file__).parents[1] / "overview"))  # the office made by hand row by row

from small_office import SmallOffice, noon

from data.statements import issue as issuing
from data.statements.charges import answer_charge, claim
from data.statements.read import get_statement
from data.store.actor import Actor
from data.store.engine import Store
from data.store.rows import Row
from data.store.schema import vacancies
from data.store.schema_account import ledger
from data.store.settings import TODAY, set_setting

OFFICE = Actor("worker", "office")
OURS = Actor("U-b1", "association", "B1")
THEIRS = Actor("U-b2", "association", "B2")
SEPTEMBER, OCTOBER, NOVEMBER = "2026-09", "2026-10", "2026-11"


class Landlords(SmallOffice):
    """The office with two associations, B1 and B2."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        for organisation_id in ("B1", "B2"):
            self.organisation(organisation_id, "association")

    def today(self, day: date) -> None:
        with self.store.writing() as connection:
            set_setting(connection, TODAY, day.isoformat())

    def empty(self, vacancy_id: str, first: date, **cells: Any) -> str:
        """A flat reported and free to be taken over on a day."""
        return self.flat(vacancy_id, **{"available_from": first, "reported_on": first, **cells})

    def change(self, vacancy_id: str, **cells: Any) -> None:
        with self.store.writing() as connection:
            connection.execute(update(vacancies).where(vacancies.c.vacancy_id == vacancy_id).values(**cells))

    def counted(self, number: int, vacancy_id: str, turn: str = "", **cells: Any) -> None:
        """An event of account 1 that counts a flat."""
        row = {
            "quota_id": 1, "number": number, "kind": "reported", "day": date(2026, 9, 1), "counts": True,
            "vacancy_id": vacancy_id, "turn": turn, "entered_by": "worker",
            "entered_at": noon(date(2026, 9, 1)),
        }  # fmt: skip
        with self.store.writing() as connection:
            connection.execute(insert(ledger).values(**{**row, **cells}))

    def asked(self, vacancy_id: str, day: date, ore: int, verdict: str = "", actor: Actor = OURS) -> str:
        """A charge of an association, and the office's answer if there is one."""
        with self.store.writing() as connection:
            charge_id = claim(connection, actor, vacancy_id, "restoration", day, ore, "the floor")
        if verdict:
            self.answered(charge_id, verdict)
        return charge_id

    def answered(self, charge_id: str, verdict: str) -> None:
        with self.store.writing() as connection:
            answer_charge(connection, OFFICE, charge_id, verdict == "accepted", "seen on the spot")

    def issue(self, month: str, organisation_id: str = "B1") -> str:
        with self.store.writing() as connection:
            return issuing.issue(connection, OFFICE, organisation_id, month)

    def read(self, statement_id: str, actor: Actor = OURS) -> Row:
        with self.store.reading() as connection:
            return get_statement(connection, actor, statement_id)
