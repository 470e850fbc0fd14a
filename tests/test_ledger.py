"""The ledger's arithmetic over random events: use is never negative, replay equals the running state."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.ledger import Account, Agreement, Balance, Event, account_at, history, replay
from matcher.ledger_account import STEPS
from matcher.ledger_terms import PERIODS, in_force
from matcher.quota import entitlement, is_turn

START = date(2026, 1, 5)
SHARES = [Fraction(text) for text in ("0", "1/10", "1/4", "3/10", "1/3", "1/2", "2/3", "1")]
EACH = settings(max_examples=60, deadline=None)


def agreed(dice: random.Random) -> tuple[Agreement, ...]:
    """Some agreements that follow and overlap each other, or none."""
    found = []
    for _ in range(dice.randint(0, 4)):
        fixed = dice.choice([None, None, dice.randint(0, 9)])
        first = START + timedelta(days=dice.randint(-200, 500))
        last = first + timedelta(days=dice.randint(0, 400)) if dice.random() < 0.4 else None
        found.append(
            Agreement(
                first, last, None if fixed is not None else dice.choice(SHARES), fixed,
                "choose" if fixed is not None else dice.choice(["choose", "fourth", "first"]),
                dice.choice(PERIODS), dice.choice(["none", "all", "most"]), dice.randint(0, 3),
                dice.random() < 0.5,
            )
        )  # fmt: skip
    return tuple(found)


def events(dice: random.Random, agreements: tuple[Agreement, ...], many: int = 60) -> list[Event]:
    """Events as a store may write them, one after the other, corrections and new openings among them."""
    account, day = Account(agreements), START
    made = [Event(1, START, "opening", counted=dice.randint(0, 30), claimed=dice.randint(0, 8),
                  carry_over=dice.randint(-3, 3))]  # fmt: skip
    account.apply(made[0])
    while len(made) < many:
        day += timedelta(days=dice.choice([0, 0, 0, 1, 3, 11, 40]))
        event = _next(dice, account, len(made) + 1, day)
        try:
            account.apply(event)
        except ValueError:
            assert event.kind == "corrected"  # it would have made the totals negative
            account = account_at(agreements, made)
            continue
        made.append(event)
    return made


def _next(dice: random.Random, account: Account, number: int, day: date) -> Event:
    if dice.random() < 0.03:
        return Event(number, day, "opening", counted=dice.randint(0, 30), claimed=dice.randint(0, 8))
    if dice.random() < 0.08:
        return Event(number, day, "corrected", counted=dice.randint(-4, 4), claimed=dice.randint(-3, 3))
    names = [f"V{n}" for n in range(12)]
    name = dice.choice(names)
    state = account.flats[name].state if name in account.flats else ""
    if state not in ("", "withdrawn") and dice.random() < 0.15:
        about = dice.choice([True, False, None])
        return Event(number, day, "corrected", name, about, claimed=dice.choice([-1, 0, 1]))
    kind = dice.choice([kind for kind, (before, _) in STEPS.items() if state in before])
    return Event(number, day, kind, name, dice.random() < 0.85)


@EACH
@given(st.integers(0, 10**9))
def test_nothing_is_ever_used_or_counted_less_than_nothing(seed: int) -> None:
    dice = random.Random(seed)
    agreements = agreed(dice)
    for balance in history(agreements, events(dice, agreements)):
        assert balance.used >= 0 and balance.period_used >= 0
        assert balance.counted >= 0 and balance.left >= 0
        assert isinstance(balance.earned, Fraction)


@EACH
@given(st.integers(0, 10**9))
def test_replay_to_any_day_is_the_running_account_of_that_day(seed: int) -> None:
    dice = random.Random(seed)
    agreements = agreed(dice)
    made = events(dice, agreements)
    running = Account(agreements)
    by_day: dict[date, Balance] = {}
    for event in made:
        for behind in [day for day in by_day if day == running.day and event.day > day]:
            assert by_day[behind] == replay(agreements, made, behind)
        running.apply(event)
        by_day[event.day] = running.balance()
    assert replay(agreements, made) == running.balance()
    for day in (START + timedelta(days=n) for n in range(-3, 900, 37)):
        prefix = [event for event in made if event.day <= day]
        account = account_at(agreements, prefix)
        account.advance(day)
        assert replay(agreements, made, day) == account.balance()


@EACH
@given(st.integers(0, 10**9))
def test_what_comes_later_rewrites_nothing(seed: int) -> None:
    """Neither a correction nor any other event changes a balance before it; nor does a later agreement."""
    dice = random.Random(seed)
    agreements = agreed(dice)
    made = events(dice, agreements)
    before = list(history(agreements, made))
    cut = dice.randrange(1, len(made))
    assert list(history(agreements, made[:cut])) == before[:cut]
    later = Agreement(made[cut].day + timedelta(days=1), share=Fraction(1, 2), period="month")
    same = [n for n, event in enumerate(made) if event.day <= made[cut].day]
    again = list(history((*agreements, later), made))
    assert [again[n] for n in same] == [before[n] for n in same]


@EACH
@given(st.integers(0, 10**9))
def test_the_balance_can_be_added_up_by_hand(seed: int) -> None:
    """E, U and the flats counted, from the events alone and without any running state, in one period."""
    dice = random.Random(seed)
    share = dice.choice(SHARES)
    agreements = (Agreement(START, share=share),)
    made = [event for event in events(dice, agreements) if event.kind != "opening" or event.number == 1]
    made = [replace(event, number=n) for n, event in enumerate(made, 1)]
    made = _possible(agreements, made)
    counted, used = _by_hand(made)
    found = replay(agreements, made)
    assert (found.counted, found.used, found.earned) == (counted, used, share * counted)
    first = made[0]
    period = ceil(share * (counted - first.counted)) + first.carry_over - (used - first.claimed)
    assert found.left == max(0, min(floor(share * counted) - used, period))


def _possible(agreements: tuple[Agreement, ...], made: list[Event]) -> list[Event]:
    """The events that can follow each other, numbered anew; those about totals made to fit."""
    kept: list[Event] = []
    for event in made:
        numbered = replace(event, number=len(kept) + 1)
        try:
            replay(agreements, [*kept, numbered])
        except ValueError:
            continue
        kept.append(numbered)
    return kept


def _by_hand(made: list[Event]) -> tuple[int, int]:
    """Flats counted and places used: the totals entered, and each flat by the last that was said of it."""
    totals = [event for event in made if not event.vacancy_id]
    counted = sum(event.counted for event in totals)
    used = sum(event.claimed for event in totals)
    for name in {event.vacancy_id for event in made if event.vacancy_id}:
        counts = uses = False
        state = ""
        for event in (event for event in made if event.vacancy_id == name):
            if event.kind == "corrected":
                counts = counts if event.counts is None else event.counts
                uses = {1: True, -1: False}.get(event.claimed, uses)
                continue
            if event.kind in ("reported", "restored") and state in ("", "withdrawn"):
                counts = bool(event.counts)
            if event.kind == "claimed" and state == "at_disposal":
                uses = True
            if event.kind == "withdrawn":
                counts = uses = False
            if event.kind == "released":
                uses = False
            state = STEPS[event.kind][1]
        counted, used = counted + counts, used + uses
    return counted, used


@EACH
@given(st.integers(0, 10**9))
def test_without_corrections_the_turns_are_those_of_the_numbers(seed: int) -> None:
    dice = random.Random(seed)
    mode, share, before = dice.choice(["fourth", "first"]), dice.choice(SHARES), dice.randint(0, 20)
    agreements = (Agreement(START, share=share, mode=mode),)
    made = [Event(1, START, "opening", counted=before, claimed=dice.randint(0, 9))]
    for n in range(1, 25):
        made.append(Event(n + 1, START, "reported", f"V{n}", True))
    account = account_at(agreements, made)
    ours = [n for n in range(1, 25) if account.flats[f"V{n}"].turn == "ours"]
    assert ours == [n for n in range(1, 25) if is_turn(share, before + n, mode)]
    assert account.balance().left == len(ours)


@EACH
@given(
    st.sampled_from(SHARES), st.integers(0, 40), st.integers(0, 12), st.integers(-3, 4), st.integers(0, 12)
)
def test_one_period_is_the_entitlement_of_a_run(
    share: Fraction, counted: int, claimed: int, carry_over: int, flats: int
) -> None:
    made = [Event(1, START, "opening", counted=counted, claimed=claimed, carry_over=carry_over)]
    made += [Event(n + 2, START, "reported", f"V{n}", True) for n in range(flats)]
    found = replay((Agreement(START, share=share),), made)
    assert found.left == entitlement(share, counted, claimed, carry_over, flats)
    weekly = replay((Agreement(START, share=share, period="week"),), made)
    assert weekly.left == found.left


def test_after_a_correction_the_next_flat_makes_good() -> None:
    """Every fourth is ours: the fourth turns out to be no vacancy at all, so that the fifth is."""
    agreements = (Agreement(START, mode="fourth"),)
    made = [Event(1, START, "opening")]
    made += [Event(n + 1, START, "reported", f"V{n}", True) for n in range(1, 5)]
    account = account_at(agreements, made)
    assert [flat.turn for flat in account.flats.values()] == ["theirs", "theirs", "theirs", "ours"]
    account.apply(Event(6, START, "corrected", "V4", False))
    assert account.balance().left == 0 and account.next_turn() == "ours"
    account.apply(Event(7, START, "reported", "V5", True))
    assert account.balance().left == 1 and account.next_turn() == "theirs"


@pytest.mark.parametrize(("uses", "turn"), [(True, "theirs"), (False, "ours")])
def test_whether_an_unanswered_offer_uses_the_turn_is_agreed(uses: bool, turn: str) -> None:
    account = Account((Agreement(START, mode="first", lapsed_uses_turn=uses),))
    for event in (
        Event(1, START, "opening"), Event(2, START, "reported", "V1", True), Event(3, START, "lapsed", "V1"),
    ):  # fmt: skip
        account.apply(event)
    assert account.next_turn() == turn
    account.apply(Event(4, START, "reported", "V2", True))
    account.apply(Event(5, START, "restored", "V1", True))
    assert account.flats["V1"].is_ours and account.flats["V2"].is_ours == (turn == "ours")


def test_a_claim_of_an_earlier_period_that_comes_to_nothing_hands_its_place_on() -> None:
    agreements = (Agreement(START, share=Fraction(1), period="month", carry="none"),)
    made = [
        Event(1, START, "opening"),
        Event(2, START, "reported", "V1", True),
        Event(3, START, "claimed", "V1"),
        Event(4, date(2026, 2, 3), "released", "V1"),
    ]
    assert replay(agreements, made, date(2026, 2, 2)).left == 0
    found = replay(agreements, made)
    assert (found.left, found.carried, found.period_used, found.used) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        Event(3, START, "claimed", "V9"),
        Event(3, START, "reported", "V1", True),
        Event(3, START, "let", "V1"),
        Event(3, START, "released", "V1"),
        Event(4, START, "claimed", "V1"),
        Event(3, START - timedelta(days=1), "claimed", "V1"),
        Event(3, START, "corrected", "V9", True),
        Event(3, START, "corrected", counted=-5),
        Event(3, START, "corrected", claimed=-1),
        Event(3, START, "opening", counted=-1),
    ],
    ids=str,
)
def test_an_impossible_event_is_refused(wrong: Event) -> None:
    made = [Event(1, START, "opening", counted=4), Event(2, START, "reported", "V1", True)]
    with pytest.raises(ValueError, match=r"."):
        replay((), [*made, wrong])
    with pytest.raises(ValueError, match="begins with its opening"):
        replay((), made[1:])


def test_of_several_agreements_on_a_day_the_one_entered_last_counts() -> None:
    first = Agreement(START, share=Fraction(1, 3))
    short = Agreement(START, START + timedelta(days=9), share=Fraction(1, 2))
    both = (first, short)
    assert in_force(both, START) is short and in_force(both, START + timedelta(days=10)) is first
    assert in_force(both, START - timedelta(days=1)).share == Fraction(1, 4)
    assert replay((), []).left == 0


@pytest.mark.parametrize(("mode", "turns"), [("fourth", ["ours", "theirs"]), ("first", ["theirs", "ours"])])
def test_what_was_counted_by_free_choice_has_had_its_turns(mode: str, turns: list[str]) -> None:
    """Three flats at a half have earned 3/2: one turn is over for every fourth, two for the first of four."""
    half, later = Fraction(1, 2), START + timedelta(days=1)
    account = Account((Agreement(START, share=half), Agreement(later, share=half, mode=mode)))
    account.apply(Event(1, START, "opening"))
    for number in range(2, 7):
        account.apply(Event(number, START if number < 5 else later, "reported", f"V{number}", True))
    assert [account.flats[f"V{number}"].turn for number in (5, 6)] == turns


def test_another_share_within_the_turns_leaves_them_standing() -> None:
    """The second flat's turn came to nothing; under the new share too the next flats make good for it."""
    half, later = Fraction(1, 2), START + timedelta(days=1)
    same: dict[str, Any] = {"mode": "fourth", "lapsed_uses_turn": False}
    account = Account((Agreement(START, share=half, **same), Agreement(later, share=half, **same)))
    for event in (
        Event(1, START, "opening"), *(Event(n, START, "reported", f"V{n}", True) for n in (2, 3, 4)),
        Event(5, START, "lapsed", "V3"), *(Event(n, later, "reported", f"V{n}", True) for n in (6, 7)),
    ):  # fmt: skip
        account.apply(event)
    assert [account.flats[f"V{n}"].turn for n in (2, 3, 4, 6, 7)] == [
        "theirs", "ours", "theirs", "ours", "ours",
    ]  # fmt: skip


