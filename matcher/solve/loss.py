"""What it costs to decide otherwise: the exact loss of every pair, from the residual graph.

Giving flat v to citizen c and re-optimising everything else changes the best week along one cycle: the pair
itself and a shortest residual path back from c to v.  The residual graph is contracted to the matched flats,
the pools, the seat classes, the teams and the outside; shortest paths between all of these give every loss
by one look-up per pair (model § 7).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.seats import FREE
from matcher.solve.problem import DAYS, PINS, Problem
from matcher.solve.words import pack

#: Farther than any path; two of them still fit in 64 bits.
_FAR = np.int64(1) << 61
_ROOM = 1 << 60
_DIGITS = 2


@dataclass(frozen=True)
class Losses:
    """The loss of every pair at every one of ``loss_levels``, (levels, E) int64; ``possible`` (E,) bool.

    A pair that cannot be in any week within the quota, teams and pins is not possible, its loss 0.
    """

    by_level: np.ndarray
    possible: np.ndarray


@dataclass(frozen=True)
class _Nodes:
    """Node numbers of the contracted graph: outside, pools, seat classes, teams, then matched flats."""

    problem: Problem
    matched: np.ndarray
    """The flats that are matched, in order."""

    @property
    def pool(self) -> int:
        return 1

    @property
    def seat(self) -> int:
        return self.pool + len(self.problem.pool_cap)

    @property
    def team(self) -> int:
        return self.seat + len(self.problem.seats.teams_of)

    @property
    def flat(self) -> int:
        return self.team + len(self.problem.seats.capacity)

    @property
    def count(self) -> int:
        return self.flat + len(self.matched)

    def of_pool(self, v: np.ndarray) -> np.ndarray:
        """The pool node of flats, the outside when they have none."""
        pool = self.problem.pool[v]
        return np.where(pool < 0, 0, self.pool + pool)

    def of_seat(self, c: np.ndarray) -> np.ndarray:
        """The class node of citizens, the outside when they take no place."""
        seat = self.problem.seats.seat_class[c]
        return np.where(seat == FREE, 0, self.seat + seat)

    def of_flat(self, v: np.ndarray) -> np.ndarray:
        """A matched flat's own node; an unmatched flat is entered and left through its pool."""
        position = np.searchsorted(self.matched, v)
        own = np.isin(v, self.matched)
        return np.where(own, self.flat + position, self.of_pool(v))


def exact_losses(problem: Problem, chosen: np.ndarray, seating: dict[int, int], pairs: np.ndarray) -> Losses:
    """The losses of ``pairs`` (rows) against the best week ``chosen`` (rows), exactly.

    ``seating`` names the team of each matched citizen who takes a place.  ``pairs`` are those that no pin
    crowds out.
    """
    levels = problem.levels[loss_levels(problem)]
    nodes = _Nodes(problem, np.sort(problem.v[chosen]))
    reach = _reach(problem, levels, len(chosen))
    words = pack(levels, reach, _ROOM, digits=_DIGITS)
    graph = _Graph(nodes, chosen, seating, pairs)
    lengths = [graph.lengths(word.value) for word in words]
    distance = shortest_paths(graph.edges, lengths, nodes.count)
    back, out = graph.start(pairs), nodes.of_flat(problem.v[pairs])
    possible = distance[0][back, out] < _FAR // 2
    by_level = np.zeros((len(levels), len(pairs)), dtype=np.int64)
    for word, far in zip(words, distance, strict=True):
        total = np.where(
            possible, far[back, out] + graph.start_value(word.value, pairs) - word.value[pairs], 0
        )
        by_level[word.first : word.last] = _unpack(total, reach[word.first : word.last])
    return Losses(by_level, possible)


def loss_levels(problem: Problem) -> slice:
    """The levels a loss is read at: after the pins, before the days."""
    return slice(int(problem.names[0] == PINS), problem.names.index(DAYS))


def _pair_of(of: np.ndarray, chosen: np.ndarray, count: int) -> np.ndarray:
    """For each citizen or flat the chosen pair it is in, −1 for none."""
    row = np.full(count, -1)
    row[of[chosen]] = chosen
    return row


def _reach(problem: Problem, levels: np.ndarray, matches: int) -> list[int]:
    """How much one simple cycle can change each level.

    Citizens enter or leave the week only where the cycle passes the outside or a seat class, each once;
    levels that are the same for all of a citizen's flats change by no more than that, the others by every
    match.
    """
    passages = len(problem.seats.teams_of) + 1
    reach = []
    for row in levels:
        largest = int(np.abs(row).max(initial=0))
        lowest, highest = np.full(problem.n, np.iinfo(np.int64).max), np.zeros(problem.n, dtype=np.int64)
        np.minimum.at(lowest, problem.c, row)
        np.maximum.at(highest, problem.c, row)
        same = bool((lowest[problem.c] == highest[problem.c]).all())
        reach.append(largest * (min(passages, matches + 1) if same else 2 * matches + 2))
    return reach


