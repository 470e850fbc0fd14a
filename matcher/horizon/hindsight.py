"""The whole horizon known: an upper bound on how many any way of allocating could house.

Everything is known at the start: who comes and goes, every vacancy, every answer.  Choose pairs (person,
flat) that could be accepted in a week both are there,

    each person and each flat at most once,
    Σ flats of a pool that are gone by week t ≤ what the account is due by week t      (quarter rule),
    Σ new cases of a team                     ≤ places that can come free in the horizon,

the most people of tier 1, then of tier 2, …, then the most points.  It is a bound because it leaves out the
weekly ceiling of the quarter rule, the order of the weeks within a team, and the tenancies that end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Floats, Ints
from matcher.eligibility import eligible_pairs
from matcher.horizon.account import Account, settled
from matcher.horizon.allocate import Allocator
from matcher.horizon.answers import refusal_chances
from matcher.horizon.chance import ANSWER, draws
from matcher.horizon.weekly import Weekly
from matcher.horizon.world import SUPPORT_WEEKS, World, on_the_list, weeks_at_hand
from matcher.horizon.year import (
    Homes,
    Progress,
    Year,
    before_first_home,
    keys_after,
    no_homes,
    places_of,
)
from matcher.model import Policy
from matcher.points import score
from matcher.rates import Rates
from matcher.seats import FREE, Seats, seats_of
from matcher.solve.network import SINK, SOURCE, Arcs, Network


@dataclass(frozen=True)
class _Pairs:
    """Pairs that would be accepted in some week, E of them, each in the first week it is possible."""

    c: Ints
    v: Ints
    week: Ints
    points: Ints
    km: Floats


def hindsight(world: World, allocator: Allocator, rates: Rates, yardstick: Policy) -> Year:
    """The year of the best plan; see the top of this file for what "best" and "known" mean."""
    account = Account(world)
    world = settled(world, account)
    pairs, seats = _possible(world, account, allocator.policy, rates)
    chosen = _best_plan(world, account, pairs, seats)
    homes = _homes(world, pairs, chosen)
    n = len(world.citizens)
    return Year(
        homes=homes,
        progress=_progress(world, account, homes),
        refused=np.zeros(n, dtype=np.int64),
        returned=np.zeros(n, dtype=np.int64),
        reason=np.full(n, -1),
    )


def _possible(world: World, account: Account, policy: Policy, rates: Rates) -> tuple[_Pairs, Seats]:
    """Every pair that is allowed and would be accepted, and how all people are seated in teams."""
    weekly = Weekly(world, account, policy, rates)
    since = world.citizens["waiting_since"].to_numpy().astype("datetime64[D]")
    nobody = np.zeros(len(world.citizens), dtype=bool)
    cases = np.zeros(len(world.freed), dtype=np.int64)
    until = weeks_at_hand(world)
    seen = np.zeros((len(world.citizens), len(world.vacancies)), dtype=bool)
    found: list[tuple[Ints, Ints, Ints, Ints, Floats]] = []
    for number in range(world.weeks):
        people = np.nonzero(on_the_list(world, number))[0]
        at_hand = (world.reported <= number) & (number < until)
        scene, flats = weekly.scene(number, people, at_hand, since, nobody, cases, ())
        eligibility = eligible_pairs(scene)
        pairs = score(scene, eligibility)
        c, v = people[pairs.c], flats[pairs.v]
        every = np.arange(len(c))
        no = refusal_chances(scene, pairs, every, world.manners)
        new = (draws(world.seed, ANSWER, c, v) >= no) & ~seen[c, v]
        seen[c[new], v[new]] = True
        found.append((c[new], v[new], np.full(int(new.sum()), number), pairs.points[new], pairs.km[new]))
    c, v, week, points, km = (np.concatenate([part[i] for part in found]) for i in range(5))
    everyone, _ = weekly.scene(
        0, np.arange(len(nobody)), np.zeros(len(until), dtype=bool), since, nobody, cases, ()
    )
    return _Pairs(c, v, week, points, km), seats_of(everyone.week)


def _best_plan(world: World, account: Account, pairs: _Pairs, seats: Seats) -> Ints:
    """The rows of the pairs chosen: most people tier by tier, then most points."""
    network = _network(world, account, pairs, seats)
    tier = world.citizens["tier"].to_numpy(dtype=np.int64)[pairs.c]
    levels = [(tier == t).astype(np.int64) for t in np.unique(tier)]
    for level in levels:
        network.solve(level)
        network.narrow(level)
    network.solve(pairs.points)
    return network.chosen()


def _network(world: World, account: Account, pairs: _Pairs, seats: Seats) -> Network:
    """source → pool's weeks → flat → person → class of teams → team → sink."""
    n, m, pools, weeks = len(world.citizens), len(world.vacancies), len(account.claimed), world.weeks
    classes, teams = len(seats.teams_of), len(seats.capacity)
    pool_week = 2 + np.arange(pools * weeks).reshape(pools, weeks)
    flat_node = 2 + pools * weeks
    person_node = flat_node + m
    class_node, team_node = person_node + n, person_node + n + classes
    due = np.array([account.due(week) for week in range(weeks)]).reshape(weeks, pools)
    more = np.diff(due, axis=0, prepend=0).T
    flats, people = np.unique(pairs.v), np.unique(pairs.c)
    last = np.minimum(weeks_at_hand(world), weeks)[flats] - 1
    pool = account.pool[flats]
    by_pool = pool >= 0
    by_turn = world.vacancies["route"].to_numpy()[flats] == "given"
    from_source = ~by_pool | by_turn
    origin = np.full(len(flats), SOURCE)
    origin[~from_source] = pool_week[pool[~from_source], last[~from_source]]
    seat = seats.seat_class[people]
    joins = [(k, team) for k, fitting in enumerate(seats.teams_of) for team in fitting]
    parts: list[tuple[Ints, Ints, Ints]] = [
        (np.full(more.size, SOURCE), pool_week.ravel(), more.ravel()),
        (pool_week[:, :-1].ravel(), pool_week[:, 1:].ravel(), np.full(pools * (weeks - 1), m)),
        (origin, flat_node + flats, np.ones(len(flats), dtype=np.int64)),
        (flat_node + pairs.v, person_node + pairs.c, np.ones(len(pairs.c), dtype=np.int64)),
        (
            person_node + people,
            np.where(seat == FREE, SINK, class_node + seat),
            np.ones(len(people), dtype=np.int64),
        ),
        (_column(joins, 0) + class_node, _column(joins, 1) + team_node, np.full(len(joins), n)),
        (team_node + np.arange(teams), np.full(teams, SINK), _new_cases(world)),
        (np.array([SOURCE]), np.array([SINK]), np.array([len(flats)])),
    ]
    tail, head, cap = (np.concatenate([part[i] for part in parts]).astype(np.int64) for i in range(3))
    of_pair = np.full(len(tail), -1)
    start = sum(len(part[0]) for part in parts[:3])
    of_pair[start : start + len(pairs.c)] = np.arange(len(pairs.c))
    return Network(
        Arcs(tail, head, cap, of_pair),
        nodes=team_node + teams,
        flat_node=flat_node,
        citizen_node=person_node,
        flow=np.zeros(len(tail), dtype=np.int64),
        free=np.ones(len(tail), dtype=bool),
        supply=len(flats),
    )


