"""Worlds of every kind: the same by seed everywhere, consistent in every row, and readable week by week."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.synth.worlds import Flow, places, world_of
from data.synth.write import DECISION_DATE, write_preset
from matcher.horizon import life
from matcher.horizon.allocate import named_allocator
from matcher.horizon.world import SUPPORT_WEEKS, Manners, World
from matcher.model import Policy
from tests.synth.week_folder import write_folder

WEEKS = 26
RATES = load_rates(DECISION_DATE)
_SCRIPT = """
import sys
from tests.synth.test_worlds import digest, made
print(digest(made(sys.argv[1], 7)[0]))
"""


def made(name: str, seed: int) -> tuple[World, Policy]:
    """The world of a place, small enough for tests."""
    flow = Flow(waiting=60, vacancies=8.0) if name == "town" else Flow()
    return world_of(places(name)[0], flow, WEEKS, seed, Manners())


def digest(world: World) -> str:
    """A fingerprint of everything a world is."""
    parts = hashlib.sha256()
    for name in ("citizens", "vacancies", "places", "quotas", "teams", "decisions"):
        frame = getattr(world, name)
        parts.update(b"-" if frame is None else frame.to_csv(index=False).encode())
    parts.update(world.milieus.to_wkt().to_csv(index=False).encode())
    for array in (world.arrives, world.leaves, world.reported, world.freed):
        parts.update(np.ascontiguousarray(array, dtype=np.int64).tobytes())
    return parts.hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_preset("town", tmp_path_factory.mktemp("worlds") / "week", 6, None, 80, 40)


@pytest.fixture(scope="module", params=["town", "Lolland", "folder"])
def world(request: pytest.FixtureRequest, folder: Path) -> World:
    name = str(folder) if request.param == "folder" else request.param
    return made(name, 7)[0]


@pytest.mark.parametrize("name", ["town", "folder"])
def test_the_same_seed_is_the_same_world_in_every_process(name: str, folder: Path) -> None:
    place = str(folder) if name == "folder" else name
    found = {digest(made(place, 7)[0])}
    for hash_seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT, place],
            check=True, capture_output=True, text=True, env=environment, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        found.add(run.stdout.strip())
    assert len(found) == 1
    assert digest(made(place, 8)[0]) not in found


def test_municipalities_of_one_seed_do_not_share_their_luck() -> None:
    small = [place for place in places("denmark") if place.name in ("Lolland", "Fanø", "Samsø")]
    flow = Flow(waiting=20, arrivals=5.0, vacancies=1.0)
    coming = [
        np.bincount(world_of(place, flow, 40, 1, Manners())[0].arrives, minlength=40)[1:] for place in small
    ]
    assert not np.array_equal(coming[0], coming[1])
    assert np.corrcoef(coming)[0, 1] < 0.5


def test_ids_are_unique_and_in_code_point_order(world: World) -> None:
    for frame, column in ((world.citizens, "citizen_id"), (world.vacancies, "vacancy_id")):
        ids = frame[column].tolist()
        assert ids == sorted(set(ids))
    assert set(world.places["citizen_id"]) <= set(world.citizens["citizen_id"])
    assert world.places["citizen_id"].tolist() == sorted(world.places["citizen_id"])


def test_every_row_has_its_weeks(world: World) -> None:
    assert world.arrives.shape == world.leaves.shape == (len(world.citizens),)
    assert world.reported.shape == (len(world.vacancies),)
    assert ((world.arrives >= 0) & (world.arrives < WEEKS)).all()
    assert ((world.reported >= 0) & (world.reported < WEEKS)).all()
    assert (world.leaves > world.arrives).all()


def test_nobodys_dates_contradict_the_week_they_come(world: World) -> None:
    people = world.citizens
    monday = pd.Timestamp(world.start) + pd.to_timedelta(7 * world.arrives, unit="D")
    assert (people["waiting_since"] <= monday).all()
    new = world.arrives > 0
    assert (people["waiting_since"][new] == monday[new]).all()
    assert not (people["birth_date"] > monday - pd.DateOffset(years=17)).any()
    assert not (people["admitted_on"] > monday).any()
    # Whoever comes later is not yet decided on before the referral, and is decided on in time.
    for name in ("support_decided_on", "action_plan_on"):
        lag = (people[name] - people["waiting_since"]).dt.days[new]
        assert lag.notna().all()
        assert (lag >= 0).all()
    parked = (people["blocked_until"] - monday).dt.days[new].dropna()
    assert parked.between(0, 60).all()
    for name in ("released_on", "evicted_on"):
        ago = (monday - people[name]).dt.days[new].dropna()
        assert (ago < 2 * 365).all()


def test_months_on_a_benefit_begin_with_those_who_come(world: World) -> None:
    people = world.citizens
    day = world.start
    for week in sorted(set(world.arrives.tolist())):
        then = world.day(week)
        gone = 12 * (then.year - day.year) + then.month - day.month
        here = people[world.arrives == week]
        for name in ("benefit_months", "partner_benefit_months"):
            known = (here[name] + gone).dropna()
            assert known.between(0, 600).all()


def test_no_flat_is_at_hand_before_it_is_reported(world: World) -> None:
    flats = world.vacancies
    monday = pd.Timestamp(world.start) + pd.to_timedelta(7 * world.reported, unit="D")
    ago = (monday - flats["reported_on"]).dt.days
    assert (ago >= 0).all()
    assert (ago[world.reported > 0] <= 6).all()
    assert (flats["available_from"] >= flats["reported_on"]).all()


def test_teams_have_room_for_their_cases_and_free_them_in_time(world: World) -> None:
    teams = world.teams
    assert teams is not None
    assert world.freed.shape == (len(teams), WEEKS)
    assert (world.freed >= 0).all()
    for row, team in enumerate(teams.itertuples()):
        size, cases = Fraction(team.caseworkers) * Fraction(team.caseload), int(team.current_cases)
        assert cases <= size
        expected = cases * min(1.0, WEEKS / SUPPORT_WEEKS[team.method])
        assert abs(int(world.freed[row].sum()) - expected) <= 4 * (cases / 4) ** 0.5 + 1


def test_cti_frees_its_places_within_nine_months() -> None:
    world, _ = world_of(places("town")[0], Flow(), 40, 1, Manners())
    assert world.teams is not None
    ends = {
        team: int(number)
        for team, number in zip(world.teams["team_id"], world.freed.sum(axis=1), strict=True)
    }
    for team in world.teams.itertuples():
        if team.method == "CTI":
            assert ends[team.team_id] == team.current_cases
        elif team.current_cases > 10:
            assert ends[team.team_id] < team.current_cases


@pytest.mark.parametrize("name", ["town", "folder"])
def test_every_week_can_be_written_and_read_as_a_week_folder(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, policy = made(str(folder) if name == "folder" else name, 3)
    scenes = []
    allocate = life.allocate

    def watch(scene, *others):  # type: ignore[no-untyped-def]
        scenes.append(scene.week)
        return allocate(scene, *others)

    monkeypatch.setattr(life, "allocate", watch)
    life.live(world, named_allocator("tier_first_come", policy), RATES, policy)
    assert len(scenes) == WEEKS
    for number in (0, 9, WEEKS - 1):
        week = scenes[number]
        reading = read_week(write_folder(week, tmp_path / f"week{number}"), week.decision_date)
        assert reading.faults == []
        assert reading.week is not None
        for name in ("citizens", "vacancies"):
            read, lived = getattr(reading.week, name), getattr(week, name)
            text = [column for column in read if read[column].dtype == "str"]  # lived: plain objects, quicker
            pd.testing.assert_frame_equal(read, lived.astype(dict.fromkeys(text, "str")))
        assert len(reading.week.places) == len(week.places)
        assert len(reading.week.decisions) == len(week.decisions)
