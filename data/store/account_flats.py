"""What has happened to the flats of the quarter rule since the accounts were entered.

A flat *leaves* its pool when an offer holds it (it is claimed from that day on, also once it is let) or when
it is given back; both have been counted.  A flat withdrawn was entered wrongly and has never been in it.  One
whose offer came to nothing is back as if it had never left.  What left before the day an account was entered
is in the account already, which stands as it stood when that day began.

*This week's* flats are those at disposal at some time from Monday on: the remaining ones and those that left
since.  The week's own limit, ceil(share × n) + carry_over, is about them alone; a flat claimed weeks ago
whose offer still runs takes nothing from this week's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Connection, or_, select

from data.exchange.quota_relations import POOL
from data.store.capacity import list_quotas
from data.store.rows import Row, rows_of
from data.store.schema import offers, vacancies
from matcher.quota import is_turn, pool_of_each
from matcher.table import Table

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_COLUMNS = (
    "vacancy_id",
    "organisation_id",
    "municipality",
    "department_id",
    "kind",
    "route",
    "seq",
    "reported_on",
)


@dataclass(frozen=True)
class Flat:
    """A flat of a pool: on which day it left (None: it remains) and whether it was claimed then."""

    row: Row
    left_on: date | None = None
    claimed: bool = False

    @property
    def vacancy_id(self) -> str:
        """The flat's id."""
        return str(self.row["vacancy_id"])

    @property
    def in_core_order(self) -> tuple[Any, ...]:
        """By seq where there is one, then by report, then by id: the order of a week folder."""
        seq = self.row["seq"]
        return (seq is None, seq or 0, self.row["reported_on"], self.vacancy_id)

    @property
    def in_order(self) -> tuple[Any, ...]:
        """As a week folder orders them, week after week: a later week's flats are numbered after."""
        entered = self.row["entered_on"] or day_of(self.row["created_at"])
        return (monday(entered), *self.in_core_order)


@dataclass
class Pool:
    """One quota account, as entered, and its flats since."""

    quota: Row
    monday: date
    flats: list[Flat] = field(default_factory=list)

    @property
    def share(self) -> Fraction:
        """The municipality's share, exact."""
        return Fraction(self.quota["share"] or "1/4")

    @property
    def mode(self) -> str:
        """choose, fourth or first."""
        return str(self.quota["mode"] or "choose")

    @property
    def carry_over(self) -> int:
        """Places carried over into every week until the account is entered anew; may be negative."""
        return int(self.quota["carry_over"] or 0)

    @property
    def remaining(self) -> list[Flat]:
        """The flats vacant and held by no offer."""
        return [flat for flat in self.flats if flat.left_on is None]

    @property
    def this_week(self) -> list[Flat]:
        """The flats at disposal at some time this week."""
        return [flat for flat in self.flats if flat.left_on is None or flat.left_on >= self.monday]

    @property
    def before(self) -> tuple[int, int]:
        """Counted and claimed when this week began."""
        return self._account(flat for flat in self.flats if flat.left_on and flat.left_on < self.monday)

    @property
    def by_now(self) -> tuple[int, int]:
        """Counted and claimed by now, the remaining flats not among them."""
        return self._account(flat for flat in self.flats if flat.left_on)

    def _account(self, left: Iterable[Flat]) -> tuple[int, int]:
        gone = list(left)
        counted, claimed = int(self.quota["counted"] or 0), int(self.quota["claimed"] or 0)
        return counted + len(gone), claimed + sum(flat.claimed for flat in gone)

    def our_turns(self) -> set[str]:
        """The flats, by id, that are ours by their number (modes fourth and first).

        Every flat keeps the number it had when it came, whatever becomes of those before it.
        """
        counted = int(self.quota["counted"] or 0)
        ordered = sorted(self.flats, key=lambda flat: flat.in_order)
        return {
            flat.vacancy_id
            for number, flat in enumerate(ordered, start=counted + 1)
            if is_turn(self.share, number, self.mode)
        }


def pools(connection: Connection, day: date) -> list[Pool]:
    """Every account with its flats on a day, by organisation, municipality and class."""
    found = [Pool(row, monday(day)) for row in list_quotas(connection)]
    rows = _counted_flats(connection) if found else []
    claims = _claims(connection)
    for row, place in zip(rows, _pool_of(rows, [pool.quota for pool in found]), strict=True):
        if place >= 0:
            flat = _flat(row, claims)
            if flat.left_on is None or flat.left_on >= found[place].quota["entered_on"]:
                found[place].flats.append(flat)
    return found


def _counted_flats(connection: Connection) -> list[Row]:
    v = vacancies.c
    counted = or_(v.route.is_(None), v.route == "quarter")
    wanted = select(*(v[name] for name in _COLUMNS), v.state, v.closed_on, v.entered_on, v.created_at)
    kinds = v.kind.in_(("family", "youth"))
    return rows_of(connection, wanted.where(counted, kinds, v.state != "withdrawn"))


def _claims(connection: Connection) -> dict[str, date]:
    """The day each flat was claimed by an offer that stands or led to a tenancy."""
    o = offers.c
    wanted = select(o.vacancy_id, o.proposed_on, o.created_at).where(or_(o.live, o.state == "ended"))
    return {row.vacancy_id: row.proposed_on or day_of(row.created_at) for row in connection.execute(wanted)}


def _flat(row: Row, claims: dict[str, date]) -> Flat:
    if row["state"] == "given_back":
        return Flat(row, row["closed_on"] or date.min)
    claimed_on = claims.get(row["vacancy_id"])
    if row["state"] == "let":
        return Flat(row, claimed_on or row["closed_on"] or date.min, claimed=True)
    return Flat(row) if claimed_on is None else Flat(row, claimed_on, claimed=True)


def _pool_of(rows: list[Row], quotas: list[Row]) -> list[int]:
    """The place of each flat's account among ``quotas``, -1 where none covers it."""
    if not rows:
        return []
    flats = pd.DataFrame(
        {
            name: [row[name] or ("quarter" if name == "route" else "") for row in rows]
            for name in ("organisation_id", "municipality", "department_id", "kind", "route")
        },
        dtype=object,
    )
    accounts = pd.DataFrame({key: [quota[key] or "" for quota in quotas] for key in POOL}, dtype=object)
    return [int(place) for place in pool_of_each(Table(flats), accounts)]


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def day_of(moment: datetime) -> date:
    """The day a moment lies on in Denmark."""
    return moment.astimezone(_COPENHAGEN).date()
