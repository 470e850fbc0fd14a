"""Reasons for who and what is left, and what a household can pay, by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from matcher.check import Assessment
from matcher.check.outcomes import Outcomes, affordability, payable
from matcher.model import Policy
from tests.check.cast import CITIZEN, FLAT, RATES, TODAY, assess
from tests.plain_frames import make_week

SECOND = {**CITIZEN, "citizen_id": "C2"}
OTHER = {**FLAT, "vacancy_id": "F2"}
ONE_PLACE = [{"team_id": "T1", "method": "CTI", "caseworkers": Fraction(1), "current_cases": Fraction(9)}]


def outcomes(
    citizens: list[dict[str, Any]], flats: list[dict[str, Any]], matches: dict[str, str], **tables: Any
) -> Outcomes:
    return Outcomes(Assessment(make_week(TODAY, citizens, flats, **tables), Policy(), RATES), matches)


def test_outranked_and_outcompeted() -> None:
    found = outcomes([CITIZEN, SECOND], [FLAT], {"F1": "C1"})
    assert found.unmatched(found.a.citizen["C2"]) == "outranked"
    found = outcomes([CITIZEN], [FLAT, OTHER], {"F1": "C1"})
    assert found.unused(found.a.flat["F2"]) == "outcompeted"


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"consent": False}, "not_ready"),
        ({"blocked_until": date(2026, 9, 1), "kinds": ("odd",)}, "not_ready"),
        ({"situation": "shelter_110"}, "not_ready"),
        ({"kinds": ("odd",)}, "no_eligible_vacancy"),
    ],
)
def test_not_ready_comes_before_no_eligible_vacancy(cells: dict[str, Any], expected: str) -> None:
    found = outcomes([CITIZEN, {**SECOND, **cells}], [FLAT], {"F1": "C1"})
    assert found.unmatched(found.a.citizen["C2"]) == expected


def test_a_waiver_for_one_flat_makes_ready() -> None:
    waive = {"citizen_id": "C2", "vacancy_id": "F2", "action": "waive", "rule": "support_undecided"}
    shelter = {**SECOND, "situation": "shelter_110", "kinds": ("odd",)}
    found = outcomes([shelter], [FLAT, OTHER], {}, decisions=[{**waive, "reason": "skøn"}])
    assert found.unmatched(found.a.citizen["C2"]) == "no_eligible_vacancy"


def test_team_full_on_both_sides() -> None:
    """One place, two who need one: with one more place the second flat would have been used."""
    people = [{**CITIZEN, "support_method": "CTI"}, {**SECOND, "support_method": "CTI"}]
    found = outcomes(people, [FLAT, OTHER], {"F1": "C1"}, teams=ONE_PLACE)
    assert found.unmatched(found.a.citizen["C2"]) == "team_full"
    assert found.unused(found.a.flat["F2"]) == "team_full"
    someone_without_support = {**CITIZEN, "citizen_id": "C3"}
    found = outcomes([*people, someone_without_support], [FLAT, OTHER], {"F1": "C1"}, teams=ONE_PLACE)
    assert found.unused(found.a.flat["F2"]) == "outcompeted"


def test_a_full_team_can_be_relieved_by_moving_someone() -> None:
    """C1 sits in T1 and could sit in T2, so that C2, whose own team is T1, is not kept out by places."""
    teams = [{**ONE_PLACE[0], "team_id": name} for name in ("T1", "T2")]
    people = [{**CITIZEN, "support_method": "CTI"}, {**SECOND, "support_method": "CTI", "team_id": "T1"}]
    found = outcomes(people, [FLAT], {"F1": "C1"}, teams=teams)
    assert found.unmatched(found.a.citizen["C2"]) == "outranked"


def test_quota_spent_on_both_sides() -> None:
    quotas = [{"organisation_id": "O1", "class": "all", "share": Fraction(1, 2)}]
    flats = [{**FLAT, "pets_allowed": False}, OTHER]
    found = outcomes([CITIZEN, {**SECOND, "pets": True}], flats, {"F1": "C1"}, quotas=quotas)
    assert found.unused(found.a.flat["F2"]) == "quota_spent"
    assert found.unmatched(found.a.citizen["C2"]) == "quota_spent"
    found = outcomes([CITIZEN, SECOND], flats, {"F1": "C1"}, quotas=quotas)
    assert found.unmatched(found.a.citizen["C2"]) == "outranked"


def test_unused_reasons_that_depend_on_the_flat_alone() -> None:
    flats = [
        {**FLAT, "route": "none"},
        {**FLAT, "vacancy_id": "F2", "seq": 1},
        {**FLAT, "vacancy_id": "F3", "answer_by": date(2026, 8, 30), "kind": "elderly"},
    ]
    quotas = [{"organisation_id": "O1", "class": "all", "mode": "fourth"}]
    found = outcomes([CITIZEN], flats, {}, quotas=quotas)
    reasons = [found.unused(flat) for flat in found.a.flats]
    assert reasons == ["route_none", "quota_turn", "no_eligible_citizen"]


def test_the_rule_whose_lifting_alone_opens_most() -> None:
    pet = {**CITIZEN, "pets": True, "max_rent": 4_000}
    flats = [
        {**FLAT, "vacancy_id": f"F{n}", "pets_allowed": n > 2, "rent": 4_000.0 if n < 5 else 3_000.0}
        for n in range(1, 6)
    ]
    found = outcomes([pet], flats, {})
    assert found.blocked_per_rule(found.a.citizens[0]) == {"pets": 2, "max_rent": 4}
    assert found.opened_alone(found.a.citizens[0]) == {"max_rent": 2}


def test_payable_rent_without_support() -> None:
    """35 m² at 12 kr. of utilities is 420; 12,000 − 420 − 3,600 = 7,980, and 2,520 are left at 9,060."""
    a = assess({"net_income": 12_000, "gross_income": 90_000})
    assert payable(a.citizens[0], a) == (7_980, 9_061)


def test_payable_rent_is_nothing_below_the_minimum() -> None:
    a = assess({"net_income": 2_000, "gross_income": 90_000})
    assert payable(a.citizens[0], a) == (0, 0)


@pytest.mark.parametrize("net", [5_400, 5_600, 5_800, 6_600])
@pytest.mark.parametrize("children", [0, 2])
def test_payable_rent_is_what_trying_every_rent_finds(net: int, children: int) -> None:
    """Also around the rent where support begins to be paid out and what is left over jumps up."""
    from dataclasses import replace

    from matcher.check.money import six
    from matcher.check.outcomes import usual_flat

    a = assess({"net_income": net + 2_600 * children, "gross_income": 9_000, "children": children})
    c, money = a.citizens[0], a.income["C1"]
    flat = usual_flat(c, a)

    def left(rent: int) -> float:
        support = a.support.monthly(c, money, replace(flat, rent=float(rent)))
        return six(money.after_tax + support - rent - flat.utilities)

    rents = range(12_000)
    kept = {rent: left(rent) for rent in rents}
    free = [rent for rent in rents if kept[rent] >= money.minimum]
    blocked = [rent for rent in rents if kept[rent] < six(0.7 * money.minimum)]
    assert payable(c, a) == (max(free, default=0), min(blocked))


def test_rows_of_affordability_are_medians_of_a_group() -> None:
    people = [
        {**CITIZEN, "citizen_id": f"C{n}", "net_income": net, "gross_income": 90_000}
        for n, net in enumerate((12_000, 12_101, 9_000, 20_000))
    ]
    people.append({**CITIZEN, "citizen_id": "C9", "benefit": "su", "consent": False})
    flats = [FLAT, {**OTHER, "rent": 8_030.0}, {**OTHER, "vacancy_id": "F3", "rent": 8_031.0}]
    a = Assessment(make_week(TODAY, people, flats), Policy(), RATES)
    pension, student = affordability(a)
    assert (pension.benefit, pension.adults, pension.children, pension.citizens) == (
        "foertidspension",
        1,
        0,
        4,
    )
    assert (pension.payable_rent, pension.blocked_from) == (8_030.5, 9_111.5)
    assert (pension.vacancies_within, pension.without_any) == (2, 0)
    assert (student.benefit, student.citizens, student.without_any) == ("su", 1, 1)
