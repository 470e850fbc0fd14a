"""Who is told of the steps of an offer: the other sides, once it is an offer, and in no word of a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from finished_week import DAY, OFFICE, SHELTER, association, put_week, set_day, town
from sqlalchemy import Connection, delete, insert, select

from data.store import checklist, choices, offers
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.expiry import expire
from data.store.flats import close_vacancy, reopen_vacancy
from data.store.lapse import lapse
from data.store.notice_choices import choose
from data.store.outbox import page
from data.store.schema import citizens, contacts, users, vacancies
from data.store.schema import offers as made
from data.store.schema_landlord import outbox

LATER = DAY + timedelta(days=7)
NAME = "Uforveksleligt Navn"


@pytest.fixture
def run_id(sqlite_store: Store) -> str:
    """The town's week, its run done; everyone who can log in wants to be told."""
    run_id = put_week(sqlite_store)
    with sqlite_store.writing() as connection:
        for user_id, role in connection.execute(select(users.c.user_id, users.c.role)).all():
            choose(connection, Actor(user_id, role), f"{user_id}@mail.example", "step")
        for citizen_id in connection.execute(select(citizens.c.citizen_id)).scalars().all():
            name = {"citizen_id": citizen_id, "name": NAME, "changed_at": now(), "changed_by": "-"}
            connection.execute(insert(contacts).values(**name))
    return run_id


def referred(store: Store) -> tuple[dict[str, str], str]:
    """A match of the run whose citizen the shelter referred, and the flat's association."""
    with store.reading() as connection:
        own = set(
            connection.execute(
                select(citizens.c.citizen_id).where(citizens.c.shelter_id == SHELTER.organisation_id)
            ).scalars()
        )
        match = next(m for m in town().table("matches") if m["citizen_id"] in own)
        owner = select(vacancies.c.organisation_id).where(vacancies.c.vacancy_id == match["vacancy_id"])
        return match, str(connection.execute(owner).scalar_one())


def step(connection: Connection, offer_id: str, state: str, actor: Actor = OFFICE, **given: Any) -> None:
    if state == "contract":
        checklist.settle(connection, OFFICE, offer_id, "deposit_loan", "done")
    version = connection.execute(select(made.c.version).where(made.c.offer_id == offer_id)).scalar_one()
    said: dict[str, Any] = {"deadline": LATER, "on": DAY} | given
    offers.take_step(connection, actor, offer_id, state, version=version, **said)


def told(store: Store) -> set[tuple[str, str]]:
    """What was told since last asked, as (user, kind); nothing of a person in it."""
    with store.writing() as connection:
        rows = connection.execute(select(outbox)).mappings().all()
        assert NAME not in str(rows)
        assert not any(row["path"].count("/citizens/") for row in rows)
        connection.execute(delete(outbox))
    return {(str(row["reader"]), str(row["kind"])) for row in rows}


def test_each_step_is_told_to_the_other_sides_and_a_proposal_to_nobody(
    sqlite_store: Store, run_id: str
) -> None:
    store = sqlite_store
    match, organisation = referred(store)
    landlord = association(organisation)
    with store.writing() as connection:
        ticked = match["warnings"].split()
        offer_id = choices.accept(connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=ticked)
    assert told(store) == set()
    expected: list[tuple[str, Actor, set[tuple[str, str]]]] = [
        ("offered", OFFICE, {(landlord.user_id, "offer_made"), ("U-shelter", "referral_offer")}),
        ("viewing", landlord, {("U-office", "offer_step"), ("U-shelter", "referral_step")}),
        ("accepted", SHELTER, {("U-office", "offer_step"), (landlord.user_id, "offer_step")}),
        ("contract", OFFICE, {(landlord.user_id, "offer_step"), ("U-shelter", "referral_step")}),
        ("moved_in", landlord, {("U-office", "offer_step"), ("U-shelter", "referral_step")}),
    ]
    for state, actor, readers in expected:
        with store.writing() as connection:
            step(connection, offer_id, state, actor)
        assert told(store) == readers, state


