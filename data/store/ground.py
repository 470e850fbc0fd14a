"""Milieus: the places citizens want to keep away from, drawn on the map by the office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor

Row = Mapping[str, Any]


def list_milieus(connection: Connection) -> list[Row]:
    """All milieus by id as rows of ``milieus``; ``geometry`` is GeoJSON text, longitude and latitude."""
    raise NotImplementedError


def get_milieu(connection: Connection, milieu_id: str) -> Row:
    """One milieu; raises NotFound."""
    raise NotImplementedError


def save_milieu(connection: Connection, actor: Actor, cells: Mapping[str, str], version: int | None) -> str:
    """Draw a milieu (``version`` None) or change one, and return the id; a blank id makes the next one.

    ``cells``: milieu_id, name, buffer_m (metres) and geometry, a GeoJSON Polygon or MultiPolygon as text.
    Office only.  Raises Refused, NotFound, Conflict("stale", difference).
    """
    raise NotImplementedError


def remove_milieu(connection: Connection, actor: Actor, milieu_id: str, version: int) -> None:
    """Take a milieu away; NotPossible("milieu_in_use", citizens=n) while waiting citizens avoid it."""
    raise NotImplementedError
