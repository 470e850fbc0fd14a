"""The same week in every accepted form is read identically; what cannot be read is refused with a reason."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.exchange.week import Reading, read_week
from matcher.model import Week
from tests.weeks import DECISION_DATE, Rows, csv_text, tables, write_week

DANISH = {"address": "Ærøgade 4, 1. tv.", "reason": "Æblehavegård på Ø"}
NUMBERS = ("x", "y", "rent", "utilities", "deposit", "size_m2", "max_rent", "max_km", "share", "caseworkers")
DATES = (
    "birth_date",
    "waiting_since",
    "available_from",
    "reported_on",
    "support_decided_on",
    "action_plan_on",
)


def danish_tables() -> dict[str, Rows]:
    """The tiny week with Danish letters in its texts."""
    rows = tables()
    for table in rows.values():
        for row in table:
            row.update({key: value for key, value in DANISH.items() if row.get(key)})
    return rows


def frames(week: Week) -> dict[str, pd.DataFrame]:
    names = ("citizens", "vacancies", "places", "decisions", "quotas", "teams")
    return {name: getattr(week, name) for name in names}


def assert_same_week(one: Week, other: Week) -> None:
    for name, frame in frames(one).items():
        pd.testing.assert_frame_equal(frame, frames(other)[name])
    assert one.milieus.equals(other.milieus)


def week_of(reading: Reading) -> Week:
    assert reading.faults == []
    assert reading.week is not None
    return reading.week


def _danish_forms(rows: Rows, comma: bool, danish_dates: bool) -> Rows:
    changed = []
    for row in rows:
        cells = dict(row)
        for key, value in cells.items():
            if comma and key in NUMBERS:
                cells[key] = value.replace(".", ",")
            if danish_dates and key in DATES and value:
                cells[key] = "-".join(reversed(value.split("-")))
            if danish_dates and value in ("true", "false"):
                cells[key] = {"true": "JA", "false": "Nej"}[value]
        changed.append(cells)
    return changed


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("comma", [False, True])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_separators_decimal_signs_and_line_ends_read_the_same(
    encoding: str, separator: str, comma: bool, line_end: str, tmp_path: Path
) -> None:
    rows = danish_tables()
    plain = week_of(read_week(write_week(tmp_path / "plain", rows), DECISION_DATE))
    folder = write_week(tmp_path / "other", rows)
    for name, table in rows.items():
        text = csv_text(_danish_forms(table, comma, separator == ";"), separator, line_end)
        (folder / f"{name}.csv").write_bytes(text.encode(encoding))
    other = week_of(read_week(folder, DECISION_DATE))
    assert_same_week(plain, other)
    assert other.vacancies["address"].tolist()[1] == DANISH["address"]


def test_decomposed_letters_are_the_same_letters(tmp_path: Path) -> None:
    plain = week_of(read_week(write_week(tmp_path / "plain", danish_tables()), DECISION_DATE))
    folder = write_week(tmp_path / "other", danish_tables())
    addresses = (folder / "addresses.csv").read_text().replace("Æ", "Æ")
    decisions = (folder / "decisions.csv").read_text().replace("å", "a\u030a")
    (folder / "addresses.csv").write_text(addresses)
    (folder / "decisions.csv").write_text(decisions)
    assert_same_week(plain, week_of(read_week(folder, DECISION_DATE)))


def test_danish_headers_and_words_are_read_in_csv_files_too(tmp_path: Path) -> None:
    from data.exchange.tables import BY_NAME

    plain = week_of(read_week(write_week(tmp_path / "plain"), DECISION_DATE))
    danish: dict[str, Rows | None] = {}
    for name, rows in tables().items():
        columns = BY_NAME[name].by_name
        danish[name] = []
        for row in rows:
            cells = {}
            for key, value in row.items():
                column = columns[key]
                separator = "|" if "|" in value else " "
                words = value.split(separator) if column.type == "codes" else [value]
                cells[column.danish.upper()] = separator.join(column.codes.get(word, word) for word in words)
            danish[name].append(cells)  # type: ignore[union-attr]
    assert_same_week(plain, week_of(read_week(write_week(tmp_path / "danish", danish), DECISION_DATE)))


def test_rows_and_columns_in_any_order_are_the_same_week(tmp_path: Path) -> None:
    rows = tables()
    rows["places"].append(dict(rows["places"][0], weight="2"))
    plain = week_of(read_week(write_week(tmp_path / "plain", rows), DECISION_DATE))
    turned: dict[str, Rows | None] = {
        name: [dict(reversed(row.items())) for row in reversed(table)] for name, table in rows.items()
    }
    other = week_of(read_week(write_week(tmp_path / "turned", turned), DECISION_DATE))
    assert_same_week(plain, other)
    assert plain.input_sha256 != other.input_sha256
    assert other.citizens["citizen_id"].tolist() == ["C1", "C2", "C3"]


def test_ids_are_sorted_by_code_points(tmp_path: Path) -> None:
    rows = tables()
    for row, name in zip(rows["vacancies"], ("b", "Z", "Å"), strict=True):
        row["vacancy_id"] = name
    rows["decisions"] = []
    week = week_of(read_week(write_week(tmp_path, {**rows, "decisions": None}), DECISION_DATE))
    assert week.vacancies["vacancy_id"].tolist() == ["Z", "b", "Å"]


def test_cells_get_the_types_and_defaults_of_the_model(tmp_path: Path) -> None:
    week = week_of(read_week(write_week(tmp_path), DECISION_DATE))
    citizen = week.citizens.set_index("citizen_id").loc["C3"]
    expected: dict[str, Any] = {
        "municipality": "",
        "adults": 1,
        "children": 0,
        "partner_benefit": "",
        "wealth": 0.0,
        "situation": "other",
        "tier": 3,
        "support_method": "none",
        "kinds": (),
        "setting": "any",
        "consent": True,
        "pets": False,
        "student": True,
    }
    assert {name: citizen[name] for name in expected} == expected
    for name in ("net_income", "fixed_costs", "benefit_months", "min_rooms", "max_rent", "chances_per_week"):
        assert np.isnan(citizen[name])
    assert citizen["eu_citizen"] is pd.NA
    assert citizen["released_on"] is pd.NaT
    second = week.citizens.set_index("citizen_id").loc["C2"]
    assert second["refused_areas"] == ("8200", "A 2")
    assert second["max_rent"] == 7500.5
    vacancy = week.vacancies.set_index("vacancy_id").loc["V2"]
    assert (vacancy["heating"], vacancy["route"], vacancy["area_class"]) == ("separate", "quarter", "none")
    assert (vacancy["x"], vacancy["y"]) == (575300.5, 6223900.25)
    assert week.quotas is not None
    assert week.teams is not None
    assert week.quotas["share"].tolist() == [Fraction(1, 4), Fraction(1, 2)]
    assert week.teams["caseload"].tolist() == [Fraction(10), Fraction(7)]
    assert week.teams["caseworkers"].tolist() == [Fraction(5, 2), Fraction(3)]
    dtypes = {name: str(dtype) for name, dtype in week.citizens.dtypes.items()}
    assert dtypes["birth_date"] == "datetime64[s]"
    assert dtypes["adults"] == "int64"
    assert dtypes["benefit_months"] == "float64"
    assert dtypes["student"] == "bool"
    assert dtypes["eu_citizen"] == "boolean"


def test_a_pool_of_an_estate_and_what_its_account_says(tmp_path: Path) -> None:
    """The id keeps its zeros, a blank estate is the whole organisation, a blank number is unknown."""
    rows = tables()
    rows["quotas"].append(
        {"organisation_id": "O1", "class": "family", "department_id": "007", "entitled": "2"}
    )
    quotas = week_of(read_week(write_week(tmp_path, rows), DECISION_DATE)).quotas
    assert quotas is not None
    assert quotas["department_id"].tolist() == ["007", "", ""]  # the blank municipality comes first
    assert quotas["entitled"].tolist()[0] == 2
    assert np.isnan(quotas["entitled"]).tolist() == [False, True, True]


def test_absent_tables_are_empty_with_the_same_columns_and_types(tmp_path: Path) -> None:
    full = week_of(read_week(write_week(tmp_path / "full"), DECISION_DATE))
    rows = tables()
    for row in rows["citizens"]:
        row.update(team_id="", avoid_milieus="")
    absent = dict.fromkeys(("places", "quotas", "teams", "decisions", "addresses"))
    folder = write_week(tmp_path / "bare", {**rows, **absent}, policy=None)
    (folder / "milieus.geojson").unlink()
    reading = read_week(folder, DECISION_DATE)
    week = week_of(reading)
    assert week.quotas is None
    assert week.teams is None
    for name in ("places", "decisions"):
        assert len(frames(week)[name]) == 0
        pd.testing.assert_series_equal(frames(week)[name].dtypes, frames(full)[name].dtypes)
    assert week.milieus.columns.tolist() == full.milieus.columns.tolist()
    assert len(week.milieus) == 0
    assert [(w.file, w.message.split(":")[0]) for w in reading.warnings] == [
        ("quotas.csv", "no_quota_account"),
        ("vacancies.csv", '"Havnegade 4" "8000" is not found in addresses, so the location is unknown'),
    ]


def test_degrees_are_projected_without_datum_shift(tmp_path: Path) -> None:
    """Zone 32's central meridian is 9° east: x is exactly 500,000 there, y the meridian arc × 0.9996."""
    rows = tables()
    for row, lat in zip(rows["vacancies"][:2], ("55", "56"), strict=True):
        row.update(x="", y="", lat=lat, lon="9", address="", postcode="")
    vacancies = week_of(read_week(write_week(tmp_path, rows), DECISION_DATE)).vacancies
    assert vacancies["x"].tolist()[:2] == pytest.approx([500_000, 500_000], abs=1e-4)
    assert vacancies["y"].tolist()[:2] == pytest.approx([_meridian(55), _meridian(56)], abs=1e-3)


