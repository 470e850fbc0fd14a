"""The quarter rule by hand and by its own arithmetic: turns, entitlements, pools."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.quota import Pools, entitlement, is_turn, pools_of
from tests.plain_frames import make_week

TODAY = date(2026, 11, 23)
shares = st.builds(lambda d, n: Fraction(min(n, d), d), st.integers(1, 60), st.integers(0, 60))
modes = st.sampled_from(["fourth", "first"])


def turns(share: str, mode: str, count: int) -> list[int]:
    """The numbers, from 1, that are the municipality's."""
    return [k for k in range(1, count + 1) if is_turn(Fraction(share), k, mode)]


@pytest.mark.parametrize(
    ("share", "mode", "expected"),
    [
        ("1/4", "fourth", [4, 8, 12]),
        ("1/4", "first", [1, 5, 9]),
        ("1/3", "fourth", [3, 6, 9, 12]),
        ("1/3", "first", [1, 4, 7, 10]),
        ("1/2", "fourth", [2, 4, 6, 8, 10, 12]),
        ("1/2", "first", [1, 3, 5, 7, 9, 11]),
        ("3/10", "fourth", [4, 7, 10]),  # 1.2, 2.1 and exactly 3
        ("3/10", "first", [1, 4, 7, 11]),  # not 10: three of ten are reached already
        ("2/3", "fourth", [2, 3, 5, 6, 8, 9, 11, 12]),
        ("2/3", "first", [1, 2, 4, 5, 7, 8, 10, 11]),
        ("0", "fourth", []),
        ("0", "first", []),
        ("1", "fourth", list(range(1, 13))),
        ("1", "first", list(range(1, 13))),
    ],
)
def test_turns_by_hand(share: str, mode: str, expected: list[int]) -> None:
    assert turns(share, mode, 12) == expected


@pytest.mark.parametrize("one_in", [3, 10, 7])
def test_a_fraction_never_drifts_over_a_thousand_vacancies(one_in: int) -> None:
    share = str(Fraction(1, one_in))
    assert turns(share, "fourth", 1000) == list(range(one_in, 1001, one_in))
    assert turns(share, "first", 1000) == list(range(1, 1001, one_in))


@given(shares, modes, st.lists(st.integers(0, 12), max_size=12))
def test_turns_add_up_however_the_vacancies_fall_into_weeks(
    share: Fraction, mode: str, weeks: list[int]
) -> None:
    counted = taken = 0
    for vacancies in weeks:
        taken += sum(is_turn(share, counted + k, mode) for k in range(1, vacancies + 1))
        counted += vacancies
    assert taken == (floor if mode == "fourth" else ceil)(share * counted)


@given(shares, shares, st.integers(1, 300))
def test_a_larger_share_is_never_behind(one: Fraction, other: Fraction, count: int) -> None:
    small, large = min(one, other), max(one, other)
    for mode in ("fourth", "first"):
        assert sum(is_turn(small, k, mode) for k in range(1, count + 1)) <= sum(
            is_turn(large, k, mode) for k in range(1, count + 1)
        )


@given(shares, st.integers(1, 400))
def test_the_first_of_each_run_comes_before_the_last(share: Fraction, count: int) -> None:
    first = [k for k in range(1, count + 1) if is_turn(share, k, "first")]
    fourth = [k for k in range(1, count + 1) if is_turn(share, k, "fourth")]
    assert 0 <= len(first) - len(fourth) <= 1
    assert all(early <= late for early, late in zip(first, fourth, strict=False))


