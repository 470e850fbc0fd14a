"""Stored milieus and flats as a map draws them: GeoJSON in degrees, and which part of the country to show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from data.exchange.locate import project
from data.store.schema import addresses, vacancies
from web import geo

Row = Mapping[str, Any]
Corner = tuple[float, float]


def milieu_shapes(rows: Iterable[Row]) -> dict[str, Any]:
    """Milieus (rows of the store) as GeoJSON, each with the zone round it as a feature of its own."""
    features = []
    for row in rows:
        shape = json.loads(row["geometry"])
        name = {"name": row["name"], "id": row["milieu_id"]}
        if float(row["buffer_m"] or 0) > 0:
            zone = _buffered(shape, float(row["buffer_m"]))
            features.append({"type": "Feature", "properties": {**name, "part": "buffer"}, "geometry": zone})
        features.append({"type": "Feature", "properties": {**name, "part": "milieu"}, "geometry": shape})
    return {"type": "FeatureCollection", "features": features}


def _buffered(shape: dict[str, Any], metres: float) -> dict[str, Any]:
    """A shape with so many metres round it; both in degrees."""
    from shapely import transform
    from shapely.geometry import mapping
    from shapely.geometry import shape as shaped

    def to_metres(lon: Any, lat: Any) -> Any:
        return project(list(lon), list(lat))

    flat = transform(shaped(shape), to_metres, interleaved=False).buffer(metres, quad_segs=6)
    return dict(mapping(transform(flat, geo.to_lon_lat, interleaved=False)))


def area_km2(geometry: str) -> float:
    """How large a milieu is, in square kilometres."""
    from shapely import transform
    from shapely.geometry import shape as shaped

    drawn = transform(
        shaped(json.loads(geometry)), lambda lon, lat: project(list(lon), list(lat)), interleaved=False
    )
    return float(drawn.area) / 1e6


def view_of(connection: Connection) -> list[Corner] | None:
    """South-west and north-east corner (lat, lon) round the flats that are known; None without any."""
    points: list[tuple[float, float]] = []
    for table in (vacancies, addresses):
        x, y = table.c.x, table.c.y
        points += [(r.x, r.y) for r in connection.execute(select(x, y).where(x.is_not(None)).limit(500))]
    found = [geo.degrees(x, y) for x, y in points]
    lat, lon = vacancies.c.lat, vacancies.c.lon
    found += [(r.lat, r.lon) for r in connection.execute(select(lat, lon).where(lat.is_not(None)).limit(500))]
    if not found:
        return None
    lats, lons = [p[0] for p in found], [p[1] for p in found]
    return [(min(lats), min(lons)), (max(lats), max(lons))]