def _unpack(total: np.ndarray, reach: list[int]) -> np.ndarray:
    """Read a packed difference back, level by level, with signed digits."""
    out = np.zeros((len(reach), len(total)), dtype=np.int64)
    for level in range(len(reach) - 1, -1, -1):
        base = _DIGITS * reach[level] + 1 if level else 0
        digit = total if not base else (total + reach[level]) % base - reach[level]
        out[level] = digit
        total = (total - digit) // base if base else total
    return out


class _Graph:
    """The contracted residual graph: ``edges`` as (tail, head), and for a word the length of each."""

    def __init__(self, nodes: _Nodes, chosen: np.ndarray, seating: dict[int, int], pairs: np.ndarray) -> None:
        self.nodes, self.problem = nodes, nodes.problem
        self.of_citizen = _pair_of(self.problem.c, chosen, self.problem.n)
        self.idle = pairs[~np.isin(pairs, chosen)]
        self.movable = chosen[~self.problem.pinned[chosen]]
        held = self.problem.v[chosen]
        fixed = self._arcs_without_value(chosen, seating)
        parts = [
            # Give a flat to another citizen, who leaves the own flat or takes a new place.
            (nodes.of_flat(self.problem.v[self.idle]), self.start(self.idle)),
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

    def _arcs_without_value(self, chosen: np.ndarray, seating: dict[int, int]) -> np.ndarray:
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

    def start(self, pairs: np.ndarray) -> np.ndarray:
        """Where the path continues once a pair's citizen has the flat: the old flat, or a new place."""
        held = self.of_citizen[self.problem.c[pairs]]
        old_flat = self.nodes.of_flat(self.problem.v[held])
        return np.where(held < 0, self.nodes.of_seat(self.problem.c[pairs]), old_flat)

    def start_value(self, value: np.ndarray, pairs: np.ndarray) -> np.ndarray:
        """What the citizen's old flat was worth, 0 for a citizen without one."""
        held = self.of_citizen[self.problem.c[pairs]]
        return np.where(held < 0, 0, value[held])

    def lengths(self, value: np.ndarray) -> np.ndarray:
        """The length of every edge for one word: what is lost less what is gained."""
        given = self.start_value(value, self.idle) - value[self.idle]
        rest = len(self.edges[0]) - len(self.idle) - len(self.movable)
        return np.concatenate([given, value[self.movable], np.zeros(rest, dtype=np.int64)])


def shortest_paths(
    edges: tuple[np.ndarray, np.ndarray], lengths: list[np.ndarray], count: int
) -> list[np.ndarray]:
    """Shortest paths between all nodes (Floyd-Warshall), one (count, count) int64 matrix per word.

    Lengths are compared word by word and may be negative; there is no negative cycle in the residual graph of
    a best week, and ArithmeticError is raised when one is found.  Unreachable is beyond ``_FAR // 2``.
    """
    order = np.lexsort([*lengths[::-1], edges[1], edges[0]])
    tail, head = edges[0][order], edges[1][order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(tail) != 0) | (np.diff(head) != 0)
    far = [np.full((count, count), _FAR) for _ in lengths]
    for matrix, length in zip(far, lengths, strict=True):
        matrix[tail[first], head[first]] = length[order][first]
    node = np.arange(count)
    loops = [matrix[node, node].copy() for matrix in far]
    if _negative(loops).any():
        raise ArithmeticError("the week is not optimal: an improving cycle remains")
    for matrix in far:
        matrix[node, node] = 0
    for middle in range(count):
        _through(far, middle)
    if _negative([matrix[node, node] for matrix in far]).any():
        raise ArithmeticError("the week is not optimal: an improving cycle remains")
    return far


def _negative(words: list[np.ndarray]) -> np.ndarray:
    """Where a lexicographic length is below zero."""
    below = np.zeros(words[0].shape, dtype=bool)
    level = np.ones(words[0].shape, dtype=bool)
    for word in words:
        below |= level & (word < 0)
        level &= word == 0
    return below


def _through(far: list[np.ndarray], middle: int) -> None:
    """Shorten every path that is shorter through one node."""
    ways = [matrix[:, middle, None] + matrix[middle] for matrix in far]
    if len(far) == 1:
        np.minimum(far[0], ways[0], out=far[0])
        return
    shorter = np.zeros(far[0].shape, dtype=bool)
    level = np.ones(far[0].shape, dtype=bool)
    for matrix, way in zip(far, ways, strict=True):
        shorter |= level & (way < matrix)
        level &= way == matrix
    for matrix, way in zip(far, ways, strict=True):
        matrix[shorter] = way[shorter]