def _meridian(latitude: float) -> float:
    """0.9996 × the length of the meridian from the equator on GRS80, by summing small steps."""
    a, flattening = 6_378_137.0, 1 / 298.257222101
    e2 = flattening * (2 - flattening)
    steps = 200_000
    angles = (np.arange(steps) + 0.5) * np.radians(latitude) / steps
    radii = a * (1 - e2) / (1 - e2 * np.sin(angles) ** 2) ** 1.5
    return float(0.9996 * radii.sum() * np.radians(latitude) / steps)


def test_addresses_are_matched_after_folding(tmp_path: Path) -> None:
    rows = tables()
    rows["vacancies"][1]["address"] = "  HAVNEGADE   4 "
    week = week_of(read_week(write_week(tmp_path, rows), DECISION_DATE))
    assert week.vacancies["x"].tolist()[1] == 575300.5
    rows["vacancies"][1]["address"] = "Havnegade 4A"
    reading = read_week(write_week(tmp_path / "b", rows), DECISION_DATE)
    assert np.isnan(week_of(reading).vacancies["x"].tolist()[1])
    assert [(w.file, w.line, w.column) for w in reading.warnings] == [("vacancies.csv", 3, "address")]


def test_unknown_columns_and_files_warn_and_are_ignored(tmp_path: Path) -> None:
    rows = tables()
    rows["vacancies"][0]["colour"] = "red"
    folder = write_week(tmp_path, rows)
    (folder / "Teams.csv").write_text("x")
    (folder / "notes.md").write_text("x")
    reading = read_week(folder, DECISION_DATE)
    week_of(reading)
    assert [(w.file, w.line, w.column) for w in reading.warnings] == [
        ("Teams.csv", 1, "-"),
        ("vacancies.csv", 1, "colour"),
    ]
    assert "rename it to teams.csv" in reading.warnings[0].message


