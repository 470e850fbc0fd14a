"""One comparison of a synthetic figure with a published one, and how rows are counted for it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.geo.places import Figure
from data.synth.cells import Row


@dataclass(frozen=True)
class Line:
    """One comparison.  ``source_value`` None means that nothing is published; both have the same unit.

    ``count`` is how many households or flats the synthetic figure rests on.
    """

    group: str
    label: str
    synthetic: float | None
    source_value: float | None
    unit: str
    source: str
    count: int


def read_rows(folder: Path, table: str) -> list[Row]:
    """A table of a week folder as text; no rows when the file is left out."""
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rent_line(group: str, label: str, rows: list[Row], value: float, source: str) -> Line:
    """Rent in kr per m² a year, all rows together."""
    area = sum(float(row["size_m2"]) for row in rows)
    paid = sum(12 * float(row["rent"]) for row in rows)
    return Line(group, label, paid / area if area else None, value, "kr.", source, len(rows))


def share_line(
    group: str, label: str, rows: list[Row], holds: Callable[[Row], bool], value: float, source: str
) -> Line:
    """The share of the rows for which something holds, in per cent."""
    return Line(group, label, percent(sum(map(holds, rows)), len(rows)), value, "pct.", source, len(rows))


def percent(part: int, whole: int) -> float | None:
    """A share in per cent; None of nothing."""
    return 100 * part / whole if whole else None


def mean_of(rows: Iterable[Row], column: str) -> float | None:
    """The mean of a number column; None without rows."""
    values = [float(row[column]) for row in rows]
    return sum(values) / len(values) if values else None


def has(column: str, value: str) -> Callable[[Row], bool]:
    """Whether a column holds this value."""
    return lambda row: row[column] == value


def age_of(row: Row, on: date) -> int:
    """Whole years on a day."""
    born = date.fromisoformat(row["birth_date"])
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def cite(figure: Figure) -> str:
    """The figure's year and source as they stand in the table."""
    return f"{figure.year}: {figure.source}"
