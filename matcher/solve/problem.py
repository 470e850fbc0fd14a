"""The week as a mathematical programme.

Choose x[e] ∈ {0, 1} for every eligible pair e = (citizen, flat)

    each citizen and each flat at most once, every pin chosen,
    Σ x over a pool's flats            ≤ its entitlement        (quarter rule)
    the chosen citizens can be seated  in teams with free places (support capacity)
    Σ x over a limit's pairs           ≤ what is left of it      (at_most)

best in the order of ``levels``: each level is a whole number per pair, more is better, and no level ever
gives up any of a level before it.  Without limits this is a network flow, integral by nature.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from matcher.arrays import Bools, Ints, Objects
from matcher.eligibility import Scene, pairs_of
from matcher.limits import citizens_in, vacancies_in
from matcher.points import Pairs
from matcher.seats import Seats, seats_of

#: Levels at which a loss is read (model § 7): tiers, overdue, goals, points; then come days and lots.
PINS, OVERDUE, GOALS, POINTS, DAYS, LOTS = "pins", "overdue", "goals", "points", "days", "lots"


@dataclass(frozen=True)
class LimitRow:
    """One limit over the pairs: how many more may be matched (``at_most``) or are wanted (``at_least``)."""

    name: str
    edges: Ints
    at_most: int | None
    at_least: int | None
    already: int


@dataclass(frozen=True)
class Problem:
    """The programme above: n citizens, m flats, E pairs, L levels.

    ``levels`` is (L, E) int64 in the order of ``names``; the goals level (shortfall of at_least limits) is
    not a sum over pairs and stands in ``names`` only when there are such limits, with a row of zeros.
    """

    c: Ints
    v: Ints
    n: int
    m: int
    names: tuple[str, ...]
    levels: Ints
    pool: Ints
    pool_cap: Ints
    seats: Seats
    pinned: Bools
    limits: tuple[LimitRow, ...] = ()

    @property
    def is_network(self) -> bool:
        """Whether nothing but citizens, flats, pools and teams couples the pairs."""
        return not self.limits


def lots(citizen_ids: Objects, seed: int) -> Ints:
    """The rank of each citizen's lot among all, (n,) int64: the first 8 bytes of SHA-256 of ``seed:id``."""
    drawn = [sha256(f"{seed}:{citizen}".encode()).digest()[:8] for citizen in citizen_ids]
    order = sorted(range(len(drawn)), key=lambda i: (drawn[i], citizen_ids[i]))
    ranks = np.empty(len(drawn), dtype=np.int64)
    ranks[order] = np.arange(len(drawn))
    return ranks


def build_problem(scene: Scene, pairs: Pairs, seed: int, stability: Ints) -> Problem:
    """The programme of a week; ``stability`` adds points to pairs of an earlier proposal, (E,) int64."""
    c, v = pairs.c, pairs.v
    pinned = _pinned(scene, c, v)
    tier = scene.citizens.table.numbers("tier").astype(np.int64)
    limit_rows = _limit_rows(scene, c, v)
    waiting = scene.citizens.waiting_days
    rows: list[tuple[str, Ints | Bools]] = []
    if pinned.any():
        rows.append((PINS, pinned))
    rows += [(f"tier {t}", tier[c] == t) for t in np.unique(tier)]
    rows.append((OVERDUE, (waiting >= scene.policy.overdue_days)[c]))
    if any(row.at_least is not None for row in limit_rows):
        rows.append((GOALS, np.zeros(len(c), dtype=np.int64)))
    rows.append((POINTS, pairs.points + stability))
    rows.append((DAYS, waiting[c]))
    rows.append((LOTS, -lots(scene.citizens.ids, seed)[c]))
    return Problem(
        c=c,
        v=v,
        n=len(scene.citizens),
        m=len(scene.flats),
        names=tuple(name for name, _ in rows),
        levels=np.array([row for _, row in rows]).astype(np.int64).reshape(len(rows), len(c)),
        pool=scene.pools.pool,
        pool_cap=scene.pools.entitled,
        seats=seats_of(scene.week),
        pinned=pinned,
        limits=limit_rows,
    )


def _pinned(scene: Scene, c: Ints, v: Ints) -> Bools:
    pin_c, pin_v = pairs_of(scene, "pin")
    return np.isin(c * len(scene.flats) + v, pin_c * len(scene.flats) + pin_v)


def _limit_rows(scene: Scene, c: Ints, v: Ints) -> tuple[LimitRow, ...]:
    return tuple(
        LimitRow(
            name=limit.name,
            edges=np.nonzero(citizens_in(limit, scene.citizens)[c] & vacancies_in(limit, scene.flats)[v])[0],
            at_most=limit.at_most,
            at_least=limit.at_least,
            already=limit.already,
        )
        for limit in scene.policy.limits
    )
