"""One table read: its columns as typed values, its rows' lines, and which cells were refused."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from data.exchange.cells import CONVERTERS, CellError
from data.exchange.columns import Column, Table, fold
from data.exchange.faults import Fault, quoted
from data.exchange.rows import REFUSED, RawTable

_PLAIN_NUMBERS = re.compile(r"(?:(?:[0-9]{1,9}(?:\.[0-9]{1,12})?)?\n)*")
_THREE_DECIMALS = re.compile(r"\.[0-9]{3}\n")
_TWO_READINGS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")


@dataclass
class TableRead:
    """A table's values by column name; refused or blank required cells are in ``bad`` and hold None."""

    table: Table
    file: str
    lines: Sequence[int]
    headers: dict[str, str]
    values: dict[str, list[Any]] = field(default_factory=dict)
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
            _read_column(read, column, texts, raw.strict_point, faults, warnings)
        else:
            read.values[column.name] = [_blank(column)] * len(read)
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
    values = _plain_numbers(column, texts, strict_point)
    if values is not None:
        read.values[column.name] = values
        return
    convert = CONVERTERS[column.type]
    known: dict[str, Any] = {"": _blank(column)}
    wrong: dict[str, str] = {}
    if column.required:
        wrong[""] = "the cell is blank; a value is expected"
    for text in set(texts) - {""}:
        try:
            if text.startswith(REFUSED):
                raise CellError(text.removeprefix(REFUSED))
            known[text] = convert(column, text, strict_point)
        except CellError as error:
            known[text] = None
            wrong[text] = str(error)
    read.values[column.name] = [known[text] for text in texts]
    if not wrong.keys().isdisjoint(texts):
        bad = [row for row, text in enumerate(texts) if text in wrong]
        read.bad[column.name] = set(bad)
        faults.extend(read.fault(row, column.name, wrong[texts[row]]) for row in bad)
    if column.type == "amount":
        _warn_of_two_readings(read, column, texts, warnings)


def _plain_numbers(column: Column, texts: Sequence[str], strict_point: bool) -> list[Any] | None:
    """The fast way for a column of plain numbers in range; None when any cell needs a closer look."""
    if column.type not in ("amount", "number") or (column.required and "" in texts):
        return None
    joined = "\n".join(texts) + "\n"
    if not _PLAIN_NUMBERS.fullmatch(joined):
        return None
    if (strict_point or column.type == "amount") and _THREE_DECIMALS.search(joined):
        return None
    blank = _blank(column)
    numbers = {float(text) for text in set(texts) if text}
    if numbers:
        low, high = column.low, column.high
        if high is not None and max(numbers) > high:
            return None
        if low is not None and (min(numbers) < low or (column.above and min(numbers) <= low)):
            return None
    return [float(text) if text else blank for text in texts]


def _warn_of_two_readings(
    read: TableRead, column: Column, texts: Sequence[str], warnings: list[Fault]
) -> None:
    """An amount such as 4,500 is read as four and a half, which is seldom what was meant."""
    for row, text in enumerate(texts):
        if _TWO_READINGS.fullmatch(text) and read.values[column.name][row] is not None:
            message = (
                f"{quoted(text)} is read as {read.values[column.name][row]:g}; write thousands without a sign"
            )
            warnings.append(read.fault(row, column.name, message))