@pytest.mark.parametrize(("claimed", "turn"), [(0, "ours"), (1, "theirs")])
def test_totals_put_right_move_the_turns_too(claimed: int, turn: str) -> None:
    """Four flats that were forgotten are due one turn, unless it was had."""
    account = account_at(
        (Agreement(START, mode="fourth"),),
        [Event(1, START, "opening"), Event(2, START, "corrected", counted=4, claimed=claimed)],
    )
    assert account.next_turn() == turn


def test_a_claim_of_this_period_that_comes_to_nothing_is_as_if_it_had_not_been() -> None:
    """Also one made on the very day the period began."""
    agreements = (Agreement(START, share=Fraction(1), period="month"),)
    first = date(2026, 2, 1)
    made = [
        Event(1, START, "opening"),
        *(Event(n, first, "reported", f"V{n}", True) for n in (2, 3)),
        Event(4, first, "claimed", "V2"),
        Event(5, first + timedelta(days=3), "claimed", "V3"),
    ]
    found = replay(agreements, made)
    assert (found.period_from, found.used, found.period_used, found.carried) == (first, 2, 2, 0)
    made += [Event(n + 4, first + timedelta(days=9), "released", f"V{n}") for n in (2, 3)]
    found = replay(agreements, made)
    assert (found.used, found.period_used, found.carried, found.left) == (0, 0, 0, 2)
