"""Stored milieus and flats as a map draws them: GeoJSON in degrees, and which part of the country to show."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
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
    from shapely.geometry import mapping

    wider = _in_metres(shape).buffer(metres, quad_segs=6)
    return dict(mapping(_with_points(wider, geo.to_lon_lat)))


def area_km2(geometry: str) -> float:
    """How large a milieu is, in square kilometres."""
    return float(_in_metres(json.loads(geometry)).area) / 1e6


def _in_metres(shape: dict[str, Any]) -> Any:
    """A GeoJSON shape in EPSG:25832."""
    from shapely.geometry import shape as shaped

    return _with_points(shaped(shape), lambda lon, lat: project(list(lon), list(lat)))


def _with_points(shape: Any, moved: Callable[[Any, Any], Any]) -> Any:
    """The shape with every point moved; ``moved`` takes and gives two arrays."""
    import numpy as np
    from shapely import transform

    return transform(shape, lambda points: np.column_stack(moved(points[:, 0], points[:, 1])))


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
