"""A citizen's places: network, and places to keep away from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from data.exchange.tables import PLACES
from data.store.cells import Texts, texts
from data.store.located import points
from data.store.rows import Row, rows_of
from data.store.schema import places


def places_of(connection: Connection, citizen_id: str) -> list[Row]:
    """The citizen's places as rows of ``places``; ``at`` is (x, y) in metres EPSG:25832, None if unknown."""
    wanted = select(places).where(places.c.citizen_id == citizen_id).order_by(places.c.place_id)
    rows = rows_of(connection, wanted)
    return [{**row, "at": at} for row, at in zip(rows, points(connection, rows), strict=True)]


def place_texts(connection: Connection, citizen_id: str) -> list[Texts]:
    """The citizen's places as texts by column, without the id, in a settled order."""
    wanted = select(places).where(places.c.citizen_id == citizen_id)
    return in_order(texts(PLACES, row) for row in rows_of(connection, wanted))


def in_order(rows: Iterable[Mapping[str, str]]) -> list[Texts]:
    """Places as texts without the citizen's id, sorted, so that two sets of them can be compared."""
    kept = [{name: text for name, text in row.items() if name != "citizen_id"} for row in rows]
    return sorted(kept, key=lambda row: tuple(row.values()))
