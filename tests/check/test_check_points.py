"""Quota, places in teams, criteria, points and warnings by hand, and the properties of points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from data.rates.loader import load_rates
from matcher.check import Assessment
from matcher.check.assess import lot_ranks
from matcher.check.facts import age_on
from matcher.check.notices import warnings
from matcher.check.points import mean
from matcher.check.pools import Pool, seat
from matcher.check.restricted import six_months_before
from matcher.model import WARNINGS, Policy
from tests.check.cast import CITIZEN, FLAT, PLACE, RATES, TODAY, assess
from tests.plain_frames import make_week
from tests.random_weeks import Draw, drawn, make_frames, make_policy

rates_on = cache(load_rates)


@pytest.mark.parametrize(
    ("share", "counted", "claimed", "carry_over", "flats", "expected"),
    [
        (Fraction(1, 4), 0, 0, 0, 3, 0),
        (Fraction(1, 4), 1, 0, 0, 3, 1),
        (Fraction(1, 4), 40, 0, 0, 3, 1),  # ⌈3/4⌉: what was not taken before is not owed
        (Fraction(1, 4), 40, 0, 2, 3, 3),
        (Fraction(1, 4), 40, 10, 0, 4, 1),
        (Fraction(1, 4), 40, 12, 0, 4, 0),
        (Fraction(1, 4), 40, 0, -2, 4, 0),
        (Fraction(3, 10), 7, 0, 1, 3, 2),  # ⌈0.9⌉ + 1; 0.3 as a float gives the same by luck only
        (Fraction(1, 3), 0, 0, 0, 3, 1),
        (Fraction(0), 9, 0, 5, 3, 0),
        (Fraction(1), 9, 9, 0, 3, 3),
    ],
)
def test_entitled_by_choice(
    share: Fraction, counted: int, claimed: int, carry_over: int, flats: int, expected: int
) -> None:
    pool = Pool("O1", "", "all", share, counted, claimed, carry_over, "choose")
    pool.flats.extend(assess().flats * flats)
    assert pool.entitled == expected


def pool_of(flat: dict[str, Any], *quotas: dict[str, Any]) -> str:
    a = assess(
        {},
        flat,
        quotas=[{"organisation_id": "O1", "share": Fraction(n, 9)} | q for n, q in enumerate(quotas)],
    )
    pool = a.pool_of.get("F1")
    return f"{pool.municipality}/{pool.dwelling_class}" if pool else ""


def test_an_estates_own_row_comes_before_one_of_all_estates() -> None:
    place, estate = {"municipality": "0101", "class": "all"}, {"department_id": "A1", "class": "all"}
    both = {**place, **estate}
    flat = {"department_id": "A1"}
    for rows, expected in (
        ([place, estate, both], "O1/A1/all 0101"),
        ([place, estate], "O1/all 0101"),  # the municipality weighs more
        ([{"class": "family"}, estate], "O1/A1/all "),
        ([{"class": "family"}, {**estate, "class": "youth"}], "O1/family "),
    ):
        a = assess({}, flat, quotas=[{"organisation_id": "O1", **row} for row in rows])
        pool = a.pool_of["F1"]
        assert f"{pool.name} {pool.municipality}" == expected
        assert a.pool_name(a.flat["F1"]) == pool.name


def test_an_account_that_states_its_entitlement_has_it() -> None:
    stated = Pool("O1", "", "all", Fraction(1, 4), 40, 10, 0, "choose", stated=3)
    assert stated.entitled == 3
    assert Pool("O1", "", "all", Fraction(1, 4), 40, 12, 0, "choose", stated=0).entitled == 0


def test_the_row_that_names_the_municipality_comes_first() -> None:
    named, blank = {"municipality": "0101", "class": "all"}, {"class": "family"}
    assert pool_of({}, named, blank) == "0101/all"
    assert pool_of({"municipality": "0147"}, named, blank) == "/family"
    assert pool_of({"municipality": None}, named, blank) == "/family"
    assert pool_of({"kind": "youth"}, {"class": "family"}, {"class": "youth"}) == "/youth"
    assert pool_of({"kind": "elderly"}, {"class": "all"}) == ""
    assert pool_of({"route": "given"}, {"class": "all"}) == ""
    assert pool_of({"route": "none"}, {"class": "all"}) == ""
    assert pool_of({"answer_by": date(2026, 1, 1)}, {"class": "all"}) == "/all"


def test_order_of_vacancies_in_a_pool() -> None:
    """Those with seq first, then by the day they were reported, then by id in code-point order."""
    early = date(2026, 8, 1)
    rows = [{"vacancy_id": "a"}, {"vacancy_id": "B"}, {"vacancy_id": "c", "reported_on": early}]
    rows += [{"vacancy_id": "d", "seq": 9}, {"vacancy_id": "e", "seq": 2}]
    week = make_week(
        TODAY, [], [{**FLAT, **row} for row in rows], quotas=[{"organisation_id": "O1", "class": "all"}]
    )
    (pool,) = Assessment(week, Policy(), RATES).pools
    assert [flat.id for flat in pool.flats] == ["e", "d", "c", "B", "a"]


def test_team_capacity_in_exact_decimals() -> None:
    """0.3 × 10 − 2 is 1 place; as floats 0.3 × 10 is 3 by luck, 0.7 × 10 is 7 less a little."""
    team = {"method": "CTI", "current_cases": Fraction(2)}
    teams = [
        {**team, "team_id": "T1", "caseworkers": Fraction("0.3")},
        {**team, "team_id": "T2", "caseworkers": Fraction("0.7")},
        {**team, "team_id": "T3", "caseworkers": Fraction(1, 3)},
        {**team, "team_id": "T4", "caseworkers": Fraction(0)},
        {**team, "team_id": "T5", "caseworkers": Fraction(1), "caseload": Fraction("7.5")},
    ]
    assert assess(teams=teams).capacity == {"T1": 1, "T2": 5, "T3": 1, "T4": 0, "T5": 5}


def test_fitting_teams() -> None:
    teams = [
        {"team_id": "T1", "method": "CTI", "municipality": "0101"},
        {"team_id": "T2", "method": "CTI", "municipality": "0147"},
        {"team_id": "T3", "method": "CTI"},
        {"team_id": "T4", "method": "ACT"},
    ]

    def places(**cells: Any) -> tuple[str, ...] | None:
        a = assess(cells, teams=teams)
        return a.places_of(a.citizens[0])

    assert places(support_method="CTI") == ("T1", "T3")
    assert places(support_method="CTI", municipality=None) == ("T1", "T2", "T3")
    assert places(support_method="CTI", team_id="T2") == ("T2",)
    assert places(support_method="ICM") == ()
    assert places() is None
    a = assess({"support_method": "CTI"})
    assert a.places_of(a.citizens[0]) is None


def test_seating_is_first_in_id_order_and_moves_others() -> None:
    one_each = {"T1": 1, "T2": 1}
    assert seat([("a", ("T1", "T2")), ("b", ("T1", "T2"))], one_each) == {"a": "T1", "b": "T2"}
    assert seat([("a", ("T1", "T2")), ("b", ("T1",))], one_each) == {"a": "T2", "b": "T1"}
    assert seat([("a", ("T1",)), ("b", ("T1",))], one_each) is None
    assert seat([("a", ())], one_each) is None
    assert seat([], {}) == {}


def test_weighted_mean_is_exact_and_half_up() -> None:
    assert mean({"a": 1, "b": 2}, {"a": 1, "b": 1}) == 2
    assert mean({"a": 1, "b": None}, {"a": 1, "b": 5}) == 1
    assert mean({"a": 7}, {"a": 0}) == 0
    assert mean({"a": 999, "b": 1000}, {"a": 501, "b": 499}) == 999


#: cells of the citizen, cells of the flat, policy → criteria by hand
SCORES: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any], dict[str, int | None]]] = [
    ({"waiting_since": TODAY}, {}, {}, {"waiting": 0}),
    ({"waiting_since": TODAY - timedelta(days=73)}, {}, {}, {"waiting": 200}),
    ({"waiting_since": TODAY - timedelta(days=900)}, {}, {}, {"waiting": 1000}),
    ({}, {}, {}, {"network": 300, "chances": 500, "setting": None, "area": None}),
    ({"chances_per_week": 0.0}, {}, {}, {"chances": 1000}),
    ({"chances_per_week": 2.5}, {}, {}, {"chances": 500}),
    ({"min_rooms": 1}, {}, {}, {"size": 750}),
    ({"children": 2, "rent": None}, {"rooms": 1.5}, {"rent_block_share": 0}, {"size": 250}),
    ({"setting": "urban"}, {"setting": "urban"}, {}, {"setting": 1000}),
    ({"setting": "urban"}, {"setting": "rural"}, {}, {"setting": 0}),
    ({"setting": "urban"}, {}, {}, {"setting": None}),
    ({"wanted_areas": ("A1",)}, {}, {}, {"area": 1000}),
    ({"wanted_areas": ("9999",)}, {}, {}, {"area": 0}),
    ({"wanted_areas": ("9999",)}, {"postcode": None, "department_id": None}, {}, {"area": None}),
    ({"net_income": 8_600, "gross_income": 90_000}, {}, {}, {"economy": 1000}),
    ({"net_income": 8_100, "gross_income": 90_000}, {}, {}, {"economy": 1000}),
]


@pytest.mark.parametrize(("citizen", "flat", "policy", "expected"), SCORES)
def test_criteria(citizen: Any, flat: Any, policy: Any, expected: Any) -> None:
    citizen = {key: value for key, value in citizen.items() if key != "rent"}
    a = assess(citizen, flat, Policy(**policy))
    score = a.score["C1", "F1"]
    assert {name: getattr(score, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("places", "flat", "expected"),
    [
        ([{"x": 720_000.0, "y": 6_179_000.0}], {}, 500),
        ([{"x": 720_000.0, "y": 6_175_000.0}], {}, 1000),
        ([{"x": 720_000.0, "y": 6_179_000.0, "weight": 3}, {"x": 720_000.0, "y": 6_175_000.0}], {}, 625),
        ([{"x": 720_000.0, "y": 6_179_000.0}, {"weight": 5}], {}, 500),
        ([{"weight": 5}], {}, 300),
        ([{"x": 720_000.0, "y": 6_179_000.0}], {"x": None, "y": None}, 0),
        ([], {"x": None, "y": None}, 300),
    ],
)
def test_network(places: list[dict[str, Any]], flat: dict[str, Any], expected: int) -> None:
    a = assess({}, flat, places=[{**PLACE, **place} for place in places])
    assert a.score["C1", "F1"].network == expected


def test_points_of_one_pair_by_hand() -> None:
    """183 days: waiting 501, λ = mean: chances 500, need 501 (500.5); fit (300·3 + 1000·2 + 750)/6 = 608.3.

    The only flat is the best there is: choice 1000; points (501 + 608 + 1000) / 3 = 703.
    """
    score = assess({"min_rooms": 1}).score["C1", "F1"]
    assert (score.waiting, score.chances, score.need) == (501, 500, 501)
    assert (score.economy, score.fit, score.choice, score.points) == (1000, 608, 1000, 703)


def two_flats(citizen: dict[str, Any], second: dict[str, Any]) -> Assessment:
    rows = [FLAT, {**FLAT, "vacancy_id": "F2", **second}]
    return Assessment(make_week(TODAY, [{**CITIZEN, **citizen}], rows), Policy(), RATES)


def test_economy_counts_against_what_is_within_reach() -> None:
    """Left over 3,600 + 500 in F1 and 3,600 + 900 in F2: m = 900, so 556 and 1000."""
    cells = {"net_income": 8_600, "gross_income": 90_000}
    a = two_flats(cells, {"rent": 3_600.0})
    assert (a.score["C1", "F1"].economy, a.score["C1", "F2"].economy) == (556, 1000)


def test_choice_is_the_distance_to_the_citizens_own_best() -> None:
    """Satisfaction with the area wish: F1 (1000·2 + 1000 + 0)/4 = 750; F2 1000; doubled: 600 and 1000."""
    cells = {"wanted_areas": ("2450",), "min_rooms": 2}
    a = two_flats(cells, {"postcode": "2450"})
    assert (a.score["C1", "F1"].choice, a.score["C1", "F2"].choice) == (750, 1000)
    a = two_flats({**cells, "priorities": ("area",)}, {"postcode": "2450"})
    assert (a.score["C1", "F1"].choice, a.score["C1", "F2"].choice) == (600, 1000)


def test_chances_of_two_citizens() -> None:
    """F1 suits both, F2 only C2: λ = 1/2 and 3/2, mean 1: 1000 × 2^(−1/2) = 707 and 2^(−3/2) = 354.

    Refusing an area, a ceiling on the rent or a longest distance do not count.
    """
    rows = [{**CITIZEN, "pets": True}, {**CITIZEN, "citizen_id": "C2", "refused_areas": ("A1",)}]
    flats = [FLAT, {**FLAT, "vacancy_id": "F2", "department_id": "A2", "pets_allowed": False}]
    a = Assessment(make_week(TODAY, rows, flats), Policy(), RATES)
    assert a.score["C1", "F1"].chances == 707
    assert a.score["C2", "F2"].chances == 354
    assert ("C2", "F1") not in a.score


#: cells of the citizen, cells of the flat, tables, policy → the one warning beside network_unknown
NOTICES: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    ("support_under_review", {"gross_income": 7_999.99}, {}, {}),
    ("", {"gross_income": 8_000}, {}, {}),
    ("utilities_estimated", {}, {"utilities": None}, {}),
    ("deposit_above_loan_limit", {"gross_income": 25_223.09}, {"deposit": 1.0}, {}),
    ("", {"gross_income": 25_223.08}, {"deposit": 1.0}, {}),
    ("", {"gross_income": 29_648.08, "children": 1}, {"deposit": 1.0}, {}),
    ("deposit_above_loan_limit", {"gross_income": 29_648.1, "children": 1}, {"deposit": 1.0}, {}),
    ("", {"gross_income": 90_000}, {}, {}),
    ("floor_unknown", {"max_floor_without_lift": 1}, {}, {}),
    ("", {"max_floor_without_lift": 1}, {"lift": True}, {}),
    ("pets_unknown", {"pets": True}, {}, {}),
    ("", {"pets": True}, {"pets_allowed": True}, {}),
    ("support_decision_needed", {"support_method": "CTI"}, {}, {"require_support_decision": "warn"}),
    ("", {"support_method": "CTI", "support_decided_on": TODAY}, {}, {"require_support_decision": "warn"}),
    ("", {"support_method": "CTI"}, {}, {"require_support_decision": "never"}),
    ("debt", {"debt_to": ("O1",)}, {}, {}),
    ("", {"debt_to": ("O2",)}, {}, {}),
]


@pytest.mark.parametrize(("code", "citizen", "flat", "policy"), NOTICES)
def test_notices(code: str, citizen: Any, flat: Any, policy: Any) -> None:
    a = assess(
        {"net_income": 20_000, **citizen},
        flat,
        Policy(**policy),
        quotas=[{"organisation_id": "O1", "class": "all"}],
    )
    found = warnings(a.citizens[0], a.flats[0], a)
    assert found == tuple(w for w in WARNINGS if w in (code, "network_unknown"))


@pytest.mark.parametrize(
    ("days", "free_in", "expected"),
    [(89, 0, False), (90, 0, True), (80, 9, False), (80, 10, True), (200, -9, True)],
)
def test_refund_ends_after_90_days_in_the_shelter(days: int, free_in: int, expected: bool) -> None:
    shelter = {"situation": "shelter_110", "support_decided_on": TODAY, "action_plan_on": TODAY}
    cells = {**shelter, "admitted_on": TODAY - timedelta(days=days)}
    a = assess(cells, {"available_from": TODAY + timedelta(days=free_in)})
    assert ("refund_ends" in warnings(a.citizens[0], a.flats[0], a)) == expected


def test_a_waiver_of_the_area_law_with_an_alternative() -> None:
    waive = {"citizen_id": "C1", "action": "waive", "rule": "area_law", "reason": "skøn"}
    rows = [{**FLAT, "area_class": "vulnerable"}, {**FLAT, "vacancy_id": "F2", "area_class": "vulnerable"}]

    def found(second: dict[str, Any]) -> tuple[str, ...]:
        week = make_week(TODAY, [CITIZEN], [rows[0], {**rows[1], **second}], decisions=[waive])
        a = Assessment(week, Policy(), RATES)
        return warnings(a.citizen["C1"], a.flat["F1"], a)

    assert found({}) == ("network_unknown", "no_quota_account", "waived:area_law")
    assert found({"area_class": "none"})[-1] == "waiver_with_alternative"
    assert found({"area_class": "prevention"})[-1] == "waived:area_law"
    assert found({"area_class": "none", "student_only": True})[-1] == "waived:area_law"


def test_ages_and_months() -> None:
    leap = date(2004, 2, 29)
    assert [age_on(leap, day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29))] == [
        21,
        22,
        24,
    ]
    assert six_months_before(date(2026, 8, 31)) == date(2026, 2, 28)
    assert six_months_before(date(2028, 8, 31)) == date(2028, 2, 29)
    assert six_months_before(date(2026, 6, 30)) == date(2025, 12, 30)
    assert six_months_before(date(2026, 7, 1)) == date(2026, 1, 1)


def test_lots_belong_to_the_person_and_the_seed() -> None:
    """By sha256sum, "0:C1" begins with aa7d19be and "0:C2" with 0d5dfadd: C2's lot is the smaller."""
    people = assess().citizens
    two = [*people, replace(people[0], id="C2")]
    assert lot_ranks(two, 0) == {"C2": 0, "C1": 1}
    assert {tuple(lot_ranks(two, seed).items()) for seed in range(20)} == {
        (("C1", 0), ("C2", 1)),
        (("C2", 0), ("C1", 1)),
    }


