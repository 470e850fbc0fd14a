"""A table of the week as arrays: every column is taken out of its frame once and kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Days, Floats, Objects


class Table:
    """One frame of the week and its columns as arrays, (rows,) each.  The frame must not change."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.numbers = cache(self._numbers)
        self.texts = cache(self._texts)
        self.days = cache(self._days)
        self.unknown = cache(self._unknown)
        self.flags = cache(self._flags)

    def __len__(self) -> int:
        return len(self.frame)

    def __getitem__(self, column: str) -> pd.Series[Any]:
        return self.frame[column]

    def cell(self, row: int, column: str) -> Any:
        """One cell of a text or list column."""
        return self.texts(column)[row]

    def among(self, column: str, values: Iterable[str]) -> Bools:
        """Where a text column holds one of some values."""
        texts, found = self.texts(column), np.zeros(len(self), dtype=bool)
        for value in values:
            found |= texts == value
        return found

    def _numbers(self, column: str) -> Floats:
        """A number column as float64, NaN where blank."""
        return self.frame[column].to_numpy(dtype=np.float64)

    def _texts(self, column: str) -> Objects:
        """A text or list column as objects."""
        return self.frame[column].to_numpy(dtype=object)

    def _days(self, column: str) -> Days:
        """A date column as datetime64[D]; NaT where blank, which no comparison finds true."""
        return self.frame[column].to_numpy().astype("datetime64[D]")

    def _unknown(self, column: str) -> Bools:
        """Where a column is blank."""
        return self.frame[column].isna().to_numpy(dtype=bool)

    def _flags(self, column: str, unknown: bool = False) -> Bools:
        """A yes/no column, with ``unknown`` where the cell is blank."""
        values = self.frame[column]
        if values.dtype == "boolean":
            values = values.fillna(unknown)
        return values.to_numpy(dtype=bool)

    @cached_property
    def index_of(self) -> pd.Index[Any]:
        """The first column as an index, to find rows by id."""
        ids: pd.Index[Any] = pd.Index(self.frame.iloc[:, 0])
        return ids
