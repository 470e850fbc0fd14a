"""Result folders: exact CSV, a deterministic workbook, all or nothing, and read back."""

from __future__ import annotations

import json
import random
import zipfile
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from data.exchange import results
from data.exchange.result_tables import SUMMARY_KEYS, results_tables
from data.exchange.results import ResultError, check_target, read_result, write_result
from matcher.model import WARNINGS, Result

CONTRACT = {
    "matches": "vacancy_id, citizen_id, points, rent, utilities, support, left_over, minimum, network_km, "
    "team_id, quota_pool, pinned, warnings, explanation",
    "proposals": "vacancy_id, rank, citizen_id, matched, points, lost_tier, lost_people, lost_overdue, "
    "lost_goals, lost_points, warnings",
    "unmatched": "citizen_id, eligible_vacancies, reason, detail",
    "unused": "vacancy_id, eligible_citizens, reason",
    "pairs": "citizen_id, vacancy_id, eligible, reasons, points, need, fit, choice, network, economy, size, "
    "setting, area, support, left_over",
    "affordability": "benefit, adults, children, citizens, payable_rent, blocked_from, vacancies_within, "
    "without_any",
}


def a_result() -> Result:
    """A small result whose rows are out of order and whose cells use every form."""
    na = pd.NA
    return Result(
        summary={
            "seconds": {"read": 0.1},
            "status": "optimal",
            "matched": 2,
            "objective": {"tiers": [{"tier": 1, "matched": 1}], "points": 1500},
            "decision_date": "2026-11-23",
            "seed": 0,
            "version": "0.1.0",
        },
        matches=pd.DataFrame(
            {
                "vacancy_id": ["Å1", "V2"],
                "citizen_id": ["C1", "C2"],
                "points": [700, 800],
                "rent": [4500.0, 3999.5],
                "utilities": [600.0, 0.0],
                "support": [1234.565, 0.004999],
                "left_over": [-12.345, 1e5],
                "minimum": [3600.0, 3600.0],
                "network_km": [1.005, float("nan")],
                "team_id": ["T1", ""],
                "quota_pool": ["O1/all", ""],
                "pinned": [True, False],
                "warnings": ["tight_budget debt", ""],
                "explanation": ['Rent, "net"\nand support', "Æblehave"],
            }
        ),
        proposals=pd.DataFrame(
            {
                "vacancy_id": ["V2", "V2", "Å1"],
                "rank": [2, 1, 1],
                "citizen_id": ["C3", "C2", "C1"],
                "matched": [False, True, True],
                "points": [650, 800, 700],
                "lost_tier": pd.array([1, na, na], dtype="Int64"),
                "lost_people": pd.array([1, na, na], dtype="Int64"),
                "lost_overdue": pd.array([na, na, na], dtype="Int64"),
                "lost_goals": [None, None, None],
                "lost_points": [float("nan"), 0.0, 0.0],
                "warnings": ["", "", "bound"],
            }
        ),
        unmatched=pd.DataFrame(
            {"citizen_id": ["C3"], "eligible_vacancies": [1], "reason": ["outranked"], "detail": [""]}
        ),
        unused=pd.DataFrame({"vacancy_id": [], "eligible_citizens": [], "reason": []}),
        affordability=pd.DataFrame(
            {
                "benefit": ["su", "su"],
                "adults": [2, 1],
                "children": [0, 0],
                "citizens": [1, 1],
                "payable_rent": [5000.0, float("nan")],
                "blocked_from": [5500.0, 0.0],
                "vacancies_within": [3, 0],
                "without_any": [0, 1],
            }
        ),
    )


def with_pairs(result: Result) -> Result:
    cells: dict[str, Any] = {name: [0] for name in CONTRACT["pairs"].split(", ")}
    cells.update(citizen_id=["C1"], vacancy_id=["V2"], eligible=[False], reasons=["kind rent"], points=[None])
    return replace(result, pairs=pd.DataFrame(cells))


def test_the_columns_are_the_contract_s_in_its_order() -> None:
    assert {table.name: ", ".join(table.names) for table in results_tables} == CONTRACT
    assert {table.name for table in results_tables} | {"summary"} == {field.name for field in fields(Result)}


