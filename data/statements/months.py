"""Calendar months by name, YYYY-MM, and whole øre."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from zoneinfo import ZoneInfo

from data.store.errors import NotPossible

_ZONE = ZoneInfo("Europe/Copenhagen")
_NAME = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def month_of(day: date) -> str:
    """The month a day lies in."""
    return f"{day.year:04d}-{day.month:02d}"


def first_of(month: str) -> date:
    """The first day of a month; raises NotPossible("month_unknown") for what names none."""
    found = _NAME.fullmatch(month)
    if found is None or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 2200:
        raise NotPossible("month_unknown", field="month")
    return date(int(found[1]), int(found[2]), 1)


def after_of(month: str) -> date:
    """The day after the last of a month."""
    first = first_of(month)
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def last_of(month: str) -> date:
    """The last day of a month."""
    return after_of(month) - timedelta(days=1)


def following(month: str) -> str:
    """The month after."""
    return month_of(after_of(month))


def months_between(first: str, last: str) -> list[str]:
    """Every month from one to another, both among them; none when the first comes after the last."""
    months = []
    while first <= last:
        months.append(first)
        first = following(first)
    return months


def day_of(moment: datetime) -> date:
    """The day a moment lies on in Denmark."""
    return moment.astimezone(_ZONE).date()


def whole_ore(amount: Fraction) -> int:
    """An amount of øre rounded to whole øre, halves away from zero."""
    return floor(amount + Fraction(1, 2)) if amount >= 0 else -floor(-amount + Fraction(1, 2))