def test_an_amount_with_three_decimals_warns(tmp_path: Path) -> None:
    rows = tables()
    rows["vacancies"][0]["rent"] = "4,500"
    reading = read_week(write_week(tmp_path, rows), DECISION_DATE)
    assert week_of(reading).vacancies["rent"].tolist()[0] == 4.5
    assert [(w.line, w.column) for w in reading.warnings] == [(2, "rent")]
    assert "4.5" in reading.warnings[0].message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/4", "1/4"),
        ("1 / 3", "1/3"),
        ("0.25", "1/4"),
        ("0,25", "1/4"),
        ("25 %", "1/4"),
        ("33,3%", "333/1000"),
    ]
    + [("0", "0"), ("1", "1"), ("100 %", "1"), ("", "1/4")],
)
def test_shares_are_exact(text: str, value: str, tmp_path: Path) -> None:
    rows = tables()
    rows["quotas"][0]["share"] = text
    quotas = week_of(read_week(write_week(tmp_path, rows), DECISION_DATE)).quotas
    assert quotas is not None
    assert quotas["share"].tolist()[0] == Fraction(value)


def test_the_hash_is_over_names_and_bytes_of_the_input_files_in_name_order(tmp_path: Path) -> None:
    import hashlib

    folder = write_week(tmp_path)
    (folder / "notes.md").write_text("not input")
    names = sorted(p.name for p in folder.iterdir() if p.name != "notes.md")
    expected = hashlib.sha256(b"".join(n.encode() + (folder / n).read_bytes() for n in names)).hexdigest()
    assert week_of(read_week(folder, DECISION_DATE)).input_sha256 == expected
