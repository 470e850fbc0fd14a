"""What would help most over a year: worlds with a little more of something, lived through like the real one.

People, answers and the flats there are stay the same, so the difference of two years is the change's doing.
It still swings, because one other match moves many later ones: by about one person and 180 days whether one
flat or twelve are added (standard deviation over eight ways of adding them, in three kinds of places).  So
several flats, places or points are added at once, the difference is divided by their number, and flats are
added in more than one way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import numpy as np
import pandas as pd

from matcher.arrays import Ints
from matcher.horizon.chance import draws
from matcher.horizon.world import World
from matcher.horizon.year import Year, before_first_home, homeless_until, places_of
from matcher.whatif.gains import is_cheap, is_youth

#: The changes, in the order they are told.
CHANGES = ("cheap_flat", "youth_flat", "team", "quota")
#: At most so many flats are added over the horizon, and at most one for so many people; in so many ways.
FLATS, PEOPLE_PER_FLAT, WAYS = 12, 20, 2
#: At most so many places are added to a team, and at most one for so many it has (but one at least).
PLACES, PLACES_PER_PLACE = 3, 10
#: So many percentage points are added to a quota.
POINTS = 2
#: Names of the draws (those of matcher.horizon.chance and of data.synth end below).
_WHICH, _WHEN = 40, 41


@dataclass(frozen=True)
class Variant:
    """A world with more of something: ``change`` at ``where`` (a team, an organisation; blank for flats).

    ``apply`` makes it; a difference of two years is divided by ``per`` (flats, places, points).
    """

    change: str
    where: str
    per: float
    apply: Callable[[World], World]


@dataclass(frozen=True)
class Tally:
    """What is gained: people with a first home, and days without a home of everyone within the horizon."""

    people: int
    days: int


def variants(world: World) -> list[Variant]:
    """Everything that is tried on a world, in the order of CHANGES; nothing that the world does not know."""
    return [*_more_flats(world), *_more_places(world), *_more_quota(world)]


def tally(world: World, year: Year) -> Tally:
    """People housed, and days on the list within the horizon: until the keys, and again after a return."""
    begin = np.datetime64(world.start, "D")
    end = begin + 7 * world.weeks
    until = np.minimum(homeless_until(world, year.homes), end)
    first = np.maximum(0, (until - (begin + 7 * world.arrives)).astype(np.int64))
    again = int((year.progress.on_list - before_first_home(world, year.homes)).sum()) * 7
    return Tally(int((year.homes.week >= 0).sum()), int(first.sum()) + again)


def _more_flats(world: World) -> Iterator[Variant]:
    """Copies of cheap family flats, and of youth flats, spread evenly over the horizon, drawn in WAYS."""
    for change, rows in (
        ("cheap_flat", is_cheap(world.vacancies)),
        ("youth_flat", is_youth(world.vacancies)),
    ):
        there = np.nonzero(rows & (world.vacancies["route"] != "none").to_numpy(dtype=bool))[0]
        flats = np.arange(max(1, min(FLATS, len(world.citizens) // PEOPLE_PER_FLAT)))
        for way in range(WAYS if len(there) else 0):
            which = there[(draws(world.seed, _WHICH, flats, way) * len(there)).astype(np.int64)]
            shift = draws(world.seed, _WHEN, np.array([way]))[0]
            when = ((flats + shift) * world.weeks / len(flats)).astype(np.int64)
            yield Variant(change, "", len(flats), partial(with_flats, which=which, when=when))


def with_flats(world: World, which: Ints, when: Ints) -> World:
    """A world with copies of the flats ``which`` that are reported in the weeks ``when``, (k,) each.

    They are at the municipality's disposal outside the quota and stand last, so that all draws stay as they
    are; their days are moved with the week.
    """
    vacancies = world.vacancies
    moved = pd.to_timedelta(7 * (when - world.reported[which]), unit="D")
    copies = vacancies.iloc[which].reset_index(drop=True)
    last = vacancies["vacancy_id"].max()
    copies = copies.assign(
        vacancy_id=[f"{last}+{number:04d}" for number in range(len(which))],
        reported_on=copies["reported_on"] + moved,
        available_from=copies["available_from"] + moved,
        answer_by=np.datetime64("NaT", "s"),
        seq=np.nan,
        route="given",
    )
    grown = pd.concat([vacancies, copies.astype(vacancies.dtypes)], ignore_index=True)
    return replace(world, vacancies=grown, reported=np.append(world.reported, when))


def _more_places(world: World) -> Iterator[Variant]:
    if world.teams is not None:
        for row, (team, size) in enumerate(zip(world.teams["team_id"], places_of(world), strict=True)):
            places = max(1, min(PLACES, int(size) // PLACES_PER_PLACE))
            yield Variant("team", str(team), places, partial(with_places, row=row, places=places))


def with_places(world: World, row: int, places: int) -> World:
    """A world in which a team has so many places more, from the first week to the last."""
    assert world.teams is not None
    full = [
        workers * load
        for workers, load in zip(world.teams["caseworkers"], world.teams["caseload"], strict=True)
    ]
    full[row] += places
    teams = world.teams.assign(
        caseworkers=pd.Series(full, index=world.teams.index, dtype="object"),
        caseload=pd.Series([Fraction(1)] * len(full), index=world.teams.index, dtype="object"),
    )
    return replace(world, teams=teams)


def _more_quota(world: World) -> Iterator[Variant]:
    if world.quotas is None:
        return
    shares = world.quotas.groupby("organisation_id", sort=True)["share"].max()
    for organisation, share in shares.items():
        more = min(Fraction(POINTS, 100), 1 - share)
        if more > 0:
            name = str(organisation)
            yield Variant("quota", name, float(100 * more), partial(with_quota, organisation=name, more=more))


def with_quota(world: World, organisation: str, more: Fraction) -> World:
    """A world in which every pool of an organisation owes a larger share."""
    assert world.quotas is not None
    own = world.quotas["organisation_id"] == organisation
    shares = [share + more if mine else share for share, mine in zip(world.quotas["share"], own, strict=True)]
    column = pd.Series(shares, index=world.quotas.index, dtype="object")
    return replace(world, quotas=world.quotas.assign(share=column))
