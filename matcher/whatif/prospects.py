"""Which changes can work at all, read off the residual graph of the best week, and trials for the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matcher.best import Best, best_week, set_scene
from matcher.solve.loss import Residual, loss_levels, residual_of
from matcher.solve.network import crowded_out
from matcher.solve.problem import OVERDUE, POINTS
from matcher.whatif.change import Change, apply_change

#: Pairs that may be scored anew in all trials of a run together, so that a run stays quick.
_WORK = 20_000_000
#: A trial with crossing limits costs so many times a trial of a network.
_LIMITS_COST = 50
#: Beyond so many matches the residual graph is not kept whole.
_MOST_MATCHES = 800

CERTAIN, OPEN, NEVER = -1, 0, 1


@dataclass
class Prospects:
    """A solved week that answers what a change would do."""

    best: Best
    residual: Residual | None
    trials_left: int
    matched_by: dict[Change, frozenset[int]] = field(default_factory=dict)

    @property
    def who(self) -> int:
        """How many of the loss levels say who is housed: tiers and overdue."""
        return self.best.problem.names[loss_levels(self.best.problem)].index(OVERDUE) + 1

    def of(self, citizen: int, flats: np.ndarray, points: np.ndarray) -> np.ndarray:
        """What opening flats with these points would do for an unmatched citizen, (k,) of the three verdicts.

        CERTAIN: the citizen is housed, whatever the points.  NEVER: it would cost more than it brings.
        OPEN: who is housed does not decide it, or is not known.
        """
        if self.residual is None:
            return np.full(len(flats), OPEN)
        names = self.best.problem.names[loss_levels(self.best.problem)]
        values = np.zeros((len(names), len(flats)), dtype=np.int64)
        tier = int(self.best.scene.week.citizens["tier"].iloc[citizen])
        waited = self.best.scene.citizens.waiting_days[citizen]
        values[names.index(f"tier {tier}")] = 1
        values[names.index(OVERDUE)] = int(waited >= self.best.scene.policy.overdue_days)
        values[names.index(POINTS)] = points
        losses = self.residual.losses_if(np.full(len(flats), citizen), flats, values)
        people = _sign(losses.by_level[: self.who])
        overall = _sign(losses.by_level)
        verdict = np.where(people < 0, CERTAIN, np.where(overall > 0, NEVER, OPEN))
        return np.where(losses.possible, verdict, NEVER)

    def works(self, change: Change, citizen: int) -> bool | None:
        """Whether the citizen is matched when the change is applied; None when there is no work left for it."""
        if change not in self.matched_by:
            if self.trials_left <= 0:
                return None
            self.trials_left -= 1
            scene = self.best.scene
            week = apply_change(scene.week, change)
            again = best_week(set_scene(week, scene.policy, scene.citizens.rates), self.best.settings)
            self.matched_by[change] = frozenset(again.matched.tolist())
        return citizen in self.matched_by[change]


def _sign(by_level: np.ndarray) -> np.ndarray:
    """The sign of lexicographic losses, (k,)."""
    sign = np.zeros(by_level.shape[1], dtype=np.int64)
    for row in by_level:
        sign = np.where(sign == 0, np.sign(row), sign)
    return sign


def prospects_of(best: Best) -> Prospects:
    """Prepare a solved week for questions."""
    problem = best.problem
    work = _WORK // max(1, problem.n * problem.m)
    if not problem.is_network:
        return Prospects(best, None, work // _LIMITS_COST)
    residual = None
    if len(best.solution.chosen) <= _MOST_MATCHES:
        asked = np.nonzero(~crowded_out(problem))[0]
        residual = residual_of(problem, best.solution.chosen, best.solution.seating, asked)
    return Prospects(best, residual, work)
