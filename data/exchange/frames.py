"""From typed values to the frames of ``Week``: cell types of matcher/model.py, rows in canonical order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from data.exchange.columns import Column
from data.exchange.reading import TableRead
from data.exchange.tables import BY_NAME

if TYPE_CHECKING:
    import pandas as pd

#: By which columns a table is sorted, in code-point order; every column where none is named.
SORTED_BY = {
    "citizens": ("citizen_id",),
    "vacancies": ("vacancy_id",),
    "quotas": ("organisation_id", "municipality", "department_id", "class"),
    "teams": ("team_id",),
}
#: Columns of the files that are gone in the frames, because every location is x, y.
LEFT_OUT = ("lat", "lon")


def frame(name: str, read: TableRead | None) -> pd.DataFrame:
    """A table as a frame; empty with its columns and cell types where the table is absent."""
    import pandas as pd

    columns = [column for column in BY_NAME[name].columns if column.name not in LEFT_OUT]
    if read is None:
        return pd.DataFrame({column.name: _typed(column, []) for column in columns})
    keys = SORTED_BY.get(name) or tuple(column.name for column in columns)
    order = np.lexsort([_ranks(read, key) for key in reversed(keys)])
    return pd.DataFrame({column.name: _ordered(read, column, order) for column in columns})


def _ranks(read: TableRead, name: str) -> NDArray[Any]:
    """A column as numbers that sort like its values; blank numbers last."""
    if name in read.values.changed:
        return np.array(read.values[name], dtype="float64")
    cells = read.values.cells[name]
    if read.table.by_name[name].type in ("number", "amount", "whole"):
        return np.array(cells.known, dtype="float64")[cells.places]
    rank = {value: n for n, value in enumerate(sorted(set(cells.known)))}
    return np.fromiter(map(rank.__getitem__, cells.known), dtype=np.intp, count=len(cells.known))[
        cells.places
    ]


def _ordered(read: TableRead, column: Column, order: NDArray[np.intp]) -> Any:
    """A column with its rows in order; each different value is typed once."""
    if column.name in read.values.changed:
        return _typed(column, read.values[column.name])[order]
    cells = read.values.cells[column.name]
    return _typed(column, cells.known)[cells.places[order]]


def _typed(column: Column, values: list[Any]) -> Any:
    """Values as an array with the cell type of matcher/model.py."""
    import pandas as pd

    unknown = column.default is None and not column.required
    match column.type:
        case "date":
            return np.array(values, dtype="datetime64[D]").astype("datetime64[s]")
        case "amount" | "number":
            return np.array(values, dtype="float64")
        case "whole":
            return np.array(values, dtype="float64" if unknown else "int64")
        case "yes_no":
            return pd.array(values, dtype="boolean") if unknown else np.array(values, dtype="bool")
        case "list" | "codes" | "share" | "exact":
            return np.fromiter(values, dtype=object, count=len(values))
    return pd.array(values, dtype="str")
