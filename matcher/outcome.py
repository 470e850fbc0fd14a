"""Who is left without a flat and which flats are left unused, each with the first reason that applies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.arrays import Bools
from matcher.best import OfBest
from matcher.eligibility import BIT, CODES
from matcher.seats import FREE, has_room

NOT_READY = BIT["consent"] | BIT["parked"] | BIT["support_undecided"]


@dataclass(frozen=True)
class Outcome(OfBest):
    """What the best week uses: pools, teams, flats and citizens, and what stays out of reach."""

    @cached_property
    def flat_of(self) -> np.ndarray:
        """The flat of each citizen, −1 for none, (n,)."""
        return _partner(self.problem.c, self.problem.v, self.solution.chosen, self.problem.n)

    @cached_property
    def citizen_of(self) -> np.ndarray:
        """The citizen of each flat, −1 for none, (m,)."""
        return _partner(self.problem.v, self.problem.c, self.solution.chosen, self.problem.m)

    @cached_property
    def pool_used(self) -> np.ndarray:
        """Matches per pool, (P,)."""
        pool = self.problem.pool[self.problem.v[self.solution.chosen]]
        return np.bincount(pool[pool >= 0], minlength=len(self.problem.pool_cap))

    @cached_property
    def pool_spent(self) -> Bools:
        """Flats whose pool has nothing left this week, (m,) bool."""
        spent = self.pool_used >= self.problem.pool_cap
        pool = self.problem.pool
        of_flat: Bools = np.append(spent, False)[pool]
        return (pool >= 0) & of_flat

    @cached_property
    def team_used(self) -> np.ndarray:
        """Places taken per team, (T,)."""
        teams = np.array(list(self.solution.seating.values()), dtype=np.int64)
        return np.bincount(teams, minlength=len(self.problem.seats.capacity))

    @cached_property
    def no_place(self) -> Bools:
        """Citizens who need a place that no fitting team has left, even if others moved, (n,) bool."""
        seats, seating = self.problem.seats, self.solution.seating
        crowded = [k != FREE and not has_room(seats, seating, k) for k in range(len(seats.teams_of))]
        return np.array(crowded, dtype=bool)[seats.seat_class]

    def unmatched_reasons(self) -> dict[int, str]:
        """The reason of every citizen without a flat."""
        reasons, eligible = self.eligibility.reasons, self.eligibility.reasons == 0
        not_ready = ((reasons & NOT_READY) != 0).all(axis=1) & (reasons.shape[1] > 0)
        some = eligible.any(axis=1)
        unused = self.citizen_of < 0
        out_of_quota = some & ~(eligible & ~(unused & self.pool_spent)).any(axis=1)
        table = [
            ("not_ready", not_ready),
            ("no_eligible_vacancy", ~some),
            ("team_full", self.no_place),
            ("quota_spent", out_of_quota),
        ]
        return _first(np.nonzero(self.flat_of < 0)[0], table, "outranked")

    def unused_reasons(self) -> dict[int, str]:
        """The reason of every flat without a citizen."""
        eligible = self.eligibility.reasons == 0
        waiting = eligible & (self.flat_of < 0)[:, None]
        blocked_seats = waiting.any(axis=0) & ~(waiting & ~self.no_place[:, None]).any(axis=0)
        table = [
            ("route_none", self.scene.flats.table.among("route", ["none"])),
            ("quota_turn", self.scene.pools.not_our_turn),
            ("no_eligible_citizen", ~eligible.any(axis=0)),
            ("quota_spent", self.pool_spent),
            ("team_full", blocked_seats),
        ]
        return _first(np.nonzero(self.citizen_of < 0)[0], table, "outcompeted")

    def blocked_per_rule(self, citizen: int) -> dict[str, int]:
        """How many vacancies each rule blocks for a citizen, in the order of the rules."""
        row = self.eligibility.reasons[citizen]
        counts = {code: int(((row & BIT[code]) != 0).sum()) for code in CODES}
        return {code: count for code, count in counts.items() if count}

    def opens_most(self, citizen: int) -> tuple[str, int] | None:
        """The rule whose lifting alone opens most vacancies for a citizen, and how many; None if none."""
        row = self.eligibility.reasons[citizen]
        opens = {code: int((row == BIT[code]).sum()) for code in CODES}
        best = max(CODES, key=lambda code: opens[code])
        return (best, opens[best]) if opens[best] else None


def _partner(of: np.ndarray, partner: np.ndarray, chosen: np.ndarray, count: int) -> np.ndarray:
    out = np.full(count, -1)
    out[of[chosen]] = partner[chosen]
    return out


def _first(rows: np.ndarray, table: list[tuple[str, np.ndarray]], otherwise: str) -> dict[int, str]:
    """The first reason that applies to each row."""
    return {int(row): next((reason for reason, applies in table if applies[row]), otherwise) for row in rows}
