"""A stored row as texts by exchange column name, and back: what a form, a file and the store have in common.

A text is what the CSV file would hold: ISO dates, plain decimal numbers, true/false, lists with ``|``; a
blank cell is ``""`` in a text and NULL in the store.  Typing in and importing go through the same readers of
data.exchange, so what one of them refuses the other refuses too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from data.exchange.columns import Column, Table, fold
from data.exchange.faults import Fault, holds_cpr
from data.exchange.reading import TableRead, read_table
from data.exchange.rows import RawTable
from data.store.rows import Row

Texts = dict[str, str]

CPR_MESSAGE = "the text holds what is shaped like a CPR number; leave it out, it is never stored"
#: The longest text of a column type, as the store's columns are made (data/store/base.py).
_LONGEST = {"id": 64, "share": 40, "exact": 40, "text": 2000, "list": 10_000, "codes": 400}
#: How many decimals an exact number may have.
_MOST_DECIMALS = 30


@dataclass(frozen=True)
class RowsRead:
    """Rows understood: ``read`` for the checks, ``texts`` in the store's own form by column, (rows,) each.

    ``texts`` has the columns that were given; the others are blank in ``read``.
    """

    table: Table
    read: TableRead
    texts: Mapping[str, list[str]]

    def row(self, number: int) -> Texts:
        """The texts of a row (from 0), of the columns given."""
        return {name: column[number] for name, column in self.texts.items()}

    def values(self, number: int) -> dict[str, Any]:
        """A row (from 0) as values to store, of the columns given: NULL where the cell is blank."""
        return {name: self._value(name, number) for name in self.texts}

    def _value(self, name: str, number: int) -> Any:
        text = self.texts[name][number]
        if not text:
            return None
        if self.table.by_name[name].type in ("list", "codes", "share", "exact"):
            return text
        cells = self.read.values.cells[name]
        return cells.known[cells.places[number]]


def read_rows(
    table: Table,
    rows: Sequence[Mapping[str, str]],
    faults: list[Fault],
    warnings: list[Fault],
    names: Sequence[str] | None = None,
) -> RowsRead:
    """Texts as typed cells of the columns ``names`` (default: all); Danish entry is accepted.

    A fault or warning carries the table's name as file, the row's number from 1 as line, and the column.
    """
    columns = [column for column in table.columns if names is None or column.name in names]
    cells = [[_clean(column, row.get(column.name, "")) for row in rows] for column in columns]
    lines = range(1, len(rows) + 1)
    raw = RawTable(table.name, [column.name for column in columns], list(cells), lines, strict_point=True)
    understood = understand(table, raw, faults, warnings)
    if understood is None:
        raise ValueError(f"required columns of {table.name} are left out")
    return understood


def understand(table: Table, raw: RawTable, faults: list[Fault], warnings: list[Fault]) -> RowsRead | None:
    """A raw table as rows the store can keep, with every fault; None when its header is refused."""
    read = read_table(table, raw, faults, warnings)
    if read is None:
        return None
    texts: dict[str, list[str]] = {}
    for header, given in zip(raw.header, raw.cells, strict=True):
        column = table.by_header.get(fold(header))
        if column is not None:
            texts[column.name] = _column_texts(column, read, given)
            _check_keepable(column, read, texts[column.name], faults)
    return RowsRead(table, read, texts)


def _column_texts(column: Column, read: TableRead, given: Sequence[str]) -> list[str]:
    """A column in the store's form; each different text is formed once, a refused one is blank."""
    cells = read.values.cells[column.name]
    formed = {"": ""}
    for text, place in zip(given, cells.places.tolist(), strict=True):
        if text not in formed:
            formed[text] = text_of(column, cells.known[place]) if text.strip() else ""
    return [formed[text] for text in given]


def _check_keepable(column: Column, read: TableRead, texts: Sequence[str], faults: list[Fault]) -> None:
    """Refuses what is too long for the store, and CPR numbers in texts and in the ids of people."""
    longest = _LONGEST.get(column.type)
    personal = column.type in ("text", "list") or column.person
    if longest is None:
        return
    for row, text in enumerate(texts):
        if len(text) > longest:
            message = f"{len(text)} signs are too many; at most {longest} are expected"
        elif personal and len(text) > 9 and holds_cpr(text):
            message = CPR_MESSAGE
        else:
            continue
        if read.good(row, column.name):
            faults.append(read.fault(row, column.name, message))
            read.bad.setdefault(column.name, set()).add(row)


def _clean(column: Column, text: str) -> str:
    """A typed text in composed form on one line, without control characters."""
    line = " ".join(unicodedata.normalize("NFC", text).split()) if column.type == "text" else text.strip()
    return "".join(sign for sign in line if sign.isprintable())


def texts(table: Table, row: Row) -> Texts:
    """A stored row as texts, every column of the exchange table."""
    return {column.name: text_of(column, row[column.name]) for column in table.columns}


def all_texts(table: Table, rows: Sequence[Row]) -> list[Texts]:
    """Stored rows as texts; each different value of a column is formed once."""
    columns = [column_texts(column, [row[column.name] for row in rows]) for column in table.columns]
    names = [column.name for column in table.columns]
    return [dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def column_texts(column: Column, values: Sequence[Any]) -> list[str]:
    """Stored values of a column as texts; each different one is formed once."""
    keys = [(type(value), value) for value in values]
    formed = {key: text_of(column, key[1]) for key in set(keys)}
    return [formed[key] for key in keys]


def text_of(column: Column, value: Any) -> str:
    """A stored or typed value as the text of its cell, which reads back to the same value."""
    if value is None or value == "" or value == ():
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return _listed(value)
    if isinstance(value, Fraction):
        return str(value) if column.type == "share" else _exact(value)
    return _number(value)


def _listed(items: tuple[str, ...]) -> str:
    """Items joined by ``|``; a single one that holds a space is closed by it, so that it stays one."""
    joined = "|".join(items)
    return f"{joined}|" if len(items) == 1 and " " in joined else joined


def _number(value: float) -> str:
    """A number without exponent; exactly three decimals get a fourth, since 4.500 can be read in two ways."""
    if value == int(value):
        return str(int(value))
    text = format(Decimal(repr(value)), "f")
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 else text


def _exact(value: Fraction) -> str:
    """A fraction that was written as a decimal number, written so again."""
    places = next((n for n in range(_MOST_DECIMALS + 1) if (value * 10**n).denominator == 1), _MOST_DECIMALS)
    text = format(Decimal(int(value * 10**places)).scaleb(-places), "f")
    return f"{text}0" if places == 3 else text
