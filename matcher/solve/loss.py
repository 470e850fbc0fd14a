"""What it costs to decide otherwise: the exact loss of every pair, from the residual graph.

Giving flat v to citizen c and re-optimising everything else changes the best week along one cycle: the pair
itself and a shortest residual path back from c to v.  Shortest paths between all nodes of the contracted
residual graph give every loss by one look-up per pair (model § 7), also of pairs that are not eligible yet.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.solve.paths import FAR, shortest_paths
from matcher.solve.problem import DAYS, PINS, POINTS, Problem
from matcher.solve.residual import Nodes, ResidualGraph
from matcher.solve.words import Word, pack

_ROOM = 1 << 59
_MOST_POINTS = 1000


@dataclass(frozen=True)
class Losses:
    """The loss of every pair at every one of ``loss_levels``, (levels, E) int64; ``possible`` (E,) bool.

    A pair that cannot be in any week within the quota, teams and pins is not possible, its loss 0.
    """

    by_level: Ints
    possible: Bools


def loss_levels(problem: Problem) -> slice:
    """The levels a loss is read at: after the pins, before the days."""
    return slice(int(problem.names[0] == PINS), problem.names.index(DAYS))


@dataclass(frozen=True)
class Residual:
    """The distances of a solved week's residual graph, one matrix per word of the loss levels."""

    graph: ResidualGraph
    words: list[Word]
    values: list[Ints]
    distance: list[Ints]

    def losses(self, pairs: Ints) -> Losses:
        """The losses of pairs (rows of the problem), exactly."""
        problem = self.graph.problem
        return self.losses_of(problem.c[pairs], problem.v[pairs], [value[pairs] for value in self.values])

    def losses_if(self, c: Ints, v: Ints, levels: Ints) -> Losses:
        """The losses of pairs if they were eligible with these values, (levels, k); none is matched."""
        return self.losses_of(c, v, [word.of(levels) for word in self.words])

    def losses_of(self, c: Ints, v: Ints, values: list[Ints]) -> Losses:
        """The losses of pairs (c[i], v[i]) with these values per word."""
        back, out = self.graph.start(c), self.graph.nodes.of_flat(v)
        possible = self.distance[0][back, out] < FAR // 2
        by_level = np.zeros((self.words[-1].last, len(c)), dtype=np.int64)
        for word, far, own, value in zip(self.words, self.distance, self.values, values, strict=True):
            total = far[back, out] + self.graph.start_value(own, c) - value
            by_level[word.first : word.last] = word.read(np.where(possible, total, 0))
        return Losses(by_level, possible)


def residual_of(problem: Problem, chosen: Ints, seating: dict[int, int], pairs: Ints) -> Residual:
    """Look at a best week ``chosen`` (rows) with its ``seating`` (citizen → team) through its residual graph.

    ``pairs`` are those that no pin crowds out.  Raises ArithmeticError when the week is not optimal.
    """
    read = loss_levels(problem)
    levels = problem.levels[read]
    nodes = Nodes(problem, np.sort(problem.v[chosen]))
    words = pack(_reach(problem, read, len(chosen)), _ROOM, signed=True)
    values = [word.of(levels) for word in words]
    graph = ResidualGraph(nodes, chosen, seating, pairs)
    distance = shortest_paths(graph.edges, [graph.lengths(value) for value in values], nodes.count)
    return Residual(graph, words, values, distance)


def _reach(problem: Problem, read: slice, matches: int) -> list[int]:
    """How much one simple cycle can change each of the levels ``read``.

    Citizens enter or leave the week only where the cycle passes the outside or a seat class, each once;
    a level that is the same for all of a citizen's flats changes by no more than that, others by every match.
    Points are never the same for all flats that may still be asked about, whatever the pairs at hand say.
    """
    passages = len(problem.seats.teams_of) + 1
    first = np.searchsorted(problem.c, problem.c)
    reach = []
    for name, row in zip(problem.names[read], problem.levels[read], strict=True):
        if name != POINTS and np.array_equal(row, row[first]):
            reach.append(max(1, int(np.abs(row).max(initial=0))) * min(passages, matches + 1))
        else:
            reach.append(max(_MOST_POINTS, int(np.abs(row).max(initial=0))) * (2 * matches + 2))
    return reach
