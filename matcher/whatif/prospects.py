"""Which changes can work at all, read off the residual graph of the best week, and trials for the rest."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Ints
from matcher.best import Best
from matcher.eligibility import BIT
from matcher.points import waiting
from matcher.rounding import weighted_mean
from matcher.solve.loss import Residual, loss_levels, residual_of
from matcher.solve.network import crowded_out
from matcher.solve.problem import OVERDUE, POINTS
from matcher.whatif.change import Change
from matcher.whatif.trial import matched_after

#: Pairs that all trials of a run together may score anew, so that a run stays quick.
_WORK = 4_000_000
#: A trial with crossing limits costs so many times a trial of a network; one of a capacity less.
_LIMITS_COST, _CAPACITY_COST = 200.0, 0.3
#: Beyond so many matches the residual graph is not kept whole.
_MOST_MATCHES = 800
#: Citizens whose prospects are looked up at a time.
_BLOCK = 512

CERTAIN, OPEN, NEVER = -1, 0, 1
#: The rules behind a citizen's own limits, and those that a lower rent lifts.
OWN_LIMITS = ("max_rent", "distance", "area_refused", "rooms", "kind")
MONEY = BIT["rent"] | BIT["max_rent"]


class OutOfTrialsError(Exception):
    """No work is left for the trial that would tell."""


@dataclass
class Prospects:
    """A solved week that answers what a change would do.

    ``trials_left`` counts trials of a whole week; what they found is kept in ``matched_by``.
    """

    best: Best
    residual: Residual | None
    trials_left: float
    cost: float
    matched_by: dict[Change, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def verdicts(self) -> NDArray[np.int8]:
        """What opening a flat would do for each unmatched citizen, (n, m).

        CERTAIN: the citizen is housed, whatever the points.  NEVER: it costs more than the most points can
        bring.  OPEN: who is housed does not decide it, or is not known.
        """
        problem = self.best.problem
        out = np.full((problem.n, problem.m), OPEN, dtype=np.int8)
        if self.residual is not None:
            unmatched = np.setdiff1d(np.arange(problem.n), self.best.matched)
            for start in range(0, len(unmatched), _BLOCK):
                rows = unmatched[start : start + _BLOCK]
                out[rows] = self._look_up(self.residual, rows)
        return out

    def _look_up(self, residual: Residual, rows: Ints) -> NDArray[np.int8]:
        problem, citizens = self.best.problem, self.best.scene.citizens
        names = problem.names[loss_levels(problem)]
        c, v = np.repeat(rows, problem.m), np.tile(np.arange(problem.m), len(rows))
        tier = citizens.table.numbers("tier")[c]
        overdue = citizens.waiting_days >= self.best.scene.policy.overdue_days
        values = np.zeros((len(names), len(c)), dtype=np.int64)
        for row, name in enumerate(names):
            if name.startswith("tier "):
                values[row] = tier == int(name.removeprefix("tier "))
        values[names.index(OVERDUE)] = overdue[c]
        values[names.index(POINTS)] = self._most_points[c]
        losses = residual.losses_if(c, v, values)
        people, overall = _sign(losses.by_level[: names.index(OVERDUE) + 1]), _sign(losses.by_level)
        verdict = np.where(people < 0, CERTAIN, np.where(overall > 0, NEVER, OPEN))
        return np.where(losses.possible, verdict, NEVER).reshape(len(rows), problem.m).astype(np.int8)

    @cached_property
    def _most_points(self) -> Ints:
        """No flat can bring a citizen more: full chances, fit and choice, and the own waiting time."""
        policy, waited = self.best.scene.policy, waiting(self.best.scene)
        total = policy.need["waiting"] * waited + policy.need["chances"] * 1000
        need = weighted_mean(total, sum(policy.need.values()))
        total = policy.weights["need"] * need + (policy.weights["fit"] + policy.weights["choice"]) * 1000
        return weighted_mean(total, sum(policy.weights.values())) + policy.stability_points

    @cached_property
    def _own_limit_opens(self) -> NDArray[np.bool_]:
        """Flats that nothing but one own limit keeps from the citizen, (n, m)."""
        return np.isin(self.best.eligibility.reasons, [BIT[rule] for rule in OWN_LIMITS])

    @cached_property
    def _rent_opens(self) -> NDArray[np.bool_]:
        """Flats that nothing but money keeps from the citizen, (n, m)."""
        return np.asarray((self.best.eligibility.reasons & ~MONEY) == 0)

    def is_open(self, citizen: int) -> bool:
        """Whether an own limit or a lower rent might bring a home, but only a trial can tell."""
        opens = self._own_limit_opens[citizen] | self._rent_opens[citizen]
        return bool((opens & (self.verdicts[citizen] != NEVER)).any())

    def own_limit_may_help(self, citizen: int) -> bool:
        """Whether relaxing an own limit can house the citizen, with the trials that are left."""
        worst = OPEN if self.trials_left > 0 else CERTAIN
        return bool((self._own_limit_opens[citizen] & (self.verdicts[citizen] <= worst)).any())

    def rent_may_help(self, citizen: int) -> bool:
        """Whether a lower rent can house the citizen, with the trials that are left."""
        opens = self._rent_opens[citizen] & (self.verdicts[citizen] != NEVER)
        return self.trials_left > 0 and bool(opens.any())

    def _late(self) -> bool:
        deadline = self.best.settings.deadline
        if deadline is not None and time.monotonic() > deadline:
            self.trials_left = 0.0
            return True
        return False

    def works(self, change: Change, citizen: int) -> bool | None:
        """Whether the citizen is matched once the change is applied; None when no work is left for it."""
        if change not in self.matched_by:
            if self.trials_left <= 0 or self._late():
                return None
            self.trials_left -= self.cost * (_CAPACITY_COST if change.kind in ("team", "quota") else 1.0)
            self.matched_by[change] = frozenset(matched_after(self.best, change).tolist())
        return citizen in self.matched_by[change]

    def settled(self, change: Change, citizen: int) -> bool:
        """As ``works``, but raises OutOfTrialsError where nothing can be said."""
        answer = self.works(change, citizen)
        if answer is None:
            raise OutOfTrialsError
        return answer


def _sign(by_level: Ints) -> Ints:
    """The sign of lexicographic losses, (k,)."""
    sign = np.zeros(by_level.shape[1], dtype=np.int64)
    for row in by_level:
        sign = np.where(sign == 0, np.sign(row), sign)
    return sign


def prospects_of(best: Best) -> Prospects:
    """Prepare a solved week for questions; whichever engine solved it, trials take the quickest."""
    best = replace(best, settings=replace(best.settings, engine="auto"))
    problem = best.problem
    trials = float(_WORK // max(1, problem.n * problem.m))
    if not problem.is_network:
        return Prospects(best, None, trials, _LIMITS_COST)
    residual = None
    if trials and len(best.solution.chosen) <= _MOST_MATCHES:
        asked = np.nonzero(~crowded_out(problem))[0]
        residual = residual_of(problem, best.solution.chosen, best.solution.seating, asked)
    return Prospects(best, residual, trials, 1.0)
