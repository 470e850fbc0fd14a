"""What would help most this week: one more flat, one more place in a team, one more of the quota.

Each change is made in the week's own tables and the week is solved again from the start, so that a gain is
the exact difference of two best weeks.  A further flat is a copy of one that is there, at the municipality's
disposal outside the quota; every flat of the sort is copied in turn, and the best and the median are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Ints
from matcher.best import Best, Settings, best_of, best_week, set_scene
from matcher.eligibility import eligible_pairs
from matcher.facts import flat_facts
from matcher.geography import survey
from matcher.model import Policy, Week
from matcher.quota import pools_of
from matcher.rates import Rates
from matcher.solve.problem import DAYS, OVERDUE, POINTS, Problem
from matcher.solve.solution import Solution
from matcher.whatif.change import Change
from matcher.whatif.trial import solved_after

#: A cheap flat has a rent below this, DKK per month without utilities.
CHEAP_RENT = 3500.0
#: The changes, in the order they are told.
CHANGES = ("cheap_flat", "youth_flat", "team", "quota", "turn")
BEST, MEDIAN = "best", "median"


@dataclass(frozen=True, order=True)
class Worth:
    """What one best week has more than another, stage by stage: greater is better, the first stage first.

    ``tiers`` counts people of every tier present, ``goals`` what the at_least limits lack less, ``points``
    and ``waiting_days`` are of all who are matched.
    """

    tiers: tuple[int, ...]
    overdue: int
    goals: int
    points: int
    waiting_days: int

    @property
    def people(self) -> int:
        """More people with a flat."""
        return sum(self.tiers)


@dataclass(frozen=True)
class Gain:
    """What one change of the week brings.

    ``where`` is the team or the pool by its name, ``flat`` the flat copied or given.  Where several
    flats were ``tried``, ``choice`` says whether this is the best of them or the median (of two the lower).
    """

    change: str
    where: str
    worth: Worth
    flat: str = ""
    choice: str = ""
    tried: int = 1


def is_cheap(vacancies: pd.DataFrame) -> Bools:
    """Family dwellings below CHEAP_RENT, (m,) bool."""
    cheap = (vacancies["kind"] == "family") & (vacancies["rent"] < CHEAP_RENT)
    return cheap.to_numpy(dtype=bool)


def is_youth(vacancies: pd.DataFrame) -> Bools:
    """Youth dwellings, (m,) bool."""
    return (vacancies["kind"] == "youth").to_numpy(dtype=bool)


def tiers_of(problem: Problem) -> tuple[int, ...]:
    """The tiers present in a week, most acute first."""
    return tuple(int(name.removeprefix("tier ")) for name in problem.names if name.startswith("tier "))


@dataclass(frozen=True)
class WeekGains:
    """What would help a week most: the day, how many are ``matched`` of its ``citizens`` without any change,
    the tiers present, and the gains.
    """

    decision_date: date
    matched: int
    citizens: int
    tiers: tuple[int, ...]
    gains: tuple[Gain, ...]


def gains_of_week(week: Week, policy: Policy, rates: Rates) -> WeekGains | None:
    """Solve a week and everything that could be added to it; None when its pins cannot hold together.

    Raises BlockedPinError when a rule blocks a pinned pair.
    """
    best = best_week(set_scene(week, policy, rates), Settings())
    if best.solution.status == "infeasible":
        return None
    tiers = tiers_of(best.problem)
    return WeekGains(week.decision_date, len(best.matched), len(week.citizens), tiers, tuple(gains(best)))


def gains(best: Best) -> list[Gain]:
    """What every change would bring to a solved week, in the order of CHANGES."""
    vacancies = best.scene.week.vacancies
    found = _best_and_median(best, "cheap_flat", "", np.nonzero(is_cheap(vacancies))[0], with_copy)
    found += _best_and_median(best, "youth_flat", "", np.nonzero(is_youth(vacancies))[0], with_copy)
    for row, team in enumerate(best.problem.seats.team_id):
        found.append(Gain("team", team, _of_change(best, Change("team", row, 1, team))))
    return found + sorted(_quotas(best), key=lambda gain: CHANGES.index(gain.change))


def with_copy(week: Week, row: int) -> Week:
    """The week with one flat more: a copy of the flat ``row``, given and without a deadline, last by id."""
    return _with_given(week, week.vacancies.iloc[[row]].assign(answer_by=np.datetime64("NaT", "s")))


def with_turn(week: Week, row: int) -> Week:
    """The week in which the flat ``row`` is given to the municipality although it is another's turn.

    It is its copy that is given: the flat keeps its place in the order of the turns, so that no other moves.
    """
    return _with_given(week, week.vacancies.iloc[[row]])


def _with_given(week: Week, flat: pd.DataFrame) -> Week:
    vacancies = week.vacancies
    more = flat.assign(vacancy_id=f"{vacancies['vacancy_id'].max()}+", route="given", seq=np.nan)
    grown = pd.concat([vacancies, more.astype(vacancies.dtypes)], ignore_index=True)
    return replace(week, vacancies=grown)


def _quotas(best: Best) -> Iterable[Gain]:
    """One more place in every pool that chooses; in the others one more turn, flat by flat."""
    quotas, pools = best.scene.week.quotas, best.scene.pools
    if quotas is None:
        return
    for row, (pool, mode) in enumerate(zip(pools.names, quotas["mode"], strict=True)):
        flats = np.nonzero(pools.pool == row)[0]
        if mode == "choose":
            yield Gain("quota", pool, _of_change(best, Change("quota", row, 1, f"{pool}#{len(flats)}")))
        else:
            yield from _best_and_median(best, "turn", pool, flats[pools.not_our_turn[flats]], with_turn)


def _best_and_median(
    best: Best, change: str, where: str, flats: Ints, make: Callable[[Week, int], Week]
) -> list[Gain]:
    """The best and the median of a change made at each of these flats; nothing where there is none."""
    week, ids = best.scene.week, best.scene.flats.ids
    found = [Gain(change, where, _of_week(best, make(week, flat)), str(ids[flat])) for flat in flats.tolist()]
    found.sort(key=lambda gain: gain.worth)
    if len(found) < 2:
        return found
    ends = ((BEST, found[-1]), (MEDIAN, found[(len(found) - 1) // 2]))
    return [replace(gain, choice=choice, tried=len(found)) for choice, gain in ends]


def _of_change(best: Best, change: Change) -> Worth:
    return _difference(best, *solved_after(best, change))


def _of_week(best: Best, week: Week) -> Worth:
    """What another week of the same citizens has more, solved from the start."""
    scene = best.scene
    flats = flat_facts(week, scene.policy)
    scene = replace(
        scene, week=week, flats=flats, geography=survey(week, scene.citizens, flats), pools=pools_of(week)
    )
    again = best_of(scene, eligible_pairs(scene), best.settings)
    return _difference(best, again.problem, again.solution)


def _difference(best: Best, problem: Problem, solution: Solution) -> Worth:
    """Stage by stage what the second week has more than the best week; both know the same tiers."""
    before = dict(zip(best.problem.names, best.solution.totals, strict=True))
    after = dict(zip(problem.names, solution.totals, strict=True))
    more = {name: after[name] - total for name, total in before.items()}
    return Worth(
        tiers=tuple(more[f"tier {tier}"] for tier in tiers_of(problem)),
        overdue=more[OVERDUE],
        goals=sum(best.solution.shortfall.values()) - sum(solution.shortfall.values()),
        points=more[POINTS],
        waiting_days=more[DAYS],
    )
