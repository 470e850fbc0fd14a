"""One table read: its columns as typed values, its rows' lines, and which cells were refused."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.exchange.cells import CONVERTERS, CellError
from data.exchange.columns import Column, Table, fold
from data.exchange.faults import Fault, looks_like_cpr, quoted
from data.exchange.rows import REFUSED, RawTable

_PLAIN_NUMBERS = re.compile(r"(?:[0-9]{1,9}(?:\.[0-9]{1,12})?\n)*")
#: Real years only, as in cells.day; the calendar is checked by ``date``.
ISO_DATES = re.compile(r"(?:(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}\n)*")
_THREE_DECIMALS = re.compile(r"\.[0-9]{3}\n")
_TWO_READINGS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")


@dataclass
class Cells:
    """A column as its different values and, per row, which of them stands there."""

    known: list[Any]
    places: NDArray[np.intp]

    def expanded(self) -> list[Any]:
        """The value of every row."""
        values: list[Any] = np.fromiter(self.known, dtype=object, count=len(self.known))[self.places].tolist()
        return values


class Values(dict[str, list[Any]]):
    """The values of every row by column name, expanded from ``cells`` when first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[str, Cells] = {}
        self.changed: set[str] = set()

    def __missing__(self, name: str) -> list[Any]:
        """Expands a column."""
        self[name] = self.cells[name].expanded()
        return self[name]

    def to_change(self, name: str) -> list[Any]:
        """The values of a column, from now on free to change."""
        self.changed.add(name)
        return self[name]


@dataclass
class TableRead:
    """A table's values by column name; refused or blank required cells are in ``bad`` and hold None.

    ``incomplete`` says that rows were refused as a whole, so that ids may be missing.
    """

    table: Table
    file: str
    lines: Sequence[int]
    headers: dict[str, str]
    values: Values = field(default_factory=Values)
    bad: dict[str, set[int]] = field(default_factory=dict)
    incomplete: bool = False

    def __len__(self) -> int:
        return len(self.lines)

    def fault(self, row: int, column: str, message: str) -> Fault:
        """A fault (or warning) of one cell of this table."""
        return Fault(self.file, self.lines[row], self.headers.get(column, column), message)

    def good(self, row: int, *columns: str) -> bool:
        """Whether none of the row's cells was refused."""
        return not any(row in self.bad[column] for column in columns if column in self.bad)

    def blank(self, column: str) -> bool:
        """Whether every cell of a column is blank or refused, so that there is nothing to check."""
        return all(value in (None, "", ()) for value in self.values.cells[column].known)

    def rows_where(
        self, column: str, holds: Callable[[Any], object], *, otherwise: bool = False
    ) -> Iterator[tuple[int, Any]]:
        """The rows, with their values, of which something holds (``otherwise``: does not hold).

        Refused and unknown cells are left out; each different value is asked once.
        """
        cells = self.values.cells[column]
        found = [n for n, v in enumerate(cells.known) if v is not None and bool(holds(v)) is not otherwise]
        if found:
            for row in np.flatnonzero(np.isin(cells.places, found)).tolist():
                yield row, cells.known[cells.places[row]]


def read_table(table: Table, raw: RawTable, faults: list[Fault], warnings: list[Fault]) -> TableRead | None:
    """Understands every cell; None when the header is refused, and with it the whole file."""
    positions = _match_header(table, raw, faults, warnings)
    if positions is None:
        return None
    headers = {name: raw.header[position] for name, position in positions.items()}
    read = TableRead(table, raw.file, raw.lines, headers, incomplete=raw.incomplete)
    for column in table.columns:
        if column.name in positions:
            texts = raw.cells[positions[column.name]]
            if column.codes and fold(headers[column.name]) == fold(column.danish):
                column = replace(column, lang="da")
            _read_column(read, column, texts, raw.strict_point, faults, warnings)
        else:
            read.values.cells[column.name] = Cells([_blank(column)], np.zeros(len(read), dtype=np.intp))
    return read


def _match_header(
    table: Table, raw: RawTable, faults: list[Fault], warnings: list[Fault]
) -> dict[str, int] | None:
    """Where each known column stands; unknown ones warn, repeated or missing ones are faults."""
    positions: dict[str, int] = {}
    unknown: list[str] = []
    refused = False
    for position, name in enumerate(raw.header):
        column = table.by_header.get(fold(name))
        if column is None:
            if name:
                unknown.append(name)
            elif any(raw.cells[position]):
                warnings.append(
                    Fault(raw.file, 1, "-", f"column {position + 1} has no header and is ignored")
                )
        elif column.name in positions:
            message = f"the column {column.name} stands in the header twice; keep one"
            faults.append(Fault(raw.file, 1, name, message))
            refused = True
        else:
            positions[column.name] = position
    missing = [c for c in table.columns if c.required and c.name not in positions]
    for column in missing:
        near = difflib.get_close_matches(column.name, unknown, n=1)
        hint = f"; is {quoted(near[0])} meant?" if near else ""
        message = f"the required column is missing, so the file cannot be read{hint}"
        faults.append(Fault(raw.file, 1, column.name, message))
    for name in unknown:
        near = difflib.get_close_matches(fold(name), list(table.by_header), n=1, cutoff=0.8)
        hint = f"; is {table.by_header[near[0]].name} meant?" if near else ""
        warnings.append(Fault(raw.file, 1, name, f"the unknown column is ignored{hint}"))
    return None if refused or missing else positions


