"""Every kind of fault is reported in its place with advice, and nothing else is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.exchange.faults import forms_a_date, looks_like_cpr, quoted
from data.exchange.week import blocked_pin_faults, read_week
from tests.exchange.fault_cases import CASES, Case
from tests.weeks import DECISION_DATE, csv_text, tables, write_week


def test_there_are_at_least_sixty_kinds_of_fault() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_is_reported_once_in_its_place_with_advice(case: Case, tmp_path: Path) -> None:
    write_week(tmp_path)
    case.plant(tmp_path)
    reading = read_week(tmp_path, DECISION_DATE)
    assert [str(fault).split(": ")[:2] for fault in reading.faults] == [
        [f"{case.file}:{case.line}", case.column]
    ]
    for words in case.words:
        assert words in reading.faults[0].message
    assert reading.week is None


def test_the_tiny_week_has_no_fault_and_no_warning(tmp_path: Path) -> None:
    reading = read_week(write_week(tmp_path), DECISION_DATE)
    assert reading.faults == []
    assert reading.warnings == []
    assert reading.week is not None
    assert reading.counts == {
        "citizens": 3,
        "places": 3,
        "vacancies": 3,
        "quotas": 2,
        "teams": 2,
        "decisions": 2,
        "addresses": 1,
        "milieus": 1,
    }


def test_all_faults_of_all_files_come_in_one_go_and_in_order(tmp_path: Path) -> None:
    rows = tables()
    rows["citizens"][1]["tier"] = "12"
    rows["citizens"][0]["tier"] = "x"
    rows["citizens"][0]["benefit"] = "?"
    rows["vacancies"][2]["rent"] = "-3"
    write_week(tmp_path, rows, policy="nothing = 1\n", milieus="{")
    faults = read_week(tmp_path, DECISION_DATE).faults
    assert [(f.file, f.line, f.column) for f in faults] == [
        ("citizens.csv", 2, "benefit"),
        ("citizens.csv", 2, "tier"),
        ("citizens.csv", 3, "tier"),
        ("milieus.geojson", 1, "-"),
        ("policy.toml", 1, "nothing"),
        ("vacancies.csv", 4, "rent"),
    ]


def test_a_refused_table_causes_no_false_alarm_about_its_ids(tmp_path: Path) -> None:
    write_week(tmp_path)
    text = (tmp_path / "citizens.csv").read_text()
    (tmp_path / "citizens.csv").write_text(text.replace("birth_date", "born", 1))
    faults = read_week(tmp_path, DECISION_DATE).faults
    assert [(f.file, f.column) for f in faults] == [("citizens.csv", "birth_date")]


def test_a_refused_id_causes_no_false_alarm_where_it_is_meant(tmp_path: Path) -> None:
    rows = tables()
    rows["citizens"][0]["citizen_id"] = ""
    rows["vacancies"][1]["vacancy_id"] = "V\n2"
    rows["teams"][0]["team_id"] = ""
    faults = read_week(write_week(tmp_path / "a", rows), DECISION_DATE).faults
    assert [(f.file, f.column) for f in faults] == [
        ("citizens.csv", "citizen_id"),
        ("teams.csv", "team_id"),
        ("vacancies.csv", "vacancy_id"),
    ]
    rows["places"][2]["citizen_id"] = "C77"
    faults = read_week(write_week(tmp_path / "b", rows), DECISION_DATE).faults
    assert ("places.csv", 4) in [(f.file, f.line) for f in faults]


def test_lines_are_those_of_the_file_also_after_quoted_line_breaks_and_blank_rows(tmp_path: Path) -> None:
    rows = tables()["decisions"]
    rows[0]["reason"] = "first line\nsecond line\r\nthird"
    rows[1]["rule"] = "nonsense"
    text = csv_text(rows).replace("\nC2", "\n\n,,,,\nC2", 1)
    assert text.splitlines()[6].startswith("C2")
    write_week(tmp_path)
    (tmp_path / "decisions.csv").write_text(text, encoding="utf-8", newline="")
    faults = read_week(tmp_path, DECISION_DATE).faults
    assert [(f.line, f.column) for f in faults] == [(7, "rule")]


def test_two_pins_of_one_citizen_and_of_one_flat(tmp_path: Path) -> None:
    pins = [
        {"citizen_id": c, "vacancy_id": v, "action": "pin", "reason": "r"}
        for c, v in (("C1", "V1"), ("C1", "V3"), ("C2", "V1"))
    ]
    faults = read_week(write_week(tmp_path, {"decisions": pins}), DECISION_DATE).faults
    assert [(f.line, f.column) for f in faults] == [(3, "citizen_id"), (4, "vacancy_id")]
    assert all("line 2" in f.message for f in faults)


def test_a_seq_stands_once_in_an_organisation(tmp_path: Path) -> None:
    rows = tables()["vacancies"]
    for row, seq in zip(rows, ("1", "1", "1"), strict=True):
        row["seq"] = seq
    faults = read_week(write_week(tmp_path, {"vacancies": rows}), DECISION_DATE).faults
    assert [(f.line, f.column) for f in faults] == [(3, "seq")]


def test_a_blocked_pin_is_reported_at_its_line(tmp_path: Path) -> None:
    rows = tables()["decisions"]
    rows.append({"citizen_id": "C2", "vacancy_id": "V1", "action": "pin", "rule": "", "reason": "r"})
    reading = read_week(write_week(tmp_path, {"decisions": rows}), DECISION_DATE)
    assert reading.faults == []
    faults = blocked_pin_faults(reading, [("C2", "V1", ["rent", "debt"])])
    assert [(f.file, f.line, f.column) for f in faults] == [("decisions.csv", 4, "action")]
    assert "rent debt" in faults[0].message


def test_a_workbook_beside_csv_files_and_one_with_macros_are_refused(tmp_path: Path) -> None:
    write_week(tmp_path)
    (tmp_path / "week.xlsx").write_bytes(b"PK")
    (tmp_path / "week.xlsm").write_bytes(b"PK")
    faults = read_week(tmp_path, DECISION_DATE).faults
    assert [(f.file, f.column) for f in faults] == [("week.xlsm", "-"), ("week.xlsx", "-")]
    assert "keep one kind" in faults[1].message


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert [str(f) for f in read_week(tmp_path / "none", DECISION_DATE).faults] == [
        "none:1: -: there is no such folder; a week folder is expected"
    ]


@pytest.mark.parametrize(
    ("text", "is_cpr"),
    [
        ("0101901234", True),
        ("010190-1234", True),
        ("3112991234", True),
        ("2902001234", True),
        ("2902011234", False),
        ("3202901234", False),
        ("0113901234", False),
        ("010190123", False),
        ("01019012345", False),
        ("S010190-1234", False),
        ("010190_1234", False),
    ],
)
def test_shapes_of_cpr_numbers(text: str, is_cpr: bool) -> None:
    assert looks_like_cpr(text) is is_cpr


def test_every_calendar_day_is_a_cpr_shape_and_nothing_else() -> None:
    days = {(d, m, y) for d in range(100) for m in range(100) for y in (0, 1, 4, 90) if _is_day(d, m, y)}
    found = {
        (d, m, y)
        for d in range(100)
        for m in range(100)
        for y in (0, 1, 4, 90)
        if forms_a_date(f"{d:02}", f"{m:02}", f"{y:02}")
    }
    assert found == days


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def test_a_cpr_number_is_never_shown(tmp_path: Path) -> None:
    rows = tables()
    rows["citizens"][0]["citizen_id"] = "010190-1234"
    rows["places"][0]["citizen_id"] = "0101901234"
    rows["citizens"][1]["situation"] = "like 010190 1234"
    reading = read_week(write_week(tmp_path, rows), DECISION_DATE)
    lines = "\n".join(str(line) for line in [*reading.faults, *reading.warnings])
    assert "1234" not in lines
    assert quoted("see 010190-1234 there") == '"see (CPR number) there"'
