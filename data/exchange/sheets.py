"""Reading week.xlsx."""

from __future__ import annotations

from data.exchange.faults import Fault
from data.exchange.rows import RawTable


def read_workbook(
    raw: bytes, file: str, faults: list[Fault], warnings: list[Fault]
) -> dict[str, RawTable] | None:
    """The tables of a workbook."""
    raise NotImplementedError
