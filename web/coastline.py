"""Denmark and its neighbours as outlines for the map, decoded from npm world-atlas (Natural Earth 1:10m)."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

#: West, south, east, north of what the map can show, degrees.
WINDOW = (7.0, 54.0, 16.0, 58.4)
#: Numeric country codes (ISO 3166-1) of what lies in the window.
COUNTRIES = {"208": "Danmark", "276": "Deutschland", "578": "Norge", "752": "Sverige"}

Point = tuple[float, float]


def _decode(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[Point]:
    """One arc of a quantised topology: whole-number steps summed up, then scaled to degrees."""
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [(x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in zip(xs, ys, strict=True)]


def _ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Arcs joined end to end; a negative index is the arc of its complement, backwards."""
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc if not ring else arc[1:])
    return ring


@lru_cache(maxsize=1)
def coastline(path: Path) -> str:
    """GeoJSON text of the countries in the window, clipped to it, with four decimals (about ten metres)."""
    from shapely import box, get_parts, make_valid, set_precision
    from shapely.geometry import MultiPolygon, Polygon, mapping

    topology: dict[str, Any] = json.loads(path.read_text("utf-8"))
    transform = topology["transform"]
    arcs = [_decode(arc, transform["scale"], transform["translate"]) for arc in topology["arcs"]]
    features = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry.get("id") not in COUNTRIES:
            continue
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[_ring(ring, arcs) for ring in part] for part in parts]
        land = make_valid(MultiPolygon([Polygon(part[0], part[1:]) for part in rings]))
        pieces = get_parts(set_precision(land.intersection(box(*WINDOW)), 0.0001))
        shown = MultiPolygon([piece for piece in pieces if isinstance(piece, Polygon)])
        properties = {"home": geometry["id"] == "208", "name": COUNTRIES[geometry["id"]]}
        features.append({"type": "Feature", "properties": properties, "geometry": mapping(shown)})
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
