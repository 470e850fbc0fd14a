"""The people behind the reports: one row per citizen with group, referral, home and end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.overview.cells import filled
from data.overview.days import birthday
from data.store.schema import citizens, offers

#: States of an offer whose citizen has moved in.
HOUSED = ("moved_in", "ended")
AGES = ((18, "0-17"), (25, "18-24"), (30, "25-29"), (60, "30-59"), (999, "60+"))


@dataclass(frozen=True)
class Person:
    """A citizen as the reports count one; ``housed_on`` is the first day in a home after the referral."""

    citizen_id: str
    tier: int
    birth_date: date
    benefit: str
    adults: int
    children: int
    in_shelter: bool
    admitted_on: date | None
    waiting_since: date
    closed_on: date | None
    housed_on: date | None

    def waits_on(self, day: date) -> bool:
        """Whether the citizen waited on a day: referred, and neither housed nor closed."""
        return self.waiting_since <= day and (self.left_on is None or self.left_on > day)

    @property
    def left_on(self) -> date | None:
        """The day the wait ended: in a home, or closed without one."""
        days = [day for day in (self.housed_on, self.closed_on) if day is not None]
        return min(days) if days else None


def people(connection: Connection) -> list[Person]:
    """Every citizen of the store, by citizen id."""
    c, o = citizens.c, offers.c
    homes: dict[str, list[date]] = {}
    moved = select(o.citizen_id, o.moved_in_on).where(o.state.in_(HOUSED), o.moved_in_on.is_not(None))
    for row in connection.execute(moved):
        homes.setdefault(row.citizen_id, []).append(row.moved_in_on)
    chosen = select(
        c.citizen_id, filled("citizens", "tier"), c.birth_date, c.benefit, filled("citizens", "adults"),
        filled("citizens", "children"), filled("citizens", "situation"), c.admitted_on, c.waiting_since,
        c.state, c.closed_on,
    ).order_by(c.citizen_id)  # fmt: skip
    return [_person(row, homes.get(row.citizen_id, [])) for row in connection.execute(chosen)]


def _person(row: Any, homes: list[date]) -> Person:
    return Person(
        row.citizen_id, int(row.tier), row.birth_date, row.benefit, int(row.adults), int(row.children),
        row.situation == "shelter_110", row.admitted_on, row.waiting_since,
        None if row.state == "waiting" else row.closed_on,
        min((day for day in homes if day >= row.waiting_since), default=None),
    )  # fmt: skip


def age_group(birth: date, on: date) -> str:
    """The age group of someone on a day."""
    return next(name for limit, name in AGES if birthday(birth, limit) > on)


def household_group(person: Person) -> str:
    """Single, couple or children."""
    if person.children > 0:
        return "children"
    return "couple" if person.adults > 1 else "single"


def grouped(found: Iterable[Person], by: str, on: date) -> Mapping[str, list[Person]]:
    """The people by group of a dimension, in the order of the groups; ages are those of the day ``on``."""
    group: Callable[[Person], str] = {
        "tier": lambda person: str(person.tier),
        "age": lambda person: age_group(person.birth_date, on),
        "benefit": lambda person: person.benefit,
        "household": household_group,
    }[by]
    groups: dict[str, list[Person]] = {}
    for person in found:
        groups.setdefault(group(person), []).append(person)
    order = {"age": [name for _, name in AGES], "household": ["single", "couple", "children"]}.get(by)
    return {name: groups[name] for name in (order or sorted(groups)) if name in groups}
