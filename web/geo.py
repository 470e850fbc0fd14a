"""The map of one candidate for one flat: the flat, the network, and what to keep away from, in degrees."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from matcher.words import KINDS, PLACE_CATEGORIES, say
from web.i18n import decimal, km, lang, t
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


def place_lines(run: Run, flat: Row, citizen_id: str) -> list[dict[str, Any]]:
    """The citizen's places with their distance to the flat, as the list beside the map shows them."""
    lines = []
    for place in run.places(citizen_id):
        d = distance_km(flat, place)
        avoid = place["role"] == "avoid"
        name = say(PLACE_CATEGORIES, str(place["category"] or "other"), lang())
        bound = place["min_km"] if avoid else place["max_km"]
        lines.append(
            {
                "avoid": avoid,
                "name": name[:1].upper() + name[1:],
                "distance": t("map.unknown_place") if d is None else km(d),
                "bound": None
                if bound is None
                else t("map.at_least" if avoid else "map.at_most", km=decimal(bound, 2)),
                "place": place,
                "weight": place["weight"],
            }
        )
    return lines


def milieu_lines(run: Run, flat: Row, citizen_id: str) -> list[dict[str, str]]:
    """The milieus this citizen keeps away from, with the distance from the flat to their edge."""
    from shapely import Point

    lines = []
    for milieu in _avoided(run, citizen_id).itertuples():
        if located(flat):
            metres = Point(flat["x"], flat["y"]).distance(milieu.geometry)
            distance = km(metres / 1000)
        else:
            distance = t("map.unknown_place")
        buffer_km = float(milieu.buffer_m or 0) / 1000
        lines.append(
            {
                "name": str(milieu.name),
                "distance": distance,
                "bound": t("map.at_least", km=decimal(buffer_km, 2)) if buffer_km else "",
            }
        )
    return lines


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
    data: dict[str, Any] = {
        "flat": {
            "at": degrees(flat["x"], flat["y"]) if located(flat) else None,
            "label": f"{flat['vacancy_id']} · {kind}",
        },
        "places": [],
        "milieus": {"type": "FeatureCollection", "features": []},
    }
    if citizen_id is None:
        return data
    for line in place_lines(run, flat, citizen_id):
        place = line["place"]
        if located(place):
            data["places"].append(
                {
                    "at": degrees(place["x"], place["y"]),
                    "avoid": line["avoid"],
                    "label": f"{line['name']} · {line['distance']}",
                    "radius_m": (place["min_km"] or 0) * 1000 if line["avoid"] else 0,
                }
            )
    data["milieus"] = milieus(run, citizen_id)
    return data


@lru_cache(maxsize=1)
def towns() -> list[dict[str, Any]]:
    """Town names with location for the map's background, largest first (GeoNames, CC BY 4.0)."""
    from data.geo.places import towns as known

    ordered = sorted(known(), key=lambda town: (-town.population, town.name, town.municipality))
    return [{"name": town.name, "at": [town.lat, town.lon]} for town in ordered]
