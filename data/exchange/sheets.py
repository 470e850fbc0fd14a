"""Reading week.xlsx: its sheets as tables of text cells, so that one reader understands CSV and XLSX."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

from data.exchange.columns import Column, Table, fold
from data.exchange.faults import Fault, looks_like_cpr, whole_file
from data.exchange.rows import REFUSED, RawTable, drop_blank_rows
from data.exchange.tables import TABLES
from data.exchange.workbook_errors import error_cells
from data.exchange.workbook_guard import refusal

#: Sheets of the template that hold no table.
OTHER_SHEETS = frozenset(("vejledning", "guide", "koder", "codes"))
_TEXTS = ("id", "text", "digits", "code", "codes", "list")
_LARGEST_WHOLE = 10**15


def read_workbook(
    raw: bytes, file: str, faults: list[Fault], warnings: list[Fault], *, whole_week: bool = True
) -> dict[str, RawTable] | None:
    """The tables of a workbook by English name; None when the workbook is refused.

    Sheets are found by their English or Danish names.  A sheet of an optional table without any row counts
    as absent, because the template has a sheet for every table.  Unless it is to be a ``whole_week``, every
    table is optional.
    """
    wrong = refusal(raw)
    if wrong:
        faults.append(whole_file(file, wrong))
        return None
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        cells = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
            if fold(name) not in OTHER_SHEETS
        }
        _put_errors(cells, error_cells(raw))
    except (CalamineError, ElementTree.ParseError, KeyError, ValueError, OSError) as error:
        faults.append(whole_file(file, f"the workbook cannot be read ({error}); save it again as xlsx"))
        return None
    raws: dict[str, RawTable] = {}
    for name, rows in cells.items():
        table = next((t for t in TABLES if fold(name) in (fold(t.name), fold(t.danish))), None)
        label = f"{file}[{name}]"
        if table is None:
            if any(any(cell != "" for cell in row) for row in rows):
                known = ", ".join(t.name for t in TABLES)
                warnings.append(whole_file(label, f"the unknown sheet is ignored; known sheets: {known}"))
        elif table.name in raws:
            faults.append(whole_file(label, f"a second sheet of the table {table.name}; keep one"))
        else:
            required = table.required and whole_week
            found = _read_sheet(rows, label, table, required, faults, warnings)
            if found is not None and (found.lines or required):
                raws[table.name] = found
    needed = [table for table in TABLES if table.required] if whole_week else []
    missing = [t for t in needed if not any(_is_sheet_of(name, t) for name in cells)]
    faults.extend(whole_file(f"{file}[{t.name}]", "the sheet is missing; it is required") for t in missing)
    return raws


def _put_errors(cells: dict[str, list[list[Any]]], errors: dict[str, dict[tuple[int, int], str]]) -> None:
    """Puts the refusal of each Excel error where the workbook's reader left a blank."""
    for name, places in errors.items():
        rows = cells.get(name, [])
        width = max((len(row) for row in rows), default=0)
        for (row, column), shown in places.items():
            if column < width and row < len(rows):
                rows[row][column] = f"{REFUSED}the cell shows the error {shown}; a value is expected"


def _is_sheet_of(name: str, table: Table) -> bool:
    return fold(name) in (fold(table.name), fold(table.danish))


def _read_sheet(
    rows: Sequence[Sequence[Any]],
    label: str,
    table: Table,
    required: bool,
    faults: list[Fault],
    warnings: list[Fault],
) -> RawTable | None:
    if not rows or not any(cell != "" for cell in rows[0]):
        if required or any(cell != "" for row in rows for cell in row):
            faults.append(whole_file(label, "the first row is blank; a header row is expected"))
        return None
    header = [str(cell).strip() for cell in rows[0]]
    body = rows[1:]
    raw = RawTable(label, header, [], range(2, len(body) + 2), strict_point=True)
    columns: list[Sequence[Any]] = list(zip(*body, strict=True)) if body else [() for _ in header]
    for name, values in zip(header, columns, strict=True):
        column = table.by_header.get(fold(name))
        raw.cells.append(_texts(values, column, label, name, warnings))
    return drop_blank_rows(raw)


def _texts(
    values: Sequence[Any], column: Column | None, label: str, header: str, warnings: list[Fault]
) -> list[str]:
    """A column's cells as text, in the form the reader of CSV files expects."""
    if all(type(value) is str for value in values):
        return [value.strip() for value in values]
    kind = column.type if column is not None else "text"
    as_text = kind in _TEXTS
    digits = kind == "digits" or header_is_postcode(column)
    texts, numbers, padded = [], 0, 0
    first_number = first_padded = 0
    for row, value in enumerate(values):
        if isinstance(value, str):
            texts.append(value.strip())
            continue
        text = _FORMS[type(value)](value, as_text, kind) if type(value) in _FORMS else _refused(value)
        if as_text and type(value) in (int, float):
            first_number, numbers = (first_number or row + 2), numbers + 1
            if digits and len(text) < 4:
                text = text.zfill(4)
                first_padded, padded = (first_padded or row + 2), padded + 1
            elif column is not None and column.person and looks_like_cpr(text.zfill(10)):
                text = text.zfill(10)
        texts.append(text)
    if padded:
        message = f"{padded} cells are numbers and got zeros in front; format the column as text"
        warnings.append(Fault(label, first_padded, header, message))
    elif numbers and kind in ("id", "list"):
        message = f"{numbers} cells are numbers, so zeros in front are lost; format the column as text"
        warnings.append(Fault(label, first_number, header, message))
    return texts


def header_is_postcode(column: Column | None) -> bool:
    """Whether a column holds postcodes, four digits with leading zeros."""
    return column is not None and column.name == "postcode"


def _refused(value: Any) -> str:
    return f"{REFUSED}the cell holds a time; format it as text and write it again"


def _number(value: float, as_text: bool, kind: str) -> str:
    """A number as text; one with exactly three decimals gets a fourth, since it is no text like 4.500."""
    if not math.isfinite(value):
        return f"{REFUSED}the cell holds no number; a value is expected"
    if value == int(value) and abs(value) < _LARGEST_WHOLE:
        return str(int(value))
    if as_text and abs(value) >= _LARGEST_WHOLE:
        return (
            f"{REFUSED}the cell is a number too long to be kept whole; format it as text and write it again"
        )
    text = format(value, "f") if "e" in repr(value) else repr(value)
    return text + "0" if len(text.rpartition(".")[2]) == 3 else text


def _yes_no(value: bool, as_text: bool, kind: str) -> str:
    return "true" if value else "false"


def _day(value: date, as_text: bool, kind: str) -> str:
    if kind != "date":
        return f"{REFUSED}Excel made the date {value:%Y-%m-%d} of it; format it as text and write it again"
    return value.isoformat()


def _moment(value: datetime, as_text: bool, kind: str) -> str:
    at_midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
    return _day(value.date(), as_text, kind) if at_midnight or kind != "date" else value.isoformat(" ")


_FORMS: dict[type, Callable[[Any, bool, str], str]] = {
    int: _number,
    float: _number,
    bool: _yes_no,
    date: _day,
    datetime: _moment,
}
