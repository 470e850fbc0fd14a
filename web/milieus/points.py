"""A drawing as a person can write it: one point to a line (latitude, longitude), or GeoJSON."""

from __future__ import annotations

import json
import re
from typing import Any

_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")


def to_geometry(text: str) -> str:
    """GeoJSON from what was written: points become a closed polygon; GeoJSON is unpacked from its Feature.

    What is neither stays as it is, for the store to refuse.
    """
    text = text.strip()
    if not text:
        return ""
    if text[0] in "{[":
        return _unpacked(text)
    points = []
    for line in filter(None, map(str.strip, text.replace(";", "\n").splitlines())):
        numbers = _NUMBER.findall(line)
        if len(numbers) != 2:
            return text
        lat, lon = (float(number.replace(",", ".")) for number in numbers)
        points.append([lon, lat])
    if points and points[0] != points[-1]:
        points.append(points[0])
    return json.dumps({"type": "Polygon", "coordinates": [points]})


def _unpacked(text: str) -> str:
    """The geometry of a Feature or of a collection with one feature; else the text as it is."""
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        features = value.get("features")
        value = features[0] if isinstance(features, list) and len(features) == 1 else value
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    return json.dumps(value)


def to_text(geometry: str) -> str:
    """A stored drawing as points one to a line; with holes or several parts as GeoJSON."""
    value = json.loads(geometry)
    rings = value["coordinates"] if value["type"] == "Polygon" else []
    if len(rings) != 1:
        return geometry
    return "\n".join(f"{lat:.6f} {lon:.6f}" for lon, lat, *_ in rings[0][:-1])
