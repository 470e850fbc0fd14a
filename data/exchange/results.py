"""Writing result folders: all files or none, the same result the same bytes.  (Reading: result_reading.)"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.exchange import xlsx
from data.exchange.result_reading import SUMMARY, ResultError, read_result
from data.exchange.result_tables import SUMMARY_KEYS, ResultColumn, ResultTable, results_tables
from matcher.model import Result

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ResultError", "check_target", "read_result", "result_files", "write_result"]

WORKBOOK = "result.xlsx"
#: Every file a result folder may hold.
RESULT_FILES = frozenset((SUMMARY, WORKBOOK, *(f"{table.name}.csv" for table in results_tables)))
_WIDTHS = {"text": 16.0, "whole": 10.0, "amount": 12.0, "km": 11.0, "yes_no": 10.0}
_WIDE = {"explanation": 100.0, "detail": 60.0, "warnings": 40.0, "reasons": 40.0}


def check_target(folder: Path, *, force: bool = False) -> None:
    """Raises ResultError when a result may not be written there; call it before a long run."""
    if str(folder) == "-":
        raise ResultError("a result is a folder; it cannot be written to standard output")
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir() or folder.is_symlink():
        raise ResultError(f"{folder} is not a folder; another name is expected")
    names = {entry.name for entry in folder.iterdir()}
    if not names:
        return
    if names - RESULT_FILES or SUMMARY not in names:
        raise ResultError(
            f"{folder} is not a result folder and is never overwritten; another name is expected"
        )
    if not force:
        raise ResultError(f"{folder} exists already; use --force to overwrite it, or another name")


def write_result(result: Result, folder: Path, *, force: bool = False, lang: str = "da") -> None:
    """Writes every file of a result folder, or none; ``lang`` is the language of the workbook's last sheet.

    The files are written to a folder beside the target, which is then renamed: whatever happens, the target
    is the old result or the new one.  Raises ResultError when the target exists and may not be replaced.
    """
    check_target(folder, force=force)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.parent / f".{folder.name}.new.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    try:
        for name, content in result_files(result, lang).items():
            (fresh / name).write_bytes(content)
        _put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put_in_place(fresh: Path, folder: Path) -> None:
    """Renames the finished folder; an old one is set aside first, and put back when that fails."""
    if not folder.exists():
        fresh.rename(folder)
        return
    aside = folder.parent / f".{folder.name}.old.{os.getpid()}"
    shutil.rmtree(aside, ignore_errors=True)
    folder.rename(aside)
    try:
        fresh.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def result_files(result: Result, lang: str = "da") -> dict[str, bytes]:
    """The bytes of every file of the result folder by name; summary.json alone when infeasible."""
    files = {SUMMARY: _summary(result.summary)}
    if result.status == "infeasible":
        return files
    sheets = []
    for table in results_tables:
        frame: pd.DataFrame | None = getattr(result, table.name)
        if frame is None:
            continue
        texts = [
            _texts(column, values)
            for column, values in zip(table.columns, plain_columns(table, frame), strict=True)
        ]
        files[f"{table.name}.csv"] = _csv(table, texts)
        if len(frame) < xlsx.MOST_ROWS:
            sheets.append(_sheet(table, texts))
    files[WORKBOOK] = xlsx.workbook([*sheets, _meanings(lang)])
    return files


def _summary(summary: dict[str, Any]) -> bytes:
    known = [name for name, *_ in SUMMARY_KEYS]
    extra = sorted(set(summary) - set(known))
    order = [name for name in (*known[:-1], *extra, known[-1]) if name in summary]
    ordered = {name: summary[name] for name in order}
    return (json.dumps(ordered, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def plain_columns(table: ResultTable, frame: pd.DataFrame) -> list[list[Any]]:
    """The table's columns in order as plain values, None where blank, rows sorted by the key."""
    lacking = [name for name in table.names if name not in frame.columns]
    if lacking:
        raise ResultError(f"the table {table.name} lacks the columns {', '.join(lacking)}")
    columns = {column.name: _plain(column, frame[column.name]) for column in table.columns}
    keys = list(zip(*(columns[name] for name in table.key), strict=True))
    if any(later < earlier for earlier, later in pairwise(keys)):
        order = sorted(range(len(keys)), key=keys.__getitem__)
        columns = {name: [values[row] for row in order] for name, values in columns.items()}
    return [columns[name] for name in table.names]


def _plain(column: ResultColumn, values: pd.Series[Any]) -> list[Any]:
    """One column as plain values: amounts as whole hundredths, half up."""
    import numpy as np

    blank = values.isna().to_numpy()
    if column.type in ("text", "yes_no", "whole"):
        of = {"text": str, "yes_no": bool, "whole": int}[column.type]
        if not blank.any():
            return list(map(of, values.tolist()))
        nothing = "" if column.type == "text" else None
        return [nothing if empty else of(v) for v, empty in zip(values.tolist(), blank, strict=True)]
    numbers = values.to_numpy(dtype="float64", na_value=np.nan)
    millionths = np.rint(np.where(blank, 0.0, numbers) * 1e6).astype("int64")
    hundredths = (millionths + 5_000) // 10_000
    return [None if empty else v for v, empty in zip(hundredths.tolist(), blank, strict=True)]


def _hundredths(value: int) -> str:
    return f"{value / 100:.2f}"


_TEXT_OF: dict[str, Callable[[Any], str]] = {
    "yes_no": lambda value: "true" if value else "false",
    "whole": str,
    "amount": _hundredths,
    "km": _hundredths,
}


def _texts(column: ResultColumn, values: list[Any]) -> list[str]:
    """A column as the CSV file has it; each different value is written once."""
    if column.type == "text":
        return values
    of = _TEXT_OF[column.type]
    known = {value: "" if value is None else of(value) for value in set(values)}
    return list(map(known.__getitem__, values))


def _csv(table: ResultTable, texts: list[list[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows(zip(*texts, strict=True))
    return out.getvalue().encode()


def _sheet(table: ResultTable, texts: list[list[str]]) -> xlsx.Sheet:
    columns = []
    for column, cells in zip(table.columns, texts, strict=True):
        width = _WIDE.get(column.name, _WIDTHS[column.type])
        if column.type == "yes_no":
            bits = [{"true": "1", "false": "0"}.get(cell, "") for cell in cells]
            columns.append(xlsx.Column(column.name, bits, "yes_no", width=width))
        elif column.type == "text":
            style = xlsx.WRAPPED if column.name in ("explanation", "detail") else xlsx.PLAIN
            columns.append(xlsx.Column(column.name, cells, "text", style, width))
        else:
            style = xlsx.PLAIN if column.type == "whole" else xlsx.MONEY
            columns.append(xlsx.Column(column.name, cells, "number", style, width))
    return xlsx.Sheet(table.name, columns)


def _meanings(lang: str) -> xlsx.Sheet:
    """The last sheet: what every column means, in the language of the run."""
    danish = lang == "da"
    tables, names, meanings = [], [], []
    for table in results_tables:
        for column in table.columns:
            tables.append(table.name)
            names.append(column.name)
            meanings.append(column.danish_meaning if danish else column.english_meaning)
    headers = ("Tabel", "Kolonne", "Betydning") if danish else ("Table", "Column", "Meaning")
    return xlsx.Sheet(
        "forklaring" if danish else "columns",
        [
            xlsx.Column(headers[0], tables),
            xlsx.Column(headers[1], names, width=20.0),
            xlsx.Column(headers[2], meanings, width=70.0),
        ],
    )
