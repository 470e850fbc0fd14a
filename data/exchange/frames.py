"""From typed values to the frames of ``Week``: cell types of matcher/model.py, rows in canonical order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.exchange.columns import Column
from data.exchange.reading import TableRead
from data.exchange.tables import BY_NAME

if TYPE_CHECKING:
    import pandas as pd

#: By which columns a table is sorted, in code-point order; every column where none is named.
SORTED_BY = {
    "citizens": ("citizen_id",),
    "vacancies": ("vacancy_id",),
    "quotas": ("organisation_id", "municipality", "class"),
    "teams": ("team_id",),
}
#: Columns of the files that are gone in the frames, because every location is x, y.
LEFT_OUT = ("lat", "lon")


def frame(name: str, read: TableRead | None) -> pd.DataFrame:
    """A table as a frame; empty with its columns and cell types where the table is absent."""
    import pandas as pd

    columns = [column for column in BY_NAME[name].columns if column.name not in LEFT_OUT]
    values = {column.name: read.values[column.name] if read is not None else [] for column in columns}
    order = _order(name, columns, values)
    return pd.DataFrame(
        {column.name: _series(column, [values[column.name][row] for row in order]) for column in columns}
    )


def _order(name: str, columns: list[Column], values: dict[str, list[Any]]) -> list[int]:
    """The rows sorted by the table's key; None first, so that no two types are compared."""
    keys = SORTED_BY.get(name) or tuple(column.name for column in columns)
    rows = [
        tuple((v is not None, v) if v is not None else (False,) for v in row)
        for row in zip(*(values[k] for k in keys), strict=True)
    ]
    return sorted(range(len(rows)), key=rows.__getitem__)


def _series(column: Column, values: list[Any]) -> pd.Series[Any]:
    """A column of the frame with the cell type of matcher/model.py."""
    import numpy as np
    import pandas as pd

    unknown = column.default is None and not column.required
    match column.type:
        case "date":
            days = [value.isoformat() if value is not None else "NaT" for value in values]
            return pd.Series(np.array(days, dtype="datetime64[s]"), dtype="datetime64[s]")
        case "amount" | "number":
            return pd.Series(np.array(values, dtype="float64"))
        case "whole":
            return pd.Series(np.array(values, dtype="float64" if unknown else "int64"))
        case "yes_no":
            return pd.Series(values, dtype="boolean" if unknown else "bool")
        case "list" | "codes" | "share" | "exact":
            return pd.Series(values, dtype="object")
    return pd.Series(values, dtype="str")
