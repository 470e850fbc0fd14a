"""Tables as files: CSV as Danish offices write it, and XLSX; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from web.i18n import t

#: What a spreadsheet may take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: How a cell of a kind is written in XLSX.
_FORMATS = {"whole": "#,##0", "number": "#,##0.##", "kr": "#,##0", "date": "dd-mm-yyyy"}


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula: an apostrophe goes before its first sign."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_file(heads: Sequence[str], kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Semicolons, decimal comma, dd-mm-yyyy, CRLF, UTF-8 with byte-order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(harmless, heads))
    for row in rows:
        writer.writerow(map(_danish, row))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _danish(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, date):
        return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"
    if isinstance(value, (int, float)):
        text = f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return text.replace(".", ",")
    return harmless(str(value))


def xlsx_file(heads: Sequence[str], kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """One sheet, headings in bold, dates and numbers as such."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths(heads, rows), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, head, "text", bold=True) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value, kind) for value, kind in zip(row, kinds, strict=True)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _widths(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    longest = [max([len(head), *(len(str(row[i] or "")) for row in rows)]) for i, head in enumerate(heads)]
    return [min(60, n + 2) for n in longest]


def _cell(sheet: Any, value: Any, kind: str, *, bold: bool = False) -> Any:
    if isinstance(value, bool):
        value = t("yes") if value else t("no")
    cell = WriteOnlyCell(sheet, harmless(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.number_format = _FORMATS.get(kind, "General")
    if bold:
        cell.font = Font(bold=True)
    return cell
