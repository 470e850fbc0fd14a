"""The period a report is asked for: ``?from`` and ``?to``, or the last twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import request

from data.overview.days import Period, months_after, quarter, quarter_period


@dataclass(frozen=True)
class Choice:
    """A period one click away: its message and its days."""

    key: str
    period: Period


def period(on: date) -> Period:
    """The period of this request; the last twelve months where none, or a wrong one, is asked for."""
    usual = last_year(on)
    first, last = _day("from") or usual.first, _day("to") or usual.last
    return Period(first, last) if first <= last else Period(last, first)


def last_year(on: date) -> Period:
    """The twelve months up to and with today."""
    return Period(months_after(on, -12) + timedelta(days=1), on)


def choices(on: date) -> list[Choice]:
    """The usual periods: twelve months, this year, this quarter and the one before."""
    year, number = quarter(on)
    this = quarter_period(year, number)
    before = quarter_period(*quarter(this.first - timedelta(days=1)))
    return [
        Choice("reports.last_year", last_year(on)),
        Choice("reports.this_year", Period(date(on.year, 1, 1), on)),
        Choice("reports.this_quarter", Period(this.first, on)),
        Choice("reports.quarter_before", before),
    ]


def _day(name: str) -> date | None:
    """A day as the date field of a browser sends it; a year of four digits from 1900 on."""
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
