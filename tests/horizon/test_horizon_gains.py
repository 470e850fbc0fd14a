"""What would help most over a year: the worlds tried differ in one thing alone, and the tally is right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from matcher.horizon.allocate import named_allocator
from matcher.horizon.gains import WAYS, tally, variants, with_flats, with_places, with_quota
from matcher.horizon.life import live
from matcher.horizon.world import World
from matcher.horizon.year import Year, places_of
from matcher.model import Policy
from tests.horizon.auditor import audited
from tests.horizon.tiny import RATES, tiny_world

POLICY = Policy()
HUSRUM = named_allocator("husrum", POLICY)


def lived_through(world: World) -> Year:
    return live(world, HUSRUM, RATES, POLICY)


def test_flats_nobody_can_have_change_nothing_for_anybody() -> None:
    """The people, the other flats and all answers are the same, though a dozen flats have come."""
    for seed in (90, 91, 92):
        world = tiny_world(seed)
        which, when = np.array([3, 7, 7, 20]), np.array([0, 4, 9, 15])
        grown = with_flats(world, which, when)
        dear = [*world.vacancies["rent"], *[10**6] * 4]
        year, more = (
            lived_through(world),
            lived_through(replace(grown, vacancies=grown.vacancies.assign(rent=dear))),
        )
        for name in ("week", "flat", "keys", "km"):
            np.testing.assert_array_equal(getattr(year.homes, name), getattr(more.homes, name))
        assert np.array_equal(year.homes.let_week, more.homes.let_week[: len(world.vacancies)])
        assert np.array_equal(year.refused, more.refused)
        assert tally(world, year) == tally(grown, more)


def test_a_copy_is_the_same_flat_at_another_time() -> None:
    world = tiny_world(93)
    which, when = np.array([5, 5, 11]), np.array([2, 14, 7])
    grown = with_flats(world, which, when)
    old, new = world.vacancies.iloc[which], grown.vacancies.iloc[len(world.vacancies) :]
    pd.testing.assert_frame_equal(grown.vacancies.iloc[: len(world.vacancies)], world.vacancies)
    assert grown.reported.tolist() == [*world.reported, 2, 14, 7]
    assert (new["route"] == "given").all()
    assert grown.vacancies["vacancy_id"].is_unique
    assert grown.vacancies["vacancy_id"].is_monotonic_increasing
    moved = {"vacancy_id", "route", "reported_on", "available_from", "seq", "answer_by"}
    same = [name for name in old.columns if name not in moved]
    pd.testing.assert_frame_equal(new[same].reset_index(drop=True), old[same].reset_index(drop=True))
    for name in ("reported_on", "available_from"):
        weeks = (new[name].to_numpy() - old[name].to_numpy()) / np.timedelta64(7, "D")
        assert weeks.tolist() == (when - world.reported[which]).tolist()


@pytest.mark.parametrize("seed", [94, 95])
def test_a_year_with_more_of_everything_still_passes_the_audit(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = tiny_world(seed, modes=("choose", "first"))
    assert world.quotas is not None
    grown = with_flats(world, np.array([1, 2]), np.array([1, 12]))
    grown = with_quota(with_places(grown, 0, 2), world.quotas["organisation_id"].iloc[0], Fraction(2, 100))
    audited(grown, HUSRUM, monkeypatch)


def test_places_are_added_to_one_team_and_a_share_to_one_organisation() -> None:
    world = tiny_world(96)
    assert world.quotas is not None
    assert (places_of(with_places(world, 2, 3)) - places_of(world)).tolist() == [0, 0, 3, 0]
    organisation = world.quotas["organisation_id"].iloc[-1]
    after = with_quota(world, organisation, Fraction(1, 50))
    assert after.quotas is not None
    mine = (world.quotas["organisation_id"] == organisation).to_numpy()
    more = [a - b for a, b in zip(after.quotas["share"], world.quotas["share"], strict=True)]
    assert [x == Fraction(1, 50) for x in more] == mine.tolist()
    assert all(x == 0 for x, own in zip(more, mine, strict=True) if not own)


def test_everything_the_world_knows_is_tried() -> None:
    world = tiny_world(97)
    assert world.quotas is not None
    assert world.teams is not None
    found = variants(world)
    count = Counter((one.change, one.where) for one in found)
    assert count["youth_flat", ""] == WAYS
    assert {where for change, where in count if change == "team"} == set(world.teams["team_id"])
    assert {where for change, where in count if change == "quota"} == set(world.quotas["organisation_id"])
    units = {"youth_flat": 3, "cheap_flat": 3, "team": 1, "quota": 2}  # few, for 60 people in small teams
    for one in found:
        assert one.per == units[one.change]
        changed = one.apply(world)
        new = len(changed.vacancies) - len(world.vacancies)
        assert new == (3 if one.change.endswith("flat") else 0)
        copies = changed.vacancies.iloc[len(world.vacancies) :]
        if one.change == "cheap_flat":
            assert ((copies["kind"] == "family") & (copies["rent"] < 3500)).all()
            assert changed.reported.max() < world.weeks
        if one.change == "youth_flat":
            assert (copies["kind"] == "youth").all()
            assert changed.reported.max() < world.weeks
    nothing = replace(
        world, quotas=None, teams=None, freed=world.freed[:0], vacancies=world.vacancies.assign(kind="odd")
    )
    assert variants(nothing) == []


def test_no_share_grows_beyond_everything() -> None:
    world = tiny_world(98)
    assert world.quotas is not None
    full = pd.Series([Fraction(99, 100)] * len(world.quotas), dtype="object")
    for one in variants(replace(world, quotas=world.quotas.assign(share=full))):
        if one.change == "quota":
            assert one.per == 1
            quotas = one.apply(replace(world, quotas=world.quotas.assign(share=full))).quotas
            assert quotas is not None
            assert max(quotas["share"]) == 1


@pytest.mark.parametrize("seed", [1, 3])
def test_the_tally_is_that_of_a_calendar(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each day of the horizon, everyone who is on the list or waits for the keys of the first home."""
    world = tiny_world(seed, weeks=20)
    year, auditor, weeks = audited(world, HUSRUM, monkeypatch)
    books, days = auditor.books, 0
    for number in range(world.weeks):
        for name in auditor.people:
            row, home = auditor.row[name], books.first_home.get(name)
            here = world.arrives[row] <= number
            gone = home is None and number >= world.leaves[row]
            for day in range(7):
                today = world.day(number) + timedelta(days=day)
                days += here and not gone and (home is None or today < home[2])
    again = 0
    for number, week in enumerate(weeks):
        accepted = {name for name, _ in week.accepted}
        for name in week.a.citizen:
            home = books.first_home.get(name)
            again += 7 * (home is not None and home[0] < number and name not in accepted)
    assert again > 0
    assert tally(world, year).days == days + again
    assert tally(world, year).people == len(books.first_home)
