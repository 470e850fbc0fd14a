"""Who is told by e-mail of the steps of an offer and of what the office does to an association's flat.

Whoever took the step is not told of it, and neither is anyone of their side.  An association and a shelter
hear of an offer only once it is one: a proposal is nobody's to know of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from data.store.actor import Actor
from data.store.outbox import page, tell_office, tell_organisation, tell_user
from data.store.schema import citizens, users, vacancies

Row = Mapping[str, Any]
#: What the association and the shelter are told when an offer reaches a state; any other step is news of it.
#: Why one came to nothing, by a day that passed or by a no, is not told: it would say something of a citizen.
_TO_ASSOCIATION = {"offered": "offer_made"}
_TO_SHELTER = {"offered": "referral_offer"}
#: Steps that set the office's own people to work, by whomever they are taken.
_FOR_OFFICE = {"expired": "offer_expired"}
#: Where an association sees what has happened to its flats.
OWN_FLATS = "/association/flats"


def of_step(connection: Connection, actor: Actor, offer: Row, to_state: str) -> None:
    """Tell of a step of an offer; ``offer`` is its row as it stands then, before the step back or after the
    step."""
    if offer["offered_on"] is None:
        return
    here = page("offers", offer["offer_id"])
    if actor.role != "office":
        _tell_owner(connection, offer, _FOR_OFFICE.get(to_state, "offer_step"), here)
    if actor.role != "association":
        kind = _TO_ASSOCIATION.get(to_state, "offer_step")
        tell_organisation(connection, offer["organisation_id"], kind, flat_page(offer["vacancy_id"]))
    shelter = connection.execute(
        select(citizens.c.shelter_id).where(citizens.c.citizen_id == offer["citizen_id"])
    ).scalar_one_or_none()
    if shelter and actor.role != "shelter":
        # an offer taken back to a proposal is no longer there for the shelter to open
        there = here if to_state != "proposed" else "/"
        tell_organisation(connection, shelter, _TO_SHELTER.get(to_state, "referral_step"), there)


def _tell_owner(connection: Connection, offer: Row, kind: str, path: str) -> None:
    """The person who made the offer; the whole office when that person no longer works here."""
    here = select(users.c.active).where(users.c.user_id == offer["owner"])
    if connection.execute(here).scalar_one_or_none():
        tell_user(connection, offer["owner"], kind, path)
    else:
        tell_office(connection, kind, path)


def flat_page(vacancy_id: str) -> str:
    """The association's page of one of its flats."""
    return page("association", "flats", vacancy_id)


def of_flat(connection: Connection, actor: Actor, vacancy_id: str, kind: str) -> None:
    """Tell a flat's association of what others did to it (vacancy_changed, vacancy_given_back, …)."""
    if actor.role == "association":
        return
    owner = select(vacancies.c.organisation_id).where(vacancies.c.vacancy_id == vacancy_id)
    organisation = connection.execute(owner).scalar_one_or_none()
    if organisation:
        tell_organisation(connection, organisation, kind, flat_page(vacancy_id))


def of_lapsed(connection: Connection, vacancy_ids: Sequence[str]) -> None:
    """Tell the associations and the office of flats whose day to answer has passed; many at once are one
    notice."""
    v = vacancies.c
    found = connection.execute(select(v.vacancy_id, v.organisation_id).where(v.vacancy_id.in_(vacancy_ids)))
    of: dict[str, list[str]] = {}
    for vacancy_id, organisation in found:
        of.setdefault(str(organisation), []).append(str(vacancy_id))
    for organisation, flats in sorted(of.items()):
        path = flat_page(flats[0]) if len(flats) == 1 else OWN_FLATS
        tell_organisation(connection, organisation, "vacancy_lapsed", path)
    if vacancy_ids:
        path = page("vacancies", vacancy_ids[0]) if len(vacancy_ids) == 1 else "/vacancies"
        tell_office(connection, "vacancy_lapsed", path)


def of_import(connection: Connection, actor: Actor, organisations: Iterable[str]) -> None:
    """Tell the associations whose flats an import entered or changed, once each however many they were."""
    if actor.role == "association":
        return
    for organisation in sorted(set(organisations)):
        tell_organisation(connection, organisation, "vacancy_changed", OWN_FLATS)
