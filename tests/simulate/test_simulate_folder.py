"""A study's folder: its numbers are those of the years, it is gone on with, other settings are refused."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.simulate import local
from data.simulate.arguments import Words, sweep_of
from data.simulate.errors import ArgumentError
from data.simulate.keys import FLOW, MANNERS, Number
from data.simulate.plan import Job, Sweep
from data.simulate.study import FIRST_COLUMNS
from data.simulate.sweep import simulate
from data.synth.worlds import DECISION_DATE, places, world_of
from data.synth.write import write_preset
from matcher.horizon.life import live
from matcher.horizon.record import figures, joined, record_of
from tests.simulate.sweeps import TODAY, WORLD, parts_in, small_sweep


class Counted:
    """Counts the years that are lived through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.years: list[tuple[str, int, str]] = []
        real = local.run

        def counted(job: Job) -> object:
            for key, content in real(job):
                self.years.append((job.place.name, job.seed, key.file))
                yield key, content

        monkeypatch.setattr(local, "run", counted)

    def since(self) -> list[tuple[str, int, str]]:
        """The years since the last call."""
        years, self.years = self.years, []
        return years


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


def rows_of(out: Path) -> list[dict[str, str]]:
    with (out / "runs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_rows_are_the_figures_of_each_policys_year(tmp_path: Path) -> None:
    sweep = small_sweep(policies="random,husrum", seeds="2,1", changes=(*WORLD, "shelter_day_cost=7"))
    simulate(sweep, tmp_path / "s")
    rows = rows_of(tmp_path / "s")
    asked = sweep.settings
    expected = []
    for policy in sweep.policies:
        for seed in (1, 2):
            world, _ = world_of(places("small")[0], asked.flow, 3, seed, asked.manners, DECISION_DATE)
            year = live(world, policy, sweep.rates, asked.policy)
            expected.append((policy.name, seed, figures(record_of(world, year), 7)))
    assert [(row["policy"], int(row["seed"])) for row in rows] == [row[:2] for row in expected]
    assert tuple(rows[0])[: len(FIRST_COLUMNS)] == FIRST_COLUMNS
    for row, (_, _, wanted) in zip(rows, expected, strict=True):
        assert set(row) == {"policy", "seed", *wanted}
        for name, value in wanted.items():
            assert row[name] == "" if value != value else float(row[name]) == pytest.approx(value, abs=6e-4)
    assert any(float(row["matched"]) > 0 for row in rows)
    assert len({tuple(row.values())[2:] for row in rows}) == 4


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("number", [*FLOW, *MANNERS], ids=lambda number: number.name)
def test_a_year_can_be_lived_through_at_the_lowest_number(tmp_path: Path, number: Number) -> None:
    changes = (*(item for item in WORLD if not item.startswith(number.name)), f"{number.name}={number.low:g}")
    study = simulate(small_sweep(policies="husrum", seeds="1", weeks=2, changes=changes), tmp_path / "s")
    assert study.runs["people"].tolist() > [0]


def test_municipalities_are_joined_before_the_figures(tmp_path: Path) -> None:
    country = small_sweep(place="denmark", policies="husrum", seeds="1", weeks=2, changes=())
    assert len(country.places) == 98
    three = replace(country, places=country.places[:3])
    study = simulate(three, tmp_path / "s")
    years = []
    for place in three.places:
        world, policy = world_of(place, three.settings.flow, 2, 1, three.settings.manners, DECISION_DATE)
        years.append(record_of(world, live(world, three.policies[0], three.rates, policy)))
    assert len(parts_in(tmp_path / "s")) == 3
    [row] = study.runs.to_dict("records")
    assert row["people"] == sum(len(year.people) for year in years)
    assert row["mean_days"] == figures(joined(years), 1500)["mean_days"]
    assert study.settings.place == "denmark"


def test_a_second_run_skips_what_is_there(tmp_path: Path, counted: Counted) -> None:
    simulate(small_sweep(), tmp_path / "s")
    assert len(counted.since()) == 6
    first = (tmp_path / "s" / "runs.csv").read_bytes()
    simulate(small_sweep(), tmp_path / "s")
    assert counted.since() == []
    assert (tmp_path / "s" / "runs.csv").read_bytes() == first


def test_only_what_is_missing_or_damaged_is_run_again(tmp_path: Path, counted: Counted) -> None:
    simulate(small_sweep(), tmp_path / "s")
    first, parts = (tmp_path / "s" / "runs.csv").read_bytes(), parts_in(tmp_path / "s")
    counted.since()
    parts[0].unlink()
    parts[2].write_bytes(parts[2].read_bytes()[:-7])
    parts[5].write_bytes(parts[4].read_bytes())  # whole, but another year's
    (tmp_path / "s" / "parts" / f".{parts[1].name}.123").write_bytes(b"cut off")
    simulate(small_sweep(), tmp_path / "s")
    assert sorted(file for _, _, file in counted.since()) == [parts[n].name for n in (0, 2, 5)]
    assert (tmp_path / "s" / "runs.csv").read_bytes() == first
    assert sorted((tmp_path / "s" / "parts").iterdir()) == parts


def test_seeds_and_policies_are_added_and_left_out(tmp_path: Path, counted: Counted) -> None:
    out = tmp_path / "s"
    simulate(small_sweep(policies="husrum", seeds="1"), out)
    counted.since()
    simulate(small_sweep(policies="random,husrum", seeds="1,4"), out)
    assert len(counted.since()) == 3
    assert [(row["policy"], row["seed"]) for row in rows_of(out)] == [
        ("random", "1"), ("random", "4"), ("husrum", "1"), ("husrum", "4"),
    ]  # fmt: skip
    simulate(small_sweep(policies="husrum", seeds="4"), out)
    assert counted.since() == []
    assert [(row["policy"], row["seed"]) for row in rows_of(out)] == [("husrum", "4")]
    simulate(small_sweep(policies="husrum,random", seeds="1,4"), out)
    assert counted.since() == []
    simulate(small_sweep(policies="husrum,random", seeds="1,4"), tmp_path / "t")
    assert (out / "runs.csv").read_bytes() == (tmp_path / "t" / "runs.csv").read_bytes()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"weeks": 4}, ["weeks was 3, now 4"]),
        ({"place": "town"}, ["place was small, now town"]),
        ({"changes": ("vacancies=13", *WORLD[1:])}, ["flow.vacancies was 12.0, now 13.0"]),
        ({"changes": WORLD[1:]}, ["flow.vacancies was 12.0, now not set"]),
        ({"changes": (*WORLD, "refusals=2")}, ["manners.refusals was 1.0, now 2.0"]),
        ({"changes": (*WORLD, "fit.size=2")}, ["policy.fit.size was 1, now 2"]),
        ({"changes": ("refusals=2", "returns=0"), "weeks": 5}, ["weeks was 3, now 5", "places", " more"]),
    ],
)
def test_other_settings_are_refused_by_name_and_nothing_is_touched(
    tmp_path: Path, counted: Counted, other: dict[str, object], words: list[str]
) -> None:
    out = tmp_path / "s"
    simulate(small_sweep(seeds="1"), out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    counted.since()
    with pytest.raises(ArgumentError) as caught:
        simulate(small_sweep(seeds="1", **other), out)  # type: ignore[arg-type]
    for word in (str(out), "--out", "--force", *words):
        assert word in str(caught.value)
    assert "policy husrum" not in str(caught.value)  # it follows from the place's policy, named once
    assert counted.since() == []
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_policy_file_that_changed_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("[weights]\nneed = 9\n", encoding="utf-8")
    sweep = small_sweep(policies=f"husrum,{file}", seeds="1")
    assert [policy.name for policy in sweep.policies] == ["husrum", "mine"]
    assert sweep.policies[1].policy.weights["need"] == 9
    simulate(sweep, tmp_path / "s")
    file.write_text("[weights]\nneed = 8\n", encoding="utf-8")
    with pytest.raises(ArgumentError, match=r"policy mine: policy\.weights\.need was 9, now 8"):
        simulate(small_sweep(policies=f"{file}", seeds="1"), tmp_path / "s")
    simulate(small_sweep(policies="husrum,random", seeds="1"), tmp_path / "s")
    with pytest.raises(ArgumentError, match="policy mine"):  # remembered though not asked for the last time
        simulate(small_sweep(policies=f"{file}", seeds="1"), tmp_path / "s")


def test_amounts_and_version_are_settings_too(tmp_path: Path) -> None:
    sweep = small_sweep(seeds="1")
    simulate(sweep, tmp_path / "s")
    for field in ("rates_sha256", "version"):
        other = replace(sweep, settings=replace(sweep.settings, **{field: "0"}))
        with pytest.raises(ArgumentError, match=field):
            simulate(other, tmp_path / "s")


def test_force_starts_anew(tmp_path: Path, counted: Counted) -> None:
    out = tmp_path / "s"
    simulate(small_sweep(seeds="1-2"), out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    counted.since()
    simulate(small_sweep(seeds="1", weeks=2), out, force=True)
    assert len(counted.since()) == len(parts_in(out)) == 2
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"
    simulate(small_sweep(seeds="1", weeks=2), out)
    assert counted.since() == []


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_of_something_else_is_never_touched(tmp_path: Path, force: bool) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(ArgumentError, match="something else"):
        simulate(small_sweep(), tmp_path, force=force)
    with pytest.raises(ArgumentError, match="not a folder"):
        simulate(small_sweep(), tmp_path / "letter.txt", force=force)
    with pytest.raises(ArgumentError, match="standard output"):
        simulate(small_sweep(), Path("-"), force=force)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("text", ["{}", "[]", '{"settings": 3, "policies": {}}', '{"settings": {}}'])
def test_settings_that_cannot_be_read_are_not_overwritten(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_text(text, encoding="utf-8")
    with pytest.raises(ArgumentError):
        simulate(small_sweep(), tmp_path)
    assert (tmp_path / "settings.json").read_text(encoding="utf-8") == text


def test_the_settings_say_what_was_run(tmp_path: Path) -> None:
    words = Words("small", "optimum,husrum", "1-2,5", 3, ("vacancies=12", "weights.need=6"))
    sweep = sweep_of(words, TODAY)
    simulate(sweep, tmp_path / "s", command=words.command(sweep.settings.start))
    said = json.loads((tmp_path / "s" / "settings.json").read_text(encoding="utf-8"))
    assert said["seeds"] == [1, 2, 5]
    assert said["asked"] == ["optimum", "husrum"]
    assert said["settings"]["weeks"] == 3
    assert said["settings"]["start"] == DECISION_DATE.isoformat()
    assert said["settings"]["flow"]["vacancies"] == 12
    assert said["policies"]["husrum"]["policy"]["weights"]["need"] == 6
    assert said["policies"]["optimum"]["policy"]["need"]["chances"] == 0
    assert said["command"] == (
        "husrum simulate small --weeks 3 --policies optimum,husrum --seeds 1-2,5 --date 2026-11-23 "
        "--set vacancies=12 --set weights.need=6"
    )


def _week_sweep(week: Path, today: date, earlier: date | None = None) -> Sweep:
    return sweep_of(Words(str(week), "husrum", "1", 2), today, earlier)


def test_a_week_folder_starts_today_and_goes_on_from_then(tmp_path: Path) -> None:
    week = write_preset("small", tmp_path / "week")
    (week / "policy.toml").write_text("[weights]\nneed = 5\n", encoding="utf-8")
    day = DECISION_DATE + timedelta(days=2)
    sweep = _week_sweep(week, day)
    assert sweep.settings.start == day
    assert sweep.settings.policy.weights["need"] == 5
    simulate(sweep, tmp_path / "s")
    later = _week_sweep(week, day + timedelta(days=1), earlier=day)
    assert later.settings == sweep.settings
    simulate(later, tmp_path / "s")
    with pytest.raises(ArgumentError, match="start was 2026-11-25, now 2026-11-26"):
        simulate(_week_sweep(week, day + timedelta(days=1)), tmp_path / "s")
    with (week / "citizens.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    with pytest.raises(ArgumentError, match="input_sha256"):
        simulate(_week_sweep(week, day), tmp_path / "s")