@pytest.mark.parametrize(
    ("share", "counted", "claimed", "carry_over", "vacancies", "expected"),
    [
        ("1/4", 0, 0, 0, 3, 0),  # three vacancies are no quarter yet
        ("1/4", 0, 0, 0, 4, 1),
        ("1/4", 10, 2, 0, 3, 1),  # a quarter of 13 is 3, two are claimed
        ("1/4", 12, 0, 0, 4, 1),  # four are owed, but a week gives a quarter of its own, rounded up
        ("1/4", 12, 0, 2, 4, 3),  # and what was agreed to be carried over
        ("1/4", 12, 0, 9, 4, 4),  # never more than the account
        ("1/4", 12, 3, -1, 4, 0),
        ("1/4", 4, 7, 0, 4, 0),  # claimed ahead: nothing, not less
        ("1/3", 2, 0, 0, 1, 1),
        ("1/10", 29, 2, 0, 1, 1),  # 0.1 × 30 is 3, exactly
        ("1", 5, 5, 0, 6, 6),
        ("0", 90, 0, 3, 9, 0),
        ("1/2", 7, 0, 0, 0, 0),
    ],
)
def test_entitlements_by_hand(
    share: str, counted: int, claimed: int, carry_over: int, vacancies: int, expected: int
) -> None:
    assert entitlement(Fraction(share), counted, claimed, carry_over, vacancies) == expected


@given(shares, st.integers(0, 50), st.integers(0, 50), st.integers(-5, 5), st.integers(0, 20))
def test_an_entitlement_is_never_negative_nor_beyond_account_or_week(
    share: Fraction, counted: int, claimed: int, carry_over: int, vacancies: int
) -> None:
    entitled = entitlement(share, counted, claimed, carry_over, vacancies)
    assert entitled >= 0
    if entitled:
        assert claimed + entitled <= share * (counted + vacancies)
        assert entitled - carry_over < share * vacancies + 1


@given(shares, st.lists(st.integers(0, 12), max_size=12))
def test_claiming_everything_every_week_claims_the_share_of_all(share: Fraction, weeks: list[int]) -> None:
    counted = claimed = 0
    for vacancies in weeks:
        claimed += entitlement(share, counted, claimed, 0, vacancies)
        counted += vacancies
    assert claimed == floor(share * counted)


def pools(vacancies: list[dict[str, Any]], quotas: list[dict[str, Any]] | None) -> Pools:
    """The pools of vacancies V1, V2, …, all of organisation O1 unless they say otherwise."""
    blank = {"organisation_id": "O1", "kind": "family", "reported_on": TODAY}
    rows = [{**blank, "vacancy_id": f"V{number}", **row} for number, row in enumerate(vacancies, 1)]
    return pools_of(make_week(TODAY, [], rows, quotas=quotas))


def test_the_pool_is_the_own_municipality_before_blank_and_the_class_before_all() -> None:
    quotas = [
        {"organisation_id": "O1", "municipality": "0101", "class": "family"},
        {"organisation_id": "O1", "municipality": "", "class": "family"},
        {"organisation_id": "O1", "municipality": "", "class": "youth"},
        {"organisation_id": "O1", "municipality": "0147", "class": "all"},
        {"organisation_id": "O2", "municipality": "", "class": "all"},
    ]
    named = {(row["organisation_id"], row["municipality"], row["class"]) for row in quotas}
    cases = [
        ({"municipality": "0101"}, ("O1", "0101", "family")),
        ({"municipality": "0101", "kind": "youth"}, ("O1", "", "youth")),
        ({"municipality": "0147"}, ("O1", "0147", "all")),  # its own municipality's row comes first
        ({"municipality": "0147", "kind": "youth"}, ("O1", "0147", "all")),
        ({"municipality": "0461"}, ("O1", "", "family")),
        ({"municipality": ""}, ("O1", "", "family")),
        ({"organisation_id": "O2", "municipality": ""}, ("O2", "", "all")),
        ({"organisation_id": "O2", "municipality": "0101", "kind": "youth"}, ("O2", "", "all")),
        ({"municipality": "0101", "kind": "elderly"}, None),
        ({"municipality": "0101", "route": "given"}, None),
        ({"municipality": "0101", "route": "none"}, None),
    ]
    order = sorted(named)  # the frame is sorted by its ids
    found = pools([vacancy for vacancy, _ in cases], quotas)
    for flat, (_, expected) in enumerate(sorted(enumerate(cases), key=lambda case: f"V{case[0] + 1}")):
        row = int(found.pool[flat])
        assert (order[row] if row >= 0 else None) == expected[1]
        assert found.label(flat) == (f"{expected[1][0]}/{expected[1][2]}" if expected[1] else "")


