"""``husrum gains`` as a user runs it: a readable table, a CSV file, the same bytes every time."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.synth.write import write_preset
from tests.weeks import tables, write_week

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-23"


def husrum(*words: object, hash_seed: int = 0) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(ROOT / "husrum.py"), "gains", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_preset("small", tmp_path_factory.mktemp("gains") / "week")


def test_the_same_week_gives_the_same_bytes(small: Path, tmp_path: Path) -> None:
    files, printed = [], []
    for run in range(2):
        file = tmp_path / f"{run}.csv"
        done = husrum(small, "--date", DAY, "--out", file, hash_seed=run)
        assert done.returncode == 0, done.stderr
        files.append(file.read_bytes())
        printed.append(done.stdout)
    assert files[0] == files[1]
    assert printed[0] == printed[1]


def test_the_table_shows_what_the_file_holds(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "gains.csv"
    lines = {
        lang: husrum(small, "--date", DAY, "--lang", lang, "--out", file, "--force")
        .stdout.decode()
        .splitlines()
        for lang in ("da", "en")
    }
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert {row["change"] for row in rows} == {"cheap_flat", "youth_flat", "team", "quota", "turn"}
    tiers = [name for name in rows[0] if name.startswith("tier_")]
    for told in lines.values():
        table = told[3 : 3 + len(rows)]
        for line, row in zip(table, rows, strict=True):
            numbers = [row["people"], *(row[tier] for tier in tiers), row["overdue"], row["points"]]
            shown = [word.replace("\N{MINUS SIGN}", "-") for word in line.split()[-len(numbers) :]]
            assert list(map(int, shown)) == list(map(int, numbers))
            assert row["flat"] in line
    assert all(int(row["people"]) == sum(int(row[tier]) for tier in tiers) for row in rows)
    assert "en ungdomsbolig mere" in "\n".join(lines["da"])
    assert "one more youth dwelling" in "\n".join(lines["en"])


def test_a_file_that_is_there_is_kept(small: Path, tmp_path: Path) -> None:
    file = tmp_path / "gains.csv"
    file.write_text("mine")
    done = husrum(small, "--date", DAY, "--out", file)
    assert done.returncode == 2
    assert file.read_text() == "mine"


def test_faults_of_the_week_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    rows = tables()
    rows["citizens"][0]["tier"] = "0"
    done = husrum(write_week(tmp_path / "week", rows), "--date", DAY, "--out", tmp_path / "gains.csv")
    assert done.returncode == 2
    assert b"citizens.csv:2: tier: " in done.stderr
    assert not (tmp_path / "gains.csv").exists()


def test_a_blocked_pin_is_a_fault(tmp_path: Path) -> None:
    rows = tables()
    rows["decisions"] = [
        {"citizen_id": "C3", "vacancy_id": "V1", "action": "pin", "rule": "", "reason": "Agreed"},
    ]
    rows["citizens"][2]["consent"] = "false"
    done = husrum(write_week(tmp_path / "week", rows), "--date", DAY)
    assert done.returncode == 2
    assert b"decisions.csv:2: " in done.stderr


def test_a_week_without_such_flats_says_so(tmp_path: Path) -> None:
    rows = tables()
    for flat in rows["vacancies"]:
        flat |= {"kind": "family", "rent": "5000"}
    rows["quotas"] = rows["quotas"][:1] + [{"organisation_id": "O2", "class": "all"}]
    done = husrum(write_week(tmp_path / "week", rows), "--date", DAY, "--lang", "en")
    assert done.returncode == 0, done.stderr
    told = done.stdout.decode()
    assert "no dwelling to copy for: one more youth dwelling." in told
    assert "no dwelling to copy for: one more family dwelling under DKK 3,500." in told
