"""Months, birthdays, quarters: against the calendar itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from data.overview.days import (
    Period,
    birthday,
    born_by,
    local_day,
    months_after,
    quarter,
    quarter_period,
    start_of,
)
from matcher.calendar import ages, months_before

DAYS = st.dates(date(1940, 1, 1), date(2060, 12, 31))


@given(born=DAYS, on=DAYS, age=st.integers(0, 60))
def test_born_by_an_age_is_as_the_law_counts_ages(born: date, on: date, age: int) -> None:
    old = int(ages(pd.Series([np.datetime64(born, "s")]), on)[0]) >= age
    assert (born <= born_by(on, age)) == old
    assert (birthday(born, age) <= on) == old


@given(day=DAYS, months=st.integers(0, 40))
def test_months_ahead_are_months_back_the_other_way(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
    assert months_after(day, -months) == months_before(day, months)


@given(first=DAYS, days=st.integers(0, 800))
def test_the_months_of_a_period_cover_each_of_its_days_once(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    months = period.months()
    covered = [m.first + timedelta(days=n) for m in months for n in range((m.last - m.first).days + 1)]
    assert covered == [first + timedelta(days=n) for n in range(days + 1)]
    assert all(m.first.month == m.last.month for m in months)


@given(day=DAYS)
def test_a_day_lies_in_its_quarter(day: date) -> None:
    assert quarter_period(*quarter(day)).has(day)


def test_a_moment_late_in_the_evening_is_the_next_day_in_denmark() -> None:
    assert local_day(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert local_day(datetime(2026, 12, 1, 22, 30, tzinfo=UTC)) == date(2026, 12, 1)
    assert start_of(date(2026, 7, 2)) == datetime(2026, 7, 1, 22, 0, tzinfo=UTC)
