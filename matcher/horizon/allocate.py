"""Ways of allocating a week: by list, pair by pair, or as one optimum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Ints
from matcher.best import Best, Settings
from matcher.eligibility import Scene, eligible_pairs
from matcher.horizon.chance import LOTTERY, draws
from matcher.model import Policy
from matcher.points import Pairs, score
from matcher.seats import FREE, try_seat
from matcher.solve.problem import Problem, build_problem
from matcher.solve.solution import Solution
from matcher.solve.stages import solve

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: An overdue limit nobody reaches: the stage is off.
_NEVER_OVERDUE = 1e9


@dataclass(frozen=True)
class Allocator:
    """A way of allocating with a name; ``policy`` decides rules and points, ``way`` who gets what."""

    name: str
    policy: Policy
    way: str = "optimum"


def first_come(scene: Scene, pairs: Pairs, seed: int) -> Ints:
    """Flat by flat as reported, each to whoever has waited longest."""
    return _order(_flat_order(scene)[pairs.v], -scene.citizens.waiting_days[pairs.c], pairs.c)


def tier_first_come(scene: Scene, pairs: Pairs, seed: int) -> Ints:
    """Flat by flat as reported, each to the most acute tier, there to whoever has waited longest."""
    tier = scene.citizens.table.numbers("tier")[pairs.c]
    return _order(_flat_order(scene)[pairs.v], tier, -scene.citizens.waiting_days[pairs.c], pairs.c)


def greedy(scene: Scene, pairs: Pairs, seed: int) -> Ints:
    """Tier by tier, always the pair with the most points."""
    return _order(scene.citizens.table.numbers("tier")[pairs.c], -pairs.points, pairs.c, pairs.v)


def at_random(scene: Scene, pairs: Pairs, seed: int) -> Ints:
    """Flat by flat as reported, each to anyone it may be let to."""
    ballots = draws(seed, LOTTERY, pairs.c, pairs.v + scene.citizens.today.astype(np.int64) * 2**20)
    return _order(_flat_order(scene)[pairs.v], ballots)


#: Ways that take pairs in an order: from the pairs to their order, (E,) rows.
IN_ORDER: dict[str, Callable[[Scene, Pairs, int], Ints]] = {
    "first_come": first_come,
    "tier_first_come": tier_first_come,
    "greedy": greedy,
    "random": at_random,
}
#: The policies the command line knows by name; any other name is a policy.toml.
NAMED = ("first_come", "tier_first_come", "greedy", "optimum", "husrum", "hindsight")


def named_allocator(name: str, policy: Policy) -> Allocator:
    """The allocator of a name; lists and greedy use the rules, and greedy the points, of ``policy``."""
    if name in IN_ORDER:
        return Allocator(name, policy, name)
    if name == "optimum":
        plain = replace(policy, need={**policy.need, "chances": 0}, overdue_days=_NEVER_OVERDUE)
        return Allocator(name, plain)
    return Allocator(name, policy)


def allocate(scene: Scene, allocator: Allocator, seed: int) -> Best:
    """Ask the rules, give points and choose the week's matches the allocator's way."""
    eligibility = eligible_pairs(scene)
    pairs = score(scene, eligibility)
    stability = np.zeros(len(pairs.c), dtype=np.int64)
    problem = build_problem(scene, pairs, seed, stability)
    if allocator.way in IN_ORDER:
        solution = take_in_order(problem, IN_ORDER[allocator.way](scene, pairs, seed))
    else:
        solution = solve(problem)
    return Best(scene, Settings(seed), eligibility, pairs, stability, problem, solution)


def take_in_order(problem: Problem, order: Ints) -> Solution:
    """Take each pair in turn when its citizen, flat, quota, limits and a support place are still free."""
    free_c, free_v = np.ones(problem.n, dtype=bool), np.ones(problem.m, dtype=bool)
    left = problem.pool_cap.copy()
    limits_of, room = _limits(problem)
    seating: dict[int, int] = {}
    chosen = []
    seats = problem.seats
    for edge in order.tolist():
        c, v = int(problem.c[edge]), int(problem.v[edge])
        pool = int(problem.pool[v])
        if not (free_c[c] and free_v[v]) or (pool >= 0 and left[pool] <= 0):
            continue
        if any(room[limit] <= 0 for limit in limits_of.get(edge, ())):
            continue
        if seats.seat_class[c] != FREE and not try_seat(seats, seating, c):
            free_c[c] = False
            continue
        free_c[c] = free_v[v] = False
        if pool >= 0:
            left[pool] -= 1
        for limit in limits_of.get(edge, ()):
            room[limit] -= 1
        chosen.append(edge)
    rows = np.sort(np.array(chosen, dtype=np.int64))
    totals = tuple(int(row[rows].sum()) for row in problem.levels)
    return Solution("optimal", rows, totals, seating)


def _limits(problem: Problem) -> tuple[dict[int, list[int]], list[int]]:
    """The at_most limits each pair counts for, and how many matches each limit still has room for."""
    bounded = [limit for limit in problem.limits if limit.at_most is not None]
    limits_of: dict[int, list[int]] = {}
    for number, limit in enumerate(bounded):
        for edge in limit.edges.tolist():
            limits_of.setdefault(edge, []).append(number)
    return limits_of, [max(0, (limit.at_most or 0) - limit.already) for limit in bounded]


def _flat_order(scene: Scene) -> Ints:
    """The place of each flat in the order they were reported, (m,)."""
    reported = scene.flats.table.days("reported_on")
    place = np.empty(len(reported), dtype=np.int64)
    place[np.argsort(reported, kind="stable")] = np.arange(len(reported))
    return place


def _order(*keys: NDArray[np.generic]) -> Ints:
    """Rows sorted by the first key, then the next, and so on."""
    order: Ints = np.lexsort(keys[::-1])
    return order