def test_an_estate_comes_after_the_municipality_and_before_the_class() -> None:
    """Each pool is known by its own entitlement."""
    rows: list[dict[str, Any]] = [
        {"municipality": "0101", "class": "all", "entitled": 1},
        {"municipality": "0101", "department_id": "A1", "class": "all", "entitled": 2},
        {"department_id": "A1", "class": "family", "entitled": 3},
        {"department_id": "A1", "class": "youth", "entitled": 4},
        {"class": "family", "entitled": 5},
    ]
    quotas = [{"organisation_id": "O1", **row} for row in rows]
    cases = [
        ({"municipality": "0101", "department_id": "A1"}, 2, "O1/A1/all"),
        ({"municipality": "0101", "department_id": "A2"}, 1, "O1/all"),  # not the family row of any place
        ({"municipality": "0101"}, 1, "O1/all"),
        ({"municipality": "0147", "department_id": "A1"}, 3, "O1/A1/family"),
        ({"municipality": "0147", "department_id": "A1", "kind": "youth"}, 4, "O1/A1/youth"),
        ({"department_id": "A2"}, 5, "O1/family"),
        ({"department_id": ""}, 5, "O1/family"),
        ({"department_id": "A2", "kind": "youth"}, 0, ""),
        ({"department_id": "A1", "kind": "elderly"}, 0, ""),
        ({"department_id": "A1", "organisation_id": "O2"}, 0, ""),
    ]
    for vacancy, entitled, label in cases:
        found = pools([vacancy], quotas)
        row = int(found.pool[0])
        assert (found.entitled[row] if row >= 0 else 0) == entitled, vacancy
        assert found.label(0) == label


def test_what_the_account_says_is_the_entitlement_of_a_pool_that_chooses() -> None:
    """A quarter of eight would be 2; turns are not told how many they are."""
    account = {"organisation_id": "O1", "class": "family", "counted": 4, "claimed": 0}
    for said, expected in ((None, 2), (0, 0), (1, 1), (7, 7)):
        assert pools([{}] * 4, [{**account, "carry_over": 1, "entitled": said}]).entitled.tolist() == [
            expected
        ]
    by_turn = pools([{}] * 4, [{**account, "mode": "fourth", "entitled": 3}])
    assert by_turn.entitled.tolist() == [1]
    assert by_turn.not_our_turn.sum() == 3


def test_only_what_the_quarter_rule_covers_is_counted() -> None:
    """Four count, one of them lapsed; a fifth is given and a sixth not available: a quarter is one."""
    vacancies = [{}, {"kind": "youth"}, {"answer_by": TODAY - timedelta(1)}, {}]
    vacancies += [{"route": "given"}, {"route": "none"}, {"kind": "odd"}]
    quotas = [{"organisation_id": "O1", "class": "all"}]
    assert pools(vacancies, quotas).entitled.tolist() == [1]
    assert pools([*vacancies[:2], *vacancies[3:]], quotas).entitled.tolist() == [0]


@pytest.mark.parametrize(("mode", "ours"), [("fourth", {"V5"}), ("first", {"V3"})])
def test_turns_go_by_seq_then_report_date_then_id(mode: str, ours: set[str]) -> None:
    """The account stands at 6, so these are numbers 7 to 11: V2, V5, V3, V1, V4."""
    vacancies: list[dict[str, Any]] = [
        {},
        {"seq": 1},
        {"reported_on": TODAY - timedelta(1)},
        {},
        {"seq": 7, "reported_on": TODAY + timedelta(9)},
    ]
    quotas = [{"organisation_id": "O1", "class": "all", "counted": 6, "mode": mode, "claimed": 5}]
    found = pools(vacancies, quotas)
    open_flats = {f"V{flat + 1}" for flat in range(5) if not found.not_our_turn[flat]}
    assert open_flats == ours
    assert found.entitled.tolist() == [1]


def test_mode_choose_blocks_no_flat() -> None:
    found = pools([{}] * 5, [{"organisation_id": "O1", "class": "family", "share": "2/5"}])
    assert not found.not_our_turn.any()
    assert found.entitled.tolist() == [2]


def test_without_accounts_there_is_no_quota() -> None:
    found = pools([{}, {"kind": "youth"}], None)
    assert found.pool.tolist() == [-1, -1]
    assert not found.not_our_turn.any()
    assert len(found.entitled) == 0
