"""The residual graph of a solved week, contracted to what a change can pass through.

Nodes are the outside, the pools, the seat classes, the teams and the matched flats.  A path through it is a
chain of moves: a flat goes to another citizen, who leaves the own flat or takes a new place, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Ints
from matcher.seats import FREE
from matcher.solve.problem import Problem


@dataclass(frozen=True)
class Nodes:
    """Node numbers of the contracted graph: outside, pools, seat classes, teams, then matched flats."""

    problem: Problem
    matched: Ints
    """The flats that are matched, in order."""

    @property
    def pool(self) -> int:
        """The first pool node."""
        return 1

    @property
    def seat(self) -> int:
        """The node of seat class 0; classes that take a place follow."""
        return self.pool + len(self.problem.pool_cap)

    @property
    def team(self) -> int:
        """The first team node."""
        return self.seat + len(self.problem.seats.teams_of)

    @property
    def flat(self) -> int:
        """The first matched flat."""
        return self.team + len(self.problem.seats.capacity)

    @property
    def count(self) -> int:
        """How many nodes there are."""
        return self.flat + len(self.matched)

    def of_pool(self, v: Ints) -> Ints:
        """The pool node of flats, the outside when they have none."""
        pool = self.problem.pool[v]
        return np.where(pool < 0, 0, self.pool + pool)

    def of_seat(self, c: Ints) -> Ints:
        """The class node of citizens, the outside when they take no place."""
        seat = self.problem.seats.seat_class[c]
        return np.where(seat == FREE, 0, self.seat + seat)

    def of_flat(self, v: Ints) -> Ints:
        """A matched flat's own node; an unmatched flat is entered and left through its pool."""
        position = np.searchsorted(self.matched, v)
        own = np.isin(v, self.matched)
        return np.where(own, self.flat + position, self.of_pool(v))


def _pair_of(of: Ints, chosen: Ints, count: int) -> Ints:
    """For each citizen or flat the chosen pair it is in, −1 for none."""
    row = np.full(count, -1)
    row[of[chosen]] = chosen
    return row


class ResidualGraph:
    """The contracted residual graph: ``edges`` as (tail, head), and for a word the length of each."""

    def __init__(self, nodes: Nodes, chosen: Ints, seating: dict[int, int], pairs: Ints) -> None:
        self.nodes, self.problem = nodes, nodes.problem
        self.of_citizen = _pair_of(self.problem.c, chosen, self.problem.n)
        self.idle = pairs[~np.isin(pairs, chosen)]
        self.movable = chosen[~self.problem.pinned[chosen]]
        held = self.problem.v[chosen]
        fixed = self._arcs_without_value(chosen, seating)
        parts = [
            # Give a flat to another citizen, who leaves the own flat or takes a new place.
            (nodes.of_flat(self.problem.v[self.idle]), self.start(self.problem.c[self.idle])),
            # Take a matched citizen out: a place of that class and the flat become free.
            (nodes.of_seat(self.problem.c[self.movable]), nodes.of_flat(self.problem.v[self.movable])),
            # Give a matched flat back to its pool.
            (nodes.of_flat(held), nodes.of_pool(held)),
            (fixed[:, 0], fixed[:, 1]),
        ]
        self.edges = (
            np.concatenate([tail for tail, _ in parts]).astype(np.int64),
            np.concatenate([head for _, head in parts]).astype(np.int64),
        )

    def _arcs_without_value(self, chosen: Ints, seating: dict[int, int]) -> Ints:
        problem, nodes = self.problem, self.nodes
        used = np.bincount(problem.pool[problem.v[chosen]] + 1, minlength=len(problem.pool_cap) + 1)[1:]
        arcs = [(0, nodes.pool + p) for p in range(len(used)) if used[p] < problem.pool_cap[p]]
        arcs += [(nodes.pool + p, 0) for p in range(len(used)) if used[p] > 0]
        taken = np.bincount(
            np.array(list(seating.values()), dtype=np.int64), minlength=len(problem.seats.capacity)
        )
        for team, capacity in enumerate(problem.seats.capacity):
            if taken[team] < capacity:
                arcs.append((nodes.team + team, 0))
            if taken[team] > 0:
                arcs.append((0, nodes.team + team))
        for k, fitting in enumerate(problem.seats.teams_of):
            arcs += [(nodes.seat + k, nodes.team + team) for team in fitting]
        seated = {(int(problem.seats.seat_class[c]), team) for c, team in seating.items()}
        arcs += [(nodes.team + team, nodes.seat + k) for k, team in sorted(seated)]
        return np.array(arcs, dtype=np.int64).reshape(-1, 2)

    def start(self, c: Ints) -> Ints:
        """Where the path continues once citizens c have a new flat: at the old flat, or for a new place."""
        held = self.of_citizen[c]
        start = self.nodes.of_seat(c)
        start[held >= 0] = self.nodes.of_flat(self.problem.v[held[held >= 0]])
        return start

    def start_value(self, value: Ints, c: Ints) -> Ints:
        """What the citizens' old flats were worth, 0 for citizens without one."""
        held = self.of_citizen[c]
        worth = np.zeros(len(c), dtype=np.int64)
        worth[held >= 0] = value[held[held >= 0]]
        return worth

    def lengths(self, value: Ints) -> Ints:
        """The length of every edge for one word: what is lost less what is gained."""
        given = self.start_value(value, self.problem.c[self.idle]) - value[self.idle]
        rest = len(self.edges[0]) - len(self.idle) - len(self.movable)
        return np.concatenate([given, value[self.movable], np.zeros(rest, dtype=np.int64)])
