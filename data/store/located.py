"""Addresses: the office's own extract, looked up for places and flats that have no coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from data.exchange.columns import fold
from data.exchange.locate import Addresses, project
from data.store.schema import addresses

Point = tuple[float, float]


def known_addresses(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> Addresses:
    """The points of the addresses that rows name, by folded address and postcode."""
    sought = {(fold(row["address"]), fold(row["postcode"])) for row in rows if _has_address(row)}
    found: Addresses = {}
    names = sorted({address for address, _ in sought})
    for start in range(0, len(names), 500):
        some = addresses.c.folded.in_(names[start : start + 500])
        for row in connection.execute(select(addresses).where(some)).mappings():
            key = (row["folded"], fold(row["postcode"]))
            if key in sought:
                found[key] = (row["x"], row["y"])
    return found


def _has_address(row: Mapping[str, Any]) -> bool:
    return bool(row["address"] and row["postcode"])


def points(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> list[Point | None]:
    """Where stored places or flats lie, metres EPSG:25832; None where it is not known."""
    rows = list(rows)
    found = known_addresses(connection, [row for row in rows if row["x"] is None and row["lat"] is None])
    return [_point(row, found) for row in rows]


def _point(row: Mapping[str, Any], found: Addresses) -> Point | None:
    if row["x"] is not None and row["y"] is not None:
        return float(row["x"]), float(row["y"])
    if row["lat"] is not None and row["lon"] is not None:
        xs, ys = project([row["lon"]], [row["lat"]])
        return xs[0], ys[0]
    return found.get((fold(row["address"]), fold(row["postcode"]))) if _has_address(row) else None
