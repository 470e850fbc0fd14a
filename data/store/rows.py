"""Rows of the store, read as mappings by column name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Connection, Executable

Row = Mapping[str, Any]


def rows_of(connection: Connection, wanted: Executable) -> list[Row]:
    """Every row of a query, in its order."""
    found = connection.execute(wanted)
    names = list(found.keys())
    return [dict(zip(names, row, strict=True)) for row in found]


def row_of(connection: Connection, wanted: Executable) -> Row | None:
    """The one row of a query, None when there is none."""
    return cast("Row | None", connection.execute(wanted).mappings().one_or_none())
