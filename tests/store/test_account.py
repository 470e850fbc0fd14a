"""The quarter-rule account: after offers and flats given back, a run may claim exactly what is left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import by_hand
import pytest
from by_hand import MONDAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from data.store.account import balance, may_claim, pool_of
from data.store.engine import Store
from data.store.export import read_files, week_files
from matcher.quota import Pools, pools_of

SHARES = st.sampled_from(["1/4", "1/3", "1/2", "3/10", "2/3", "1", "0", "1/10"])
#: What becomes of a flat: it remains, is held, let this week, given back this week, entered wrongly.
FATES = st.sampled_from(["remains", "remains", "held", "let", "given_back", "withdrawn"])
WEEK_LATER = MONDAY + timedelta(days=7)
EACH = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def exported(connection: Connection, day: date = MONDAY) -> tuple[Any, Pools]:
    """The week as a run reads it, and its pools."""
    reading = read_files(week_files(connection, day), day)
    assert reading.week is not None, [str(fault) for fault in reading.faults]
    return reading.week, pools_of(reading.week)


def turns(connection: Connection, day: date = MONDAY) -> dict[str, bool]:
    """For each flat of the exported week whether it is our turn."""
    week, pools = exported(connection, day)
    return dict(zip(week.vacancies["vacancy_id"], (~pools.not_our_turn).tolist(), strict=True))


def befall(connection: Connection, number: int, fate: str, on: date = MONDAY) -> None:
    """Let something happen to flat V{number}."""
    vacancy_id = f"V{number:02d}"
    if fate in ("held", "let"):
        citizen_id = by_hand.citizen(connection, f"C{number:02d}")
        state = "moved_in" if fate == "let" else "offered"
        by_hand.offer(connection, vacancy_id, citizen_id, on, state, moved_in_on=on)
    if fate not in ("remains", "held"):
        by_hand.set_flat(connection, vacancy_id, fate, on)


accounts = st.fixed_dictionaries(
    {
        "share": SHARES,
        "counted": st.none() | st.integers(0, 40),
        "claimed": st.none() | st.integers(0, 12),
        "carry_over": st.none() | st.integers(-3, 4),
    }
)
fates = st.lists(FATES, min_size=1, max_size=12)


@EACH
@given(accounts, fates)
def test_what_is_held_is_taken_from_what_the_whole_week_could_claim(
    sqlite_store: Store, account: dict[str, Any], what: list[str]
) -> None:
    with sqlite_store.writing() as connection:
        by_hand.empty(connection)
        by_hand.user(connection)
        by_hand.citizen(connection, "C99")
        by_hand.quota(connection, mode="choose", **account)
        for number in range(len(what)):
            if what[number] != "withdrawn":  # one entered wrongly has never been in the pool
                by_hand.flat(connection, f"V{number:02d}")
        _, before = exported(connection)
        for number, fate in enumerate(what):
            if fate != "withdrawn":
                befall(connection, number, fate)
            else:
                by_hand.flat(connection, f"V{number:02d}", state="withdrawn", closed_on=MONDAY)
        held = what.count("held") + what.count("let")
        week, after = exported(connection)
        assert len(week.vacancies) == what.count("remains")
        assert after.entitled.tolist() == [max(0, before.entitled[0] - held)]
        stands = balance(connection)[0]
        assert (stands.entitled, stands.used, stands.left) == (before.entitled[0], held, after.entitled[0])
        assert stands.counted - (account["counted"] or 0) == len(what) - what.count("remains") - what.count(
            "withdrawn"
        )
        assert stands.claimed - (account["claimed"] or 0) == held


@EACH
@given(
    accounts,
    st.sampled_from(["fourth", "first"]),
    st.lists(st.tuples(FATES, st.none() | st.integers(1, 99), st.integers(0, 9)), min_size=1, max_size=12),
)
def test_a_flat_keeps_its_turn_whatever_becomes_of_the_others(
    sqlite_store: Store, account: dict[str, Any], mode: str, flats: list[tuple[str, int | None, int]]
) -> None:
    used: set[int | None] = set()
    with sqlite_store.writing() as connection:
        by_hand.empty(connection)
        by_hand.user(connection)
        by_hand.citizen(connection, "C99")
        by_hand.quota(connection, mode=mode, **account)
        kept = [entry for entry in enumerate(flats) if entry[1][0] != "withdrawn"]
        for number, (_, seq, days) in kept:
            own_seq = None if seq in used else seq
            used.add(seq)
            by_hand.flat(connection, f"V{number:02d}", seq=own_seq, reported_on=MONDAY - timedelta(days=days))
        before = turns(connection)
        for number, (fate, _, _) in kept:
            befall(connection, number, fate)
        after = turns(connection)
        remaining = {f"V{number:02d}" for number, (fate, _, _) in kept if fate == "remains"}
        assert after == {vacancy_id: before[vacancy_id] for vacancy_id in remaining}
        assert exported(connection)[1].entitled.tolist() == [sum(after.values())]
        assert balance(connection)[0].left == sum(after.values())
        assert {vacancy_id: may_claim(connection, vacancy_id) for vacancy_id in remaining} == after


def test_a_later_week_is_numbered_after_the_earlier_ones(any_store: Store) -> None:
    with any_store.writing() as connection:
        by_hand.user(connection)
        by_hand.quota(connection, mode="fourth", share="1/4")
        for number in range(1, 6):
            by_hand.flat(connection, f"V{number:02d}", seq=number)
        befall(connection, 4, "held")
        for number in (1, 3):
            befall(connection, number, "given_back")
        for number in range(6, 9):  # next week's are 6, 7 and 8, though reported earlier
            by_hand.flat(
                connection,
                f"V{number:02d}",
                seq=number - 5,
                reported_on=date(2026, 9, 1),
                entered_on=WEEK_LATER,
            )
        assert turns(connection, WEEK_LATER) == {
            "V02": False, "V05": False, "V06": False, "V07": False, "V08": True
        }  # fmt: skip


def test_an_offer_of_an_earlier_week_takes_nothing_from_this_weeks_own_limit(any_store: Store) -> None:
    with any_store.writing() as connection:
        by_hand.user(connection)
        by_hand.quota(connection, counted=12, claimed=0)
        for number in range(12):
            by_hand.flat(connection, f"V{number:02d}")
        assert exported_entitled(connection, MONDAY) == 3
        befall(connection, 0, "held")
        befall(connection, 1, "held")
        for number in range(2, 12):
            befall(connection, number, "given_back", MONDAY + timedelta(days=4))
        for number in range(12, 16):
            by_hand.flat(connection, f"V{number:02d}", entered_on=WEEK_LATER)
        # A quarter of 28 is 7, two are claimed; the week's own limit is a quarter of its four new flats.
        assert exported_entitled(connection, WEEK_LATER) == 1
        stands = balance(connection, WEEK_LATER)[0]
        assert (stands.counted, stands.claimed, stands.entitled, stands.used) == (24, 2, 1, 0)


def exported_entitled(connection: Connection, day: date) -> int:
    """How many the only pool of the exported week may claim."""
    by_citizen = week_files(connection, day)["citizens.csv"].count(b"\n") > 1
    if not by_citizen:
        by_hand.citizen(connection, "C99")
    return int(exported(connection, day)[1].entitled[0])


@pytest.mark.parametrize(("entered", "counted"), [(MONDAY, 1), (MONDAY + timedelta(days=1), 0)])
def test_an_account_entered_later_holds_what_happened_before(
    any_store: Store, entered: date, counted: int
) -> None:
    with any_store.writing() as connection:
        by_hand.user(connection)
        by_hand.quota(connection, entered_on=entered)
        for number in range(3):
            by_hand.flat(connection, f"V{number:02d}")
        befall(connection, 0, "held")
        stands = balance(connection, MONDAY + timedelta(days=1))[0]
        assert (stands.counted, stands.claimed, stands.vacant) == (counted, counted, 2)


def test_an_offer_that_came_to_nothing_gives_its_place_back(any_store: Store) -> None:
    with any_store.writing() as connection:
        by_hand.user(connection)
        by_hand.quota(connection)
        for number in range(4):
            by_hand.flat(connection, f"V{number:02d}")
        citizen_id = by_hand.citizen(connection, "C1")
        by_hand.offer(connection, "V00", citizen_id, state="refused")
        assert balance(connection, MONDAY)[0].left == 1
        by_hand.offer(connection, "V00", citizen_id)
        assert balance(connection, MONDAY)[0].left == 0
        assert not may_claim(connection, "V01") and pool_of(connection, "V01") is not None


def test_a_flat_outside_the_rule_may_always_be_claimed(any_store: Store) -> None:
    with any_store.writing() as connection:
        by_hand.quota(connection, share="0")
        by_hand.flat(connection, "V1", route="given")
        by_hand.flat(connection, "V2", kind="elderly")
        by_hand.flat(connection, "V3")
        assert [may_claim(connection, f"V{n}") for n in (1, 2, 3)] == [True, True, False]
        assert pool_of(connection, "V1") is None
