"""A result as plain values: what summary.json and the tables of a result folder say, for JSON."""

from __future__ import annotations

from typing import Any

from data.exchange.result_tables import ResultColumn, results_tables
from data.exchange.results import plain_columns
from matcher.model import Result

#: The types whose plain values are whole hundredths.
_HUNDREDTHS = ("amount", "km")


def plain_result(result: Result) -> dict[str, Any]:
    """``summary`` and every table as a list of rows by column; a table the result lacks is None.

    Blank texts and blank numbers are None.  Amounts and kilometres are floats of two decimals, the very
    numbers of the CSV files; rows in their order.
    """
    answer: dict[str, Any] = {"summary": result.summary}
    for table in results_tables:
        frame = getattr(result, table.name)
        if frame is None:
            answer[table.name] = None
            continue
        if result.status == "infeasible":
            answer[table.name] = []
            continue
        columns = [
            [_value(column, value) for value in values]
            for column, values in zip(table.columns, plain_columns(table, frame), strict=True)
        ]
        answer[table.name] = [dict(zip(table.names, row, strict=True)) for row in zip(*columns, strict=True)]
    return answer


def _value(column: ResultColumn, value: Any) -> Any:
    if value is None or value == "":
        return None
    return value / 100 if column.type in _HUNDREDTHS else value
