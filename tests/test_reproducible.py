"""The same week gives the same bytes, whatever the order of rows and columns and whatever the hash seed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.exchange.week import read_week
from data.rates.loader import load_rates
from matcher.best import Settings, best_week, set_scene
from tests.random_weeks import drawn, write_week

ROOT = Path(__file__).resolve().parent.parent
HASH_SEEDS = ("0", "1", "4711", "random")
TODAY = date(2026, 8, 31)
#: Random weeks that are solved in several ways; what they hold is asserted below.
SEEDS = (10, 28, 34, 58)
LIMIT = """
[[limit]]
name = "at most two of the twins in A1"
vacancies = { department_id = "A1" }
at_most = 2
[[limit]]
name = "two young in A2"
vacancies = { department_id = "A2" }
citizens = { under_age = 30 }
at_least = 2
"""


def write_twins(folder: Path, policy: str = "") -> date:
    """Ten households of two kinds and seven flats of two kinds, alike but for their ids."""
    folder.mkdir()
    born = {0: "1999-01-01", 1: "1980-01-01"}
    waiting = TODAY - timedelta(days=400)
    citizens = ["citizen_id,birth_date,benefit,waiting_since,eu_citizen,tier,support_method,net_income"]
    citizens += [
        f"C{i:02},{born[i % 2]},seniorpension,{waiting},ja,{2 if i % 5 else 1},CTI,14000" for i in range(10)
    ]
    flats = ["vacancy_id,organisation_id,department_id,kind,rent,size_m2,rooms,available_from,reported_on"]
    flats += [f"V{i:02},O1,A{i % 2 + 1},family,3900,45,1,2026-10-01,2026-08-20" for i in range(7)]
    teams = ["team_id,method,caseworkers,caseload,current_cases", "T1,CTI,1,4,1", "T2,CTI,1,4,0"]
    quotas = ["organisation_id,class,share,counted,claimed", "O1,all,3/4,4,2"]
    tables = {"citizens": citizens, "vacancies": flats, "teams": teams, "quotas": quotas}
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "policy.toml").write_text(policy, encoding="utf-8")
    return TODAY


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, date]:
    """Week folders and their decision dates: random weeks, and weeks full of ties with and without limits."""
    root = tmp_path_factory.mktemp("weeks")
    folders = {root / f"random-{seed}": write_week(seed, root / f"random-{seed}") for seed in SEEDS}
    folders[root / "twins"] = write_twins(root / "twins")
    folders[root / "twins-limited"] = write_twins(root / "twins-limited", LIMIT)
    return folders


@pytest.mark.parametrize(
    ("seeds", "each"), [(HASH_SEEDS[1:3], 2), pytest.param(HASH_SEEDS, 5, marks=pytest.mark.slow)]
)
def test_shuffled_rows_and_other_hash_seeds_give_the_same_bytes(
    weeks: dict[Path, date], seeds: tuple[str, ...], each: int
) -> None:
    """Some runs of every week in each of several processes, all but the first shuffled."""
    arguments = [f"{path}={on}" for path, on in weeks.items()]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.reproduce", str(each), str(number), *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number, hash_seed in enumerate(seeds)
    ]
    found = [json.loads(process.communicate(timeout=300)[0]) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(seeds)
    for path in weeks:
        runs = [run for answer in found for run in answer[path.name]]
        assert len(runs) == each * len(seeds)
        first = runs[0]
        assert "summary.json" in first
        for run in runs[1:]:
            assert {name for name in first | run if first.get(name) != run.get(name)} == set(), path.name


def test_the_weeks_cover_what_could_go_wrong(weeks: dict[Path, date]) -> None:
    """Limits that need the general solver, pins, quotas, teams, and ties that only the ids settle."""
    draws = [drawn(seed) for seed in SEEDS]
    assert any(draw.limits for draw in draws)
    assert any(row["action"] == "pin" for draw in draws for row in draw.decisions)
    assert any(draw.quotas for draw in draws)
    assert any(draw.teams for draw in draws)
    bound_by_limits = []
    for path, on in weeks.items():
        reading = read_week(path, on)
        assert reading.week is not None
        best, free = (
            best_week(set_scene(reading.week, policy, load_rates(on)), Settings()).solution
            for policy in (reading.policy, replace(reading.policy, limits=()))
        )
        assert len(best.chosen) >= 3
        bound_by_limits.append(best.chosen.tolist() != free.chosen.tolist())
    assert sum(bound_by_limits) >= 3
