"""Milieus: all of them on a map, and one drawn by pointing, or written as points or GeoJSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Connection, select
from werkzeug.wrappers import Response as Answer

from data.exchange.cells import items
from data.exchange.columns import Column as Given
from data.store import ground
from data.store.ground import MILIEUS
from data.store.schema import citizens
from web import drawn, effects, entered, entry, history, lists
from web.access import access
from web.entered import Part, Sheet
from web.entry import Field, field
from web.forms import Form
from web.here import actor, change, say, store
from web.i18n import t
from web.lists import Column, Table
from web.milieus.points import to_geometry, to_text
from web.run import Row

pages = Blueprint("milieus", __name__)
_READERS = ("office", "auditor")
_GEOMETRY = Field(MILIEUS, Given("geometry", "text", "Område", "", "", True), widget="area")


@dataclass(frozen=True)
class Line:
    """One milieu, its area, and how many waiting citizens keep away from it."""

    row: Row
    km2: float
    citizens: int

    @property
    def id(self) -> str:
        """The milieu's id."""
        return str(self.row["milieu_id"])


_COLUMNS: tuple[Column[Line], ...] = (
    Column("id", "milieus.id", lambda r: r.id, "id", link=lambda r: url_for(".milieu", milieu_id=r.id)),
    Column("name", "milieus.name", lambda r: r.row["name"], wide=True),
    Column("buffer", "milieus.buffer", lambda r: r.row["buffer_m"], "whole"),
    Column("area", "milieus.area", lambda r: round(r.km2, 2), "number"),
    Column("citizens", "milieus.citizens", lambda r: r.citizens, "whole"),
)


def _avoided(connection: Connection) -> dict[str, int]:
    """How many waiting citizens keep away from each milieu."""
    count: dict[str, int] = {}
    found = select(citizens.c.avoid_milieus).where(citizens.c.state == "waiting")
    for text in connection.execute(found).scalars():
        for milieu in items(text or ""):
            count[milieu] = count.get(milieu, 0) + 1
    return count


@pages.get("/milieus")
@access(*_READERS)
def index() -> Response | str:
    """All milieus, on the map and as a list."""
    with store().reading() as connection:
        rows = ground.list_milieus(connection)
        avoided = _avoided(connection)
    lines = [Line(row, drawn.area_km2(row["geometry"]), avoided.get(row["milieu_id"], 0)) for row in rows]
    table: Table[Line] = Table("milieus", _COLUMNS, lines, lambda r: r.id, caption="milieus.caption")
    return lists.answer(table, "milieus/list.html", may_enter=actor().role == "office", any=bool(rows))


@pages.get("/milieus/all.json")
@access(*_READERS)
def shapes() -> dict[str, Any]:
    """All milieus for the map, or only ``?only``; ``view`` is where the flats are."""
    only = request.args.get("only")
    with store().reading() as connection:
        rows = [r for r in ground.list_milieus(connection) if only is None or r["milieu_id"] == only]
        view = drawn.view_of(connection)
    none = {"at": None, "label": ""}
    return {"flat": none, "places": [], "milieus": drawn.milieu_shapes(rows), "view": view}


def _sheet(milieu_id: str | None) -> Sheet:
    back = url_for("milieus.milieu", milieu_id=milieu_id) if milieu_id else url_for("milieus.index")
    title = t("milieus.edit_title", id=milieu_id) if milieu_id else t("milieus.new_title")
    first = () if milieu_id else (field(MILIEUS, "milieu_id", given=True),)
    fields = (*first, field(MILIEUS, "name"), field(MILIEUS, "buffer_m", unit="m"), _GEOMETRY)
    back_text = milieu_id or t("milieus.title")
    return Sheet("milieu", title, [Part("", fields)], back, back_text, t("milieus.lead"), "milieus/form.html")


def _address(milieu_id: str, effect_id: str) -> str:
    return url_for("milieus.milieu", milieu_id=milieu_id, saved=effect_id)


def _geometry_read(texts: Mapping[str, str]) -> dict[str, str]:
    """The cells with the drawing as GeoJSON, from points written one to a line or from GeoJSON."""
    return {**texts, "geometry": to_geometry(texts.get("geometry", ""))}


@pages.get("/milieus/new")
@access("office")
def new() -> str:
    """An empty map to draw on."""
    return entered.page(_sheet(None), entry.blank(MILIEUS))


@pages.post("/milieus/new")
@access("office")
def create() -> Answer | tuple[str, int]:
    """Keep a new milieu."""

    def keep(connection: Connection, texts: Mapping[str, str], version: int | None) -> str:
        return ground.save_milieu(connection, actor(), _geometry_read(texts), None)

    return entered.answer(_sheet(None), keep, _address)


@pages.get("/milieus/<path:milieu_id>/edit")
@access("office")
def edit(milieu_id: str) -> str:
    """A stored milieu, to be drawn anew."""
    with store().reading() as connection:
        row = ground.get_milieu(connection, milieu_id)
    texts = {"milieu_id": milieu_id, "name": row["name"], "buffer_m": f"{row['buffer_m']:g}"}
    form = entry.filled(MILIEUS, texts, row["version"])
    values = {**form.values, "geometry": to_text(row["geometry"])}
    return entered.page(_sheet(milieu_id), Form(values, {}, row["version"]))


@pages.post("/milieus/<path:milieu_id>/edit")
@access("office")
def update(milieu_id: str) -> Answer | tuple[str, int]:
    """Keep the changes."""

    def keep(connection: Connection, texts: Mapping[str, str], version: int | None) -> str:
        cells = {**_geometry_read(texts), "milieu_id": milieu_id}
        return ground.save_milieu(connection, actor(), cells, version or 0)

    return entered.answer(_sheet(milieu_id), keep, _address)


@pages.post("/milieus/<path:milieu_id>/remove")
@access("office")
def remove(milieu_id: str) -> Answer:
    """Take a milieu away that no one keeps away from."""
    version = int(request.form.get("version", "0") or 0)

    def act(connection: Connection) -> str:
        ground.remove_milieu(connection, actor(), milieu_id, version)
        return url_for("milieus.index")

    response = change(act)
    say("milieus.removed", id=milieu_id)
    return response


@pages.get("/milieus/<path:milieu_id>")
@access(*_READERS)
def milieu(milieu_id: str) -> str:
    """One milieu on the map."""
    with store().reading() as connection:
        row = ground.get_milieu(connection, milieu_id)
        context: dict[str, Any] = {
            "row": row,
            "km2": drawn.area_km2(row["geometry"]),
            "citizens": _avoided(connection).get(milieu_id, 0),
            "told": effects.told(connection, "milieu", milieu_id),
            "history": history.of(connection, "milieu", milieu_id, None, row),
            "may_edit": actor().role == "office",
        }
    return render_template("milieus/page.html", id=milieu_id, **context)