def test_csv_files_are_exact(tmp_path: Path) -> None:
    write_result(a_result(), tmp_path / "r")
    assert (tmp_path / "r" / "matches.csv").read_bytes().decode() == (
        CONTRACT["matches"].replace(" ", "") + "\n"
        "V2,C2,800,3999.50,0.00,0.00,100000.00,3600.00,,,,false,,Æblehave\n"
        "Å1,C1,700,4500.00,600.00,1234.57,-12.34,3600.00,1.01,T1,O1/all,true,tight_budget debt,"
        '"Rent, ""net""\nand support"\n'
    )
    assert (tmp_path / "r" / "proposals.csv").read_text().splitlines()[1:] == [
        "V2,1,C2,true,800,,,,,0,",
        "V2,2,C3,false,650,1,1,,,,",
        "Å1,1,C1,true,700,,,,,0,bound",
    ]
    assert (tmp_path / "r" / "unused.csv").read_text() == "vacancy_id,eligible_citizens,reason\n"
    assert (tmp_path / "r" / "affordability.csv").read_text().splitlines()[1:] == [
        "su,1,0,1,,0.00,0,1",
        "su,2,0,1,5000.00,5500.00,3,0",
    ]
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == [
        "affordability.csv",
        "matches.csv",
        "proposals.csv",
        "result.xlsx",
        "summary.json",
        "unmatched.csv",
        "unused.csv",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r"]


def test_pairs_are_written_when_there_are_any(tmp_path: Path) -> None:
    write_result(with_pairs(a_result()), tmp_path / "r")
    lines = (tmp_path / "r" / "pairs.csv").read_text().splitlines()
    assert lines[1] == "C1,V2,false,kind rent,,0,0,0,0,0,0,0,0,0.00,0.00"
    assert read_result(tmp_path / "r").pairs is not None


def test_amounts_are_rounded_half_up_in_exact_decimals() -> None:
    values = pd.Series([0.005, 0.015, 2.675, -0.005, -0.015, 1.004999, 0.0, 1234567.895])
    column = next(c for t in results_tables for c in t.columns if c.type == "amount")
    texts = results._texts(column, results._plain(column, values))
    assert texts == ["0.01", "0.02", "2.68", "0.00", "-0.01", "1.00", "0.00", "1234567.90"]


def test_summary_comes_in_a_sensible_order(tmp_path: Path) -> None:
    result = a_result()
    result.summary["extra"] = 1
    write_result(result, tmp_path / "r")
    text = (tmp_path / "r" / "summary.json").read_text()
    keys = list(json.loads(text))
    assert keys == ["status", "objective", "matched", "decision_date", "seed", "version", "extra", "seconds"]
    assert text.startswith('{\n  "status": "optimal",\n')
    assert text.endswith("}\n")
    with pytest.raises(ValueError, match="JSON compliant"):
        results.result_files(replace(result, summary={**result.summary, "matched": float("nan")}))


def test_the_summary_s_keys_are_the_contract_s() -> None:
    keys = (
        "status objective matched citizens vacancies eligible_pairs quota teams limits conflict previous "
        "decision_date rates_valid_from seed input_sha256 version solver seconds"
    )
    assert " ".join(key for key, *_ in SUMMARY_KEYS) == keys


def test_read_back_equals_what_was_written(tmp_path: Path) -> None:
    write_result(with_pairs(a_result()), tmp_path / "r")
    read = read_result(tmp_path / "r")
    assert read.summary == a_result().summary
    assert read.matches["vacancy_id"].tolist() == ["V2", "Å1"]
    assert read.matches["left_over"].tolist() == [100000.0, -12.34]
    assert read.matches["explanation"].tolist()[1] == 'Rent, "net"\nand support'
    assert read.proposals["lost_tier"].tolist() == [pd.NA, 1, pd.NA]
    assert read.proposals["matched"].tolist() == [True, False, True]
    write_result(read, tmp_path / "again")
    for path in (tmp_path / "r").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name


def test_the_same_result_with_shuffled_rows_is_the_same_bytes() -> None:
    result = a_result()
    files = results.result_files(result)
    for seed in range(5):
        shuffled = {
            name: getattr(result, name).sample(frac=1, random_state=seed)
            for name in ("matches", "proposals", "affordability")
        }
        assert results.result_files(replace(result, **shuffled)) == files


@pytest.mark.parametrize(("lang", "last"), [("da", "forklaring"), ("en", "columns")])
def test_the_workbook_shows_the_same_tables(lang: str, last: str, tmp_path: Path) -> None:
    write_result(a_result(), tmp_path / "r", lang=lang)
    workbook = openpyxl.load_workbook(tmp_path / "r" / "result.xlsx")
    assert workbook.sheetnames == ["matches", "proposals", "unmatched", "unused", "affordability", last]
    sheet = workbook["matches"]
    assert [cell.value for cell in sheet[1]] == CONTRACT["matches"].split(", ")
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[3]] == [
        "Å1", "C1", 700, 4500, 600, 1234.57, -12.34, 3600, 1.01, "T1", "O1/all", True, "tight_budget debt",
        'Rent, "net"\nand support',
    ]  # fmt: skip
    assert [cell.value for cell in sheet[2]][8:12] == [None, None, None, False]
    assert sheet["D2"].number_format == "#,##0.00"
    described = {(row[0].value, row[1].value) for row in workbook[last].iter_rows(min_row=2)}
    assert described == {(table.name, name) for table in results_tables for name in table.names}


