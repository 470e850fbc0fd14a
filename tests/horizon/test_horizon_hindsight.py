"""The plan made in hindsight: it keeps what it claims to keep, is best under it, and nobody does better."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.check import Assessment
from matcher.check.pools import seat
from matcher.horizon.allocate import NAMED, named_allocator
from matcher.horizon.hindsight import hindsight
from matcher.horizon.life import live
from matcher.horizon.world import SUPPORT_WEEKS, World
from matcher.horizon.year import Year
from matcher.model import Policy
from tests.horizon.auditor import Auditor, Pair
from tests.horizon.tiny import RATES, tiny_world

POLICY = Policy()
MODES = ("choose", "choose", "fourth")


def planned(world: World) -> Year:
    return hindsight(world, named_allocator("hindsight", POLICY), RATES, POLICY)


@dataclass
class Known:
    """All that could happen in a world in which nobody is housed: who would take which flat, and when."""

    auditor: Auditor
    weeks_of: dict[Pair, set[int]]
    points: dict[tuple[Pair, int], int]
    teams_of: dict[str, tuple[str, ...] | None]

    def last_week(self, flat: str) -> int:
        """The last Monday the flat is at hand in the horizon."""
        known = self.auditor
        return min(known.reported[flat] + known._weeks_open(flat), known.world.weeks) - 1

    def places(self, team: str) -> int:
        """The places of a team free at the start or freed later; no new case ends in so short a time."""
        known = self.auditor
        size = int(known.teams[team]["caseworkers"] * known.teams[team]["caseload"])
        freed = int(known.world.freed[list(known.teams).index(team)].sum())
        return max(0, size - int(known.teams[team]["current_cases"]) + freed)

    def due(self, pool: int, week: int) -> int:
        """What a pool of mode choose owes from the start until a week."""
        row = self.auditor.pools[pool]
        known = [
            flat
            for flat, when in self.auditor.reported.items()
            if when <= week and self.auditor.pool_of[flat] == pool
        ]
        return max(0, int(row["share"] * (row["counted"] + len(known)) // 1) - row["claimed"])

    def chosen_pools(self) -> list[int]:
        return [number for number, row in enumerate(self.auditor.pools) if row["mode"] == "choose"]


def look_ahead(world: World) -> Known:
    auditor = Auditor(world, POLICY)
    known = Known(auditor, {}, {}, {})
    for number in range(world.weeks):
        auditor.come_and_go(number)
        a = Assessment(auditor.week(number), POLICY, RATES, world.seed)
        for citizen in a.citizens:
            known.teams_of[citizen.id] = a.places_of(citizen)
        for pair in a.eligible:
            if auditor.says_yes(pair, a):
                known.weeks_of.setdefault(pair, set()).add(number)
                known.points[pair, number] = a.score[pair].points
    return known


def plan_of(world: World, year: Year) -> dict[Pair, int]:
    people, flats = list(world.citizens["citizen_id"]), list(world.vacancies["vacancy_id"])
    housed = np.nonzero(year.homes.week >= 0)[0]
    return {(people[c], flats[year.homes.flat[c]]): int(year.homes.week[c]) for c in housed}


@pytest.mark.parametrize("seed", [20, 21, 22, 23])
def test_the_plan_keeps_what_it_claims(seed: int) -> None:
    world = tiny_world(seed, modes=MODES)
    year, known = planned(world), look_ahead(world)
    plan = plan_of(world, year)
    assert len(plan) > 5
    assert len({flat for _, flat in plan}) == len(plan)
    for pair, week in plan.items():
        assert week in known.weeks_of[pair], pair
        assert year.homes.let_week[known.auditor.flat_row[pair[1]]] == week
    assert (year.homes.let_week >= 0).sum() == len(plan)
    for pool in known.chosen_pools():
        gone = Counter(known.last_week(flat) for _, flat in plan if known.auditor.pool_of[flat] == pool)
        for week in range(world.weeks):
            assert sum(n for last, n in gone.items() if last <= week) <= known.due(pool, week)
    seats = [
        (name, known.teams_of[name] or ()) for name, _ in sorted(plan) if known.teams_of[name] is not None
    ]
    assert seat(seats, {team: known.places(team) for team in known.auditor.teams}) is not None


@pytest.mark.parametrize("seed", [24, 25, 26])
def test_no_better_plan_exists(seed: int) -> None:
    """SciPy's milp over pairs and weeks agrees: most people tier by tier, then most points."""
    world = tiny_world(seed, weeks=10, people=40, flats=50, modes=MODES)
    year, known = planned(world), look_ahead(world)
    pairs = sorted(known.weeks_of)
    people = known.auditor.people
    pair_rows: list[list[int]] = []
    limits: list[int] = []
    for side in (0, 1):
        for name in {pair[side] for pair in pairs}:
            pair_rows.append([e for e, pair in enumerate(pairs) if pair[side] == name])
            limits.append(1)
    for pool in known.chosen_pools():
        mine = [e for e, (_, flat) in enumerate(pairs) if known.auditor.pool_of[flat] == pool]
        for week in range(world.weeks):
            pair_rows.append([e for e in mine if known.last_week(pairs[e][1]) <= week])
            limits.append(known.due(pool, week))
    seats = {
        team: [e for e, (who, _) in enumerate(pairs) if team in (known.teams_of[who] or ())]
        for team in known.auditor.teams
    }
    assert all(len(known.teams_of[who] or ()) <= 1 for who, _ in pairs), "one team each, else seats cross"
    for team, rows in seats.items():
        pair_rows.append(rows)
        limits.append(known.places(team))
    for e, (who, _) in enumerate(pairs):
        if known.teams_of[who] == ():
            pair_rows.append([e])
            limits.append(0)
    matrix = np.zeros((len(pair_rows), len(pairs)))
    for row, columns in enumerate(pair_rows):
        matrix[row, columns] = 1
    constraints = [LinearConstraint(matrix, -np.inf, limits)]
    tiers = sorted({row["tier"] for row in people.values()})
    for tier in tiers:
        value = np.array([float(people[who]["tier"] == tier) for who, _ in pairs])
        best = milp(-value, constraints=constraints, integrality=np.ones(len(pairs)), bounds=Bounds(0, 1))
        most = round(-best.fun)
        assert most == sum(people[who]["tier"] == tier for who, _ in plan_of(world, year))
        constraints.append(LinearConstraint(value, most, most))
    first = np.array([float(known.points[pair, min(known.weeks_of[pair])]) for pair in pairs])
    best = milp(-first, constraints=constraints, integrality=np.ones(len(pairs)), bounds=Bounds(0, 1))
    assert round(-best.fun) == int(year.homes.points[year.homes.week >= 0].sum())


