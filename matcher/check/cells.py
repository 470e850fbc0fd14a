"""Cells of a result's frames as plain values, and the lines a check says.

Part of the second implementation.  A result comes straight from a run or back from its files, so that codes
can be a tuple or a text with spaces and amounts can have all or two decimals; both read the same here.
"""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from matcher.check.money import six


def rows(frame: pd.DataFrame | None) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries with text keys."""
    if frame is None:
        return []
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def text(cell: Any) -> str:
    """A text cell; blank is ""."""
    return "" if blank(cell) else str(cell)


def blank(cell: Any) -> bool:
    """Whether nothing stands in the cell."""
    return cell is None or cell is pd.NA or (isinstance(cell, float) and math.isnan(cell)) or cell == ""


def codes(cell: Any) -> tuple[str, ...]:
    """Codes in their order, from a tuple or from a text with spaces."""
    if isinstance(cell, (tuple, list)):
        return tuple(str(code) for code in cell)
    return tuple(text(cell).split())


def number(cell: Any) -> float | None:
    """A number, or None for blank; a text that is no number is NaN, which equals nothing."""
    if blank(cell):
        return None
    try:
        return float(cell)
    except (TypeError, ValueError):
        return math.nan


def truth(cell: Any) -> bool:
    """A yes/no cell, also when it came as text."""
    return text(cell).lower() == "true"


def cents(amount: float) -> float:
    """Two decimals, half up (also kilometres)."""
    return math.floor(six(amount) * 100 + 0.5) / 100 if math.isfinite(amount) else amount


class Findings:
    """The lines of a check: ``FILE ROW: COLUMN is …, expected …``."""

    def __init__(self) -> None:
        self.breaches: list[str] = []
        self.notes: list[str] = []

    def say(self, where: str, what: str) -> None:
        """One breach."""
        self.breaches.append(f"{where}: {what}")

    def same(self, where: str, column: str, found: Any, expected: Any) -> None:
        """A breach when a value is not the one worked out again."""
        if found != expected:
            self.say(where, f"{column} is {show(found)}, expected {show(expected)}")

    def same_amount(self, where: str, column: str, found: Any, expected: float | None) -> None:
        """The same for an amount with two decimals; None is blank."""
        value = number(found)
        self.same(
            where,
            column,
            None if value is None else cents(value),
            None if expected is None else cents(expected),
        )

    def same_codes(self, where: str, column: str, found: Any, expected: tuple[str, ...]) -> None:
        """The same for codes, whose order counts."""
        self.same(where, column, " ".join(codes(found)), " ".join(expected))


def show(value: Any) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "blank"
    return f"{value:g}" if isinstance(value, float) and value == int(value) else str(value)
