"""A stored row as texts by exchange column name, and back: what a form, a file and the store have in common.

A text is what the CSV file would hold: ISO dates, plain decimal numbers, true/false, lists with ``|``; a
blank cell is ``""`` in a text and NULL in the store.  Typing in and importing go through the same readers of
data.exchange, so what one of them refuses the other refuses too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.exchange.columns import Column, Table
from data.exchange.faults import Fault
from data.exchange.reading import TableRead

Row = Mapping[str, Any]
Texts = dict[str, str]


def text_of(column: Column, value: Any) -> str:
    """A stored or typed value as the text of its cell, which reads back to the same value."""
    raise NotImplementedError


def texts(table: Table, row: Row) -> Texts:
    """A stored row as texts, every column of the exchange table."""
    raise NotImplementedError


def read_rows(
    table: Table, rows: Sequence[Mapping[str, str]], faults: list[Fault], warnings: list[Fault]
) -> TableRead:
    """Texts as typed cells; Danish entry is accepted, faults carry the column and the row's number from 1."""
    raise NotImplementedError


def values(read: TableRead, row: int) -> dict[str, Any]:
    """A row as read, as values to store: NULL where the cell is blank."""
    raise NotImplementedError
