"""milieus.geojson: the places citizens want to keep away from, as polygons in EPSG:25832."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from data.exchange.decode import decode
from data.exchange.faults import Fault, quoted, whole_file
from data.exchange.polygons import GeometryError, polygons

if TYPE_CHECKING:
    from geopandas.geodataframe import GeoDataFrame

FILE = "milieus.geojson"
#: The properties of a feature: name, type, what blank means, meaning; English then Danish.
PROPERTIES = (
    ("milieu_id", "text, unique", "error", "the milieu's id", "tekst, entydig", "fejl", "miljøets id"),
    ("name", "text", "error", "its name, for people", "tekst", "fejl", "navnet, til mennesker"),
    (
        "buffer_m",
        "number, at least 0",
        "0",
        "metres round the polygon that belong to it",
        "tal, mindst 0",
        "0",
        "meter rundt om polygonen, der hører med",
    ),
)


@dataclass(frozen=True)
class Milieu:
    """One milieu: rings of longitude and latitude by polygon, the outer ring first."""

    milieu_id: str
    name: str
    buffer_m: float
    geometry: Any


@dataclass(frozen=True)
class Feature:
    """A feature as it stands in the file, the milieu it is read as, and what is wrong with it."""

    line: int
    given: Any
    milieu: Milieu
    faults: list[Fault]


def read_milieus(raw: bytes, faults: list[Fault], warnings: list[Fault]) -> list[Milieu] | None:
    """The milieus with shapely geometries in EPSG:25832, sorted by id; None when the file is refused.

    Features with faults are left out, but their ids count as known (they are in ``faults`` anyway).
    """
    features = read_features(raw, faults, warnings)
    if features is None:
        return None
    milieus: list[Milieu] = []
    seen: dict[str, int] = {}
    for feature in features:
        milieu = feature.milieu
        faults.extend(feature.faults)
        if milieu.milieu_id in seen:
            message = f"the milieu_id is repeated; it stands already on line {seen[milieu.milieu_id]}"
            faults.append(Fault(FILE, feature.line, "milieu_id", message))
        elif milieu.milieu_id:
            seen[milieu.milieu_id] = feature.line
            milieus.append(milieu)
    return sorted(milieus, key=lambda milieu: milieu.milieu_id)


def read_features(raw: bytes, faults: list[Fault], warnings: list[Fault]) -> list[Feature] | None:
    """Each feature by itself, in the order of the file; None and a fault when the file is refused."""
    text = decode(raw, FILE)
    if isinstance(text, Fault):
        faults.append(text)
        return None
    try:
        found = list(_features(text))
    except json.JSONDecodeError as error:
        faults.append(
            Fault(FILE, error.lineno, "-", f"this is not JSON: {error.msg}; RFC 7946 GeoJSON is expected")
        )
        return None
    except GeometryError as error:
        faults.append(whole_file(FILE, str(error)))
        return None
    except (ValueError, RecursionError):
        faults.append(whole_file(FILE, "a number is too long or the nesting too deep; GeoJSON is expected"))
        return None
    features: list[Feature] = []
    ignored: dict[str, int] = {}
    for line, feature in found:
        own: list[Fault] = []
        features.append(Feature(line, feature, _read_feature(feature, line, own), own))
        properties = feature.get("properties") if isinstance(feature, dict) else None
        for name in properties if isinstance(properties, dict) else ():
            if name not in ("milieu_id", "name", "buffer_m"):
                ignored.setdefault(name, line)
    warnings.extend(
        Fault(FILE, line, name, "the unknown property is ignored") for name, line in ignored.items()
    )
    return features


def frame(milieus: list[Milieu]) -> GeoDataFrame:
    """The milieus as a frame in EPSG:25832, sorted by id."""
    import pandas as pd
    from geopandas.geodataframe import GeoDataFrame
    from geopandas.geoseries import GeoSeries

    columns = {
        "milieu_id": pd.Series([milieu.milieu_id for milieu in milieus], dtype="str"),
        "name": pd.Series([milieu.name for milieu in milieus], dtype="str"),
        "buffer_m": pd.Series([milieu.buffer_m for milieu in milieus], dtype="float64"),
    }
    shapes = GeoSeries([milieu.geometry for milieu in milieus], crs="EPSG:25832")
    return GeoDataFrame(columns, geometry=shapes, crs="EPSG:25832")


def _features(text: str) -> Iterator[tuple[int, Any]]:
    """Each feature with the line on which it begins; the text is read once, from left to right."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    kind: Any = None
    found = False
    position = _after(text, 0, "{")
    while text[position : position + 1] != "}":
        key, position = decoder.raw_decode(text, _skip(text, position))
        position = _skip(text, _after(text, position, ":"))
        if key == "features" and text[position : position + 1] == "[":
            found = True
            for start, end, feature in _elements(text, position, decoder):
                if start >= 0:
                    yield text.count("\n", 0, start) + 1, feature
                position = end
        else:
            value, position = decoder.raw_decode(text, position)
            if key == "type":
                kind = value
            if key == "crs" and not any(name in json.dumps(value) for name in ("CRS84", "4326")):
                raise GeometryError("the file names another coordinate system; WGS84 lon, lat is expected")
        position = _skip(text, position)
        if text[position : position + 1] == ",":
            position = _skip(text, position + 1)
        elif text[position : position + 1] != "}":
            raise json.JSONDecodeError("a comma or closing brace is missing", text, position)
    end = _skip(text, position + 1)
    if end < len(text):
        raise json.JSONDecodeError("text follows the closing brace", text, end)
    if kind != "FeatureCollection" or not found:
        raise GeometryError("a FeatureCollection with features is expected (RFC 7946)")


