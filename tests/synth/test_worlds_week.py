"""A world that starts with a real week: week 0 is that week, and what comes later is like it."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.rates.loader import load_rates
from data.synth.resample import arrivals_of, vacancies_of
from data.synth.worlds import DECISION_DATE, Flow, places, world_of
from data.synth.write import write_preset
from matcher.best import Best
from matcher.horizon import life
from matcher.horizon.allocate import named_allocator
from matcher.horizon.world import Manners, World
from matcher.model import Policy, Week
from matcher.pipeline import propose

RATES = load_rates(DECISION_DATE)
DECISIONS = [
    ("C0003", "V0004", "forbid", "", "kender naboen"),
    ("C0005", "", "waive", "rent", "har en aftale"),
    ("C0006", "V0007", "waive", "debt", "afdrager"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A week with decisions, parts of cases, turns and a network it is not empty of."""
    week = write_preset("town", tmp_path_factory.mktemp("start") / "week", 4, None, 90, 45)
    with (week / "decisions.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("citizen_id", "vacancy_id", "action", "rule", "reason"), *DECISIONS])
    teams = (week / "teams.csv").read_text(encoding="utf-8").splitlines()
    parts = "T-ACT-1,0615,ACT,1.3,7.5,8.5"  # 9.75 places and 8.5 cases: one place free
    teams = [parts if row.startswith("T-ACT-1") else row for row in teams]
    (week / "teams.csv").write_text("\n".join(teams) + "\n", encoding="utf-8")
    return week


@pytest.fixture(scope="module")
def start(folder: Path) -> tuple[Week, Policy]:
    [place] = places(str(folder))
    assert place.week is not None
    assert place.policy is not None
    return place.week, place.policy


def _world(folder: Path, flow: Flow | None = None, weeks: int = 30, seed: int = 2) -> World:
    return world_of(places(str(folder))[0], flow or Flow(), weeks, seed, Manners())[0]


@pytest.fixture(scope="module")
def world(folder: Path) -> World:
    return _world(folder)


def _first_week(world: World, policy: Policy, monkeypatch: pytest.MonkeyPatch) -> Best:
    """What the year's own engine does in week 0."""
    seen: list[Best] = []
    allocate = life.allocate

    def watch(*args):  # type: ignore[no-untyped-def]
        seen.append(allocate(*args))
        return seen[-1]

    monkeypatch.setattr(life, "allocate", watch)
    life.live(world, named_allocator("husrum", policy), RATES, policy)
    assert len(seen) == 1
    return seen[0]


def test_week_0_is_the_week_as_it_would_be_proposed(
    folder: Path, start: tuple[Week, Policy], monkeypatch: pytest.MonkeyPatch
) -> None:
    week, policy = start
    world = _world(folder, weeks=1)
    result = propose(week, policy, RATES, world.seed, pairs=True)
    assert result.pairs is not None
    eligible = result.pairs[result.pairs["eligible"]]
    proposed = dict(
        zip(zip(eligible["citizen_id"], eligible["vacancy_id"], strict=True), eligible["points"], strict=True)
    )
    best = _first_week(world, policy, monkeypatch)
    people = best.scene.week.citizens["citizen_id"].to_numpy()[best.pairs.c]
    flats = best.scene.week.vacancies["vacancy_id"].to_numpy()[best.pairs.v]
    assert dict(zip(zip(people, flats, strict=True), best.pairs.points, strict=True)) == proposed
    chosen = best.solution.chosen
    matches = set(zip(result.matches["citizen_id"], result.matches["vacancy_id"], strict=True))
    assert set(zip(people[chosen], flats[chosen], strict=True)) == matches
    assert len(matches) > 5


def test_the_start_is_exactly_the_week(world: World, start: tuple[Week, Policy]) -> None:
    week, _ = start
    own = world.citizens[world.citizens["citizen_id"].isin(week.citizens["citizen_id"])]
    pd.testing.assert_frame_equal(own.reset_index(drop=True), week.citizens)
    assert (world.arrives[own.index] == 0).all()
    flats = world.vacancies[world.vacancies["vacancy_id"].isin(week.vacancies["vacancy_id"])]
    pd.testing.assert_frame_equal(flats.reset_index(drop=True), week.vacancies)
    assert (world.reported[flats.index] == 0).all()
    assert (world.arrives == 0).sum() == len(week.citizens)
    assert (world.reported == 0).sum() == len(week.vacancies)
    places_of = world.places[world.places["citizen_id"].isin(week.citizens["citizen_id"])]
    assert len(places_of) == len(week.places)
    assert world.quotas is not None
    pd.testing.assert_frame_equal(world.quotas, week.quotas)


def test_decisions_stay_and_a_general_waiver_goes_on_for_those_like_it(
    folder: Path, start: tuple[Week, Policy]
) -> None:
    world = _world(folder, Flow(arrivals=20.0))
    assert world.decisions is not None
    rows = [tuple(row) for row in world.decisions.itertuples(index=False)]
    assert Counter(rows[: len(DECISIONS)]) == Counter(DECISIONS)
    new = {row[0] for row in rows[len(DECISIONS) :]}
    assert all(row[1:] == ("", "waive", "rent", "har en aftale") for row in rows[len(DECISIONS) :])
    born = start[0].citizens.set_index("citizen_id")["birth_date"]["C0005"]
    copies = world.citizens[world.citizens["citizen_id"].isin(new)]
    assert len(copies) > 0
    # As old on the day they come as the one they copy on the first day.
    shift = copies["waiting_since"] - pd.Timestamp(world.start)
    assert (copies["birth_date"] - shift == born).all()


def test_pins_are_left_out(folder: Path, tmp_path: Path) -> None:
    pinned = tmp_path / "pinned"
    pinned.mkdir()
    for path in folder.iterdir():
        (pinned / path.name).write_bytes(path.read_bytes())
    with (pinned / "decisions.csv").open("a", encoding="utf-8") as file:
        file.write("C0010,V0010,pin,,lovet\n")
    decisions = _world(pinned, weeks=1).decisions
    assert decisions is not None
    assert set(decisions["action"]) == {"forbid", "waive"}


def test_whole_cases_leave_as_many_places_free(world: World, start: tuple[Week, Policy]) -> None:
    assert start[0].teams is not None
    assert world.teams is not None
    for before, after in zip(start[0].teams.itertuples(), world.teams.itertuples(), strict=True):
        size = before.caseworkers * before.caseload
        assert (size - before.current_cases) // 1 == (size - int(after.current_cases)) // 1
        assert Fraction(after.caseworkers) == before.caseworkers
    assert (world.freed.sum(axis=1) <= world.teams["current_cases"]).all()


def test_the_week_shows_how_many_come(start: tuple[Week, Policy]) -> None:
    week, _ = start
    today = pd.Timestamp(week.decision_date)
    since = (today - week.citizens["waiting_since"]).dt.days
    assert arrivals_of(week) == (since <= 55).sum() / 8
    old = week.citizens.assign(waiting_since=today - pd.Timedelta(days=400))
    assert arrivals_of(replace(week, citizens=old)) == pytest.approx(90 * 1.2 / 52)
    flats = week.vacancies
    ago = (today - flats["reported_on"]).dt.days
    assert vacancies_of(week) == (ago <= 6).sum() > 0
    earlier = flats.assign(reported_on=flats["reported_on"] - pd.Timedelta(days=14))
    span = (ago.max() - ago.min()) // 7 + 1
    assert vacancies_of(replace(week, vacancies=earlier)) == pytest.approx(45 / span)
    assert vacancies_of(replace(week, vacancies=flats[:0])) == 0


def test_what_is_asked_for_is_what_comes(folder: Path) -> None:
    world = _world(folder, Flow(arrivals=6.0, vacancies=9.0), weeks=120)
    coming = np.bincount(world.arrives, minlength=120)[1:]
    reported = np.bincount(world.reported, minlength=120)[1:]
    assert coming.mean() == pytest.approx(6.0, abs=4 * (6 / 119) ** 0.5)
    assert reported.mean() == pytest.approx(9.0, abs=4 * (9 / 119) ** 0.5)


def test_copies_are_like_the_rows_they_copy(world: World, start: tuple[Week, Policy]) -> None:
    week, _ = start
    facts = ["benefit", "tier", "situation", "support_method", "adults", "children", "max_rent", "step_free"]
    known = set(week.citizens[facts].astype(str).itertuples(index=False, name=None))
    assert set(world.citizens[facts].astype(str).itertuples(index=False, name=None)) == known
    facts = ["organisation_id", "department_id", "kind", "rent", "size_m2", "x", "y", "route", "area_class"]
    known = set(week.vacancies[facts].astype(str).itertuples(index=False, name=None))
    assert set(world.vacancies[facts].astype(str).itertuples(index=False, name=None)) == known
    new = world.vacancies[world.reported > 0]
    assert len(new) > 100
    assert new["seq"].isna().all()


def test_places_move_with_their_copies_but_not_far(world: World, start: tuple[Week, Policy]) -> None:
    week, _ = start
    later = world.places[~world.places["citizen_id"].isin(week.citizens["citizen_id"])]
    located = later[later["x"].notna()]
    assert len(located) > 50
    own = week.places[week.places["x"].notna()]
    for place in located.itertuples(index=False):
        like = own[(own["category"] == place.category) & (own["role"] == place.role)]
        away = np.maximum((like["x"] - place.x).abs(), (like["y"] - place.y).abs())
        # Never the same point; the one that was copied lies within 400 metres along either axis.
        assert away.min() <= 401
    points = set(zip(own["x"], own["y"], strict=True))
    assert not points & set(zip(located["x"], located["y"], strict=True))
    # As many places per copy as per person of the week.
    people = (world.arrives > 0).sum()
    assert len(later) / people == pytest.approx(len(week.places) / 90, rel=0.25)


def test_new_ids_never_meet_the_weeks_own(folder: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "renamed"
    renamed.mkdir()
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").replace("C0005", "later-0002").replace("V0004", "later-0001")
        (renamed / path.name).write_text(text, encoding="utf-8")
    world = _world(renamed)
    assert world.citizens["citizen_id"].is_unique
    assert world.vacancies["vacancy_id"].is_unique
    assert "later-0002" in set(world.citizens["citizen_id"])


def test_a_week_takes_no_other_number_of_people(folder: Path) -> None:
    with pytest.raises(ValueError, match="starts with its own people"):
        _world(folder, Flow(waiting=5))


def test_half_the_network_can_be_unknown(folder: Path, world: World) -> None:
    half = _world(folder, Flow(network=0.5))
    network, fewer = ((one.places["role"] == "network").sum() for one in (world, half))
    assert fewer / network == pytest.approx(0.5, abs=0.15)
    own = world.places["role"] == "avoid"
    assert (half.places["role"] == "avoid").sum() == own.sum()


def test_more_places_and_fewer_flats_can_be_asked_for(folder: Path, world: World) -> None:
    other = _world(folder, Flow(places=2.0, kept=0.5))
    assert other.teams is not None
    assert world.teams is not None
    assert (other.teams["caseworkers"] == 2 * world.teams["caseworkers"]).all()
    assert other.quotas is not None
    assert world.quotas is not None
    assert (other.quotas["share"] == world.quotas["share"] / 2).all()
    given, left = ((one.vacancies["route"] == "given").sum() for one in (world, other))
    assert left / given == pytest.approx(0.5, abs=0.2)