def test_a_step_that_comes_to_nothing_is_told_to_nobody(sqlite_store: Store, run_id: str) -> None:
    match, _ = referred(sqlite_store)

    class Lost(Exception):
        pass

    with pytest.raises(Lost), sqlite_store.writing() as connection:
        ticked = match["warnings"].split()
        offer_id = choices.accept(connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=ticked)
        step(connection, offer_id, "offered")
        assert connection.execute(select(outbox)).first()
        raise Lost
    assert told(sqlite_store) == set()


def test_an_offer_that_expires_sets_its_owner_to_work(sqlite_store: Store, run_id: str) -> None:
    match, organisation = referred(sqlite_store)
    with sqlite_store.writing() as connection:
        ticked = match["warnings"].split()
        offer_id = choices.accept(connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=ticked)
        step(connection, offer_id, "offered")
    told(sqlite_store)
    set_day(sqlite_store, 8)
    assert offer_id in expire(sqlite_store)
    assert told(sqlite_store) == {
        ("U-office", "offer_expired"),
        (f"U-{organisation}", "offer_step"),
        ("U-shelter", "referral_step"),
    }


def test_the_whole_office_is_told_where_the_owner_no_longer_works_here(
    sqlite_store: Store, run_id: str
) -> None:
    match, organisation = referred(sqlite_store)
    with sqlite_store.writing() as connection:
        ticked = match["warnings"].split()
        offer_id = choices.accept(connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=ticked)
        step(connection, offer_id, "offered")
        gone = users.update().where(users.c.user_id == "U-office").values(active=False)
        connection.execute(gone)
    told(sqlite_store)
    with sqlite_store.writing() as connection:
        step(connection, offer_id, "accepted", SHELTER)
    assert told(sqlite_store) == {("U-second", "offer_step"), (f"U-{organisation}", "offer_step")}


def test_flats_that_lapse_are_told_to_both_sides_many_at_once_as_one(
    sqlite_store: Store, run_id: str
) -> None:
    told(sqlite_store)
    day = set_day(sqlite_store, 8)
    yesterday = {"answer_by": day - timedelta(days=1)}
    with sqlite_store.writing() as connection:
        connection.execute(vacancies.update().values(answer_by=None))
        flats = connection.execute(
            select(vacancies.c.vacancy_id, vacancies.c.organisation_id).where(vacancies.c.state == "vacant")
        ).all()
        (alone, one), *_ = flats
        connection.execute(vacancies.update().where(vacancies.c.vacancy_id == alone).values(**yesterday))
    lapse(sqlite_store)
    with sqlite_store.reading() as connection:
        paths = set(connection.execute(select(outbox.c.reader, outbox.c.path)).all())
    assert paths == {
        (f"U-{one}", page("association/flats", alone)),
        ("U-office", page("vacancies", alone)),
        ("U-second", page("vacancies", alone)),
    }
    told(sqlite_store)
    with sqlite_store.writing() as connection:
        connection.execute(vacancies.update().where(vacancies.c.state == "vacant").values(**yesterday))
    assert len(lapse(sqlite_store)) == len(flats) - 1 > 3
    with sqlite_store.reading() as connection:
        rows = connection.execute(select(outbox.c.reader, outbox.c.path)).all()
    others = {organisation for _, organisation in flats[1:]}
    assert len(rows) == len(set(rows)) == len(others) + 2
    assert ("U-office", "/vacancies") in set(rows)


def test_an_association_hears_that_its_flat_was_given_back_and_taken_up_again(
    sqlite_store: Store, run_id: str
) -> None:
    match, organisation = referred(sqlite_store)
    told(sqlite_store)
    with sqlite_store.writing() as connection:
        close_vacancy(connection, OFFICE, match["vacancy_id"], "given_back", DAY)
    assert told(sqlite_store) == {(f"U-{organisation}", "vacancy_given_back")}
    with sqlite_store.writing() as connection:
        reopen_vacancy(connection, OFFICE, match["vacancy_id"])
    assert told(sqlite_store) == {(f"U-{organisation}", "vacancy_changed")}
