"""A store made by hand, row by row, so that every figure can be worked out on paper.  Today is a Monday."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import insert, select

from data.store.actor import SYSTEM
from data.store.engine import Store
from data.store.record import append
from data.store.schema import (
    checklist,
    choices,
    citizens,
    offer_steps,
    offers,
    organisations,
    run_files,
    runs,
    users,
    vacancies,
)
from data.store.settings import TODAY, set_setting

ON = date(2026, 11, 23)
WORKER, COLLEAGUE = "worker", "colleague"


def ago(days: int) -> date:
    """A day so many days before today; ahead of it when negative."""
    return ON - timedelta(days=days)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(11), UTC)


class SmallOffice:
    """Puts rows into a store; what a test does not name is of no matter to it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.numbers = itertools.count(1)
        with store.writing() as connection:
            set_setting(connection, TODAY, ON.isoformat())
        for user_id, name in ((WORKER, "Wanda"), (COLLEAGUE, "Carl")):
            self.put(
                users, user_id=user_id, login=user_id, name=name, role="office", password_hash="none",
                created_at=noon(ON), **self.stamp(),
            )  # fmt: skip

    @staticmethod
    def stamp() -> dict[str, Any]:
        return {"version": 1, "changed_at": noon(ON), "changed_by": WORKER}

    def put(self, table: Any, **row: Any) -> None:
        """A row, recorded as a change as everything is."""
        with self.store.writing() as connection:
            connection.execute(insert(table).values(**row))
            append(connection, SYSTEM, "change", "row", table.name)

    def organisation(self, organisation_id: str, kind: str) -> None:
        with self.store.writing() as connection:
            same = organisations.c.organisation_id == organisation_id
            if not connection.execute(select(organisations.c.kind).where(same)).first():
                row = {"organisation_id": organisation_id, "name": organisation_id, "kind": kind}
                connection.execute(insert(organisations).values(row))

    def citizen(self, citizen_id: str, **cells: Any) -> str:
        if "shelter_id" in cells:
            self.organisation(cells["shelter_id"], "shelter")
        row = {
            "citizen_id": citizen_id, "birth_date": date(1980, 5, 5), "benefit": "foertidspension",
            "waiting_since": ago(10), "created_at": noon(ON), **self.stamp(),
        }  # fmt: skip
        self.put(citizens, **row | cells)
        return citizen_id

    def flat(self, vacancy_id: str, **cells: Any) -> str:
        row = {
            "vacancy_id": vacancy_id, "organisation_id": "B1", "kind": "family", "rent": 3650.0,
            "size_m2": 50.0, "rooms": 2.0, "available_from": ago(0), "reported_on": ago(5),
            "created_at": noon(ON), **self.stamp(),
        }  # fmt: skip
        self.put(vacancies, **row | cells)
        return vacancy_id

    def run(self, number: int = 1, day: date = ON, files: dict[str, str] | None = None, **cells: Any) -> str:
        run_id = f"run{number}"
        row = {
            "run_id": run_id, "number": number, "state": "done", "decision_date": day, "started_by": WORKER,
            "queued_at": noon(day), "finished_at": noon(day), "summary": {"top": 5},
        }  # fmt: skip
        self.put(runs, **row | cells)
        for name, text in (files or {}).items():
            self.put(run_files, run_id=run_id, part="result", name=name, content=text.encode())
        return run_id

    def choice(self, run_id: str, vacancy_id: str, action: str, **cells: Any) -> str:
        choice_id = f"choice{next(self.numbers)}"
        row = {
            "choice_id": choice_id, "run_id": run_id, "vacancy_id": vacancy_id, "action": action,
            "warnings_ticked": [], "decided_by": WORKER, "decided_at": noon(ON),
        }  # fmt: skip
        self.put(choices, **row | cells)
        return choice_id

    def offer(self, citizen_id: str, vacancy_id: str, *steps: tuple[str, date], **cells: Any) -> str:
        """An offer that has taken these steps; its state is the last one's."""
        number = next(self.numbers)
        offer_id, state = f"offer{number}", steps[-1][0]
        days = dict(steps)
        row = {
            "offer_id": offer_id, "number": number, "vacancy_id": vacancy_id, "citizen_id": citizen_id,
            "organisation_id": "B1", "state": state, "owner": WORKER, "created_at": noon(steps[0][1]),
            "live": state not in ("ended", "refused", "expired", "withdrawn"),
            "offered_on": days.get("offered"), "moved_in_on": days.get("moved_in"),
            "ended_on": days.get("ended"), **self.stamp(),
        }  # fmt: skip
        self.put(offers, **row | cells)
        before = ""
        for to_state, day in steps:
            self.put(
                offer_steps, offer_id=offer_id, from_state=before, to_state=to_state, taken_by=WORKER,
                taken_at=noon(day), reason_code=cells.get("reason_code", "") if to_state == state else "",
            )  # fmt: skip
            before = to_state
        return offer_id

    def item(self, offer_id: str, item: str, due_on: date, **cells: Any) -> None:
        self.put(checklist, offer_id=offer_id, item=item, due_on=due_on, **cells)
