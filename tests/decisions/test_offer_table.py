"""The whole table of steps × roles: what is not allowed is refused and changes nothing, for everyone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from finished_week import (
    ADMINISTRATOR,
    ANALYST,
    AUDITOR,
    DAY,
    OFFICE,
    OTHER_SHELTER,
    SHELTER,
    association,
    put_week,
    town,
)
from sqlalchemy import Connection, func, select, update

from data.store import checklist, choices, offers
from data.store.actor import ROLES, SYSTEM, Actor
from data.store.engine import Store
from data.store.errors import NotFound, NotPossible
from data.store.offer_states import LIVE, REASONS, STATES, STEPS, next_states
from data.store.schema import (
    citizens,
)
from data.store.schema import (
    offers as made,
)
from data.store.settings import TODAY, set_setting

#: One way to every state, as the office takes it.
WAYS = {
    "proposed": (),
    "offered": ("offered",),
    "viewing": ("offered", "viewing"),
    "accepted": ("offered", "accepted"),
    "contract": ("offered", "accepted", "contract"),
    "moved_in": ("offered", "accepted", "contract", "moved_in"),
    "ended": ("offered", "accepted", "contract", "moved_in", "ended"),
    "refused": ("offered", "refused"),
    "expired": ("offered", "expired"),
    "withdrawn": ("withdrawn",),
}
DEADLINE = DAY + timedelta(days=5)


def step(connection: Connection, actor: Actor, offer_id: str, to_state: str, **given: Any) -> None:
    """A step with everything said that it could need."""
    row = connection.execute(select(made).where(made.c.offer_id == offer_id)).mappings().one()
    codes = offers.reasons_for(actor.role, to_state)
    said: dict[str, Any] = {
        "reason_code": codes[0] if codes else "", "reason": "Sagt i telefonen", "deadline": DEADLINE,
        "on": DAY, "version": row["version"],
    }  # fmt: skip
    offers.take_step(connection, actor, offer_id, to_state, **said | given)


def set_day_for(connection: Connection, to_state: str) -> None:
    """The day of the week, or the day after the deadline when an offer is to expire."""
    late = to_state == "expired"
    set_setting(connection, TODAY, (DEADLINE + timedelta(days=1) if late else DAY).isoformat())


def offer_in(connection: Connection, run_id: str, state: str, **given: Any) -> str:
    """A new offer led to a state; ``given`` holds for its last step."""
    match = town().table("matches")[0]
    offer_id = choices.accept(
        connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=match["warnings"].split()
    )
    checklist.settle(connection, OFFICE, offer_id, "deposit_loan", "not_needed")
    for to_state in WAYS[state]:
        set_day_for(connection, to_state)
        step(connection, OFFICE, offer_id, to_state, **(given if to_state == WAYS[state][-1] else {}))
    set_setting(connection, TODAY, DAY.isoformat())
    return offer_id


@contextmanager
def thrown_away(store: Store) -> Iterator[Connection]:
    """A transaction of which nothing is kept, so that one store serves many tries."""
    with store.engine.connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def rows_changed(connection: Connection) -> int:
    """How many rows of the database were ever written through this connection."""
    return int(connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]


def actors(organisation_id: str, own_shelter: Actor) -> list[Actor]:
    other = SHELTER if own_shelter is OTHER_SHELTER else OTHER_SHELTER
    strangers = [association(name) for name in ("B01", "B02", "B03") if name != organisation_id][:1]
    return [
        OFFICE, own_shelter, other, association(organisation_id), *strangers, ANALYST, AUDITOR,
        ADMINISTRATOR, SYSTEM,
    ]  # fmt: skip


@pytest.fixture
def week(sqlite_store: Store) -> tuple[Store, str]:
    return sqlite_store, put_week(sqlite_store)


def test_every_step_by_everyone(week: tuple[Store, str]) -> None:
    store, run_id = week
    allowed: set[tuple[str, str, str]] = set()
    for state in STATES:
        with thrown_away(store) as connection:
            offer_id = offer_in(connection, run_id, state)
            offer = connection.execute(select(made)).mappings().one()
            owner = select(citizens.c.shelter_id).where(citizens.c.citizen_id == offer["citizen_id"])
            own = SHELTER if connection.execute(owner).scalar_one() == "H1" else OTHER_SHELTER
            people = actors(offer["organisation_id"], own)
            for actor, to_state in itertools.product(people, STATES):
                mine = actor.organisation_id in (None, own.organisation_id, offer["organisation_id"])
                attempt = connection.begin_nested()
                set_day_for(connection, to_state)
                before = rows_changed(connection)
                try:
                    step(connection, actor, offer_id, to_state)
                except (NotPossible, NotFound) as error:
                    legal = actor is not SYSTEM and to_state in next_states(actor.role, state)
                    assert not (legal and mine), (state, to_state, actor, error)
                    assert rows_changed(connection) == before
                    attempt.rollback()
                else:
                    assert to_state in next_states(actor.role, state) and mine
                    allowed.add((state, to_state, actor.role))
                    attempt.rollback()
    wanted = {(a, b, role) for (a, b), step in STEPS.items() for role in step.roles if role in ROLES}
    assert allowed == wanted


def test_what_the_table_may_never_allow() -> None:
    for state, role in itertools.product(STATES, (*ROLES, "system")):
        steps = set(next_states(role, state))
        if role in ("analyst", "auditor", "administrator"):
            assert not steps
        if role == "system":
            assert steps <= {"expired"}
        if role == "association":
            assert steps <= {"viewing", "contract", "moved_in"}
        if role == "shelter":
            assert steps <= {"accepted", "refused"}
        if state not in LIVE:
            assert not steps  # what is closed stays closed
        if state in ("accepted", "contract", "moved_in"):
            assert not steps & {"proposed", "offered", "viewing"}  # answered stays answered
        if state == "proposed":
            assert steps <= {"offered", "withdrawn"} and (role == "office" or not steps)
    assert {b for a, b in STEPS if a == "proposed"} == {"offered", "withdrawn"}


def reachable(start: str) -> set[str]:
    seen, open_ones = {start}, [start]
    while open_ones:
        here = open_ones.pop()
        for a, b in STEPS:
            if a == here and b not in seen:
                seen.add(b)
                open_ones.append(b)
    return seen


def test_every_state_can_be_reached_and_no_step_leads_round() -> None:
    assert reachable("proposed") == set(STATES)
    assert all(a not in reachable(b) for a, b in STEPS)


@pytest.mark.parametrize(
    ("state", "to_state", "given", "code"),
    [
        ("proposed", "offered", {"deadline": None}, "deadline_missing"),
        ("proposed", "offered", {"deadline": DAY - timedelta(days=1)}, "deadline_in_past"),
        ("offered", "viewing", {"on": None}, "date_missing"),
        ("offered", "viewing", {"on": DAY - timedelta(days=1)}, "date_too_early"),
        ("offered", "refused", {"reason_code": ""}, "reason_missing"),
        ("offered", "refused", {"reason_code": "no_contract"}, "reason_unknown"),
        ("offered", "refused", {"reason_code": "citizen_other", "reason": " "}, "reason_text_missing"),
        ("offered", "withdrawn", {"reason_code": "undone"}, "reason_unknown"),
        ("proposed", "withdrawn", {"reason_code": ""}, "reason_missing"),
        ("accepted", "contract", {"on": DAY + timedelta(days=1)}, "date_in_future"),
        ("accepted", "contract", {"on": None}, "date_missing"),
        ("contract", "moved_in", {"on": DAY - timedelta(days=9)}, "date_too_early"),
        ("contract", "moved_in", {"on": DAY + timedelta(days=1)}, "date_in_future"),
        ("moved_in", "ended", {"on": DAY - timedelta(days=1)}, "date_too_early"),
        ("moved_in", "ended", {"reason_code": ""}, "reason_missing"),
    ],
)
def test_what_a_step_must_say(
    week: tuple[Store, str], state: str, to_state: str, given: dict[str, Any], code: str
) -> None:
    store, run_id = week
    with thrown_away(store) as connection:
        offer_id = offer_in(connection, run_id, state)
        before = rows_changed(connection)
        with pytest.raises(NotPossible) as refused:
            step(connection, OFFICE, offer_id, to_state, **given)
        assert refused.value.code == code
        assert rows_changed(connection) == before
        step(connection, OFFICE, offer_id, to_state)


def test_a_contract_needs_the_deposit_settled_and_then_it_stays_so(week: tuple[Store, str]) -> None:
    store, run_id = week
    with thrown_away(store) as connection:
        offer_id = offer_in(connection, run_id, "accepted")
        checklist.settle(connection, OFFICE, offer_id, "deposit_loan", "open")
        with pytest.raises(NotPossible, match="deposit_open"):
            step(connection, OFFICE, offer_id, "contract")
        checklist.settle(connection, OFFICE, offer_id, "deposit_loan", "done")
        step(connection, OFFICE, offer_id, "contract")
        with pytest.raises(NotPossible, match="deposit_locked"):
            checklist.settle(connection, OFFICE, offer_id, "deposit_loan", "open")


def test_a_late_answer_needs_more_time_first(week: tuple[Store, str]) -> None:
    store, run_id = week
    late = DEADLINE + timedelta(days=1)
    with thrown_away(store) as connection:
        offer_id = offer_in(connection, run_id, "offered")
        set_setting(connection, TODAY, late.isoformat())
        version = offers.get_offer(connection, OFFICE, offer_id)["version"]
        with pytest.raises(NotPossible, match="deadline_passed"):
            offers.take_step(connection, OFFICE, offer_id, "accepted", version=version)
        offers.postpone(connection, OFFICE, offer_id, late, reason="Var indlagt", version=version)
        offers.take_step(connection, OFFICE, offer_id, "accepted", version=version + 1)
        assert offers.get_offer(connection, OFFICE, offer_id)["deadline"] == late
        last = offers.steps_of(connection, OFFICE, offer_id)
        assert [row["reason_code"] for row in last] == ["", "", "postponed", ""]


def test_only_a_named_person_of_the_office_makes_an_offer(week: tuple[Store, str]) -> None:
    store, run_id = week
    nobody = Actor("U-nobody", "office")
    gone = Actor("U-second", "office")
    with thrown_away(store) as connection:
        offer_id = offer_in(connection, run_id, "proposed")
        from data.store.schema import users

        connection.execute(update(users).where(users.c.user_id == "U-second").values(active=False))
        for actor in (nobody, gone, SYSTEM, Actor("U-office", "system")):
            with pytest.raises(NotPossible):
                step(connection, actor, offer_id, "offered")
        assert connection.execute(select(made.c.state)).scalar_one() == "proposed"


def test_reasons_are_the_citizens_alone_for_a_shelter() -> None:
    assert offers.reasons_for("shelter", "refused")
    assert all(code.startswith("citizen_") for code in offers.reasons_for("shelter", "refused"))
    assert "undone" not in offers.reasons_for("office", "withdrawn")
    assert set(REASONS) == {"refused", "withdrawn", "ended"}


def test_the_days_of_an_offer_are_kept(week: tuple[Store, str]) -> None:
    store, run_id = week
    with thrown_away(store) as connection:
        offer_in(connection, run_id, "ended")
        row = connection.execute(select(made)).mappings().one()
    assert row["offered_on"] == row["contract_on"] == row["moved_in_on"] == row["ended_on"] == DAY
    assert isinstance(row["offered_on"], date)


def test_nothing_is_left_of_what_was_thrown_away(week: tuple[Store, str]) -> None:
    store, run_id = week
    with thrown_away(store) as connection:
        offer_in(connection, run_id, "offered")
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(made)).scalar_one() == 0
