"""Days as the overview counts them: months ahead, birthdays, periods and quarters.  No clock."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @cached_property
    def after(self) -> date:
        """The first day after the period."""
        return self.last + timedelta(days=1)

    def has(self, day: date | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and self.first <= day <= self.last

    def months(self) -> list[Period]:
        """The calendar months of the period, the first and the last cut to it."""
        parts, first = [], self.first
        while first <= self.last:
            end = date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
            parts.append(Period(first, min(end, self.last)))
            first = end + timedelta(days=1)
        return parts


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month when there is none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def birthday(birth: date, age: int) -> date:
    """The day someone turns ``age``; born on 29 February: 1 March in other years."""
    year = birth.year + age
    if (birth.month, birth.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


def born_by(on: date, age: int) -> date:
    """The latest day of birth of those who are at least ``age`` years old on the day ``on``."""
    year = on.year - age
    if (on.month, on.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    if (on.month, on.day) == (2, 28) and calendar.isleap(year):
        return date(year, 2, 28)  # born on the 29th: not before 1 March
    return on.replace(year=year)


def quarter(day: date) -> tuple[int, int]:
    """The year and quarter of a day."""
    return day.year, (day.month + 2) // 3


def quarter_period(year: int, number: int) -> Period:
    """The days of a quarter."""
    first = date(year, 3 * number - 2, 1)
    return Period(first, months_after(first, 3) - timedelta(days=1))


def local_day(moment: datetime) -> date:
    """The day in Denmark of a moment kept in UTC."""
    return moment.astimezone(_ZONE).date()


def start_of(day: date) -> datetime:
    """The moment a day begins in Denmark: what a day compares to in a column of moments."""
    return datetime(day.year, day.month, day.day, tzinfo=_ZONE)
