"""Where there is land: Denmark's coastline, projected to EPSG:25832 metres.

The outline (Natural Earth 1:10m) is up to a kilometre off, so a point counts as certainly on land only when
it also keeps a margin to the outline.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from data.geo.places import FOLDER, Town

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry


@cache
def _projection() -> Transformer:
    from pyproj import Transformer

    return Transformer.from_crs(4326, 25832, always_xy=True)


def to_metres(lat: float, lon: float) -> tuple[float, float]:
    """WGS84 degrees to EPSG:25832 metres."""
    x, y = _projection().transform(lon, lat)
    return float(x), float(y)


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """EPSG:25832 metres to WGS84 (lat, lon) degrees."""
    lon, lat = _projection().transform(x, y, direction="INVERSE")
    return float(lat), float(lon)


@cache
def land(margin_m: float = 0.0) -> BaseGeometry:
    """Denmark's land in EPSG:25832, shrunk by a margin in metres and prepared for many questions."""
    import shapely

    document = json.loads((FOLDER / "coastline.geojson").read_text(encoding="utf-8"))
    degrees = shapely.from_geojson(json.dumps(document["features"][0]["geometry"]))
    outline = shapely.transform(degrees, _project_all)
    shrunk = outline.buffer(-margin_m) if margin_m else outline
    shapely.prepare(shrunk)
    return shrunk


def _project_all(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rows of (lon, lat) to rows of (x, y), as shapely.transform wants it."""
    x, y = _projection().transform(degrees[:, 0], degrees[:, 1])
    return np.column_stack([x, y])


def on_land(x: float, y: float, margin_m: float = 0.0) -> bool:
    """Whether a point (EPSG:25832) lies on land and at least this far from the outline."""
    import shapely

    return bool(shapely.contains_xy(land(margin_m), x, y))


@cache
def town_metres(town: Town) -> tuple[float, float]:
    """The town's centre in EPSG:25832 metres."""
    return to_metres(town.lat, town.lon)
