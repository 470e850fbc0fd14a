"""The rows of the network in the form: added and taken away by buttons, so that no script is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from data.exchange import tables
from data.exchange.faults import Fault
from data.store.cells import texts
from web import geo
from web.citizens.fields import PLACE_COLUMNS, place_fields
from web.entry import Field, shown
from web.faults import by_field
from web.forms import Form

Row = Mapping[str, Any]
MOST = 40


@dataclass(frozen=True)
class Place:
    """One row: what stands in it by column, and its fields."""

    index: int
    values: Mapping[str, str]

    @property
    def role(self) -> str:
        """network, or avoid."""
        return "avoid" if self.values.get("role") == "avoid" else "network"

    @property
    def fields(self) -> dict[str, Field]:
        """Its fields by column."""
        return place_fields(self.index, self.role)

    @property
    def cells(self) -> dict[str, str]:
        """Its texts by column of places."""
        return {"role": self.role, **{name: self.values.get(name, "") for name in PLACE_COLUMNS}}

    @property
    def empty(self) -> bool:
        """Whether nothing was typed that says where it is or how far."""
        return not any(self.values.get(n) for n in PLACE_COLUMNS if n not in ("category", "weight"))


def of_rows(rows: Sequence[Row]) -> list[Place]:
    """The stored places as rows of the form."""
    places = []
    for index, row in enumerate(rows):
        cells = texts(tables.PLACES, row)
        values = {c.name: str(shown(c, cells.get(c.name, ""))) for c in tables.PLACES.columns}
        places.append(Place(index, values))
    return places


def sent() -> list[Place]:
    """The rows of this request, numbered anew."""
    found: dict[int, dict[str, str]] = {}
    for name, text in request.form.items():
        parts = name.split("-", 2)
        if len(parts) == 3 and parts[0] == "place" and parts[1].isascii() and parts[1].isdigit():
            found.setdefault(int(parts[1][:6]), {})[parts[2]] = text.strip()
    return [Place(n, values) for n, (_, values) in enumerate(sorted(found.items())[:MOST])]


def after(places: Sequence[Place], do: str) -> list[Place]:
    """The rows after a button was pressed: one more of a role, or one taken away."""
    kept = list(places)
    if do in ("add-network", "add-avoid") and len(kept) < MOST:
        kept.append(Place(len(kept), {"role": do.removeprefix("add-"), "category": "other", "weight": "1"}))
    if do.startswith("remove-"):
        kept = [place for place in kept if do != f"remove-{place.index}"]
    return [Place(n, place.values) for n, place in enumerate(kept)]


def form_of(places: Sequence[Place], faults: Mapping[str, str]) -> Form:
    """The rows as a form, for the macros."""
    values = {one.name: place.values.get(c, "") for place in places for c, one in place.fields.items()}
    return Form(values, faults)


def faults_of(faults: Sequence[Fault], places: Sequence[Place]) -> dict[str, str]:
    """What is wrong by field; the store counts the places it was given from 1."""
    found: dict[str, str] = {}
    for place, line in zip(places, range(1, len(places) + 1), strict=True):
        mine = [fault for fault in faults if fault.line == line]
        found |= {f"place-{place.index}-{column}": text for column, text in by_field(mine).items()}
    return found


def at(row: Row) -> tuple[float, float] | None:
    """Latitude and longitude of a stored place."""
    point = row.get("at")
    return None if point is None else geo.degrees(*point)
