"""Distances, degrees and the coastline behind the map."""

from __future__ import annotations

import json
import math

import filled_office  # noqa: F401  (it knows where the made-up town lives)
import pytest
from finished_week import DAY, town
from shapely.geometry import Point, shape

from data.store.export import read_files
from web import geo
from web.coastline import coastline
from web.geo import degrees, sign
from web.run import Run
from web.vendor import COUNTRIES, NODE_MODULES


def test_degrees_follow_the_definition_of_the_projection() -> None:
    # EPSG:25832 is UTM zone 32: easting 500 km is 9° east; a kilometre north is 1/111.35 of a degree.
    south, north = degrees(500_000, 6_200_000), degrees(500_000, 6_210_000)
    assert south[1] == north[1] == 9.0
    assert north[0] - south[0] == pytest.approx(10 / 0.9996 / 111.35, abs=2e-4)


def test_network_distance_equals_the_runs_own() -> None:
    given = town()
    week = read_files(given.files, DAY)
    assert week.week is not None
    run = Run(week.week, week.policy, given.result)
    compared = 0
    for vacancy, match in run.match_of_vacancy.items():
        shown = geo.network_km(run, run.vacancies[vacancy], str(match["citizen_id"]))
        if match["network_km"] is None:
            assert shown is None
        else:
            assert shown is not None
            assert math.isclose(shown, match["network_km"], abs_tol=0.005 + 1e-9)
            compared += 1
    assert compared > 0


def test_signs_on_the_map() -> None:
    assert [sign(0), sign(9), sign(0, letters=True), sign(25, letters=True), sign(26, letters=True)] == [
        *("1", "10"),
        *("A", "Z", "A1"),
    ]


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [
        ("Viborg", 9.40, 56.45, "Danmark"),
        ("Roskilde", 12.05, 55.62, "Danmark"),
        ("Almindingen, Bornholm", 14.90, 55.12, "Danmark"),
        ("Tønder", 8.87, 54.94, "Danmark"),
        ("Niebüll", 8.83, 54.79, "Deutschland"),
        ("Lund", 13.19, 55.70, "Sverige"),
        ("Rendsburg", 9.66, 54.30, "Deutschland"),
        ("Kattegat", 11.40, 56.60, None),
        ("Storebælt", 11.02, 55.35, None),
        ("North Sea", 7.50, 56.00, None),
    ],
)
def test_coastline_knows_land_from_sea(place: str, lon: float, lat: float, country: str | None) -> None:
    outline = json.loads(coastline(NODE_MODULES / COUNTRIES))
    on = [
        f["properties"]["name"] for f in outline["features"] if shape(f["geometry"]).contains(Point(lon, lat))
    ]
    assert on == ([] if country is None else [country]), place


def test_denmark_has_its_size() -> None:
    from pyproj import Geod

    outline = json.loads(coastline(NODE_MODULES / COUNTRIES))
    home = next(shape(f["geometry"]) for f in outline["features"] if f["properties"]["home"])
    assert home.is_valid
    square_km = abs(Geod(ellps="GRS80").geometry_area_perimeter(home)[0]) / 1e6
    assert square_km == pytest.approx(42_950, rel=0.03)  # Statistics Denmark's figure for the area


def test_neighbours_share_a_border_and_no_land() -> None:
    outline = json.loads(coastline(NODE_MODULES / COUNTRIES))
    land = {f["properties"]["name"]: shape(f["geometry"]) for f in outline["features"]}
    denmark, germany = land["Danmark"], land["Deutschland"]
    assert denmark.touches(germany)
    assert denmark.intersection(germany).length > 0.5  # degrees: the border is a line of some 68 km
    assert denmark.intersection(germany).area == 0
    assert not denmark.intersects(land["Sverige"])


def test_only_denmark_is_home_and_all_lies_in_the_window() -> None:
    outline = json.loads(coastline(NODE_MODULES / COUNTRIES))
    assert [f["properties"]["name"] for f in outline["features"] if f["properties"]["home"]] == ["Danmark"]
    for feature in outline["features"]:
        west, south, east, north = shape(feature["geometry"]).bounds
        assert 7.0 <= west < east <= 16.0
        assert 54.0 <= south < north <= 58.4


def test_towns_are_denmarks_largest_first() -> None:
    names = [town["name"] for town in geo.towns()]
    assert names[0] == "København"
    assert names.index("Aarhus") < names.index("Odense") < names.index("Horsens")
    assert len(names) > 400
