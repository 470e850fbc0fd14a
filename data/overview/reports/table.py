"""What a report is: columns, rows, a total; and how small numbers are held back from those who only count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from statistics import median
from typing import Any, Literal

import numpy as np
from sqlalchemy import Connection

from data.overview.alarms import Amounts
from data.overview.days import Period
from data.overview.reports.people import Person, people
from matcher.horizon.suppress import LEAST, hidden
from matcher.model import Policy

Kind = Literal["group", "text", "whole", "number", "share", "kr", "date"]
Row = Mapping[str, Any]
#: The number of the total among the rows.
TOTAL = -1
#: What citizens can be grouped by.
DIMENSIONS = ("tier", "age", "benefit", "household")


@dataclass(frozen=True)
class Asked:
    """What a report is asked for: the store, the day, the period, and how to group."""

    connection: Connection
    on: date
    period: Period
    policy: Policy
    amounts: Amounts = field(default_factory=Amounts)
    by: str = "tier"

    @cached_property
    def people(self) -> list[Person]:
        """Every citizen of the store, read once for all reports."""
        return people(self.connection)

    @property
    def until(self) -> date:
        """The last day of the period, or today when it lies ahead."""
        return min(self.period.last, self.on)


@dataclass(frozen=True)
class ReportColumn:
    """One column: its key (message report.column.KEY) and what stands in it; a share is 0 to 1."""

    key: str
    kind: Kind


@dataclass(frozen=True)
class People:
    """Columns that count people: ``counts`` divide them and are held back together with ``figures``."""

    counts: tuple[str, ...]
    figures: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are held back together."""
        return (*self.counts, *self.figures)


@dataclass(frozen=True)
class Report:
    """One report: the rows and their total as dictionaries by the keys of the columns.

    ``headline`` is what the first page shows: the message report.CODE.headline with these values.  Cells in
    ``held_back`` (number of the row, key of the column; row -1 is the total) are None.
    """

    code: str
    columns: tuple[ReportColumn, ...]
    rows: Sequence[Row]
    total: Row | None = None
    people: tuple[People, ...] = ()
    headline: Mapping[str, Any] | None = None
    held_back: frozenset[tuple[int, str]] = frozenset()


def quieted(report: Report) -> Report:
    """The report without figures about one to four people, and without what gives them away.

    Further cells are held back until those held back cannot be found by taking the shown from the total;
    where all of them are, so is the total, and the headline with it.
    """
    held: set[tuple[int, str]] = set()
    for together in report.people:
        held |= _held_back(report, together)
    rows = [_without(row, number, held) for number, row in enumerate(report.rows)]
    total = None if report.total is None else _without(report.total, TOTAL, held)
    headline = None if any(number == TOTAL for number, _ in held) else report.headline
    return replace(report, rows=rows, total=total, headline=headline, held_back=frozenset(held))


def _held_back(report: Report, together: People) -> set[tuple[int, str]]:
    """The cells of some columns to hold back; a row without anyone tells of no one and is left out."""
    parts = [[float(row[key] or 0) for key in together.counts] for row in report.rows]
    someone = [number for number, row in enumerate(parts) if sum(row) > 0]
    if not someone:
        return set()
    counted = np.array([parts[number] for number in someone])
    hide = hidden(counted, np.zeros(len(counted), dtype=bool))
    held = {(someone[n], key) for n in np.nonzero(hide)[0] for key in together.columns}
    sums = counted.sum(axis=0)
    if hide.all() and (sums[sums > 0] < LEAST).any():
        held |= {(TOTAL, key) for key in together.columns}
    return held


def _without(row: Row, number: int, held: set[tuple[int, str]]) -> Row:
    return {key: None if (number, key) in held else value for key, value in row.items()}


def middle(values: Iterable[float]) -> float | None:
    """The median, None of nothing."""
    known = list(values)
    return float(median(known)) if known else None


def share(part: int, whole: int) -> float | None:
    """A part of a whole, None where there is no whole."""
    return part / whole if whole else None
