"""milieus.geojson: lines of features in any layout, projection, multipolygons, holes."""

from __future__ import annotations

import json
from typing import Any

import pytest
import shapely

from data.exchange.geojson import frame, read_milieus
from tests.weeks import MILIEUS, milieus_text

SQUARE = [[9.0, 56.0], [9.1, 56.0], [9.1, 56.1], [9.0, 56.1], [9.0, 56.0]]
HOLE = [[9.02, 56.02], [9.04, 56.02], [9.04, 56.04], [9.02, 56.04], [9.02, 56.02]]
FAR = [[12.0, 55.6], [12.1, 55.6], [12.1, 55.7], [12.0, 55.6]]


def read(text: str) -> tuple[Any, list[Any], list[Any]]:
    faults: list[Any] = []
    warnings: list[Any] = []
    return read_milieus(text.encode(), faults, warnings), faults, warnings


def feature(milieu_id: Any, geometry: Any, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"milieu_id": milieu_id, "name": "n", **properties},
        "geometry": geometry,
    }


def collection(*features: Any, **members: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", **members, "features": list(features)}


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize("indent", [None, 1, 2, 4, "\t"])
def test_the_line_is_where_the_feature_begins_in_any_layout(indent: Any) -> None:
    good, bad = feature("A", polygon(SQUARE)), feature("B", polygon(SQUARE), buffer_m=-1)
    text = json.dumps(collection(good, bad, name="x", crs=None), indent=indent)
    _, faults, _ = read(text.replace("crs", "other"))
    lines = [n for n, line in enumerate(text.splitlines(), 1) if '"Feature"' in line]
    begins = lines[-1] - (1 if indent is not None else 0)
    assert [(fault.line, fault.column) for fault in faults] == [(begins, "buffer_m")]


def test_polygons_with_holes_and_multipolygons_are_projected() -> None:
    shape = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [FAR]]}
    milieus, faults, warnings = read(
        json.dumps(collection(feature("B", shape, buffer_m=50), feature(7, polygon(SQUARE))))
    )
    assert faults == []
    assert warnings == []
    milieus_frame = frame(milieus)
    assert milieus_frame["milieu_id"].tolist() == ["7", "B"]
    assert milieus_frame["buffer_m"].tolist() == [0.0, 50.0]
    assert milieus_frame.crs.to_epsg() == 25832
    many = milieus_frame.geometry[1]
    assert [len(part.interiors) for part in many.geoms] == [1, 0]
    assert milieus_frame.geometry[0].bounds[0] == pytest.approx(500_000, abs=1)
    assert shapely.area(milieus_frame.geometry[0]) == pytest.approx(6_230 * 11_135, rel=0.01)


def test_other_properties_warn_once_each() -> None:
    milieus, faults, warnings = read(
        json.dumps(collection(*(feature(n, polygon(SQUARE), colour="red") for n in "AB")))
    )
    assert len(milieus) == 2
    assert faults == []
    assert [(w.line, w.column) for w in warnings] == [(1, "colour")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "not JSON"),
        ("{}", "FeatureCollection"),
        ('{"type": "FeatureCollection"}', "FeatureCollection"),
        ('{"type": "Feature", "features": []}', "FeatureCollection"),
        ('{"type": "FeatureCollection", "features": []} x', "not JSON"),
        ('{"type": "FeatureCollection", "features": [1 2]}', "not JSON"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "NaN"),
        ('{"type": "FeatureCollection", "crs": {"name": "EPSG:25832"}, "features": []}', "WGS84"),
        ('{"type": "FeatureCollection", "features": [3]}', "no Feature"),
        ('{"type": "FeatureCollection" "features": []}', "not JSON"),
        ('{"type": "FeatureCollection", "features": [', "not JSON"),
        ("{", "not JSON"),
        ('{"type": "FeatureCollection", "features": [' + "[" * 100_000, "nesting"),
        ('{"type": "FeatureCollection", "features": [' + "9" * 5_000 + "]}", "too long"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": [[]]}]}', "milieu_id"),
    ],
)
def test_what_is_no_feature_collection_is_refused(text: str, words: str) -> None:
    _, faults, _ = read(text)
    assert {fault.line for fault in faults} == {1}
    assert words in f"{faults[-1].column} {faults[0].column} {faults[0].message}"


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Polygon"},
        polygon(),
        polygon([[9, 56], [9.1, 56], [9, 56]]),
        polygon([[9, 56], [9.1, "56"], [9.1, 56.1], [9, 56]]),
        polygon([[9], [9.1], [9.1], [9]]),
        polygon([[9, 56], [9.1, 10**400], [9.1, 56.1], [9, 56]]),
        polygon([[9, 56], [9.1, 56], [9.1, True], [9, 56]]),
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "MultiPolygon", "coordinates": [[]]},
        polygon([[574000, 6220000], [575000, 6220000], [575000, 6221000], [574000, 6220000]]),
        polygon(FAR, SQUARE),
    ],
)
def test_a_wrong_geometry_is_one_fault_of_its_feature(geometry: Any) -> None:
    _, faults, _ = read(json.dumps(collection(feature("A", geometry))))
    assert [(fault.line, fault.column) for fault in faults] == [(1, "geometry")]


def test_no_features_are_no_milieus() -> None:
    assert read(milieus_text({**MILIEUS, "features": []}))[0] == []