def _elements(text: str, position: int, decoder: json.JSONDecoder) -> Iterator[tuple[int, int, Any]]:
    """Start, end and value of each element of an array; at last start -1 and the end of the array."""
    position = _skip(text, position + 1)
    while text[position : position + 1] != "]":
        value, end = decoder.raw_decode(text, position)
        yield position, end, value
        position = _skip(text, end)
        if text[position : position + 1] == ",":
            position = _skip(text, position + 1)
        elif text[position : position + 1] != "]":
            raise json.JSONDecodeError("a comma or closing bracket is missing", text, position)
    yield -1, position + 1, None


def _refuse_constant(name: str) -> float:
    raise GeometryError(f"{name} is no number of JSON; coordinates are expected")


def _skip(text: str, position: int) -> int:
    while text[position : position + 1] in (" ", "\t", "\r", "\n"):
        position += 1
    return position


def _after(text: str, position: int, sign: str) -> int:
    position = _skip(text, position)
    if text[position : position + 1] != sign:
        raise json.JSONDecodeError(f"{sign} is missing", text, position)
    return _skip(text, position + 1)


def _read_feature(feature: Any, line: int, faults: list[Fault]) -> Milieu:
    """One feature; with a fault its id may be blank."""

    def report(column: str, message: str) -> None:
        faults.append(Fault(FILE, line, column, message))

    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        report("-", "this is no Feature; type Feature with properties and geometry is expected")
        return Milieu("", "", 0.0, None)
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        properties = {}
    texts: dict[str, str] = {}
    for key in ("milieu_id", "name"):
        value = properties.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not value.strip():
            report(key, "the property is missing or blank; a text is expected")
            value = ""
        texts[key] = value.strip()
    buffer = properties.get("buffer_m")
    if buffer is None:
        buffer = 0.0
    elif isinstance(buffer, bool) or not isinstance(buffer, int | float) or not 0 <= buffer <= 1e6:
        report("buffer_m", f"{quoted(str(buffer))} is no distance; metres from 0 are expected")
        buffer = 0.0
    try:
        geometry = polygons(feature.get("geometry"))
    except GeometryError as error:
        report("geometry", str(error))
        geometry = None
    return Milieu(texts["milieu_id"], texts["name"], float(buffer), geometry)