def _column(joins: list[tuple[int, int]], i: int) -> Ints:
    return np.array([join[i] for join in joins], dtype=np.int64)


def _new_cases(world: World) -> Ints:
    """The most cases each team can begin within the horizon, (T,).

    A place is held D weeks, so cases begun in D weeks in a row all run at the end of them and fit in what is
    free by then; the horizon is cut into such stretches from its end.
    """
    if world.teams is None:
        return np.zeros(0, dtype=np.int64)
    at_start = places_of(world) - world.teams["current_cases"].to_numpy(dtype=np.int64)
    most = np.zeros(len(at_start), dtype=np.int64)
    for team, method in enumerate(world.teams["method"]):
        for end in range(world.weeks, 0, -SUPPORT_WEEKS[method]):
            most[team] += max(0, int(at_start[team] + world.freed[team, :end].sum()))
    return most


def _homes(world: World, pairs: _Pairs, chosen: Ints) -> Homes:
    homes = no_homes(world)
    c, v, week = pairs.c[chosen], pairs.v[chosen], pairs.week[chosen]
    keys = keys_after(world, week, v)
    homes.week[c], homes.flat[c], homes.keys[c] = week, v, keys
    homes.km[c], homes.points[c] = pairs.km[chosen], pairs.points[chosen]
    homes.let_week[v], homes.let_keys[v] = week, keys
    return homes


def _progress(world: World, account: Account, homes: Homes) -> Progress:
    weeks = np.arange(world.weeks)
    pooled = homes.let_week[account.pool >= 0]
    return Progress(
        on_list=before_first_home(world, homes),
        claimed=((pooled >= 0) & (pooled <= weeks[:, None])).sum(axis=1),
        due=np.array([int(account.due(week).sum()) for week in range(world.weeks)]),
        places_used=np.zeros(world.weeks, dtype=np.int64),
        places=np.zeros(world.weeks, dtype=np.int64),
    )
