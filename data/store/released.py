"""Who is to live in the flat: what an association learns of a citizen, and from when.

A housing organisation needs what the lease needs (domain: DBL § 11, ABL § 59): name, telephone and e-mail,
how many the household is, and when they move in.  Not the postal address, which may be a shelter's, not who
is a child, not the case's number.  It learns it when the citizen has said yes, and no longer when the offer
comes to nothing, or a year after moving in, when nothing is left to be told about the tenancy (§ 59, 13).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from data.store.actor import Actor
from data.store.errors import NotFound
from data.store.given_words import RELEASED_STATES
from data.store.schema import citizens, contacts, offers, vacancies
from data.store.settings import today
from matcher.calendar import months_before

#: A payment demand within so many months of the beginning is told to the municipality (ABL § 59, 13).
FIRST_YEAR_MONTHS = 12


@dataclass(frozen=True)
class Tenant:
    """What a lease needs; ``citizen_id`` is for the record of who looked, and is never shown."""

    citizen_id: str
    offer_id: str
    name: str
    phone: str
    email: str
    household: int
    moves_in_on: date
    moved_in: bool


def released_tenant(connection: Connection, actor: Actor, vacancy_id: str) -> Tenant | None:
    """Who is to live, or lives, in a flat of the actor's; None before the citizen has said yes.

    Association only; raises NotFound for a flat that is not there or not the actor's, and for other roles.
    Whoever calls this records it as a view of ``citizen_id`` before it is shown.
    """
    v, o, c = vacancies.c, offers.c, citizens.c
    own = select(v.available_from).where(
        v.vacancy_id == vacancy_id, v.organisation_id == actor.organisation_id
    )
    flat = connection.execute(own).one_or_none()
    if actor.role != "association" or flat is None:
        raise NotFound(f"there is no vacancy {vacancy_id}")
    found = (
        select(
            o.offer_id, o.state, o.contract_on, o.moved_in_on, c.citizen_id, c.adults, c.children,
            contacts.c.name, contacts.c.phone, contacts.c.email,
        )
        .join_from(offers, citizens, c.citizen_id == o.citizen_id)
        .join(contacts, contacts.c.citizen_id == c.citizen_id, isouter=True)
        .where(
            o.vacancy_id == vacancy_id, o.live, o.state.in_(RELEASED_STATES), o.offered_on.is_not(None),
            o.organisation_id == actor.organisation_id,
        )
    )  # fmt: skip
    row = connection.execute(found).one_or_none()
    if row is None or (row.moved_in_on is not None and today(connection) > first_year_ends(row.moved_in_on)):
        return None
    return Tenant(
        citizen_id=row.citizen_id,
        offer_id=row.offer_id,
        name=row.name or "",
        phone=row.phone or "",
        email=row.email or "",
        household=(1 if row.adults is None else int(row.adults)) + int(row.children or 0),
        moves_in_on=row.moved_in_on or max(flat.available_from, row.contract_on or flat.available_from),
        moved_in=row.state == "moved_in",
    )


def first_year_ends(moved_in_on: date) -> date:
    """The last day of a tenancy's first year on which a demand is told to the municipality."""
    return months_before(moved_in_on, -FIRST_YEAR_MONTHS)
