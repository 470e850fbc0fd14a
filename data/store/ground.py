"""Milieus: the places citizens want to keep away from, drawn on the map by the office."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from data.exchange.columns import Column, Table
from data.exchange.faults import Fault
from data.exchange.geojson import read_milieus
from data.store import record
from data.store.actor import Actor
from data.store.cells import RowsRead, read_rows
from data.store.errors import NotPossible, Refused
from data.store.flats import must_be_office
from data.store.numbering import next_id
from data.store.rows import Row, rows_of
from data.store.schema import citizens, milieus, versions
from data.store.versions import MILIEU, change, check_version, earlier, stamps

#: The properties of a milieu as columns, so that they are typed in like every other cell.
MILIEUS = Table(
    "milieus",
    "Miljøer",
    "places citizens want to keep away from",
    "steder, borgere vil holde afstand til",
    (
        Column("milieu_id", "id", "Miljø-id", "the milieu's id, unique", "miljøets id, entydigt", True),
        Column("name", "text", "Navn", "its name, for people", "navnet, til mennesker", True),
        Column(
            "buffer_m",
            "number",
            "Afstand i meter",
            "metres round the polygon that belong to it",
            "meter rundt om polygonen, der hører med",
            default=0,
            low=0,
            high=1e6,
        ),
    ),
)
_COLUMNS = (*MILIEUS.by_name, "geometry")


def list_milieus(connection: Connection) -> list[Row]:
    """All milieus by id as rows of ``milieus``; ``geometry`` is GeoJSON text, longitude and latitude."""
    return rows_of(connection, select(milieus).order_by(milieus.c.milieu_id))


def get_milieu(connection: Connection, milieu_id: str) -> Row:
    """One milieu; raises NotFound."""
    return MILIEU.get(connection, milieu_id)


def save_milieu(connection: Connection, actor: Actor, cells: Mapping[str, str], version: int | None) -> str:
    """Draw a milieu (``version`` None) or change one, and return the id; a blank id makes the next one.

    ``cells``: milieu_id, name, buffer_m (metres) and geometry, a GeoJSON Polygon or MultiPolygon as text.
    Office only.  Raises Refused, NotFound, Conflict("stale", difference).
    """
    must_be_office(actor)
    given = {name: str(cells[name]).strip() for name in _COLUMNS if name in cells}
    if version is None:
        return _enter(connection, actor, given)
    row = get_milieu(connection, given.get("milieu_id", ""))
    check_version(connection, MILIEU, row, version)
    stored = {name: text for name, text in MILIEU.state(row).items() if name in _COLUMNS}
    changed = change(connection, actor, MILIEU, row, _values({**stored, **given}))
    if changed:
        details = {"columns": changed}
        record.append(
            connection, actor, "change", "milieu", row["milieu_id"], purpose="case", details=details
        )
    return str(row["milieu_id"])


def _enter(connection: Connection, actor: Actor, given: dict[str, str]) -> str:
    if not given.get("milieu_id"):
        given["milieu_id"] = next_id(connection, MILIEU, "M", 2)
    values = _values(given)
    milieu_id = str(values["milieu_id"])
    if connection.execute(select(milieus.c.version).where(milieus.c.milieu_id == milieu_id)).first():
        raise Refused([Fault("milieus", 1, "milieu_id", "the milieu_id is given already")])
    number = first_version(connection, "milieu", milieu_id)
    connection.execute(insert(milieus).values(**values, version=number, **stamps(actor)))
    record.append(connection, actor, "create", "milieu", milieu_id, purpose="case")
    return milieu_id


def first_version(connection: Connection, kind: str, subject: str) -> int:
    """The version a new row begins with: above those of an earlier row with its id, which are kept."""
    v = versions.c
    kept = select(v.version).where(v.kind == kind, v.subject == subject)
    return max(connection.execute(kept).scalars(), default=0) + 1


def remove_milieu(connection: Connection, actor: Actor, milieu_id: str, version: int) -> None:
    """Take a milieu away; NotPossible("milieu_in_use", citizens=n) while waiting citizens avoid it."""
    must_be_office(actor)
    row = get_milieu(connection, milieu_id)
    check_version(connection, MILIEU, row, version)
    lists = select(citizens.c.avoid_milieus).where(citizens.c.state == "waiting")
    users = sum(milieu_id in (text or "").split("|") for text in connection.execute(lists).scalars())
    if users:
        raise NotPossible("milieu_in_use", citizens=users)
    connection.execute(insert(versions).values(**earlier(connection, MILIEU, row)))
    connection.execute(delete(milieus).where(milieus.c.milieu_id == milieu_id))
    record.append(connection, actor, "remove", "milieu", milieu_id, purpose="case")


def _values(given: Mapping[str, str]) -> dict[str, Any]:
    """The values to store; raises Refused with every fault, the drawing's too."""
    faults: list[Fault] = []
    read: RowsRead = read_rows(MILIEUS, [given], faults, [])
    geometry, wrong = read_geometry(given.get("geometry", ""))
    faults += wrong
    if faults:
        raise Refused(faults)
    values = read.values(0)
    return {**values, "buffer_m": values["buffer_m"] or 0.0, "geometry": geometry}


def read_geometry(text: str) -> tuple[str, list[Fault]]:
    """A drawing in the store's form (GeoJSON on one line), and what is wrong with it."""
    if not text.strip():
        return "", [Fault("milieus", 1, "geometry", "draw the milieu on the map")]
    try:
        geometry = json.loads(text)
    except (ValueError, RecursionError):
        return "", [Fault("milieus", 1, "geometry", "this is not GeoJSON; a Polygon is expected")]
    properties = {"milieu_id": "-", "name": "-"}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    faults: list[Fault] = []
    read_milieus(collection([feature]), faults, [])
    messages = dict.fromkeys(fault.message for fault in faults)
    return line_of_json(geometry), [Fault("milieus", 1, "geometry", message) for message in messages]


def line_of_json(value: Any) -> str:
    """JSON on one line, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def collection(features: list[dict[str, Any]]) -> bytes:
    """A milieus.geojson of features, one on each line."""
    lines = ",\n".join(map(line_of_json, features))
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode()


def feature_of(row: Row) -> dict[str, Any]:
    """A stored milieu as a GeoJSON feature."""
    properties = {"milieu_id": row["milieu_id"], "name": row["name"], "buffer_m": row["buffer_m"]}
    return {"type": "Feature", "properties": properties, "geometry": json.loads(row["geometry"])}
