"""What the rows say of a flat under the quarter rule: its pool, whether it is counted, what became of it.

In a pool are family and youth dwellings of route quarter, and those of route none, which are not counted
unless they are let within the organisation and the agreement counts that.  A flat announced is not yet in it;
one withdrawn was entered wrongly and has never been in it.  A flat *leaves* when an offer holds it, when it
is given back and when it lapses; what left before the day an account was entered is in its totals already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, or_, select

from data.store.rows import Row, rows_of
from data.store.schema import offers, quotas, vacancies
from matcher.ledger_account import AT_DISPOSAL, CLAIMED, GIVEN_BACK, LAPSED, LET
from matcher.quota import Scope, scopes

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
#: Why a flat of route none is not at disposal; one without a reason is ``other``.
INTERNAL = "internal_transfer"
NONE_REASONS = (INTERNAL, "rehousing", "sale", "other")
_COLUMNS = (
    "vacancy_id", "organisation_id", "municipality", "department_id", "kind", "route", "none_reason", "seq",
    "reported_on", "state", "closed_on", "entered_on", "created_at",
)  # fmt: skip
_STATES = {"vacant": AT_DISPOSAL, "let": LET, "given_back": GIVEN_BACK, "lapsed": LAPSED}
_SOME = 500


@dataclass(frozen=True)
class Flat:
    """A flat as the rows have it; ``claim`` is the offer that stands or led to a tenancy, and its day."""

    row: Row
    claim: tuple[str, date] | None = None

    @property
    def vacancy_id(self) -> str:
        """The flat's id."""
        return str(self.row["vacancy_id"])

    @property
    def why(self) -> str:
        """Why it is not counted of itself: a code of NONE_REASONS; blank for a flat of route quarter."""
        taken_out = self.row["state"] == "withdrawn" and self.row["none_reason"] == INTERNAL
        return str(self.row["none_reason"] or "other") if self.row["route"] == "none" or taken_out else ""

    @property
    def state(self) -> str:
        """A state of matcher/ledger_account.py; blank while it is in no pool."""
        if self.why == INTERNAL and self.row["state"] == "withdrawn":
            return AT_DISPOSAL
        state = _STATES.get(self.row["state"], "")
        return CLAIMED if state == AT_DISPOSAL and self.claim is not None else state

    @property
    def left_on(self) -> date | None:
        """The day it left the pool; None while it is at disposal."""
        if self.state in ("", AT_DISPOSAL):
            return None
        if self.state in (CLAIMED, LET) and self.claim is not None:
            return self.claim[1]
        return self.row["closed_on"] or date.min

    @property
    def came_on(self) -> date:
        """The office's day on which it came on the list."""
        return self.row["entered_on"] or day_of(self.row["created_at"])

    @property
    def in_core_order(self) -> tuple[Any, ...]:
        """By seq where there is one, then by report, then by id: the order of a week folder."""
        seq = self.row["seq"]
        return (seq is None, seq or 0, self.row["reported_on"], self.vacancy_id)


class Pools:
    """The accounts there are, by what they cover; ``rows`` by quota_id."""

    def __init__(self, connection: Connection) -> None:
        found = rows_of(connection, select(quotas).order_by(quotas.c.quota_id))
        self.rows = {int(row["quota_id"]): row for row in found}
        self._by_scope = {_scope(row): int(row["quota_id"]) for row in found}

    def of(self, row: Row) -> int | None:
        """The account a vacancy is in: its municipality's before the blank, then its estate's, its class."""
        keys = (row[name] or "" for name in ("organisation_id", "municipality", "department_id", "kind"))
        return next((self._by_scope[key] for key in scopes(*keys) if key in self._by_scope), None)


def _scope(row: Row) -> Scope:
    named = (row[name] or "" for name in ("organisation_id", "municipality", "department_id", "class"))
    organisation, municipality, department, scope = named
    return organisation, municipality, department, scope


def flats_of(connection: Connection, vacancy_ids: Sequence[str]) -> list[Flat]:
    """Flats by id, as far as they are there, whatever their kind and route, in the order of a week."""
    found = [
        flat
        for start in range(0, len(vacancy_ids), _SOME)
        for flat in _flats(connection, vacancies.c.vacancy_id.in_(vacancy_ids[start : start + _SOME]))
    ]
    return sorted(found, key=lambda flat: flat.in_core_order)


def flats_of_organisation(connection: Connection, organisation_id: str) -> list[Flat]:
    """All flats an association ever reported, in the order of a week."""
    found = _flats(connection, vacancies.c.organisation_id == organisation_id)
    return sorted(found, key=lambda flat: flat.in_core_order)


def flats_at_disposal(connection: Connection) -> list[Flat]:
    """The flats of route quarter that a run may match, in the order of a week."""
    v = vacancies.c
    found = _flats(connection, (v.state == "vacant") & or_(v.route.is_(None), v.route == "quarter"))
    return sorted(
        (flat for flat in found if flat.state == AT_DISPOSAL and under_the_rule(flat.row)),
        key=lambda flat: flat.in_core_order,
    )


def under_the_rule(row: Row) -> bool:
    """Whether a vacancy is one the quarter rule speaks of, counted or not."""
    return row["kind"] in ("family", "youth") and row["route"] in (None, "quarter", "none")


def _flats(connection: Connection, wanted: ColumnElement[bool]) -> Iterator[Flat]:
    chosen = select(*(vacancies.c[name] for name in _COLUMNS)).where(wanted)
    rows = rows_of(connection, chosen)
    claims = _claims(connection, select(vacancies.c.vacancy_id).where(wanted))
    for row in rows:
        yield Flat(row, claims.get(row["vacancy_id"]))


def _claims(connection: Connection, of: Any) -> dict[str, tuple[str, date]]:
    """The offer that holds each flat, else the one that led to a tenancy, and the day it was made."""
    o = offers.c
    wanted = select(o.offer_id, o.vacancy_id, o.proposed_on, o.created_at).where(
        or_(o.live, o.state == "ended"), o.vacancy_id.in_(of)
    )
    made: Iterable[Any] = connection.execute(wanted.order_by(o.live, o.number))
    return {row.vacancy_id: (row.offer_id, row.proposed_on or day_of(row.created_at)) for row in made}


def day_of(moment: datetime) -> date:
    """The day a moment lies on in Denmark."""
    return moment.astimezone(_COPENHAGEN).date()
