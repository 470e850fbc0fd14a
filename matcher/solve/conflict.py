"""Which pins cannot hold together: a smallest set, so that the office knows what to give up.

Pins are fixed pairs, so each constraint can be judged by itself: a pool or a limit holds so many of them, a
group of seat classes so many places (Hall's condition).  A smallest conflict is one more than the tightest
constraint that is broken holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from matcher.arrays import Ints
from matcher.seats import FREE, Seats
from matcher.solve.problem import Problem

#: With more seat classes than this among the pins only unions of up to two classes are tried.
_ALL_UNIONS = 14


def smallest_conflict(problem: Problem) -> list[int]:
    """Rows of pinned pairs that cannot all be matched; no smaller set of pins conflicts."""
    pins = np.nonzero(problem.pinned)[0]
    broken = [pins_[: room + 1] for pins_, room in _constraints(problem, pins) if len(pins_) > room]
    if not broken:
        return [int(row) for row in pins]
    return [int(row) for row in min(broken, key=len)]


def _constraints(problem: Problem, pins: Ints) -> Iterator[tuple[Ints, int]]:
    """Every constraint as the pins it speaks of and how many of them it holds."""
    pool = problem.pool[problem.v[pins]]
    for row, capacity in enumerate(problem.pool_cap):
        yield pins[pool == row], int(capacity)
    for limit in problem.limits:
        if limit.at_most is not None:
            yield pins[np.isin(pins, limit.edges)], max(0, limit.at_most - limit.already)
    seat_class = problem.seats.seat_class[problem.c[pins]]
    for classes, places in _unions(problem.seats, seat_class):
        yield pins[np.isin(seat_class, classes)], places


def _unions(seats: Seats, seat_class: Ints) -> Iterator[tuple[list[int], int]]:
    """Groups of seat classes with the places of all their teams together."""
    present = [int(k) for k in np.unique(seat_class) if k != FREE]
    sizes = range(1, len(present) + 1) if len(present) <= _ALL_UNIONS else range(1, 3)
    for size in sizes:
        for group in combinations(present, size):
            teams = {team for k in group for team in seats.teams_of[k]}
            inside = [k for k in present if set(seats.teams_of[k]) <= teams]
            yield inside, int(sum(seats.capacity[team] for team in teams))
