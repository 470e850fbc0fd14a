"""What follows from the steps of an offer, stepping back, expiry, who comes next, and who may know of it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from finished_week import (
    ANALYST,
    AUDITOR,
    DAY,
    OFFICE,
    OTHER_SHELTER,
    SECOND,
    SHELTER,
    association,
    put_run,
    put_week,
    set_day,
    town,
)
from sound_decisions import check_sound
from sqlalchemy import Connection, insert, select, update

from data.runs.start import cancel, freeze
from data.store import checklist, choices, offers
from data.store.actor import SYSTEM
from data.store.base import now
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.expiry import expire, expire_due, overdue
from data.store.prices import price_of
from data.store.run_tables import rows_of
from data.store.schema import citizens, record, standing, vacancies
from data.store.schema import offers as made

MATCHES = town().table("matches")
PROPOSALS = town().table("proposals")
LATER = DAY + timedelta(days=7)


@pytest.fixture
def run_id(any_store: Store) -> str:
    return put_week(any_store)


def accept(connection: Connection, run_id: str, match: dict[str, str] = MATCHES[0]) -> str:
    ticked = match["warnings"].split()
    return choices.accept(connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=ticked)


def lead(connection: Connection, offer_id: str, *states: str, actor: Any = OFFICE, **given: Any) -> None:
    """Take steps one after the other, with what each must say; a reason goes with the last."""
    said: dict[str, Any] = {"deadline": LATER, "on": DAY} | given
    reason_code = said.pop("reason_code", "")
    for state in states:
        if state == "contract":
            checklist.settle(connection, OFFICE, offer_id, "deposit_loan", "done")
        version = connection.execute(select(made.c.version).where(made.c.offer_id == offer_id)).scalar_one()
        code = reason_code if state == states[-1] else ""
        offers.take_step(connection, actor, offer_id, state, reason_code=code, version=version, **said)


def back(connection: Connection, offer_id: str, **given: Any) -> None:
    version = connection.execute(select(made.c.version).where(made.c.offer_id == offer_id)).scalar_one()
    said: dict[str, Any] = {"reason": "Tastet forkert", "version": version}
    offers.step_back(connection, OFFICE, offer_id, **said | given)


def state_of(connection: Connection, table: Any, key: str) -> str:
    column = next(iter(table.primary_key.columns))
    return str(connection.execute(select(table.c.state).where(column == key)).scalar_one())


def test_a_refused_pair_never_comes_again_and_both_are_free(any_store: Store, run_id: str) -> None:
    match = MATCHES[0]
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id)
        lead(connection, offer_id, "offered", "refused", reason_code="citizen_location")
        with pytest.raises(NotPossible, match="pair_forbidden"):
            accept(connection, run_id)
        stands = connection.execute(select(standing)).mappings().one()
        assert (stands["citizen_id"], stands["vacancy_id"]) == (match["citizen_id"], match["vacancy_id"])
        assert (stands["action"], stands["source"]) == ("forbid", "refusal")
        newer = put_run(connection, town())
        with pytest.raises(NotPossible, match="pair_forbidden"):
            accept(connection, newer)
        other = next(r for r in PROPOSALS if r["vacancy_id"] == match["vacancy_id"] and r["rank"] == "2")
        price = price_of(connection, newer, other["vacancy_id"], other["citizen_id"])
        choices.choose(
            connection, OFFICE, newer, other["vacancy_id"], other["citizen_id"], price=price,
            warnings_ticked=price.warnings, reason_code="individual_assessment", reason="Næste i rækken",
        )  # fmt: skip
    check_sound(any_store)


def test_who_comes_next_after_a_refusal(any_store: Store, run_id: str) -> None:
    flat = next(r["vacancy_id"] for r in PROPOSALS if r["rank"] == "4")
    rows = sorted((r for r in PROPOSALS if r["vacancy_id"] == flat), key=lambda r: int(r["rank"]))
    match = next(r for r in MATCHES if r["vacancy_id"] == flat)
    elsewhere = {r["citizen_id"]: r for r in MATCHES if r["vacancy_id"] != flat}
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id, match)
        assert offers.after_refusal(connection, OFFICE, offer_id) is None  # still an offer
        lead(connection, offer_id, "offered", "refused", reason_code="citizen_rent")
        following = offers.after_refusal(connection, OFFICE, offer_id)
        assert following is not None and following.candidate == rows[1]
        assert following.passed_over == ((match["citizen_id"], "pair_forbidden"),)
        assert following.decidable
        held = elsewhere.get(rows[1]["citizen_id"])
        if held is not None:  # the second gets the flat the week gave them: the third is next
            accept(connection, run_id, held)
        else:
            who = citizens.c.citizen_id == rows[1]["citizen_id"]
            connection.execute(update(citizens).where(who).values(consent=False))
        following = offers.after_refusal(connection, OFFICE, offer_id)
        assert following is not None
        assert [citizen for citizen, _ in following.passed_over][:2] == [
            match["citizen_id"],
            rows[1]["citizen_id"],
        ]
        put_run(connection, town())
        following = offers.after_refusal(connection, OFFICE, offer_id)
        assert following is not None and not following.decidable
        for actor in (SHELTER, OTHER_SHELTER, association(match["quota_pool"].split("/")[0])):
            with pytest.raises(NotFound):
                offers.after_refusal(connection, actor, offer_id)


def test_a_flat_that_is_gone_is_closed(any_store: Store, run_id: str) -> None:
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id)
        lead(connection, offer_id, "offered", "refused", reason_code="association_no_longer_vacant")
        assert state_of(connection, vacancies, MATCHES[0]["vacancy_id"]) == "withdrawn"
        back(connection, offer_id)
        assert state_of(connection, vacancies, MATCHES[0]["vacancy_id"]) == "vacant"
        assert offers.get_offer(connection, OFFICE, offer_id)["state"] == "offered"
    check_sound(any_store)


def test_moving_in_closes_all_else(any_store: Store, run_id: str) -> None:
    match = MATCHES[0]
    citizen_id, vacancy_id = match["citizen_id"], match["vacancy_id"]
    other = next(r for r in PROPOSALS if r["citizen_id"] == citizen_id and r["vacancy_id"] != vacancy_id)[
        "vacancy_id"
    ]
    with any_store.writing() as connection:
        for pinned in ((citizen_id, other), ("C0039", vacancy_id)):
            values = {"citizen_id": pinned[0], "vacancy_id": pinned[1], "action": "pin", "reason": "-"}
            connection.execute(insert(standing).values(**values, decided_by="-", decided_at=now()))
        offer_id = accept(connection, run_id)
        newer = put_run(connection, town())
        parked = choices.park_flat(connection, OFFICE, newer, vacancy_id, reason_code="next_meeting")
        lead(connection, offer_id, "offered", "accepted", "contract", "moved_in")
        assert state_of(connection, citizens, citizen_id) == "housed"
        assert state_of(connection, vacancies, vacancy_id) == "let"
        undone = {r["choice_id"]: r["undone_at"] for r in choices.choices_of(connection, newer)}
        assert undone[parked] is not None
        lifted = connection.execute(select(standing.c.lifted_by).where(standing.c.action == "pin")).scalars()
        assert set(lifted) == {OFFICE.user_id}
        with pytest.raises(Conflict, match="flat_taken"):
            accept(connection, newer)
    check_sound(any_store)
    with any_store.writing() as connection:
        back(connection, offer_id)
        assert state_of(connection, citizens, citizen_id) == "waiting"
        assert state_of(connection, vacancies, vacancy_id) == "vacant"
        assert offers.get_offer(connection, OFFICE, offer_id)["moved_in_on"] is None
    check_sound(any_store)


def test_a_tenancy_that_ended_can_be_followed_by_a_new_wait(any_store: Store, run_id: str) -> None:
    citizen_id = MATCHES[0]["citizen_id"]
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id)
        lead(connection, offer_id, "offered", "accepted", "contract", "moved_in")
        with pytest.raises(NotPossible, match="not_ended"):
            offers.open_again(connection, OFFICE, citizen_id, "Flyttet")
        lead(connection, offer_id, "ended", reason_code="terminated_by_citizen")
        assert state_of(connection, citizens, citizen_id) == "housed"
        with pytest.raises(NotPossible, match="role_may_not"):
            offers.open_again(connection, SHELTER, citizen_id, "Flyttet")
        with pytest.raises(NotPossible, match="reason_text_missing"):
            offers.open_again(connection, OFFICE, citizen_id, "  ")
        offers.open_again(connection, OFFICE, citizen_id, "Flyttet tilbage på herberg")
        assert state_of(connection, citizens, citizen_id) == "waiting"
    check_sound(any_store)


def test_stepping_back_keeps_every_step_and_needs_rights_and_reason(any_store: Store, run_id: str) -> None:
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id)
        with pytest.raises(NotPossible, match="nothing_before"):
            back(connection, offer_id)
        lead(connection, offer_id, "offered", "viewing", "accepted")
        with pytest.raises(NotPossible, match="reason_text_missing"):
            back(connection, offer_id, reason=" ")
        organisation = offers.get_offer(connection, OFFICE, offer_id)["organisation_id"]
        version = offers.get_offer(connection, OFFICE, offer_id)["version"]
        for actor in (association(organisation), AUDITOR, SYSTEM):
            with pytest.raises((NotPossible, NotFound)):
                offers.step_back(connection, actor, offer_id, reason="-", version=version)
        back(connection, offer_id)
        back(connection, offer_id)
        told = [(r["from_state"], r["to_state"]) for r in offers.steps_of(connection, OFFICE, offer_id)]
        assert told == [
            ("", "proposed"), ("proposed", "offered"), ("offered", "viewing"), ("viewing", "accepted"),
            ("accepted", "viewing"), ("viewing", "offered"),
        ]  # fmt: skip
        offer = offers.get_offer(connection, OFFICE, offer_id)
        assert (offer["state"], offer["viewing_on"], offer["deadline"]) == ("offered", None, LATER)
        lead(connection, offer_id, "refused", reason_code="citizen_size")
    check_sound(any_store)


def test_stepping_back_from_a_no_that_was_a_mistake(any_store: Store, run_id: str) -> None:
    flat = next(r["vacancy_id"] for r in PROPOSALS if r["rank"] == "3")
    match = next(r for r in MATCHES if r["vacancy_id"] == flat)
    other = next(r for r in PROPOSALS if r["vacancy_id"] == flat and r["rank"] == "2")
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id, match)
        lead(connection, offer_id, "offered", "refused", reason_code="citizen_size")
        back(connection, offer_id)
        assert offers.get_offer(connection, OFFICE, offer_id)["state"] == "offered"
        assert connection.execute(select(standing).where(standing.c.lifted_at.is_(None))).all() == []
        lead(connection, offer_id, "refused", reason_code="citizen_size")
        price = price_of(connection, run_id, flat, other["citizen_id"])
        choices.choose(
            connection, OFFICE, run_id, flat, other["citizen_id"], price=price,
            warnings_ticked=price.warnings, reason_code="individual_assessment", reason="Næste i rækken",
        )  # fmt: skip
    with any_store.writing() as connection, pytest.raises(Conflict, match="flat_taken"):
        back(connection, offer_id)
    check_sound(any_store)


def test_an_offer_expires_by_itself_after_its_day_and_only_then(any_store: Store, run_id: str) -> None:
    with any_store.writing() as connection:
        answered, waiting, viewing, unsent = (accept(connection, run_id, match) for match in MATCHES[:4])
        lead(connection, answered, "offered", "accepted")
        lead(connection, waiting, "offered")
        lead(connection, viewing, "offered", "viewing", deadline=LATER)
    set_day(any_store, 7)
    with any_store.writing() as connection:
        assert overdue(connection) == expire_due(connection) == []
    set_day(any_store, 8)
    with any_store.reading() as connection:
        assert set(overdue(connection)) == {waiting, viewing}
    with any_store.writing() as connection:
        assert set(expire_due(connection)) == {waiting, viewing}
        assert expire_due(connection) == []
        states = {r["offer_id"]: r["state"] for r in offers.list_offers(connection, OFFICE)}
        assert states == {answered: "accepted", waiting: "expired", viewing: "expired", unsent: "proposed"}
        last = connection.execute(select(record).order_by(record.c.number.desc()).limit(1)).mappings().one()
        assert (last["actor"], last["role"], json.loads(last["details"])["to"]) == (
            "husrum", "system", "expired",
        )  # fmt: skip
        accept(connection, run_id, MATCHES[1])  # not a refusal: the pair can be offered again
    check_sound(any_store)
    with any_store.writing() as connection:
        with pytest.raises(NotPossible, match="deadline_missing"):
            back(connection, viewing)
        back(connection, viewing, deadline=DAY + timedelta(days=10))
        assert offers.get_offer(connection, OFFICE, viewing)["state"] == "viewing"
    check_sound(any_store)


def test_a_stale_screen_is_told_what_changed(any_store: Store, run_id: str) -> None:
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id)
        shown = offers.get_offer(connection, OFFICE, offer_id)["version"]
        lead(connection, offer_id, "offered")
    with any_store.writing() as connection, pytest.raises(Conflict) as late:
        offers.take_step(
            connection, SECOND, offer_id, "withdrawn", reason_code="citizen_changed", version=shown
        )
    assert late.value.code == "stale"
    assert late.value.difference["state"] == ("proposed", "offered")
    assert late.value.difference["deadline"] == ("", LATER.isoformat())
    with any_store.writing() as connection:
        for attempt in (
            lambda: offers.postpone(connection, OFFICE, offer_id, LATER, version=shown),
            lambda: offers.step_back(connection, OFFICE, offer_id, reason="-", version=shown),
        ):
            with pytest.raises(Conflict, match="stale"):
                attempt()
        with pytest.raises(Conflict) as item:
            checklist.settle(connection, OFFICE, offer_id, "keys", "done", shown="not_needed")
        assert item.value.difference == {"keys": ("not_needed", "open")}


def test_the_checklist_keeps_who_did_what_by_when(any_store: Store, run_id: str) -> None:
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id)
        assert [r["item"] for r in checklist.items_of(connection, OFFICE, offer_id)] == list(checklist.ITEMS)
        checklist.settle(connection, OFFICE, offer_id, "keys", "done", owner="Kontaktperson", due_on=LATER)
        checklist.settle(connection, SECOND, offer_id, "keys", "done")  # again: nothing new
        keys = checklist.items_of(connection, OFFICE, offer_id)[-1]
        assert (keys["owner"], keys["due_on"], keys["settled_by"]) == ("Kontaktperson", LATER, OFFICE.user_id)
        told = (
            connection.execute(select(record.c.actor).where(record.c.action == "checklist")).scalars().all()
        )
        assert told == [OFFICE.user_id]
        checklist.settle(connection, OFFICE, offer_id, "keys", "open")
        assert checklist.items_of(connection, OFFICE, offer_id)[-1]["settled_by"] is None
        for code, wrong in (("item_unknown", ("rent", "done")), ("item_unknown", ("keys", "lost"))):
            with pytest.raises(NotPossible, match=code):
                checklist.settle(connection, OFFICE, offer_id, *wrong)
        lead(connection, offer_id, "offered")
        lead(connection, offer_id, "refused", reason_code="citizen_rent")
        with pytest.raises(NotPossible, match="offer_closed"):
            checklist.settle(connection, OFFICE, offer_id, "keys", "done")


def test_who_may_know_of_an_offer(any_store: Store, run_id: str) -> None:
    with any_store.writing() as connection:
        offer_id = accept(connection, run_id)
        offer = offers.get_offer(connection, OFFICE, offer_id)
        who = citizens.c.citizen_id == offer["citizen_id"]
        own_id = connection.execute(select(citizens.c.shelter_id).where(who)).scalar_one()
        own, other = (SHELTER, OTHER_SHELTER) if own_id == "H1" else (OTHER_SHELTER, SHELTER)
        landlord = association(offer["organisation_id"])
        strangers = [association(name) for name in ("B01", "B02", "B03") if name != offer["organisation_id"]]
        for actor in (own, other, landlord, *strangers, ANALYST):
            _unknown(connection, actor, offer_id)  # a proposal is nobody's business yet
        lead(connection, offer_id, "offered")
        for actor in (other, *strangers, ANALYST):
            _unknown(connection, actor, offer_id)
        for actor in (OFFICE, AUDITOR, own, landlord):
            assert [r["offer_id"] for r in offers.list_offers(connection, actor)] == [offer_id]
        lead(connection, offer_id, "refused", reason_code="citizen_milieu_network", actor=own)
        told = offers.get_offer(connection, landlord, offer_id)
        assert not any(told[name] for name in ("reason_code", "team_id", "run_id", "choice_id"))
        assert not any(step["reason_code"] for step in offers.steps_of(connection, landlord, offer_id))


def _unknown(connection: Connection, actor: Any, offer_id: str) -> None:
    assert offers.list_offers(connection, actor) == []
    for ask in (offers.get_offer, offers.steps_of, checklist.items_of):
        with pytest.raises(NotFound):
            ask(connection, actor, offer_id)
    with pytest.raises(NotFound):
        offers.take_step(connection, actor, offer_id, "accepted", version=1)


def test_a_new_run_is_not_held_up_by_offers_nobody_answered(any_store: Store, run_id: str) -> None:
    """The citizen and the flat of an offer whose day has passed are in the input of the next run."""
    match = MATCHES[0]
    with any_store.writing() as connection:
        lead(connection, accept(connection, run_id), "offered")
    for days, held in ((7, True), (8, False)):
        set_day(any_store, days)
        with any_store.writing() as connection:
            frozen = freeze(connection, OFFICE)
            files = {name: rows_of(connection, frozen, name, "input") for name in ("citizens", "vacancies")}
            cancel(connection, OFFICE, frozen)
        assert held == (match["citizen_id"] not in {row["citizen_id"] for row in files["citizens"]})
        assert held == (match["vacancy_id"] not in {row["vacancy_id"] for row in files["vacancies"]})
    assert expire(any_store) == []
    check_sound(any_store)
