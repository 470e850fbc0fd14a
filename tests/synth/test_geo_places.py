"""The figures and the coastline: read whole, and the doubtful values kept out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.geo import places
from data.geo.land import on_land, to_degrees, to_metres
from data.geo.places import (
    municipalities,
    municipality,
    national_figure,
    national_figures,
    settled_towns,
    towns,
)


def test_there_are_98_municipalities_with_four_digit_codes() -> None:
    codes = [one.code for one in municipalities()]
    assert len(set(codes)) == 98
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert municipality("0615").name == "Horsens"
    assert sum(one.population for one in municipalities()) == pytest.approx(6_025_000, rel=0.01)


def test_every_municipality_has_a_town_to_build_on() -> None:
    for one in municipalities():
        assert settled_towns(one.code)
        assert all(
            population > 0 and town.municipality == one.code for town, population in settled_towns(one.code)
        )


def test_a_doubtful_population_is_not_believed() -> None:
    [copenhagen] = [town for town in towns("0101") if town.name == "København"]
    assert copenhagen.doubtful
    assert copenhagen.population == 1_153_615
    believed = {town.name: population for town, population in settled_towns("0101")}
    assert sum(believed.values()) == municipality("0101").population
    assert "Klinteby Frihed" not in {town.name for town, _ in settled_towns("0370")}
    assert "Hørning" not in {town.name for town, _ in settled_towns("0730")}
    assert [population for _, population in settled_towns("0223")] == [municipality("0223").population]


def test_every_borrowed_population_names_a_real_row() -> None:
    known = {(town.name, town.municipality) for town in towns()}
    assert set(places.BORROWED_POPULATION) <= known


def test_unknown_populations_are_used_only_where_there_is_nothing_else() -> None:
    assert [town.name for town, _ in settled_towns("0159")] == ["Buddinge"]
    assert "Holte" not in {town.name for town, _ in settled_towns("0230")}


def test_all_national_figures_are_read_with_their_sources() -> None:
    assert len(national_figures()) == 106
    assert all(figure.source for figure in national_figures())
    stock = national_figure("almene boliger", "andel af boligmassen")
    assert (stock.value, stock.source) == (19.42, "Danmarks Statistik, BOL101")
    assert national_figure("hjemloeshed", "antal i alt (uge 6)").year == 2024
    assert national_figure("hjemloeshed", "antal i alt (uge 6)", 2019).value == 6431
    with pytest.raises(KeyError, match="no such key"):
        national_figure("hjemloeshed", "no such key")


def test_an_unquoted_comma_is_refused_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "national_figures.csv").write_text(
        "emne,noegle,aar\nx,y,2020\nx,a, b,2020\n", encoding="utf-8"
    )
    monkeypatch.setattr(places, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"national_figures.csv:3: 4 cells, 3 expected"):
        list(places._rows("national_figures.csv"))


def test_each_town_has_one_postcode() -> None:
    with (places.FOLDER / "postcodes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(towns())
    assert all(len(town.postcode) == 4 and 1000 <= int(town.postcode) <= 9999 for town in towns())
    by_name = {(town.name, town.municipality): town.postcode for town in towns()}
    assert by_name["Horsens", "0615"] == "8700"
    assert by_name["Skagen", "0813"] == "9990"


@pytest.mark.parametrize(
    ("lat", "lon", "dry"),
    [
        (55.8607, 9.8503, True),
        (56.16, 10.05, True),
        (56.3, 11.3, False),
        (55.0, 15.5, False),
        (55.2, 7.0, False),
    ],
)
def test_the_coastline_knows_land_from_sea(lat: float, lon: float, dry: bool) -> None:
    assert on_land(*to_metres(lat, lon)) is dry


def test_degrees_and_metres_turn_into_each_other() -> None:
    x, y = to_metres(56.0, 9.0)
    # The central meridian of zone 32: x is 500 km exactly, y the length of the meridian times 0.9996.
    assert x == pytest.approx(500_000, abs=0.01)
    assert y == pytest.approx(6_206_000, abs=1500)
    assert to_degrees(x, y) == pytest.approx((56.0, 9.0), abs=1e-9)
