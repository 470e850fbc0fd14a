"""Every hard rule by hand: the last case that passes and the first that blocks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from matcher.check.rules import RULES
from matcher.model import WAIVABLE, Policy
from tests.check.cast import CITIZEN, FLAT, PLACE, TODAY, assess, reasons
from tests.plain_frames import make_week

SQUARE = [(721_000, 6_175_000), (722_000, 6_175_000), (722_000, 6_176_000), (721_000, 6_176_000)]
MILIEU = {"milieu_id": "M1", "name": "Plads", "buffer_m": 0.0, "corners": SQUARE}

#: rule, cells of the citizen, cells of the flat, policy → passes
PASSES: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("parked", {"blocked_until": TODAY}, {}, {}),
    ("support_undecided", {"situation": "shelter_110", "support_decided_on": TODAY}, {}, {}),
    ("support_undecided", {"situation": "street"}, {}, {}),
    ("support_undecided", {"situation": "shelter_110"}, {}, {"require_support_decision": "warn"}),
    ("support_undecided", {"situation": "shelter_110"}, {}, {"require_support_decision": "never"}),
    ("municipality", {"municipality": None}, {}, {}),
    ("municipality", {}, {"municipality": None}, {}),
    ("kind", {"kinds": ()}, {}, {}),
    ("kind", {"kinds": (), "birth_date": date(1996, 9, 1)}, {"kind": "youth"}, {}),
    ("kind", {"kinds": (), "student": True}, {"kind": "youth"}, {}),
    ("student_only", {"student": True}, {"student_only": True}, {}),
    ("age", {}, {"min_age": 40, "max_age": 40}, {}),
    ("age", {"kinds": ("youth",), "birth_date": date(1996, 9, 1)}, {"kind": "youth"}, {}),
    ("age", {"kinds": ("youth",), "student": True}, {"kind": "youth"}, {}),
    ("rooms", {"min_rooms": 2, "max_rooms": 2}, {}, {}),
    ("size", {"min_size_m2": 50}, {}, {}),
    ("persons", {"children": 3}, {}, {"rent_block_share": 0}),
    ("accessibility", {"step_free": True}, {"step_free": True}, {}),
    ("floor", {"max_floor_without_lift": 2}, {"floor": 2}, {}),
    ("floor", {"max_floor_without_lift": 0}, {"floor": 3, "lift": True}, {}),
    ("floor", {"max_floor_without_lift": 0}, {"floor": None}, {}),
    ("pets", {"pets": True}, {"pets_allowed": None}, {}),
    ("area_refused", {"refused_areas": ("2450", "B1")}, {}, {}),
    ("max_rent", {"max_rent": 4500}, {}, {}),
    ("debt", {"debt_to": ("O1",)}, {}, {}),
    ("debt", {"debt_to": ("O2",)}, {}, {"debt": "block"}),
    ("lapsed", {}, {"answer_by": TODAY}, {}),
    ("route_none", {}, {"route": "given"}, {}),
]
BLOCKS: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("consent", {"consent": False}, {}, {}),
    ("parked", {"blocked_until": date(2026, 9, 1)}, {}, {}),
    ("support_undecided", {"situation": "shelter_110"}, {}, {}),
    ("support_undecided", {"situation": "shelter_110", "support_decided_on": date(2026, 9, 1)}, {}, {}),
    ("support_undecided", {}, {}, {"require_support_decision": "always"}),
    ("municipality", {"municipality": "0147"}, {}, {}),
    ("kind", {"kinds": ("elderly",)}, {}, {}),
    ("kind", {"kinds": ()}, {"kind": "elderly"}, {}),
    ("student_only", {}, {"student_only": True}, {}),
    ("age", {}, {"min_age": 41}, {}),
    ("age", {}, {"max_age": 39}, {}),
    ("age", {"kinds": ("youth",), "birth_date": date(1996, 8, 31)}, {"kind": "youth"}, {}),
    ("age", {"kinds": ("youth",), "birth_date": date(1996, 9, 1)}, {"kind": "youth"}, {"youth_max_age": 28}),
    ("rooms", {"min_rooms": 2.5}, {}, {}),
    ("rooms", {"max_rooms": 1.5}, {}, {}),
    ("size", {"min_size_m2": 50.5}, {}, {}),
    ("persons", {"children": 4}, {}, {"rent_block_share": 0}),
    ("accessibility", {"step_free": True}, {"step_free": None}, {}),
    ("accessibility", {"step_free": True}, {"step_free": False}, {}),
    ("floor", {"max_floor_without_lift": 2}, {"floor": 3}, {}),
    ("floor", {"max_floor_without_lift": 2}, {"floor": 3, "lift": False}, {}),
    ("pets", {"pets": True}, {"pets_allowed": False}, {}),
    ("area_refused", {"refused_areas": ("2400",)}, {}, {}),
    ("area_refused", {"refused_areas": ("A1",)}, {}, {}),
    ("max_rent", {"max_rent": 4499.99}, {}, {}),
    ("debt", {"debt_to": ("O2", "O1")}, {}, {"debt": "block"}),
    ("lapsed", {}, {"answer_by": date(2026, 8, 30)}, {}),
    ("route_none", {}, {"route": "none"}, {}),
]


@pytest.mark.parametrize(("rule", "citizen", "flat", "policy"), PASSES)
def test_passes(rule: str, citizen: Any, flat: Any, policy: Any) -> None:
    assert rule not in reasons(citizen, flat, Policy(**policy))


@pytest.mark.parametrize(("rule", "citizen", "flat", "policy"), BLOCKS)
def test_blocks(rule: str, citizen: Any, flat: Any, policy: Any) -> None:
    assert reasons(citizen, flat, Policy(**policy)) == (rule,)


def test_the_cast_is_possible() -> None:
    assert reasons() == ()


#: cells of the citizen that decide § 59 stk. 6–9 → barred in a vulnerable, in a prevention area
AREA_LAW: list[tuple[dict[str, Any], bool, bool]] = [
    ({"benefit": "seniorpension"}, False, False),
    ({"benefit": "foertidspension"}, True, False),
    ({"benefit": "kontanthjaelp_grund", "benefit_months": 5}, False, False),
    ({"benefit": "kontanthjaelp_grund", "benefit_months": 6}, True, False),
    ({"benefit": "kontanthjaelp_forhoejet", "benefit_months": 23}, True, False),
    ({"benefit": "kontanthjaelp_forhoejet", "benefit_months": 24}, True, True),
    ({"benefit": "kontanthjaelp_mindste", "benefit_months": 5}, False, False),
    ({"benefit": "kontanthjaelp_mindste", "benefit_months": 6}, True, True),
    ({"benefit": "kontanthjaelp_mindste"}, True, True),
    ({"benefit": "dagpenge", "benefit_months": 5}, False, False),
    ({"benefit": "dagpenge", "benefit_months": 6}, True, False),
    ({"benefit": "sygedagpenge"}, True, False),
    ({"benefit": "jobafklaring", "benefit_months": 6}, True, False),
    ({"benefit": "ressourceforloeb", "benefit_months": 90}, False, False),
    ({"benefit": "seniorpension", "eu_citizen": None}, True, True),
    ({"benefit": "seniorpension", "eu_citizen": False}, True, True),
    ({"benefit": "seniorpension", "eu_citizen": False, "student": True}, False, False),
    ({"benefit": "seniorpension", "released_on": date(2026, 2, 28)}, True, True),
    ({"benefit": "seniorpension", "released_on": date(2026, 2, 27)}, False, False),
    ({"benefit": "seniorpension", "evicted_on": date(2027, 1, 1)}, True, True),
    ({"benefit": "seniorpension", "adults": 2, "partner_benefit": "foertidspension"}, True, False),
    ({"adults": 2, "partner_benefit": "kontanthjaelp_mindste", "partner_benefit_months": 5}, True, False),
]


@pytest.mark.parametrize(("citizen", "vulnerable", "prevention"), AREA_LAW)
def test_restricted_areas(citizen: dict[str, Any], vulnerable: bool, prevention: bool) -> None:
    cheap = {"rent": 100.0, "utilities": 0.0}
    for area, kind, expected in (
        ("none", "family", False),
        ("prevention", "family", prevention),
        ("prevention", "youth", False),
        ("vulnerable", "family", vulnerable),
        ("parallel", "youth", vulnerable),
        ("transformation", "family", vulnerable),
        ("transformation", "elderly", False),
    ):
        found = reasons({**citizen, "kinds": (kind,)}, {**cheap, "area_class": area, "kind": kind})
        assert ("area_law" in found) == expected, (area, kind)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"x": 723_000.0, "y": 6_179_000.0, "max_km": 5.0}, ()),
        ({"x": 723_000.0, "y": 6_179_000.0, "max_km": 4.999}, ("distance",)),
        ({"max_km": 5.0}, ()),
        ({"role": "avoid", "x": 720_300.0, "y": 6_175_400.0, "min_km": 0.5}, ()),
        ({"role": "avoid", "x": 720_300.0, "y": 6_175_400.0, "min_km": 0.501}, ("place",)),
        ({"role": "avoid", "min_km": 0.5}, ("location_unknown",)),
    ],
)
def test_places(place: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert reasons(places=[{**PLACE, **place}]) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({"x": 723_000.0, "y": 6_179_000.0}, ()),
        ({"x": 723_000.0, "y": 6_179_000.0, "max_km": 5.0}, ("location_unknown",)),
        ({"role": "avoid", "x": 720_300.0, "y": 6_175_400.0, "min_km": 0.1}, ("location_unknown",)),
    ],
)
def test_unknown_flat(place: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert reasons({}, {"x": None, "y": None}, places=[{**PLACE, **place}]) == expected


@pytest.mark.parametrize(
    ("x", "buffer", "expected"),
    [
        (721_500.0, 0.0, ("milieu",)),
        (721_000.0, 0.0, ("milieu",)),
        (720_999.0, 0.0, ()),
        (720_500.0, 500.0, ()),
        (720_500.0, 500.5, ("milieu",)),
        (None, 0.0, ("location_unknown",)),
    ],
)
def test_milieus(x: float | None, buffer: float, expected: tuple[str, ...]) -> None:
    flat = {"x": x, "y": None if x is None else 6_175_500.0}
    milieus = [{**MILIEU, "buffer_m": buffer}]
    assert reasons({"avoid_milieus": ("M1",)}, flat, milieus=milieus) == expected
    assert reasons({}, flat, milieus=milieus) == ()


@pytest.mark.parametrize(
    ("left", "block", "warns"),
    [(3600.0, (), False), (3599.99, (), True), (2520.0, (), True), (2519.99, ("rent",), True)],
)
def test_rent_a_household_can_carry(left: float, block: tuple[str, ...], warns: bool) -> None:
    """4,500 kr. a month for the flat; without support the given net income decides to the øre."""
    from matcher.check.notices import warnings

    a = assess({"net_income": 4500 + left, "gross_income": 90_000}, {"kitchen": False})
    assert a.reasons(("C1", "F1")) == block
    assert ("tight_budget" in warnings(a.citizen["C1"], a.flat["F1"], a)) == warns


def test_forbidden_and_waived() -> None:
    forbid = {"citizen_id": "C1", "vacancy_id": "F1", "action": "forbid", "reason": "afslag"}
    assert reasons(decisions=[forbid]) == ("forbidden",)
    waive = {"citizen_id": "C1", "action": "waive", "rule": "age", "reason": "skøn"}
    assert reasons({}, {"min_age": 41}, decisions=[waive]) == ()
    assert reasons({}, {"min_age": 41}, decisions=[{**waive, "vacancy_id": "F2"}]) == ("age",)
    assert reasons({}, {"min_age": 41}, decisions=[{**waive, "vacancy_id": "F1"}]) == ()
    assert reasons({"consent": False}, {"min_age": 41}, decisions=[waive]) == ("consent",)


def test_reasons_stand_in_the_order_of_the_rules() -> None:
    citizen = {"consent": False, "pets": True, "max_rent": 10, "net_income": 0, "gross_income": 0}
    flat = {"pets_allowed": False, "route": "none", "kind": "elderly", "student_only": True}
    found = reasons(citizen, flat)
    assert found == ("consent", "kind", "student_only", "pets", "max_rent", "rent", "route_none")
    assert [code for code in RULES if code in found] == list(found)
    assert len(RULES) == 26
    assert set(WAIVABLE) <= set(RULES)


def pool_reasons(mode: str, share: Fraction, counted: int, flats: int) -> list[bool]:
    """For each vacancy of one pool, in seq order, whether it is not the municipality's turn."""
    rows = [{**FLAT, "vacancy_id": f"F{n}", "seq": flats - n} for n in range(flats)]
    row = {"organisation_id": "O1", "class": "all", "share": share, "counted": counted, "mode": mode}
    week = make_week(TODAY, [CITIZEN], rows, quotas=[row])
    from matcher.check import Assessment
    from tests.check.cast import RATES

    a = Assessment(week, Policy(), RATES)
    return [a.reasons(("C1", f"F{n}")) == ("quota_turn",) for n in reversed(range(flats))]


def test_every_fourth_counts_on_from_the_account() -> None:
    """Counted 6: the vacancies are the 7th, 8th, 9th …; the 8th and the 12th are the municipality's."""
    blocked = pool_reasons("fourth", Fraction(1, 4), 6, 6)
    assert blocked == [True, False, True, True, True, False]


def test_first_of_four_counts_on_from_the_account() -> None:
    """Mode first takes the 1st, 5th, 9th, 13th …; counted 6, so the 9th."""
    assert pool_reasons("first", Fraction(1, 4), 6, 6) == [True, True, False, True, True, True]


def test_a_third_has_no_drift() -> None:
    """⌊k/3⌋ rises at every third vacancy for ever; 0.3333 as a float would slip."""
    blocked = pool_reasons("fourth", Fraction(1, 3), 2_999_999, 4)
    assert blocked == [False, True, True, False]
