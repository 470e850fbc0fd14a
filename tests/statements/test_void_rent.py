"""Void rent worked out by hand, and by a second reading that asks of every single day whether it is paid.

3,650 kr. a month is 43,800 a year and 120 a day.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from landlord_office import Landlords

from data.statements.void_flats import VoidFlat, void_flats
from data.statements.void_rent import Void, ore_of, void_of, voids

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
FLAT = VoidFlat(
    "V1", "B1", "", "", "", "family", 3650.0, "vacant", date(2026, 10, 11), date(2026, 9, 20),
    None, None, None, None, held=False, released_on=None, at_disposal=True,
)  # fmt: skip


def days(flat: VoidFlat, on: date = date(2027, 6, 1)) -> int:
    void = void_of(flat, on)
    return 0 if void is None else void.days_in(date.min, date.max)


def test_the_rent_runs_from_the_later_of_available_and_reported() -> None:
    assert days(FLAT, NOVEMBER) == 21  # 11 to 31 October
    assert days(replace(FLAT, reported_on=date(2026, 10, 15)), NOVEMBER) == 17
    assert days(FLAT, date(2026, 10, 11)) == days(FLAT, OCTOBER) == 0


def test_the_day_of_moving_in_is_the_tenants() -> None:
    assert days(replace(FLAT, moved_in_on=date(2026, 10, 12), held=True)) == 1
    assert days(replace(FLAT, moved_in_on=date(2026, 10, 11), held=True)) == 0
    assert days(replace(FLAT, state="let", closed_on=date(2026, 10, 21))) == 10


def test_a_flat_given_back_is_paid_until_it_is_let_or_the_notice_runs_out() -> None:
    back = replace(FLAT, state="given_back", closed_on=date(2026, 11, 30))
    assert days(replace(back, relet_on=date(2026, 12, 15))) == 21 + 30 + 14
    # 30 November and three months: 28 February, itself not paid
    assert days(back) == days(replace(back, relet_on=date(2027, 4, 1))) == 21 + 30 + 31 + 31 + 27
    youth = replace(back, kind="youth", closed_on=date(2026, 10, 11))
    assert days(youth) == 42
    assert days(replace(back, closed_on=date(2026, 7, 1))) == 0  # the notice ran out before it was empty


def test_a_flat_that_lapsed_is_paid_to_the_end_of_the_day_to_answer_by() -> None:
    late = replace(FLAT, state="lapsed", answer_by=date(2026, 10, 15), closed_on=date(2026, 10, 20))
    assert days(late) == days(replace(late, state="vacant", closed_on=None)) == 5
    assert days(replace(late, state="vacant", closed_on=None, held=True), NOVEMBER) == 21
    # an offer held it beyond that day; it lapsed when that came to nothing, on the 18th, found on the 20th
    assert days(replace(late, released_on=date(2026, 10, 18))) == 7
    assert days(replace(late, released_on=date(2026, 12, 24))) == 9


def test_what_is_not_at_disposal_costs_nothing() -> None:
    for state in ("withdrawn", "announced"):
        assert void_of(replace(FLAT, state=state, closed_on=NOVEMBER), NOVEMBER) is None
    assert void_of(replace(FLAT, at_disposal=False), NOVEMBER) is None


@pytest.mark.parametrize(
    ("rent", "n", "ore"),
    [(3650, 1, 12_000), (3650, 31, 372_000), (4321.5, 17, 241_530), (5000, 0, 0), (3650.0625, 73, 876_015),
     (0.01, 15, 0), (0.01, 16, 1)],
)  # fmt: skip
def test_ore_are_rounded_once_and_a_half_goes_up(rent: float, n: int, ore: int) -> None:
    assert ore_of(rent, n) == ore


def _paid(flat: VoidFlat, day: date) -> bool:
    """Whether the municipality pays for a day, read anew from the rule."""
    if flat.state in ("withdrawn", "announced") or not flat.at_disposal:
        return False
    if day < flat.available_from or day < flat.reported_on:
        return False
    if flat.moved_in_on is not None:
        return day < flat.moved_in_on
    if flat.state == "let":
        return flat.closed_on is None or day < flat.closed_on
    if flat.state == "given_back":
        assert flat.closed_on is not None
        if flat.kind == "youth":
            within = (day - flat.closed_on).days < 42
        else:
            month = (day.year - flat.closed_on.year) * 12 + day.month - flat.closed_on.month
            last = (day + timedelta(days=1)).day == 1
            within = month < 3 or (month == 3 and day.day < flat.closed_on.day and not last)
        return within and (flat.relet_on is None or day < flat.relet_on)
    if flat.held or flat.answer_by is None or day <= flat.answer_by:
        return True
    until = min(flat.released_on or date.min, flat.closed_on or date.max)
    return day < until


_DAYS = st.dates(date(2026, 8, 1), date(2027, 3, 31))
_MAYBE = st.none() | _DAYS


@st.composite
def flats(draw: st.DrawFn) -> VoidFlat:
    state = draw(st.sampled_from(["vacant", "let", "given_back", "lapsed", "withdrawn", "announced"]))
    return replace(
        FLAT,
        kind=draw(st.sampled_from(["family", "youth", "elderly"])),
        rent=draw(st.integers(100, 2_000_000)) / 100,
        state=state,
        available_from=draw(_DAYS),
        reported_on=draw(_DAYS),
        answer_by=draw(_DAYS if state == "lapsed" else _MAYBE),
        closed_on=draw(_DAYS) if state not in ("vacant", "announced") else None,
        relet_on=draw(_MAYBE),
        moved_in_on=draw(_MAYBE) if state in ("let", "vacant") else None,
        held=state == "vacant" and draw(st.booleans()),
        released_on=draw(_MAYBE) if state in ("vacant", "lapsed") else None,
        at_disposal=draw(st.booleans()),
    )


@given(flats(), _DAYS)
def test_the_days_are_those_a_reader_of_the_rule_counts_one_by_one(flat: VoidFlat, on: date) -> None:
    every = [date(2026, 7, 1) + timedelta(days=n) for n in range((on - date(2026, 7, 1)).days)]
    void = void_of(flat, on)
    assert days(flat, on) == sum(_paid(flat, day) for day in every)
    if void is not None and void.end > void.first:  # the months together are the whole
        months = [date(2026, 7 + n, 1) if n < 6 else date(2027, n - 5, 1) for n in range(11)]
        parts = [void.days_in(first, after) for first, after in pairwise(months)]
        assert sum(parts) == days(flat, on)


def found(landlords: Landlords, on: date = NOVEMBER) -> dict[str, Void]:
    with landlords.store.reading() as connection:
        return {void.flat.vacancy_id: void for void in voids(connection, on)}


def test_which_flats_are_at_disposal(landlords: Landlords) -> None:
    """Outside the rule, a turn of ours, or claimed; freely chosen ones only once they were claimed."""
    names = (
        "outside",
        "ours",
        "theirs",
        "choose",
        "claimed",
        "drafted",
        "told",
        "undone",
        "corrected",
        "none",
    )
    for name in names:
        landlords.empty(name, OCTOBER, route="none" if name == "none" else None)
    for number, name in enumerate(names[1:-1], 1):
        landlords.counted(
            number, name, {"ours": "ours", "theirs": "theirs", "corrected": "ours"}.get(name, "")
        )
    landlords.counted(20, "corrected", kind="corrected", counts=False)
    landlords.counted(21, "ours", kind="corrected", counts=None, claimed=1)  # says nothing of the count
    citizens = [landlords.citizen(f"C{n}") for n in range(4)]
    landlords.offer(citizens[0], "claimed", ("proposed", OCTOBER), ("offered", OCTOBER), offered_on=OCTOBER)
    landlords.offer(citizens[1], "drafted", ("proposed", OCTOBER))
    landlords.offer(
        citizens[2], "told", ("offered", OCTOBER), ("refused", date(2026, 10, 9)), offered_on=OCTOBER
    )
    landlords.offer(citizens[3], "undone", ("proposed", OCTOBER), ("withdrawn", OCTOBER))
    assert set(found(landlords)) == {"outside", "ours", "claimed", "drafted", "told"}


def test_the_dates_come_from_the_flat_and_its_offers(landlords: Landlords) -> None:
    landlords.empty("V1", OCTOBER, answer_by=date(2026, 10, 5), state="lapsed", closed_on=date(2026, 10, 30))
    landlords.empty("V2", OCTOBER, state="let", closed_on=date(2026, 10, 4))
    first, second = landlords.citizen("C1"), landlords.citizen("C2")
    steps = (("offered", OCTOBER), ("refused", date(2026, 10, 20)))
    landlords.offer(first, "V1", *steps, offered_on=OCTOBER)
    landlords.offer(second, "V2", ("moved_in", date(2026, 10, 3)), ("ended", date(2026, 10, 29)))
    assert {name: void.days_in(OCTOBER, NOVEMBER) for name, void in found(landlords).items()} == {
        "V1": 19, "V2": 2,
    }  # fmt: skip
    with landlords.store.reading() as connection:
        assert [flat.vacancy_id for flat in void_flats(connection, "B1", "let")] == ["V2"]
        assert void_flats(connection, "B2") == []
