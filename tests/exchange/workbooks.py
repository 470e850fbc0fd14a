"""Filling workbooks in tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from data.exchange.tables import BY_NAME
from tests.weeks import POLICY, Rows, milieus_text


def put(workbook: Any, tables: Mapping[str, Rows], lang: str, *, typed: bool) -> None:
    """Writes rows under the headers of a language; ``typed`` as Excel's own numbers, dates and yes/no."""
    for name, rows in tables.items():
        sheet = workbook[BY_NAME[name].title(lang)]
        headers = [cell.value for cell in sheet[1]]
        for number, row in enumerate(rows, 2):
            for key, value in row.items():
                if value:
                    column = BY_NAME[name].by_name[key]
                    cell = sheet.cell(number, headers.index(column.header(lang)) + 1)
                    cell.value = _value(column, value, lang, typed)


def _value(column: Any, value: str, lang: str, typed: bool) -> Any:
    if column.codes:
        words = [column.codes[word] for word in value.split(" ")] if lang == "da" else value.split(" ")
        return " ".join(words)
    if typed and column.type == "date":
        return date.fromisoformat(value)
    if typed and column.type in ("amount", "number", "whole", "exact"):
        return float(value)
    if typed and column.type == "yes_no":
        return value == "true"
    if typed and column.type == "share" and "/" not in value:
        return float(value)
    return value


def week_beside(folder: Path) -> None:
    """The files that stand beside a workbook."""
    (folder / "milieus.geojson").write_text(milieus_text(), encoding="utf-8")
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
