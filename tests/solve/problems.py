"""Small random problems, and the same answers by trying every week there is.

The generator builds ``Problem`` directly: ties in points and lots, pools and teams without room, classes of
citizens without any team, pins that may or may not hold together, several tiers.  The plain answers use
nothing of matcher/solve but the record ``Problem`` itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np

from matcher.seats import Seats
from matcher.solve.problem import DAYS, GOALS, LOTS, OVERDUE, PINS, POINTS, LimitRow, Problem

POINT_VALUES = (0, 250, 500, 500, 501, 1000)
#: A week: the row of the pair each flat is given in, −1 for none.
Choice = tuple[int, ...]


def random_seats(dice: random.Random, n: int) -> Seats:
    """Up to three teams, some of them full, and classes that may sit in any, some or none of them."""
    teams = dice.randint(0, 3)
    fitting = {tuple(t for t in range(teams) if dice.random() < 0.6) for _ in range(dice.randint(0, 3))}
    classes = ((), *sorted(fitting))
    return Seats(
        seat_class=np.array([dice.randrange(len(classes)) for _ in range(n)], dtype=np.int64),
        teams_of=classes,
        team_id=tuple(f"T{t}" for t in range(teams)),
        capacity=np.array([dice.choice((0, 1, 1, 2)) for _ in range(teams)], dtype=np.int64),
    )


def random_problem(seed: int, *, most: int = 5, share: float = 0.6, pins: float = 0.3) -> Problem:
    """A problem of up to ``most`` citizens and flats; about every third has pins when ``pins`` is 0.3."""
    dice = random.Random(seed)
    n, m = dice.randint(1, most), dice.randint(1, most)
    pairs = [(c, v) for c in range(n) for v in range(m) if dice.random() < share]
    c = np.array([pair[0] for pair in pairs], dtype=np.int64)
    v = np.array([pair[1] for pair in pairs], dtype=np.int64)
    pools = dice.randint(0, 3)
    tier = np.array([dice.randint(1, 3) for _ in range(n)])
    waited = np.array([dice.choice((0, 30, 365, 365, 400)) for _ in range(n)])
    lot = np.array(dice.sample(range(n), n) if dice.random() < 0.6 else [0] * n)
    points = [dice.choice(POINT_VALUES) for _ in pairs]
    pinned = _pins(dice, pairs, dice.random() < pins)
    rows: list[tuple[str, list[int]]] = []
    if pinned.any():
        rows.append((PINS, pinned.astype(int).tolist()))
    rows += [(f"tier {t}", [int(tier[i] == t) for i in c]) for t in sorted(set(tier.tolist()))]
    rows.append((OVERDUE, [int(waited[i] >= 365) for i in c]))
    rows += [(POINTS, points), (DAYS, waited[c].tolist()), (LOTS, (-lot[c]).tolist())]
    return Problem(
        c=c,
        v=v,
        n=n,
        m=m,
        names=tuple(name for name, _ in rows),
        levels=np.array([row for _, row in rows], dtype=np.int64).reshape(len(rows), len(pairs)),
        pool=np.array([dice.randint(-1, pools - 1) for _ in range(m)], dtype=np.int64),
        pool_cap=np.array([dice.choice((0, 1, 1, 2, 3)) for _ in range(pools)], dtype=np.int64),
        seats=random_seats(dice, n),
        pinned=pinned,
    )


def _pins(dice: random.Random, pairs: list[tuple[int, int]], any_at_all: bool) -> np.ndarray:
    """Up to two pins, never two of one citizen or flat."""
    pinned = np.zeros(len(pairs), dtype=bool)
    taken: set[tuple[str, int]] = set()
    for row in dice.sample(range(len(pairs)), min(len(pairs), 2)) if any_at_all else ():
        c, v = pairs[row]
        if not taken & {("c", c), ("v", v)}:
            taken |= {("c", c), ("v", v)}
            pinned[row] = True
    return pinned


def with_limits(problem: Problem, seed: int) -> Problem:
    """The problem crossed by one to three limits, at_most or at_least, over random pairs."""
    dice = random.Random(f"limits {seed}")
    limits = []
    for number in range(dice.randint(1, 3)):
        edges = [e for e in range(len(problem.c)) if dice.random() < 0.5]
        at_most = dice.choice((None, 0, 1, 2))
        limits.append(
            LimitRow(
                name=f"limit {number}",
                edges=np.array(edges, dtype=np.int64),
                at_most=at_most,
                at_least=dice.choice((0, 1, 2, 3)) if at_most is None else None,
                already=dice.choice((0, 0, 1, 3)),
            )
        )
    names, levels = list(problem.names), problem.levels
    if any(limit.at_least is not None for limit in limits):
        at = names.index(POINTS)
        names.insert(at, GOALS)
        levels = np.insert(levels, at, 0, axis=0)
    return replace(problem, names=tuple(names), levels=levels, limits=tuple(limits))


def seatings(seats: Seats, citizens: list[int]) -> Iterator[dict[int, int]]:
    """Every way to seat the citizens who take a place, the first in id order first."""
    waiting = [c for c in sorted(citizens) if seats.seat_class[c] != 0]
    for teams in product(*(sorted(seats.teams_of[seats.seat_class[c]]) for c in waiting)):
        if all(teams.count(team) <= seats.capacity[team] for team in set(teams)):
            yield dict(zip(waiting, teams, strict=True))


def is_allowed(problem: Problem, pairs: list[int]) -> bool:
    """Whether these pairs keep every pool, team and at_most limit."""
    pools = [int(problem.pool[problem.v[e]]) for e in pairs]
    if any(p >= 0 and pools.count(p) > problem.pool_cap[p] for p in pools):
        return False
    for limit in problem.limits:
        if limit.at_most is not None:
            used = sum(e in limit.edges for e in pairs)
            if used > max(0, limit.at_most - limit.already):
                return False
    return next(seatings(problem.seats, [int(problem.c[e]) for e in pairs]), None) is not None


def shortfall(limit: LimitRow, pairs: list[int]) -> int:
    """What a goal lacks; 0 for a limit that is no goal."""
    if limit.at_least is None:
        return 0
    return max(0, limit.at_least - limit.already - sum(e in limit.edges for e in pairs))


def totals(problem: Problem, pairs: list[int]) -> tuple[int, ...]:
    """The total at every level."""
    out = [sum(int(row[e]) for e in pairs) for row in problem.levels]
    if GOALS in problem.names:
        out[problem.names.index(GOALS)] = -sum(shortfall(limit, pairs) for limit in problem.limits)
    return tuple(out)


def every_week(problem: Problem) -> list[list[int]]:
    """All weeks that are allowed and hold every pin, as lists of pair rows in flat order."""
    of_flat = [[e for e in range(len(problem.c)) if problem.v[e] == flat] for flat in range(problem.m)]
    pins = set(np.nonzero(problem.pinned)[0].tolist())
    weeks: list[list[int]] = []

    def extend(flat: int, chosen: list[int]) -> None:
        if flat == problem.m:
            if pins <= set(chosen) and is_allowed(problem, chosen):
                weeks.append(chosen)
            return
        housed = {int(problem.c[e]) for e in chosen}
        extend(flat + 1, chosen)
        for e in of_flat[flat]:
            if int(problem.c[e]) not in housed:
                extend(flat + 1, [*chosen, e])

    extend(0, [])
    return weeks


def best_of(problem: Problem, weeks: list[list[int]]) -> list[int]:
    """The best week; among equals each flat in turn goes to the first citizen in id order, nobody last."""

    def key(pairs: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        holder = {int(problem.v[e]): int(problem.c[e]) for e in pairs}
        return totals(problem, pairs), tuple(-holder.get(flat, problem.n) for flat in range(problem.m))

    return max(weeks, key=key)
