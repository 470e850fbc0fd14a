"""What a synthetic week folder holds: places, dates, ids, quotas, and that it reads back without a fault."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import pytest
import shapely
from pyproj import Transformer

from data.exchange.week import read_week
from data.geo.places import FOLDER, municipalities, towns
from data.synth.presets import PRESETS
from data.synth.write import DECISION_DATE, write_preset

Rows = list[dict[str, str]]
SMALL = {"citizens": 9, "vacancies": 7}


def rows_of(folder: Path, table: str) -> Rows:
    """A table as text, read without the project's reader; no rows when the file is left out."""
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def points_of(rows: Rows) -> Iterator[tuple[float, float]]:
    return ((float(row["x"]), float(row["y"])) for row in rows if row["x"])


@pytest.fixture(scope="module")
def denmark_outline() -> shapely.Geometry:
    """The coastline as the file has it, projected here rather than by the code under test."""
    document = json.loads((FOLDER / "coastline.geojson").read_text(encoding="utf-8"))
    outline = shapely.from_geojson(json.dumps(document["features"][0]["geometry"]))
    project = Transformer.from_crs(4326, 25832, always_xy=True)
    metres = shapely.transform(
        outline, lambda p: list(zip(*project.transform(p[:, 0], p[:, 1]), strict=True))
    )
    shapely.prepare(metres)
    return metres


@pytest.mark.parametrize("preset", [name for name in PRESETS if name != "municipality"])
def test_every_preset_reads_back_without_a_fault(preset: str, tmp_path: Path) -> None:
    folder = write_preset(preset, tmp_path / "week")
    reading = read_week(folder, DECISION_DATE)
    assert [str(fault) for fault in reading.faults] == []
    assert reading.week is not None
    # The only warnings are those of addresses an office could not locate either.
    assert all("is not found in addresses" in str(warning) for warning in reading.warnings)
    expected = {"denmark": (5989, None)}.get(preset, PRESETS[preset])
    assert len(reading.week.citizens) == expected[0]
    assert expected[1] in (None, len(reading.week.vacancies))


def test_each_of_the_98_municipalities_reads_back_without_a_fault(tmp_path: Path) -> None:
    for one in municipalities():
        folder = write_preset("town", tmp_path / one.code, seed=1, municipality=one.name, **SMALL)
        reading = read_week(folder, DECISION_DATE)
        assert [str(fault) for fault in reading.faults] == [], one.name
        assert reading.week is not None
        assert set(reading.week.vacancies["municipality"]) == {one.code}
        counted = {name: len(getattr(reading.week, name)) for name in SMALL}
        assert counted == SMALL, one.name


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2026, 12, 31), date(2027, 3, 15)])
def test_the_town_can_be_run_on_other_days(town: Path, day: date) -> None:
    reading = read_week(town, day)
    assert [str(fault) for fault in reading.faults] == []
    assert reading.week is not None
    open_ones = ~(reading.week.vacancies["answer_by"] < str(day))
    assert open_ones.mean() >= 0.9


def test_no_flat_place_or_address_lies_in_the_sea(denmark: Path, denmark_outline: shapely.Geometry) -> None:
    for table in ("vacancies", "places", "addresses"):
        points = list(points_of(rows_of(denmark, table)))
        assert len(points) > 200
        wet = [point for point in points if not shapely.contains_xy(denmark_outline, *point)]
        assert wet == [], table


