"""Offers as rows: which of them an actor may know of, and whether a screen is still up to date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, select

from data.store.actor import OF_ORGANISATION, Actor
from data.store.errors import NotFound
from data.store.schema import citizens, offers, vacancies
from data.store.versions import Kind, change, check_version

Row = Mapping[str, Any]
#: What a housing association is not told: whose case, which run and choice, the team, the reason of a no.
_NOT_FOR_ASSOCIATION = ("citizen_id", "run_id", "choice_id", "team_id", "reason_code")
OFFER = Kind("offer", offers, "offer_id")


def may_know(actor: Actor) -> Select[Any]:
    """The offers an actor may know of, as rows of ``offers`` with the flat's address and availability.

    A shelter those of its citizens, an association those of its flats, both once they are offered; analysts
    none, because an offer is about a person.
    """
    found = select(offers, vacancies.c.address, vacancies.c.postcode, vacancies.c.available_from).join(
        vacancies, vacancies.c.vacancy_id == offers.c.vacancy_id
    )
    if actor.role not in OF_ORGANISATION:
        return found if actor.role != "analyst" else found.where(offers.c.offer_id.is_(None))
    found = found.where(offers.c.offered_on.is_not(None))
    if actor.role == "association":
        return found.where(offers.c.organisation_id == actor.organisation_id)
    own = citizens.c.shelter_id == actor.organisation_id
    return found.join(citizens, citizens.c.citizen_id == offers.c.citizen_id).where(own)


def shown_to(actor: Actor, row: Row) -> Row:
    """The row without what is not this actor's to know."""
    hidden = _NOT_FOR_ASSOCIATION if actor.role == "association" else ()
    return {name: None if name in hidden else value for name, value in row.items()}


def known_offer(connection: Connection, actor: Actor, offer_id: str) -> dict[str, Any]:
    """One whole offer; raises NotFound when it is not there or not the actor's to know of."""
    found = may_know(actor).where(offers.c.offer_id == offer_id)
    row = connection.execute(found).mappings().one_or_none()
    if row is None:
        raise NotFound(f"offer {offer_id}")
    return dict(row)


def require_version(connection: Connection, offer: Row, version: int) -> None:
    """Raises Conflict("stale") with what has changed since the screen was made."""
    check_version(connection, OFFER, offer, version)


def change_offer(connection: Connection, actor: Actor, offer: Row, values: Mapping[str, Any]) -> None:
    """Change an offer; how it stood is kept, its version counted up."""
    change(connection, actor, OFFER, offer, values)
