"""A week falls apart into parts that share no citizen, flat, pool or team; each is solved by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from matcher.arrays import Ints
from matcher.seats import FREE, Seats
from matcher.solve.problem import Problem


@dataclass(frozen=True)
class Part:
    """A part of a problem, with the rows its citizens, flats and pairs have in the whole."""

    problem: Problem
    citizens: Ints
    flats: Ints
    pairs: Ints


def parts_of(problem: Problem) -> Iterator[Part]:
    """The parts that have any pair, in the order of their first citizen."""
    label = _label_of_pairs(problem)
    order = np.argsort(label, kind="stable")
    for pairs in np.split(order, np.nonzero(np.diff(label[order]))[0] + 1):
        if len(pairs):
            yield _part(problem, pairs)


def _label_of_pairs(problem: Problem) -> Ints:
    """The part each pair belongs to, numbered by first pair."""
    pool = problem.m + problem.n
    seat = pool + len(problem.pool_cap)
    team = seat + len(problem.seats.teams_of)
    pooled, seated = problem.pool[problem.v], problem.seats.seat_class[problem.c]
    joins = [(seat + k, team + t) for k, fitting in enumerate(problem.seats.teams_of) for t in fitting]
    joined = np.array(joins, dtype=np.int64).reshape(-1, 2)
    tail = np.concatenate(
        [problem.v, problem.v[pooled >= 0], problem.m + problem.c[seated > 0], joined[:, 0]]
    )
    head = np.concatenate(
        [problem.m + problem.c, pool + pooled[pooled >= 0], seat + seated[seated > 0], joined[:, 1]]
    )
    size = team + len(problem.seats.capacity)
    graph = coo_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(size, size))
    label = connected_components(graph, directed=False)[1].astype(np.int64)
    return label[problem.v]


def _part(problem: Problem, pairs: Ints) -> Part:
    citizens, c = np.unique(problem.c[pairs], return_inverse=True)
    flats, v = np.unique(problem.v[pairs], return_inverse=True)
    pool, pool_cap = _pools(problem, flats)
    part = replace(
        problem,
        c=c,
        v=v,
        n=len(citizens),
        m=len(flats),
        levels=problem.levels[:, pairs],
        pool=pool,
        pool_cap=pool_cap,
        seats=_seats(problem.seats, citizens),
        pinned=problem.pinned[pairs],
    )
    return Part(part, citizens, flats, pairs)


def _pools(problem: Problem, flats: Ints) -> tuple[Ints, Ints]:
    pool = problem.pool[flats]
    used = np.unique(pool[pool >= 0])
    return np.where(pool < 0, -1, np.searchsorted(used, pool)), problem.pool_cap[used]


def _seats(seats: Seats, citizens: Ints) -> Seats:
    """The seats of some citizens, with only the classes and teams they use."""
    seat_class = seats.seat_class[citizens]
    classes = np.union1d([FREE], seat_class)
    teams = sorted({team for k in classes for team in seats.teams_of[k]})
    row = {team: i for i, team in enumerate(teams)}
    return Seats(
        seat_class=np.searchsorted(classes, seat_class),
        teams_of=tuple(tuple(row[team] for team in seats.teams_of[k]) for k in classes),
        team_id=tuple(seats.team_id[team] for team in teams),
        capacity=seats.capacity[np.array(teams, dtype=np.int64)],
    )