@pytest.mark.parametrize("seed", [31, 34, *(pytest.param(n, marks=pytest.mark.slow) for n in range(40, 60))])
def test_no_way_of_allocating_houses_more(seed: int) -> None:
    world = tiny_world(seed, weeks=14, people=50, flats=60, modes=MODES if seed % 2 else ("choose",))
    tier = world.citizens["tier"].to_numpy()
    bound = planned(world).homes.week >= 0
    for way in (*(name for name in NAMED if name != "hindsight"), "random"):
        housed = live(world, named_allocator(way, POLICY), RATES, POLICY).homes.week >= 0
        assert housed.sum() <= bound.sum(), way
        assert (housed & (tier == 1)).sum() <= (bound & (tier == 1)).sum(), way


@pytest.mark.parametrize("seed", range(50, 53))
def test_nor_in_a_horizon_so_long_that_places_come_free_many_times(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen through shorter stays: the only place there is is held 3 weeks of 14."""
    for method in SUPPORT_WEEKS:
        monkeypatch.setitem(SUPPORT_WEEKS, method, 3)
    world = tiny_world(seed, weeks=14, people=50, flats=60)
    assert world.teams is not None
    one = pd.Series([Fraction(1)] * len(world.teams), dtype="object")
    teams = world.teams.assign(caseload=one, current_cases=one - 1)
    everyone = world.citizens.assign(support_method="CTI", team_id="")
    world = replace(world, citizens=everyone, teams=teams, freed=np.zeros_like(world.freed))
    bound = planned(world).homes.week >= 0
    for way in ("first_come", "husrum"):
        housed = live(world, named_allocator(way, POLICY), RATES, POLICY).homes.week >= 0
        assert housed.sum() <= bound.sum(), way