def _blank(column: Column) -> Any:
    """The value of a blank cell."""
    if column.type in ("list", "codes"):
        return ()
    if column.default is None and column.type in ("id", "text", "digits", "code"):
        return ""
    return column.default


def _read_column(
    read: TableRead,
    column: Column,
    texts: Sequence[str],
    strict_point: bool,
    faults: list[Fault],
    warnings: list[Fault],
) -> None:
    """Understands each different text of a column once."""
    places, found = pd.factorize(np.fromiter(texts, dtype=object, count=len(texts)))
    different = [text.strip() for text in found.tolist()]
    wrong: dict[int, str] = {}
    known = _in_bulk(column, different, strict_point)
    if known is None:
        known = [_value(column, text, strict_point, n, wrong) for n, text in enumerate(different)]
    read.values.cells[column.name] = Cells(known, places)
    if wrong:
        rows: list[int] = np.flatnonzero(np.isin(places, list(wrong))).tolist()
        read.bad[column.name] = set(rows)
        faults.extend(read.fault(row, column.name, wrong[places[row]]) for row in rows)
    if column.type == "amount":
        _warn_of_two_readings(read, column, different, warnings)


def _value(column: Column, text: str, strict_point: bool, number: int, wrong: dict[int, str]) -> Any:
    """The value of a text, or None and why it is wrong."""
    try:
        if text.startswith(REFUSED):
            raise CellError(text.removeprefix(REFUSED))
        if text:
            return CONVERTERS[column.type](column, text, strict_point)
        if column.required:
            raise CellError("the cell is blank; a value is expected")
    except CellError as error:
        wrong[number] = str(error)
        return None
    return _blank(column)


def _in_bulk(column: Column, texts: list[str], strict_point: bool) -> list[Any] | None:
    """The fast way for a column in its plainest form; None when any text needs a closer look."""
    if column.required and "" in texts:
        return None
    filled = [text for text in texts if text]
    values = _BULK.get(column.type, _nothing)(column, filled, strict_point)
    if values is None or len(filled) == len(texts):
        return values
    of = dict(zip(filled, values, strict=True))
    of[""] = _blank(column)
    return [of[text] for text in texts]


def _nothing(column: Column, texts: list[str], strict_point: bool) -> list[Any] | None:
    return None


def _plain_numbers(column: Column, texts: list[str], strict_point: bool) -> list[Any] | None:
    joined = "\n".join(texts) + "\n" if texts else ""
    if not _PLAIN_NUMBERS.fullmatch(joined):
        return None
    if (strict_point or column.type == "amount") and _THREE_DECIMALS.search(joined):
        return None
    numbers = list(map(float, texts))
    low, high = column.low, column.high
    if numbers and high is not None and max(numbers) > high:
        return None
    if numbers and low is not None and (min(numbers) < low or (column.above and min(numbers) <= low)):
        return None
    return numbers


def _plain_ids(column: Column, texts: list[str], strict_point: bool) -> list[Any] | None:
    if not "".join(texts).isprintable() or (column.person and any(map(looks_like_cpr, texts))):
        return None
    return texts


def _plain_dates(column: Column, texts: list[str], strict_point: bool) -> list[Any] | None:
    if not ISO_DATES.fullmatch("\n".join(texts) + "\n" if texts else ""):
        return None
    try:
        days: list[Any] = list(map(date.fromisoformat, texts))
    except ValueError:
        return None
    return days


_BULK: dict[str, Callable[[Column, list[str], bool], list[Any] | None]] = {
    "id": _plain_ids,
    "text": lambda column, texts, strict_point: texts,
    "amount": _plain_numbers,
    "number": _plain_numbers,
    "date": _plain_dates,
}


def _warn_of_two_readings(
    read: TableRead, column: Column, different: Sequence[str], warnings: list[Fault]
) -> None:
    """An amount such as 4,500 is read as four and a half, which is seldom what was meant."""
    cells = read.values.cells[column.name]
    doubtful = {n: text for n, text in enumerate(different) if _TWO_READINGS.fullmatch(text)}
    for row in np.flatnonzero(np.isin(cells.places, list(doubtful))).tolist() if doubtful else ():
        value = cells.known[cells.places[row]]
        if value is not None:
            text = quoted(doubtful[int(cells.places[row])])
            message = f"{text} is read as {value:g}; write thousands without a sign"
            warnings.append(read.fault(row, column.name, message))
