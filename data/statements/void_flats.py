"""What the store knows of the flats whose void rent is worked out (data/statements/void_rent.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select, true

from data.overview.cells import filled
from data.statements.months import day_of
from data.store.schema import offer_steps, offers, vacancies
from data.store.schema_account import ledger

#: Offers that nobody was told of and that came to nothing have held no flat.
_CAME_TO_NOTHING = ("refused", "expired", "withdrawn")
_COLUMNS = (
    "vacancy_id", "organisation_id", "department_id", "address", "postcode", "kind", "rent", "state",
    "available_from", "reported_on", "answer_by", "closed_on", "relet_on",
)  # fmt: skip


@dataclass(frozen=True)
class VoidFlat:
    """A flat not of route none, and what its void rent follows from."""

    vacancy_id: str
    organisation_id: str
    department_id: str
    address: str
    postcode: str
    kind: str
    rent: float
    state: str
    available_from: date
    reported_on: date
    answer_by: date | None
    closed_on: date | None
    relet_on: date | None
    moved_in_on: date | None
    """When the first tenancy of a citizen proposed here began."""
    held: bool
    """Whether an offer holds it."""
    released_on: date | None
    """When the last offer that had been made came to nothing."""
    at_disposal: bool
    """Outside the rule, a turn of the municipality's, or claimed by an offer."""


def void_flats(
    connection: Connection, organisation_id: str | None = None, state: str | None = None
) -> list[VoidFlat]:
    """Every flat not of route none, of one organisation or of all (and in one state), by vacancy id."""
    own = true() if organisation_id is None else vacancies.c.organisation_id == organisation_id
    if state is not None:
        own = and_(own, vacancies.c.state == state)
    wanted = (
        select(*(vacancies.c[name] for name in _COLUMNS))
        .where(filled("vacancies", "route") != "none", own)
        .order_by(vacancies.c.vacancy_id)
    )
    claims, turns = _claims(connection), _turns(connection)
    rows = connection.execute(wanted)
    return [_flat(row, claims.get(row.vacancy_id), turns.get(row.vacancy_id)) for row in rows]


def _flat(row: Any, claim: _Claim | None, turn: str | None) -> VoidFlat:
    cells = dict(row._mapping)
    for name in ("department_id", "address", "postcode"):
        cells[name] = cells[name] or ""
    return VoidFlat(
        **cells,
        moved_in_on=claim.moved_in_on if claim else None,
        held=claim is not None and claim.held,
        released_on=claim.released_on if claim else None,
        at_disposal=claim is not None or turn in (None, "ours"),
    )


@dataclass(frozen=True)
class _Claim:
    held: bool
    moved_in_on: date | None
    released_on: date | None


def _claims(connection: Connection) -> dict[str, _Claim]:
    """The flats an offer holds, or has held after it was made to a citizen."""
    o = offers.c
    ended = (
        select(offer_steps.c.offer_id, func.max(offer_steps.c.taken_at).label("at"))
        .where(offer_steps.c.to_state.in_(_CAME_TO_NOTHING))
        .group_by(offer_steps.c.offer_id)
        .subquery()
    )
    wanted: Select[Any] = (
        select(o.vacancy_id, o.state, o.live, o.moved_in_on, ended.c.at)
        .select_from(offers.outerjoin(ended, ended.c.offer_id == o.offer_id))
        .where(
            or_(o.live, o.state == "ended", and_(o.state.in_(_CAME_TO_NOTHING), o.offered_on.is_not(None)))
        )
    )
    found: dict[str, _Claim] = {}
    for row in connection.execute(wanted):
        before = found.get(row.vacancy_id, _Claim(False, None, None))
        released = day_of(row.at) if row.at is not None and row.state in _CAME_TO_NOTHING else None
        moved_in = row.moved_in_on if row.state in ("moved_in", "ended") else None
        found[row.vacancy_id] = _Claim(
            before.held or bool(row.live),
            min(filter(None, (before.moved_in_on, moved_in)), default=None),
            max(filter(None, (before.released_on, released)), default=None),
        )
    return found


def _turns(connection: Connection) -> dict[str, str]:
    """Of the flats in an account: ours, theirs, or blank (chosen freely, or not counted)."""
    e = ledger.c
    wanted = (
        select(e.vacancy_id, e.counts, e.turn)
        .where(e.vacancy_id.is_not(None), e.counts.is_not(None))
        .order_by(e.entered_at, e.quota_id, e.number)
    )
    return {row.vacancy_id: row.turn if row.counts else "" for row in connection.execute(wanted)}
