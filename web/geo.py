"""The map of one candidate for one flat: the flat, the network, and what to keep away from, in degrees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matcher.words import KINDS, PLACE_CATEGORIES, say
from web.i18n import decimal, km, lang, t
from web.present import capital
from web.run import Row, Run

FeatureCollection = dict[str, Any]


@lru_cache(maxsize=1)
def _to_degrees() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(25832, 4326, always_xy=True)


def degrees(x: float, y: float) -> tuple[float, float]:
    """(lat, lon) of a point in EPSG:25832, six decimals (about a tenth of a metre)."""
    lon, lat = _to_degrees().transform(x, y)
    return round(lat, 6), round(lon, 6)


def to_lon_lat(x: Any, y: Any) -> Any:
    """(lon, lat) of points in EPSG:25832, arrays in and out."""
    return _to_degrees().transform(x, y)


def located(row: Row) -> bool:
    """Whether a flat or place has a known location."""
    return row.get("x") is not None and row.get("y") is not None


def distance_km(a: Row, b: Row) -> float | None:
    """Straight-line kilometres between a flat and a place; None when either is unknown."""
    if not (located(a) and located(b)):
        return None
    return math.hypot(a["x"] - b["x"], a["y"] - b["y"]) / 1000


def network_km(run: Run, flat: Row, citizen_id: str) -> float | None:
    """The weighted mean distance to the citizen's located network places, kilometres."""
    near = [
        (p["weight"] or 1, distance_km(flat, p)) for p in run.places(citizen_id) if p["role"] == "network"
    ]
    known = [(weight, d) for weight, d in near if d is not None]
    return sum(w * d for w, d in known) / sum(w for w, _ in known) if known else None


@dataclass(frozen=True)
class Spot:
    """One place or milieu as the list and the map both show it, under the same sign."""

    sign: str
    avoid: bool
    name: str
    distance: str
    bound: str
    at: tuple[float, float] | None
    radius_m: float = 0.0


def spots(run: Run, flat: Row, citizen_id: str) -> list[Spot]:
    """The citizen's network (1, 2, …) and what to keep away from (A, B, …), with distances to the flat."""
    places = run.places(citizen_id)
    network = [place for place in places if place["role"] == "network"]
    avoided = [place for place in places if place["role"] == "avoid"]
    found = [_place(flat, place, sign(i)) for i, place in enumerate(network)]
    found += [_place(flat, place, sign(i, letters=True)) for i, place in enumerate(avoided)]
    milieus = list(_avoided(run, citizen_id).itertuples())
    return found + [_milieu(flat, m, sign(i, letters=True)) for i, m in enumerate(milieus, len(avoided))]


def sign(index: int, *, letters: bool = False) -> str:
    """The sign on the map of the place with this index: 1, 2, … or A, B, …, Z, A1, …"""
    if not letters:
        return str(index + 1)
    turn, letter = divmod(index, 26)
    return chr(ord("A") + letter) + (str(turn) if turn else "")


def _place(flat: Row, place: Row, mark: str) -> Spot:
    avoid = place["role"] == "avoid"
    bound = place["min_km"] if avoid else place["max_km"]
    d = distance_km(flat, place)
    key = "map.at_least" if avoid else "map.at_most"
    return Spot(
        sign=mark,
        avoid=avoid,
        name=capital(say(PLACE_CATEGORIES, str(place["category"] or "other"), lang())),
        distance=t("map.unknown_place") if d is None else km(d),
        bound="" if bound is None else t(key, km=decimal(bound, 2)),
        at=degrees(place["x"], place["y"]) if located(place) else None,
        radius_m=(bound or 0) * 1000 if avoid else 0.0,
    )


def _milieu(flat: Row, milieu: Any, mark: str) -> Spot:
    from shapely import Point

    metres = Point(flat["x"], flat["y"]).distance(milieu.geometry) if located(flat) else None
    buffer_km = float(milieu.buffer_m or 0) / 1000
    inside = milieu.geometry.representative_point()
    return Spot(
        sign=mark,
        avoid=True,
        name=str(milieu.name),
        distance=t("map.unknown_place") if metres is None else km(metres / 1000),
        bound=t("map.at_least", km=decimal(buffer_km, 2)) if buffer_km else "",
        at=degrees(inside.x, inside.y),
    )


def _avoided(run: Run, citizen_id: str) -> Any:
    """The rows of milieus.geojson this citizen keeps away from."""
    frame = run.week.milieus
    avoided = run.citizens[citizen_id].get("avoid_milieus") or ()
    return frame[frame["milieu_id"].isin(list(avoided))]


def milieus(run: Run, citizen_id: str) -> FeatureCollection:
    """GeoJSON of the milieus this citizen keeps away from, each with its buffer zone as an own feature."""
    shapes = []
    for milieu in _avoided(run, citizen_id).itertuples():
        if float(milieu.buffer_m or 0) > 0:
            shapes.append((milieu.name, "buffer", milieu.geometry.buffer(float(milieu.buffer_m))))
        shapes.append((milieu.name, "milieu", milieu.geometry))
    features = [
        {"type": "Feature", "properties": {"name": name, "part": part}, "geometry": _geojson(shape)}
        for name, part, shape in shapes
    ]
    return {"type": "FeatureCollection", "features": features}


def _geojson(shape: Any) -> dict[str, Any]:
    from shapely import transform
    from shapely.geometry import mapping

    to_degrees = _to_degrees()
    return dict(mapping(transform(shape, to_degrees.transform, interleaved=False)))


def map_data(run: Run, flat: Row, citizen_id: str | None) -> dict[str, Any]:
    """Everything the map draws, ready for Leaflet: points as [lat, lon], texts in the reader's language."""
    kind = say(KINDS, str(flat["kind"]), lang())
    nothing: FeatureCollection = {"type": "FeatureCollection", "features": []}
    marks = [] if citizen_id is None else spots(run, flat, citizen_id)
    return {
        "flat": {
            "at": degrees(flat["x"], flat["y"]) if located(flat) else None,
            "label": f"{flat['vacancy_id']} · {kind}",
        },
        "places": [
            {
                "at": spot.at,
                "avoid": spot.avoid,
                "sign": spot.sign,
                "label": f"{spot.name} · {spot.distance}",
                "radius_m": spot.radius_m,
            }
            for spot in marks
            if spot.at is not None
        ],
        "milieus": nothing if citizen_id is None else milieus(run, citizen_id),
    }


@lru_cache(maxsize=1)
def towns() -> list[dict[str, Any]]:
    """Town names with location for the map's background, largest first (GeoNames, CC BY 4.0)."""
    from data.geo.places import towns as known

    ordered = sorted(known(), key=lambda town: (-town.population, town.name, town.municipality))
    return [{"name": town.name, "at": [town.lat, town.lon]} for town in ordered]
