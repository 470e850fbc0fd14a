"""An office at work in which every word about every citizen is a marked one.

The landlord B02 has a nomination in each state there is; B01 stands for everyone else.  Shelter H1 has every
other citizen, H2 the rest.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1] / "web"))
sys.path.append(str(Path(__file__).parents[1] / "notices"))

import filled_office
from filled_office import DAY, OFFICE, fill
from pages import user
from readers import wants
from sqlalchemy import select

from data.store import checklist, offers, reporting, step_back, tenancy_reports, threads
from data.store.actor import Actor
from data.store.engine import Store
from data.store.nominations import nomination_of
from data.store.objections import object_to
from data.store.own_uploads import put_up
from data.store.tokens import make_token

LANDLORD, OTHER = "B02", "B01"
SHELTER, OTHER_SHELTER = "H1", "H2"
#: How far the nomination to each flat of the landlord has come, by the flat; ``proposed`` is a draft.
STATES = ("offered", "viewing", "accepted", "contract", "moved_in", "refused", "proposed")
#: In these the landlord may know who it is.
RELEASED = ("accepted", "contract", "moved_in")
_WAY = ("viewing", "accepted", "contract", "moved_in")


@dataclass(frozen=True)
class MarkedOffice:
    """What is in the store: the landlord's flats, citizens and offers by state, and what else has an id."""

    flats: dict[str, str]
    citizens: dict[str, str]
    offers: dict[str, str]
    ids: filled_office.Office
    uploads: tuple[str, str]
    announced: str
    token: str


def people(store: Store) -> None:
    """Someone logs in for each organisation, and wants every notice."""
    for role, organisation in (
        ("association", LANDLORD), ("association", OTHER), ("shelter", SHELTER), ("shelter", OTHER_SHELTER)
    ):  # fmt: skip
        wants(store, role, organisation=organisation)


def landlord(organisation: str = LANDLORD) -> Actor:
    """Who acts for an association."""
    return Actor(f"association-{organisation}", "association", organisation)


def mark_office(store: Store) -> MarkedOffice:
    """Fill an empty store; the citizens are marked afterwards (``marking.mark``)."""
    ids = fill(store)
    people(store)
    with store.reading() as connection:
        o = offers_table()
        found = connection.execute(
            select(o.c.offer_id, o.c.vacancy_id, o.c.citizen_id)
            .where(o.c.organisation_id == LANDLORD)
            .order_by(o.c.vacancy_id)
        ).all()
    assert len(found) >= len(STATES)
    by_state = dict(zip(STATES, found, strict=False))
    for state, (offer_id, vacancy_id, _) in by_state.items():
        _lead(store, offer_id, vacancy_id, state)
    flats = {state: row.vacancy_id for state, row in by_state.items()}
    token, announced, uploads = _more(store, flats, ids)
    return MarkedOffice(
        flats, {state: row.citizen_id for state, row in by_state.items()},
        {state: row.offer_id for state, row in by_state.items()}, ids, uploads, announced, token,
    )  # fmt: skip


def offers_table() -> Any:
    """The table of offers."""
    from data.store import schema

    return schema.offers


def _lead(store: Store, offer_id: str, vacancy_id: str, state: str) -> None:
    """Lead an offer that is out to a state, step by step."""
    if state == "proposed":
        _do(store, offer_id, step_back.step_back, reason="kept-back")
    elif state == "refused":
        _do(store, offer_id, offers.take_step, "refused", reason_code="citizen_other", reason="kept-no")
    elif state != "offered":
        for to in _WAY[: _WAY.index(state) + 1]:
            if to == "contract":
                with store.writing() as connection:
                    checklist.settle(connection, OFFICE, offer_id, "deposit_loan", "done", owner="kept-owner")
            on = {} if to == "accepted" else {"on": DAY}
            _do(store, offer_id, offers.take_step, to, **on)


def _do(store: Store, offer_id: str, act: Callable[..., Any], *given: Any, **named: Any) -> None:
    with store.writing() as connection:
        version = offers.get_offer(connection, OFFICE, offer_id)["version"]
        act(connection, OFFICE, offer_id, *given, version=version, **named)


def _more(store: Store, flats: dict[str, str], ids: filled_office.Office) -> tuple[str, str, tuple[str, str]]:
    """Messages, an objection, reports of a tenancy, a flat to come, files put up, a program's token."""
    me, office_user = landlord(), Actor(user(store, "office"), "office")
    with store.writing() as connection:
        threads.write(connection, me, flats["offered"], "Nøglen hentes på kontoret.")
        threads.write(connection, office_user, flats["offered"], "Tak for beskeden.")
        named = nomination_of(connection, me, flats["viewing"])
        assert named is not None
        object_to(
            connection, me, flats["viewing"], reason_code="association_no_longer_vacant",
            version=named.version,
        )  # fmt: skip
        tenancy_reports.report_concern(connection, me, flats["moved_in"], code="neighbours", words="Larm.")
        due = DAY.replace(day=DAY.day + 5)
        report_id = tenancy_reports.report_arrears(connection, me, flats["moved_in"], day=DAY, due_on=due)
        tenancy_reports.call_meeting(connection, office_user, report_id, due)
        tenancy_reports.close_report(connection, office_user, report_id, "kept-meeting")
        announced = reporting.announce(connection, me, NEW_FLAT, _confirmed(connection, me))
        mine, theirs = (
            put_up(connection, landlord(name), "flats.csv", b"reference;address\nR-1;Torvet 1")
            for name in (LANDLORD, OTHER)
        )
        administrator = Actor(user_of(connection), "administrator")
        token = make_token(
            connection, administrator, name="Letting", role="association", organisation_id=LANDLORD
        )[1]
    return token, announced, (mine, theirs)


#: A flat that will fall vacant.
NEW_FLAT = {
    "address": "Havrevænget 7", "postcode": "8700", "kind": "family", "rooms": "3", "size_m2": "84",
    "rent": "6350", "available_from": DAY.replace(month=12).isoformat(),
}  # fmt: skip


def _confirmed(connection: Any, me: Actor) -> dict[str, str]:
    return {one.code: one.value for one in reporting.warnings_of_cells(connection, me, NEW_FLAT)}


def user_of(connection: Any) -> str:
    """The administrator's user."""
    from data.store import schema

    found = select(schema.users.c.user_id).where(schema.users.c.role == "administrator")
    return str(connection.execute(found.limit(1)).scalar_one())
