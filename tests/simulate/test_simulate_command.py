"""The command ``husrum simulate``: what it says and writes, and every kind of bad argument."""

from __future__ import annotations

import csv
import json
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import husrum
from data.synth.write import write_preset
from tests.simulate.sweeps import WORLD, parts_in

SMALL = ["small", "--weeks", "3", "--processes", "1", *(word for item in WORLD for word in ("--set", item))]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(husrum.app, ["simulate", *map(str, words)])


def test_a_study_is_written_and_its_main_figures_shown(tmp_path: Path) -> None:
    out = tmp_path / "study"
    done = run(*SMALL, "--policies", "tier_first_come,husrum", "--seeds", "1,2", "--out", out, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert done.stderr == ""  # no bar when it is not a terminal
    written = {path.name for path in out.iterdir()}
    assert {"runs.csv", "compare.csv", "report.html", "settings.json", "calibration.html"} <= written
    assert "calibration.html" in (out / "report.html").read_text(encoding="utf-8")
    assert "tier_first_come" in (out / "calibration.html").read_text(encoding="utf-8")
    with (out / "runs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    header, *lines, last = done.stdout.splitlines()
    assert last == f"report: {out / 'report.html'}"
    assert [line.split()[0] for line in lines] == ["tier_first_come", "husrum"]
    for column, name in enumerate(header.split()[1:], start=1):
        for line in lines:
            words = line.split()
            own = [float(row[name]) for row in rows if row["policy"] == words[0]]
            assert float(words[column]) == pytest.approx(sum(own) / len(own), abs=0.06)


def test_the_command_kept_in_the_settings_makes_the_same_study(tmp_path: Path) -> None:
    out = tmp_path / "study"
    first = run(*SMALL, "--policies", "random,husrum", "--seeds", "1-2", "--set", "fit.size=2", "--out", out)
    assert first.exit_code == 0, first.output
    program, command, *words = shlex.split(json.loads((out / "settings.json").read_text())["command"])
    assert (program, command) == ("husrum", "simulate")
    again = run(*words, "--processes", "1", "--out", tmp_path / "again")
    assert again.exit_code == 0, again.output
    assert (tmp_path / "again" / "runs.csv").read_bytes() == (out / "runs.csv").read_bytes()


def test_a_policy_file_decides_as_it_says(tmp_path: Path) -> None:
    """A file with the default policy's values is the default policy, and one with others another."""
    text = write_preset("small", tmp_path / "week") / "policy.toml"
    (tmp_path / "same.toml").write_bytes(text.read_bytes())
    (tmp_path / "near.toml").write_bytes(b"network_half_distance_m = 500\n" + text.read_bytes())
    names = f"husrum,{tmp_path / 'same.toml'},{tmp_path / 'near.toml'}"
    done = run(*SMALL, "--policies", names, "--seeds", "1-3", "--out", tmp_path / "s")
    assert done.exit_code == 0, done.output
    with (tmp_path / "s" / "runs.csv").open(encoding="utf-8", newline="") as file:
        rows = {name: [] for name in ("husrum", "same", "near")}
        for policy, *figures in list(csv.reader(file))[1:]:
            rows[policy].append(figures)
    assert rows["same"] == rows["husrum"] != rows["near"]


def test_a_week_folder_can_be_gone_on_with_another_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    week, out = write_preset("small", tmp_path / "week"), tmp_path / "s"
    words = [week, "--weeks", "2", "--policies", "husrum", "--seeds", "1", "--processes", "1", "--out", out]
    monkeypatch.setattr(husrum, "_today", lambda: date(2026, 11, 24))
    assert run(*words).exit_code == 0
    monkeypatch.setattr(husrum, "_today", lambda: date(2026, 12, 1))
    kept = [path.stat().st_mtime_ns for path in parts_in(out)]
    assert run(*words).exit_code == 0
    assert [path.stat().st_mtime_ns for path in parts_in(out)] == kept
    other = run(*words, "--date", "2026-12-01")
    assert other.exit_code == 2
    assert "start was 2026-11-24, now 2026-12-01" in other.stderr
    assert not (out / "calibration.html").exists()  # the people are the week's own
    assert run(*words, "--force").exit_code == 0
    assert json.loads((out / "settings.json").read_text())["settings"]["start"] == "2026-12-01"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["smal"], ["smal", "did you mean small"]),
        (["Horsns"], ["did you mean Horsens"]),
        (["municipality"], ["needs a name"]),
        (["nowhere/week"], ["nowhere/week"]),
        (["small", "--weeks", "0"], ["--weeks 0", "1 to 520"]),
        (["small", "--weeks", "521"], ["--weeks 521"]),
        (["small", "--seeds", "3-1"], ["--seeds 3-1", "backwards"]),
        (["small", "--seeds", "x"], ["--seeds x"]),
        (["small", "--policies", "husrum,"], ["--policies"]),
        (["small", "--policies", "husrun"], ["husrun", "did you mean husrum"]),
        (["small", "--policies", "husrum,random,husrum"], ["two are called husrum"]),
        (["small", "--policies", "none.toml"], ["none.toml is not there"]),
        (["small", "--set", "refusal=2"], ["refusal", "did you mean refusals"]),
        (["small", "--set", "refusals"], ["key=value"]),
        (["small", "--set", "weights.need=-1"], ["weights.need", "out of range"]),
        (["small", "--processes", "0"], ["--processes 0"]),
        (["small", "--processes", "2", "--cluster", "h:1"], ["--processes", "--cluster"]),
        (["small", "--cluster", "h"], ["--cluster h", "HOST:PORT"]),
        (["small", "--lang", "de"], ["--lang de", "da, en"]),
        (["small", "--date", "2019-01-01"], ["2019-01-01", "2026"]),
    ],
)
def test_a_bad_argument_is_refused_in_one_line(tmp_path: Path, words: list[str], said: list[str]) -> None:
    done = run(*words, "--out", tmp_path / "study")
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    for word in said:
        assert word in done.stderr
    assert not (tmp_path / "study").exists()


