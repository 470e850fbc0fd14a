"""An office and two housing associations at one table, with one citizen whose every word is a marked one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

sys.path.append(str(Path(__file__).parents[1] / "overview"))  # the office made by hand

from small_office import ON, WORKER, SmallOffice, ago, noon
from sqlalchemy import Connection, select, update

from data.store import checklist
from data.store.actor import Actor
from data.store.engine import Store
from data.store.nominations import nomination_of
from data.store.offers import take_step
from data.store.schema import citizens, contacts, offers, users
from data.store.settings import TODAY, set_setting

__all__ = ["ON", "WORKER", "ago", "noon"]

T = TypeVar("T")
OFFICE = Actor(WORKER, "office")
LANDLORD = Actor("lena", "association", "B1")
OTHER = Actor("otto", "association", "B2")
SHELTER = Actor("sune", "shelter", "H1")
AUDITOR = Actor("ada", "auditor")
#: Who lives, or is to live, in flat V1.
NAME, PHONE, EMAIL = "Zenobia Markeret", "+45 00 00 00 00", "zenobia@mark.example"
#: What an association must never learn, as it stands in the columns of the citizen.
SECRETS = ("HEMMELIGT-STED", "zzz-begrundelse", "psychiatric", "foertidspension", "ICM", "TEAM-9")
_WAY = ("offered", "viewing", "accepted", "contract", "moved_in")


class TwoSides:
    """The flat V1 of association B1, nominated to citizen C1; V2 is B2's."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.office = SmallOffice(store)
        for name, kind in (("B1", "association"), ("B2", "association"), ("H1", "shelter")):
            self.office.organisation(name, kind)
        for actor in (LANDLORD, OTHER, SHELTER, AUDITOR):
            self.office.put(
                users, user_id=actor.user_id, login=actor.user_id, name=actor.user_id.capitalize(),
                role=actor.role, organisation_id=actor.organisation_id, password_hash="none",
                created_at=noon(ON), **self.office.stamp(),
            )  # fmt: skip
        self.office.citizen("C1", adults=2, children=1, support_method="ICM", shelter_id="H1")
        self.office.put(
            contacts, citizen_id="C1", name=NAME, phone=PHONE, email=EMAIL,
            postal_address="HEMMELIGT-STED 1", **self.office.stamp(),
        )  # fmt: skip
        self.office.flat("V1", address="Torvet 1")
        self.office.flat("V2", address="Torvet 2", organisation_id="B2")
        self.offer_id = ""

    def do(self, act: Callable[..., T], *given: Any, **named: Any) -> T:
        """Call a function of the store in a transaction of its own."""
        with self.store.writing() as connection:
            return act(connection, *given, **named)

    def ask(self, act: Callable[..., T], *given: Any, **named: Any) -> T:
        """Ask a function of the store that only reads."""
        with self.store.reading() as connection:
            return act(connection, *given, **named)

    def nominate(self, state: str = "offered", team: str | None = "TEAM-9") -> str:
        """An offer of V1 to C1, led to a state by the office; its id."""
        self.offer_id = self.office.offer("C1", "V1", ("proposed", ago(0)), team_id=team)
        self.do(checklist.make_items, self.offer_id, ON)
        if state != "proposed":
            for to in _WAY[: _WAY.index(state) + 1]:
                self.step(to)
        return self.offer_id

    def step(self, to: str, **given: Any) -> None:
        """One step by the office."""
        if to == "contract":
            self.do(checklist.settle, OFFICE, self.offer_id, "deposit_loan", "done")
        said: dict[str, Any] = {"deadline": ON + timedelta(days=7), "on": self.today()}
        self.do(take_step, OFFICE, self.offer_id, to, version=self.version(), **said | given)

    def version(self) -> int:
        """The offer's version, as a screen of now shows it."""
        return int(self.value(offers.c.version, offers.c.offer_id == self.offer_id))

    def state(self) -> str:
        """The offer's state."""
        return str(self.value(offers.c.state, offers.c.offer_id == self.offer_id))

    def value(self, column: Any, where: Any) -> Any:
        """One value of the store."""
        with self.store.reading() as connection:
            return connection.execute(select(column).where(where)).scalar_one()

    def rows(self, table: Any) -> list[dict[str, Any]]:
        """Every row of a table."""
        with self.store.reading() as connection:
            return [dict(row) for row in connection.execute(select(table)).mappings()]

    def seen(self) -> Any:
        """The nomination to V1 as its association sees it now."""
        return self.ask(nomination_of, LANDLORD, "V1")

    def today(self) -> date:
        from data.store.settings import today

        return self.ask(today)

    def let_days_pass(self, days: int) -> None:
        """Let it be so many days after the Monday of the tests."""
        self.do(_set_day, ON + timedelta(days=days))

    def case_worker(self, user_id: str) -> None:
        """Give the citizen a case worker."""
        self.do(_give, user_id)


def _set_day(connection: Connection, day: date) -> None:
    set_setting(connection, TODAY, day.isoformat())


def _give(connection: Connection, user_id: str) -> None:
    connection.execute(update(citizens).where(citizens.c.citizen_id == "C1").values(case_worker=user_id))