def test_texts_that_xml_cannot_hold_do_not_break_the_workbook(tmp_path: Path) -> None:
    result = a_result()
    result.matches["explanation"] = ["<&>\x01\x0b]]>", "=1+1"]
    write_result(result, tmp_path / "r")
    sheet = openpyxl.load_workbook(tmp_path / "r" / "result.xlsx")["matches"]
    assert sheet["N3"].value == "<&>]]>"
    assert sheet["N2"].value == "=1+1"
    with zipfile.ZipFile(tmp_path / "r" / "result.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_infeasible_writes_the_summary_alone(tmp_path: Path) -> None:
    empty = Result(
        summary={"status": "infeasible", "conflict": [["C1", "V1"]]},
        **{name: pd.DataFrame() for name in ("matches", "proposals", "unmatched", "unused", "affordability")},
    )
    write_result(empty, tmp_path / "r")
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["summary.json"]
    read = read_result(tmp_path / "r")
    assert read.status == "infeasible"
    assert len(read.matches) == 0
    assert read.matches.columns.tolist() == CONTRACT["matches"].split(", ")


def test_an_existing_result_is_only_replaced_by_force_and_never_mixed(tmp_path: Path) -> None:
    write_result(with_pairs(a_result()), tmp_path / "r")
    with pytest.raises(ResultError, match="--force"):
        write_result(a_result(), tmp_path / "r")
    assert (tmp_path / "r" / "pairs.csv").exists()
    write_result(a_result(), tmp_path / "r", force=True)
    assert not (tmp_path / "r" / "pairs.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_folder_that_is_no_result_is_never_replaced(tmp_path: Path) -> None:
    for name, files in {"a": ["summary.json", "letter.docx"], "b": ["matches.csv"]}.items():
        (tmp_path / name).mkdir()
        for file in files:
            (tmp_path / name / file).write_text("mine")
        with pytest.raises(ResultError, match="not a result folder"):
            write_result(a_result(), tmp_path / name, force=True)
        assert all((tmp_path / name / file).read_text() == "mine" for file in files)
    (tmp_path / "c").write_text("mine")
    with pytest.raises(ResultError, match="not a folder"):
        check_target(tmp_path / "c", force=True)
    with pytest.raises(ResultError, match="standard output"):
        check_target(Path("-"))
    (tmp_path / "empty").mkdir()
    write_result(a_result(), tmp_path / "empty")


@pytest.mark.parametrize("force", [False, True])
def test_a_failure_half_way_leaves_the_old_state(
    force: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if force:
        write_result(with_pairs(a_result()), tmp_path / "r")
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    plain = Path.write_bytes
    written: list[str] = []

    def full_disk(path: Path, content: bytes) -> int:
        written.append(path.name)
        if len(written) == 4:
            raise OSError(28, "No space left on device")
        return plain(path, content)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_result(a_result(), tmp_path / "r", force=force)
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert len(written) == 4


def test_a_failed_rename_puts_the_old_result_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_result(with_pairs(a_result()), tmp_path / "r")
    before = {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()}
    plain = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if ".new." in path.name:
            raise OSError(5, "Input/output error")
        return plain(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="Input/output"):
        write_result(a_result(), tmp_path / "r", force=True)
    assert {path.name: path.read_bytes() for path in (tmp_path / "r").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("matches.csv", "3999.50", "39x", "matches.csv:2: rent"),
        ("matches.csv", ",true,", ",yes,", "matches.csv:3: pinned"),
        ("proposals.csv", "V2,2,", "V2,2.5,", "proposals.csv:3: rank"),
        ("proposals.csv", "Å1,1,C1", "Å1,1", "proposals.csv:4: -"),
        ("unused.csv", "reason", "why", "unused.csv:1: -"),
        ("summary.json", '"optimal"', '"perfect"', "summary.json:1: status"),
        ("summary.json", '"matched": 2,', '"matched": ,', "summary.json:12: -"),
    ],
)
def test_a_damaged_result_is_refused_in_its_place(
    file: str, old: str, new: str, place: str, tmp_path: Path
) -> None:
    write_result(a_result(), tmp_path / "r")
    path = tmp_path / "r" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ResultError) as error:
        read_result(tmp_path / "r")
    assert [str(fault).rsplit(": ", 1)[0].startswith(place) for fault in error.value.faults] == [True]


def test_a_missing_file_of_a_result_is_named(tmp_path: Path) -> None:
    write_result(a_result(), tmp_path / "r")
    (tmp_path / "r" / "unmatched.csv").unlink()
    (tmp_path / "r" / "summary.json").unlink()
    with pytest.raises(ResultError) as error:
        read_result(tmp_path / "r")
    assert [fault.file for fault in error.value.faults] == ["summary.json", "unmatched.csv"]
    with pytest.raises(ResultError, match="result folder is expected"):
        read_result(tmp_path / "none")


def test_every_warning_survives_the_folder(tmp_path: Path) -> None:
    result = a_result()
    codes = list(WARNINGS)
    random.Random(1).shuffle(codes)
    result.matches["warnings"] = [" ".join(codes), ""]
    write_result(result, tmp_path / "r")
    assert read_result(tmp_path / "r").matches["warnings"].tolist() == ["", " ".join(codes)]
