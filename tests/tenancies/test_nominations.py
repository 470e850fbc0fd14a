"""What an association knows of a nomination, state by state: never who before the yes, and never why."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from two_sides import (
    AUDITOR,
    EMAIL,
    LANDLORD,
    NAME,
    OFFICE,
    ON,
    OTHER,
    PHONE,
    SECRETS,
    SHELTER,
    TwoSides,
)

from data.store import checklist, schema
from data.store.actor import Actor
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.nominations import landlord_step, nomination_of, nominations
from data.store.offer_states import REASONS, STEPS
from data.store.offers import get_offer, list_offers, postpone
from data.store.released import first_year_ends, released_tenant
from data.store.step_back import step_back


def told(sides: TwoSides, actor: Actor = LANDLORD) -> str:
    """Everything the store tells an association about its nominations, as one text."""
    parts: list[Any] = [asdict(one) for one in sides.ask(nominations, actor)]
    parts.append(sides.ask(released_tenant, actor, "V1"))
    parts.append(sides.ask(list_offers, actor))
    return str(parts)


@pytest.mark.parametrize(
    ("state", "known", "who"),
    [
        ("proposed", False, False),
        ("offered", True, False),
        ("viewing", True, False),
        ("accepted", True, True),
        ("contract", True, True),
        ("moved_in", True, True),
    ],
)
def test_the_tenant_is_released_with_the_citizens_yes(
    here: TwoSides, state: str, known: bool, who: bool
) -> None:
    here.nominate(state)
    seen = here.seen()
    assert (seen is not None) == known
    if seen is not None:
        assert (seen.state, seen.released) == (state, who)
    tenant = here.ask(released_tenant, LANDLORD, "V1")
    assert (tenant is not None) == who
    if tenant is not None:
        assert (tenant.name, tenant.phone, tenant.email, tenant.household) == (NAME, PHONE, EMAIL, 3)
        assert tenant.moves_in_on == ON
    text = told(here)
    assert (NAME in text, EMAIL in text) == (who, who)
    assert not any(secret in text for secret in SECRETS)
    if not who:
        assert "C1" not in text


@pytest.mark.parametrize("to", ["refused", "withdrawn", "expired"])
def test_why_a_nomination_came_to_nothing_is_nobody_elses(here: TwoSides, to: str) -> None:
    here.nominate("viewing")
    if to == "expired":
        here.let_days_pass(8)
        here.step(to)
    else:
        code = {"refused": "citizen_milieu_network", "withdrawn": "citizen_changed"}[to]
        here.step(to, reason_code=code, reason="zzz-begrundelse")
    assert here.seen() is None
    [gone] = here.ask(nominations, LANDLORD, "V1")
    assert (gone.state, gone.live, gone.deadline) == ("nothing", False, None)
    assert [state for state, _ in gone.steps] == ["offered", "viewing", "nothing"]
    parts = [asdict(one) for one in here.ask(nominations, LANDLORD)]
    text = str(parts) + str(here.ask(released_tenant, LANDLORD, "V1"))
    codes = {f"'{code}'" for codes in REASONS.values() for code in codes}
    assert not any(word in text for word in (*codes, *SECRETS, to, NAME, "C1"))


def test_a_no_after_the_release_takes_the_name_away_again(here: TwoSides) -> None:
    here.nominate("accepted")
    assert here.ask(released_tenant, LANDLORD, "V1") is not None
    here.step("refused", reason_code="citizen_rent")
    assert here.ask(released_tenant, LANDLORD, "V1") is None
    assert NAME not in told(here)


def test_a_step_back_is_a_step_back_here_too(here: TwoSides) -> None:
    here.nominate("accepted")
    here.do(step_back, OFFICE, here.offer_id, reason="Tastet forkert", version=here.version())
    seen = here.seen()
    assert (seen.state, [state for state, _ in seen.steps]) == ("viewing", ["offered", "viewing"])
    assert here.ask(released_tenant, LANDLORD, "V1") is None
    here.do(postpone, OFFICE, here.offer_id, ON + timedelta(days=9), version=here.version())
    assert here.seen().deadline == ON + timedelta(days=9)
    here.step("accepted")
    assert [state for state, _ in here.seen().steps] == ["offered", "viewing", "accepted"]


def test_the_name_goes_a_year_after_moving_in(here: TwoSides) -> None:
    here.nominate("moved_in")
    last = first_year_ends(ON)
    assert last.isoformat() == "2027-11-23"
    here.let_days_pass((last - ON).days)
    assert here.ask(released_tenant, LANDLORD, "V1") is not None
    here.let_days_pass((last - ON).days + 1)
    assert here.ask(released_tenant, LANDLORD, "V1") is None
    assert here.seen().state == "moved_in"


def test_other_associations_and_roles_find_nothing(sides: TwoSides) -> None:
    sides.nominate("accepted")
    assert sides.ask(nominations, OTHER) == []
    for actor in (OTHER, SHELTER, AUDITOR, OFFICE):
        for ask in (nomination_of, released_tenant):
            with pytest.raises(NotFound):
                sides.ask(ask, actor, "V1")
    for flat in ("V2", "V9"):
        with pytest.raises(NotFound):
            sides.ask(nomination_of, LANDLORD, flat)
    assert sides.ask(nomination_of, OTHER, "V2") is None
    assert sides.ask(get_offer, LANDLORD, sides.offer_id)["citizen_id"] is None


def test_the_association_takes_its_own_steps_and_no_others(sides: TwoSides) -> None:
    sides.nominate("offered")

    def step(to: str, **given: Any) -> None:
        said = {"on": ON, "version": sides.version()} | given
        sides.do(landlord_step, LANDLORD, "V1", to, **said)

    for to in ("accepted", "refused", "withdrawn", "expired", "ended", "proposed", ""):
        with pytest.raises(NotPossible, match="step_not_possible"):
            step(to)
    with pytest.raises(NotPossible, match="date_missing"):
        step("viewing", on=None)
    step("viewing", on=ON + timedelta(days=2))
    with pytest.raises(NotPossible, match="step_not_possible"):
        step("contract")  # the citizen has not said yes
    sides.step("accepted")
    with pytest.raises(NotPossible) as refused:
        step("contract")
    assert refused.value.code == "contract_not_ready"  # the citizen's loan is none of its business
    assert "deposit" not in str(refused.value)
    sides.do(checklist.settle, OFFICE, sides.offer_id, "deposit_loan", "done")
    step("contract")
    with pytest.raises(NotPossible, match="date_in_future"):
        step("moved_in", on=ON + timedelta(days=1))
    step("moved_in")
    assert sides.seen().state == "moved_in"
    with pytest.raises(NotFound):
        sides.do(landlord_step, OTHER, "V1", "viewing", on=ON, version=1)


def test_a_stale_form_tells_the_state_and_nothing_else(here: TwoSides) -> None:
    here.nominate("offered")
    old = here.version()
    here.step("accepted")
    with pytest.raises(Conflict) as stale:
        here.do(landlord_step, LANDLORD, "V1", "viewing", on=ON, version=old)
    assert stale.value.difference == {"state": ("", "accepted")}
    here.step("refused", reason_code="citizen_rent")
    with pytest.raises(NotPossible, match="no_nomination"):
        here.do(landlord_step, LANDLORD, "V1", "viewing", on=ON, version=old)


def test_a_viewing_after_the_citizens_day_waits_for_the_office(here: TwoSides) -> None:
    here.nominate("offered")
    here.let_days_pass(8)
    with pytest.raises(NotPossible, match="answer_late"):
        here.do(landlord_step, LANDLORD, "V1", "viewing", on=ON, version=here.version())


def test_whatever_happens_nothing_is_known_before_the_yes_nor_after_a_no(here: TwoSides) -> None:
    """Random ways of an offer: at every stop the association's whole knowledge is what it may know."""
    dice, stops = Random(5), set()
    for _ in range(12):
        here.nominate("proposed")
        for _ in range(8):
            state = here.state()
            ways = [
                to
                for (at, to), step in STEPS.items()
                if at == state and "office" in step.roles and not step.late
            ]
            if not ways:
                break
            if dice.random() < 0.15 and state not in ("proposed", "moved_in"):
                here.do(step_back, OFFICE, here.offer_id, reason="-", version=here.version())
            else:
                to = dice.choice([way for way in ways if way != "ended" or dice.random() < 0.2])
                here.step(to, reason_code=next(iter(REASONS.get(to, ("",)))))
            state = here.state()
            stops.add(state)
            text = told(here)
            released = state in ("accepted", "contract", "moved_in")
            assert (NAME in text) == released, state
            assert not any(secret in text for secret in SECRETS)
            assert (here.seen() is not None) == (state not in ("proposed", "refused", "withdrawn", "ended"))
        _put_away(here)
    assert {"accepted", "refused", "withdrawn", "viewing"} <= stops


def _put_away(here: TwoSides) -> None:
    """Take the offer and what followed from it away, so that the pair can meet again."""
    with here.store.writing() as connection:
        for table in (schema.checklist, schema.standing):
            connection.execute(table.delete())
        connection.execute(schema.offers.update().values(live=False, offered_on=None, state="withdrawn"))
        connection.execute(schema.vacancies.update().values(state="vacant"))
        connection.execute(schema.citizens.update().values(state="waiting"))