def assessed(draw: Draw) -> Assessment:
    return Assessment(make_frames(draw), make_policy(draw), rates_on(draw.today))


def changed(draw: Draw, citizen_id: str, **cells: Any) -> Draw:
    rows = [{**row, **cells} if row["citizen_id"] == citizen_id else row for row in draw.citizens]
    return replace(draw, citizens=rows)


def best_choice(a: Assessment, citizen_id: str) -> tuple[int, set[str]]:
    """The highest choice of a citizen and the flats that have it."""
    choices = {f: score.choice for (c, f), score in a.score.items() if c == citizen_id}
    return max(choices.values()), {f for f, choice in choices.items() if choice == max(choices.values())}


EVERYWHERE = ("2400", "2450", "0999", "A1", "A2", "B1")


@pytest.mark.parametrize("seed", range(0, 40, 5))
def test_wishes_never_change_the_points_of_the_best_flat_through_choice(seed: int) -> None:
    """However wishes are stated, the citizen's best flat has choice 1000, and need and fit do not move."""
    draw = drawn(seed)
    before = assessed(draw)
    for c in before.citizens:
        if not before.eligible_flats[c.id]:
            continue
        wishes: list[dict[str, Any]] = [
            {"priorities": (name,)} for name in ("network", "economy", "size", "area")
        ]
        wishes.append({"wanted_areas": EVERYWHERE})
        for wish in wishes:
            after = assessed(changed(draw, c.id, **wish))
            assert best_choice(after, c.id)[0] == best_choice(before, c.id)[0] == 1000
            for flat in before.eligible_flats[c.id]:
                old, new = before.score[c.id, flat.id], after.score[c.id, flat.id]
                assert (old.need, old.fit) == (new.need, new.fit)


@pytest.mark.parametrize("seed", range(0, 40, 5))
def test_refusing_areas_never_raises_ones_own_chances(seed: int) -> None:
    draw = drawn(seed)
    before = assessed(draw)
    for c in before.citizens:
        after = assessed(changed(draw, c.id, refused_areas=("2400", "A1")))
        for flat in after.eligible_flats[c.id]:
            if (c.id, flat.id) in before.score:
                old, new = before.score[c.id, flat.id], after.score[c.id, flat.id]
                assert (new.waiting, new.chances) == (old.waiting, old.chances)