def test_flats_stand_in_clusters_round_a_town_of_their_municipality(denmark: Path) -> None:
    project = Transformer.from_crs(4326, 25832, always_xy=True)
    centres: dict[str, list[tuple[float, float]]] = {}
    for town in towns():
        centres.setdefault(town.municipality, []).append(project.transform(town.lon, town.lat))
    estates: dict[str, list[tuple[float, float]]] = {}
    for row in rows_of(denmark, "vacancies"):
        if not row["x"]:
            continue
        x, y = float(row["x"]), float(row["y"])
        near = min(((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 for cx, cy in centres[row["municipality"]])
        assert near < 4200, row["vacancy_id"]
        estates.setdefault(row["department_id"], []).append((x, y))
    assert sum(len(flats) > 1 for flats in estates.values()) > 100
    for flats in estates.values():
        wide = max(x for x, _ in flats) - min(x for x, _ in flats)
        high = max(y for _, y in flats) - min(y for _, y in flats)
        assert max(wide, high) <= 100


def test_milieus_are_polygons_in_denmark_and_named_by_citizens(town: Path) -> None:
    features = json.loads((town / "milieus.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["milieu_id"] for feature in features] == ["M1", "M2", "M3", "M4"]
    for feature in features:
        polygon = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert polygon.is_valid
        assert polygon.exterior.is_ccw
        assert polygon.centroid.distance(shapely.Point(9.85, 55.86)) < 0.05
    named = {milieu for row in rows_of(town, "citizens") for milieu in row["avoid_milieus"].split()}
    assert named == {"M1", "M2", "M3", "M4"}


def test_every_vacancy_of_the_quarter_rule_has_exactly_one_account(denmark: Path, town: Path) -> None:
    for folder in (denmark, town):
        accounts = [
            (row["organisation_id"], row["municipality"], row["class"]) for row in rows_of(folder, "quotas")
        ]
        assert len(accounts) == len(set(accounts))
        for row in rows_of(folder, "vacancies"):
            if row["kind"] in ("family", "youth") and row["route"] in ("", "quarter"):
                owner = (row["organisation_id"], row["municipality"])
                assert ((*owner, row["kind"]) in accounts) + ((*owner, "all") in accounts) == 1


def test_the_accounts_are_ones_a_year_could_have_left(denmark: Path) -> None:
    rows = rows_of(denmark, "quotas")
    modes = {row["mode"] for row in rows}
    assert modes == {"", "choose", "first", "fourth"}
    quarter = 0
    for row in rows:
        share = Fraction(1, 5) if row["share"] == "1/5" else Fraction(1, 4)
        quarter += share == Fraction(1, 4)
        assert row["share"] in ("", "1/4", "0.25", "25 %", "1/5")
        counted, claimed = int(row["counted"]), int(row["claimed"])
        if row["mode"] == "fourth":
            assert claimed == floor(share * counted)
        elif row["mode"] == "first":
            assert claimed == ceil(share * counted)
        else:
            # Claimed never exceeds what a full pool gives, this week's flats included.
            assert 0 <= claimed <= floor(share * (counted + 60))
    assert quarter / len(rows) > 0.85


def test_teams_are_near_full_but_not_over(denmark: Path) -> None:
    default = {"CTI": 10, "ICM": 8, "ACT": 8, "ACT_modified": 8}
    capacity = current = 0
    for row in rows_of(denmark, "teams"):
        places = floor(Fraction(row["caseworkers"]) * Fraction(row["caseload"] or default[row["method"]]))
        assert 0 <= int(row["current_cases"]) < places
        capacity += places
        current += int(row["current_cases"])
    assert 0.5 < current / capacity < 0.97


def test_dates_are_in_their_order(denmark: Path) -> None:
    lapsed = 0
    flats = rows_of(denmark, "vacancies")
    for row in flats:
        assert (
            date.fromisoformat(row["reported_on"])
            < DECISION_DATE
            <= date.fromisoformat(row["available_from"])
        )
        lapsed += bool(row["answer_by"]) and date.fromisoformat(row["answer_by"]) < date(2027, 3, 15)
    assert lapsed / len(flats) < 0.06
    for row in rows_of(denmark, "citizens"):
        waiting = date.fromisoformat(row["waiting_since"])
        assert waiting <= date(2026, 11, 16)
        for column in ("support_decided_on", "action_plan_on"):
            if row[column]:
                assert waiting <= date.fromisoformat(row[column]) <= DECISION_DATE - timedelta(days=3)
        if row["admitted_on"]:
            assert row["situation"] == "shelter_110"
            assert date(2026, 1, 1) <= date.fromisoformat(row["admitted_on"]) <= DECISION_DATE
        if row["blocked_until"]:
            assert date.fromisoformat(row["blocked_until"]) > DECISION_DATE


def test_a_partner_has_a_benefit_and_no_one_alone_has_a_partner(denmark: Path) -> None:
    for row in rows_of(denmark, "citizens"):
        assert bool(row["partner_benefit"]) == (row["adults"] == "2")
        assert not (row["partner_income"] or row["partner_benefit_months"]) or row["adults"] == "2"


def test_benefits_follow_the_age_and_the_reform(denmark: Path) -> None:
    for row in rows_of(denmark, "citizens"):
        born = date.fromisoformat(row["birth_date"])
        age = 2026 - born.year - ((born.month, born.day) > (11, 23))
        assert 18 <= age < 80
        if row["benefit"] == "folkepension":
            assert age >= 67
        if row["benefit"] == "kontanthjaelp_grund":
            assert age < 30
        if row["benefit"] == "kontanthjaelp_forhoejet":
            assert 25 <= age < 67
        if row["benefit"] == "seniorpension":
            assert 60 <= age < 67


def test_no_cell_looks_like_a_person(denmark: Path) -> None:
    cpr = re.compile(r"[0-3][0-9][01][0-9]{3}-?[0-9]{4}")
    for table in ("citizens", "vacancies", "places", "quotas", "teams", "addresses"):
        rows = rows_of(denmark, table)
        assert rows
        for row in rows:
            assert not any(cpr.fullmatch(cell.strip()) for cell in row.values())
    columns = {column for table in ("citizens", "places") for column in rows_of(denmark, table)[0]}
    assert not columns & {"name", "cpr", "sex", "phone", "email", "diagnosis", "abuse", "readiness"}


def test_files_are_written_as_the_contract_says(town: Path) -> None:
    names = sorted(path.name for path in town.iterdir())
    tables = ["addresses.csv", "citizens.csv", "places.csv", "quotas.csv", "teams.csv", "vacancies.csv"]
    assert names == sorted([*tables, "milieus.geojson", "policy.toml"])
    for name in tables:
        raw = (town / name).read_bytes()
        assert b"\r" not in raw
        assert not raw.startswith(b"\xef\xbb\xbf")
        assert raw.endswith(b"\n")


def test_the_council_has_named_its_tiers(town: Path) -> None:
    reading = read_week(town, DECISION_DATE)
    assert set(reading.policy.tiers) == {1, 2, 3, 4, 5}
    assert {row["tier"] for row in rows_of(town, "citizens")} == {"1", "2", "3", "4", "5"}