def test_the_faults_of_a_policy_file_are_named_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("youth_max_age = 'x'\nwieghts = 3\n", encoding="utf-8")
    done = run("small", "--policies", f"husrum,{tmp_path / 'bad.toml'}", "--out", tmp_path / "study")
    assert done.exit_code == 2
    lines = done.stderr.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["bad.toml:1", "bad.toml:2"]
    assert not (tmp_path / "study").exists()


@pytest.mark.parametrize("name", ["husrum.toml", "First_Come.toml", "random.toml"])
def test_a_policy_file_may_not_pose_as_a_policy_of_husrums_own(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("youth_max_age = 25\n", encoding="utf-8")
    done = run("small", "--policies", tmp_path / name, "--out", tmp_path / "study")
    assert done.exit_code == 2
    assert "rename the file" in done.stderr


def test_two_files_of_the_same_name_are_refused(tmp_path: Path) -> None:
    names = []
    for folder, name in (("a", "mine.toml"), ("b", "Mine.toml")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("youth_max_age = 25\n", encoding="utf-8")
        names.append(str(tmp_path / folder / name))
    done = run("small", "--policies", ",".join(names), "--out", tmp_path / "study")
    assert done.exit_code == 2
    assert "two are called Mine" in done.stderr


def test_the_faults_of_a_week_folder_are_named(tmp_path: Path) -> None:
    week = write_preset("small", tmp_path / "week")
    text = (week / "citizens.csv").read_text(encoding="utf-8").splitlines()
    (week / "citizens.csv").write_text("\n".join([text[0], text[1], text[1]]) + "\n", encoding="utf-8")
    done = run(week, "--out", tmp_path / "study")
    assert done.exit_code == 2
    assert done.stderr.startswith("citizens.csv:3: citizen_id: ")
    waiting = run(write_preset("small", tmp_path / "w"), "--set", "waiting=9", "--out", tmp_path / "study")
    assert waiting.exit_code == 2
    assert "waiting" in waiting.stderr


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run(*SMALL, "--seeds", "1", "--out", tmp_path / "file" / "study")
    assert done.exit_code in (1, 2)
    assert done.stderr.count("\n") == 1
    assert str(tmp_path / "file") in done.stderr
    assert run(*SMALL, "--out", "-").exit_code == 2
