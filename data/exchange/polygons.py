"""From the coordinates of a GeoJSON polygon to a shape in EPSG:25832, or why they are none."""

from __future__ import annotations

from typing import Any

from data.exchange.faults import quoted
from data.exchange.locate import in_denmark, project

#: No coordinate is as large; larger ones, infinite ones and NaN are no numbers of a map.
_FARTHEST = 1e9
_Ring = list[tuple[float, float]]


class GeometryError(ValueError):
    """Why a geometry is refused."""


def polygons(geometry: Any) -> Any:
    """A polygon or multipolygon projected to EPSG:25832, its vertices joined by straight lines."""
    import shapely

    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise GeometryError(f"the geometry is {quoted(str(kind))}; Polygon or MultiPolygon is expected")
    coordinates = geometry.get("coordinates")
    if kind == "Polygon":
        coordinates = [coordinates]
    if not isinstance(coordinates, list) or not coordinates:
        raise GeometryError("the coordinates are missing; rings of lon, lat are expected")
    shapes = []
    for rings in coordinates:
        if not isinstance(rings, list) or not rings:
            raise GeometryError("a polygon has no ring; rings of lon, lat are expected")
        projected = [_ring(ring) for ring in rings]
        shapes.append(shapely.Polygon(projected[0], projected[1:]))
    shape = shapes[0] if kind == "Polygon" else shapely.MultiPolygon(shapes)
    if not shape.is_valid:
        reason = shapely.is_valid_reason(shape)
        raise GeometryError(f"the polygon is not valid ({reason}); draw it without crossing itself")
    return shape


def _ring(ring: Any) -> _Ring:
    if not isinstance(ring, list) or len(ring) < 4:
        raise GeometryError("a ring has fewer than four positions; a closed ring is expected")
    for position in ring:
        if (
            not isinstance(position, list)
            or not 2 <= len(position) <= 3
            or not all(
                isinstance(number, int | float) and not isinstance(number, bool) for number in position
            )
            or not all(abs(number) < _FARTHEST for number in position)
        ):
            raise GeometryError("a position is no pair of numbers; lon, lat is expected")
    if ring[0] != ring[-1]:
        raise GeometryError("a ring is not closed; its last position must repeat the first")
    lon, lat = [p[0] for p in ring], [p[1] for p in ring]
    sane = all(abs(a) <= 180 and abs(b) <= 90 for a, b in zip(lon, lat, strict=True))
    points = list(zip(*project(lon, lat), strict=True)) if sane else []
    if not sane or not all(in_denmark(x, y) for x, y in points):
        hint = "; are lon and lat exchanged?" if all(54 <= a <= 58 for a in lon) else ""
        raise GeometryError(f"the polygon lies outside Denmark; WGS84 lon, lat in degrees is expected{hint}")
    return points
