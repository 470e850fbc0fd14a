"""``--gains``: gains.csv holds the differences of whole years, and goes on where an earlier run stopped."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from math import isnan, sqrt
from pathlib import Path

import pandas as pd
import pytest

from data.simulate.arguments import Words, sweep_of
from data.simulate.errors import ArgumentError
from data.simulate.gains import COLUMNS, SeedGains, gains_table
from data.simulate.local import run_here
from data.simulate.parts import Parts
from data.simulate.plan import Sweep, plan
from data.simulate.report.gains import gains as section_of
from data.simulate.report.speech import Speech
from data.simulate.report.view import View
from data.simulate.study import Study
from data.simulate.sweep import Hands, simulate
from data.synth.worlds import world_of
from matcher.horizon.allocate import named_allocator
from matcher.horizon.compare import compare, main_baseline
from matcher.horizon.fairness import fairness
from matcher.horizon.gains import variants
from matcher.horizon.life import live
from matcher.horizon.world import World
from tests.simulate.sweeps import TODAY, WORLD, parts_in, small_sweep

ROOT = Path(__file__).resolve().parents[2]


def sweep_with_gains(seeds: str = "1-2") -> Sweep:
    return replace(small_sweep(policies="husrum", seeds=seeds), gains=True)


def housed(sweep: Sweep, world: World) -> int:
    policy = sweep.settings.policy
    year = live(world, named_allocator("husrum", policy), sweep.rates, policy)
    return int((year.homes.week >= 0).sum())


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("gains") / "study"
    simulate(sweep_with_gains(), out)
    return out


def test_a_row_is_the_mean_difference_over_seeds_and_ways(finished: Path) -> None:
    sweep, found = sweep_with_gains(), pd.read_csv(finished / "gains.csv", keep_default_na=False)
    assert tuple(found.columns) == COLUMNS
    settings = sweep.settings
    by_change: dict[tuple[str, str], list[list[float]]] = {}
    for seed in sweep.seeds:
        world, _ = world_of(
            sweep.places[0], settings.flow, settings.weeks, seed, settings.manners, settings.start
        )
        before, own = housed(sweep, world), {}
        for one in variants(world):
            gained = (housed(sweep, one.apply(world)) - before) / one.per
            own.setdefault((one.change, one.where), []).append(gained)
        for key, values in own.items():
            by_change.setdefault(key, []).append(values)
    assert {(row["change"], row["where"]) for row in found.to_dict("records")} == set(by_change)
    assert any(row["people"] > 0 for row in found.to_dict("records"))
    for row in found.to_dict("records"):
        seeds = [sum(values) / len(values) for values in by_change[row["change"], row["where"]]]
        assert row["seeds"] == len(seeds)
        assert float(row["people"]) == pytest.approx(sum(seeds) / len(seeds), abs=5e-4)


@pytest.mark.slow
def test_two_processes_give_the_same_table(finished: Path, tmp_path: Path) -> None:
    simulate(sweep_with_gains(), tmp_path / "study", Hands(processes=2))
    assert (tmp_path / "study" / "gains.csv").read_bytes() == (finished / "gains.csv").read_bytes()


def test_what_is_finished_is_not_lived_through_again(tmp_path: Path) -> None:
    out, told = tmp_path / "study", []
    simulate(sweep_with_gains("1"), out)
    simulate(sweep_with_gains("1-2"), out, total=told.append)
    assert told == [2]  # the second seed's year and its gains
    assert len(parts_in(out)) == 4
    simulate(sweep_with_gains("1-2"), out, total=told.append)
    assert told[-1] == 0


def test_a_gain_can_be_asked_for_later_and_left_out_again(tmp_path: Path) -> None:
    out = tmp_path / "study"
    plain = small_sweep(policies="husrum", seeds="1")
    assert simulate(plain, out).gains is None
    assert not (out / "gains.csv").exists()
    assert simulate(replace(plain, gains=True), out).gains is not None
    assert (out / "gains.csv").exists()
    simulate(plain, out)
    assert not (out / "gains.csv").exists()


def test_a_damaged_part_is_made_again(tmp_path: Path) -> None:
    sweep = sweep_with_gains("1")
    parts = Parts(tmp_path)
    run_here(plan(sweep, parts.is_there), parts, lambda n: None, processes=1)
    [file] = tmp_path.glob("*-gains.part")
    whole = file.read_bytes()
    file.write_bytes(whole[:-5])
    [job] = plan(sweep, parts.is_there)
    assert [policy.name for policy in job.policies] == ["gains"]
    run_here([job], parts, lambda n: None, processes=1)
    assert file.read_bytes() == whole


def seed_gains(people: float, days: float, change: str = "team", where: str = "T1") -> SeedGains:
    return SeedGains(pd.DataFrame({"change": [change], "where": [where], "people": [people], "days": [days]}))


def test_intervals_are_students_over_the_seeds() -> None:
    table = gains_table([seed_gains(1.0, 10.0), seed_gains(2.0, 40.0), seed_gains(3.0, 10.0)])
    [row] = table.to_dict("records")
    reach = 4.302652729911275 / sqrt(3)  # Student's t for 2 degrees of freedom
    assert (row["people"], row["days"], row["seeds"]) == (2.0, 20.0, 3)
    assert row["people_low"] == pytest.approx(2 - reach)
    assert row["people_high"] == pytest.approx(2 + reach)
    assert row["days_high"] == pytest.approx(20 + reach * sqrt(300))


def test_a_change_that_only_some_seeds_know_has_their_number() -> None:
    one = SeedGains(pd.concat([seed_gains(1, 1).gains, seed_gains(5, 5, "cheap_flat", "").gains]))
    table = gains_table([one, seed_gains(3, 3)])
    assert table["change"].tolist() == ["cheap_flat", "team"]
    assert table["seeds"].tolist() == [1, 2]
    assert isnan(table["people_low"].iloc[0])
    assert gains_table([]).empty


def test_several_municipalities_and_a_file_of_that_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match="one municipality"):
        sweep_of(Words("denmark", "husrum", "1", 3, gains=True), TODAY)
    file = tmp_path / "gains.toml"
    file.write_text("[weights]\nneed = 8\n")
    with pytest.raises(ArgumentError, match="rename"):
        sweep_of(Words("small", str(file), "1", 3), TODAY)


def test_the_command_that_makes_the_study_again_asks_for_gains_too() -> None:
    words = Words("small", "husrum", "1", 3, WORLD, gains=True)
    assert words.command(TODAY).endswith("--set places=20 --gains")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_report_shows_the_best_first_and_marks_what_is_uncertain(lang: str, tmp_path: Path) -> None:
    seeds = [
        [("youth_flat", "", 0.5, 60), ("cheap_flat", "", 0.9, 1250.0), ("team", "T-CTI-1", 1.0, 9)],
        [("youth_flat", "", 0.5, 60), ("cheap_flat", "", 0.9, 1250.0), ("team", "T-CTI-1", -1.0, 9)],
    ]
    columns = ["change", "where", "people", "days"]
    table = gains_table(SeedGains(pd.DataFrame(rows, columns=columns)) for rows in seeds)
    study = replace(simulate(small_sweep(policies="husrum", seeds="1-2", weeks=2), tmp_path), gains=table)
    html = section_of(view_of(study, lang))
    names = {
        "da": ["Familiebolig under 3.500 kr.", "Ungdomsbolig", "T-CTI-1"],
        "en": ["Family flat under DKK 3,500", "Youth flat", "T-CTI-1"],
    }[lang]
    assert [html.index(name) for name in names] == sorted(html.index(name) for name in names)
    assert ("+1.250" if lang == "da" else "+1,250") in html
    # Only the place in the team may as well do nothing: the others are the same in both seeds.
    assert html.count("usikker" if lang == "da" else "uncertain") == 1
    assert section_of(view_of(replace(study, gains=None), lang)) == ""


def view_of(study: Study, lang: str) -> View:
    records = dict(study.records.items())
    groups = fairness(study.names, study.seeds, records, main_baseline(study.names), 5)
    return View(study, Speech(lang), compare(study.runs, records), groups, records)


def test_the_command_writes_the_table_and_tells_it_in_the_report(tmp_path: Path) -> None:
    words = ["--weeks", "2", "--policies", "husrum", "--seeds", "1", "--lang", "en", "--gains"]
    done = run_husrum("small", *words, "--set", "given=1", "--out", tmp_path / "study")
    assert done.returncode == 0, done.stderr
    assert (
        (tmp_path / "study" / "gains.csv")
        .read_text(encoding="utf-8")
        .startswith("change,where,seeds,people,")
    )
    assert "What would help most?" in (tmp_path / "study" / "report.html").read_text(encoding="utf-8")
    refused = run_husrum("denmark", *words, "--out", tmp_path / "other")
    assert refused.returncode == 2
    assert b"--gains is for one municipality" in refused.stderr
    assert not (tmp_path / "other").exists()


def run_husrum(*words: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, str(ROOT / "husrum.py"), "simulate", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False)
