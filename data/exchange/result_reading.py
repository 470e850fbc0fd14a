"""Reading a result folder back, with every fault in its place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.exchange.faults import Fault, in_order, quoted
from data.exchange.result_tables import ResultColumn, ResultTable, results_tables
from matcher.model import Result

if TYPE_CHECKING:
    import pandas as pd

SUMMARY = "summary.json"


class ResultError(Exception):
    """A result folder cannot be written or read; ``faults`` names what is wrong where it is in a file."""

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__("\n".join([message, *map(str, faults)]))
        self.faults = tuple(faults)


def read_result(folder: Path) -> Result:
    """A result folder as ``Result``; raises ResultError naming every file, line and column that is wrong.

    Frames have the contract's columns: text as str, whole numbers Int64, amounts float64, yes/no bool.
    """
    if not folder.is_dir():
        raise ResultError(f"{folder} is not a folder; a result folder is expected")
    faults: list[Fault] = []
    files: dict[str, bytes] = {}
    for name in (SUMMARY, *(f"{table.name}.csv" for table in results_tables)):
        try:
            if (folder / name).is_file():
                files[name] = (folder / name).read_bytes()
        except OSError as error:
            faults.append(Fault(name, 1, "-", f"the file cannot be read: {error}"))
    return _result(files, faults, str(folder))


def result_of_files(files: Mapping[str, bytes], where: str = "the result") -> Result:
    """The files of a result folder, by name, as ``Result``; raises ResultError as ``read_result`` does."""
    return _result(files, [], where)


def _result(files: Mapping[str, bytes], faults: list[Fault], where: str) -> Result:
    refused = {fault.file for fault in faults}
    summary = {} if SUMMARY in refused else _read_summary(files.get(SUMMARY), faults)
    frames: dict[str, pd.DataFrame | None] = {}
    infeasible = summary.get("status") == "infeasible"
    for table in results_tables:
        name = f"{table.name}.csv"
        if name in files:
            frames[table.name] = _read_table(files[name], table, faults)
        elif infeasible:
            frames[table.name] = _frame(table, [[] for _ in table.columns])
        elif table.name != "pairs" and name not in refused:
            faults.append(Fault(name, 1, "-", "the file is missing"))
    if faults:
        raise ResultError(f"{where} is not a whole result", in_order(faults))
    pairs = None if infeasible else frames.pop("pairs", None)
    frames.pop("pairs", None)
    return Result(summary=summary, pairs=pairs, **frames)  # type: ignore[arg-type]


def _read_summary(raw: bytes | None, faults: list[Fault]) -> dict[str, Any]:
    if raw is None:
        faults.append(Fault(SUMMARY, 1, "-", "the file is missing"))
        return {}
    try:
        summary = json.loads(raw)
    except ValueError as error:
        faults.append(Fault(SUMMARY, getattr(error, "lineno", 1), "-", f"this is not JSON: {error}"))
    else:
        if isinstance(summary, dict) and summary.get("status") in ("optimal", "feasible", "infeasible"):
            return summary
        faults.append(Fault(SUMMARY, 1, "status", "optimal, feasible or infeasible is expected"))
    return {}


def _read_table(raw: bytes, table: ResultTable, faults: list[Fault]) -> pd.DataFrame | None:
    name = f"{table.name}.csv"
    try:
        reader = csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True)
        rows, lines = [], []
        line = 1
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
    except (UnicodeDecodeError, csv.Error) as error:
        faults.append(Fault(name, 1, "-", f"the file cannot be read: {error}"))
        return None
    if not rows or tuple(rows[0]) != table.names:
        faults.append(Fault(name, 1, "-", f"the header is wrong; expected: {','.join(table.names)}"))
        return None
    wrong = [n for n, row in enumerate(rows) if len(row) != len(table.names)]
    faults.extend(
        Fault(name, lines[n], "-", f"{len(rows[n])} cells; {len(table.names)} are expected") for n in wrong
    )
    if wrong:
        return None
    before = len(faults)
    columns = []
    for column, cells in zip(table.columns, zip(*rows, strict=True), strict=True):
        columns.append(_values(column, cells[1:], name, lines[1:], faults))
    return _frame(table, columns) if len(faults) == before else None


def _values(
    column: ResultColumn, cells: Sequence[str], file: str, lines: Sequence[int], faults: list[Fault]
) -> list[Any]:
    convert = _VALUE_OF[column.type]
    values = []
    for line, cell in zip(lines, cells, strict=True):
        try:
            values.append(convert(cell))
        except (ValueError, KeyError):
            expected = {"yes_no": "true or false", "whole": "a whole number"}.get(column.type, "a number")
            faults.append(Fault(file, line, column.name, f"{quoted(cell)} is wrong; {expected} is expected"))
    return values


_VALUE_OF: dict[str, Callable[[str], Any]] = {
    "text": str,
    "yes_no": {"true": True, "false": False}.__getitem__,
    "whole": lambda cell: int(cell) if cell else None,
    "amount": lambda cell: float(cell) if cell else None,
    "km": lambda cell: float(cell) if cell else None,
}


def _frame(table: ResultTable, columns: Sequence[Sequence[Any]]) -> pd.DataFrame:
    import pandas as pd

    types = {"text": "str", "yes_no": "bool", "whole": "Int64", "amount": "float64", "km": "float64"}
    return pd.DataFrame(
        {
            column.name: pd.Series(list(values), dtype=types[column.type])
            for column, values in zip(table.columns, columns, strict=True)
        }
    )
