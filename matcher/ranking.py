"""Ranked alternatives for every flat: what the whole week loses if someone else gets it (model § 7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.best import Best
from matcher.points import Pairs
from matcher.solve.cpsat_model import OutOfTimeError
from matcher.solve.loss import loss_levels
from matcher.solve.network import crowded_out
from matcher.solve.problem import GOALS, OVERDUE, POINTS, Problem
from matcher.solve.solution import Solution
from matcher.solve.stages import PairLosses, all_losses, core_of, forced_loss


@dataclass(frozen=True)
class Candidate:
    """One row of the proposals: a pair (row of the problem), its rank for the flat and what it costs.

    ``stage`` is the level the loss is read at (blank when cut off by the time limit), ``loss`` how much.
    """

    pair: int
    rank: int
    matched: bool
    stage: str
    loss: int


def rank_candidates(best: Best, lot: np.ndarray, top: int) -> list[Candidate]:
    """The ``top`` candidates of every flat that has any, flat by flat, rank by rank."""
    judge = _Judge(best.problem, best.solution, losses_of(best), best.pairs, lot)
    if best.problem.is_network:
        return judge.rank_network(top)
    return judge.rank_by_resolving(top, best.settings.deadline)


def losses_of(best: Best) -> PairLosses:
    """The losses of all pairs of a best week, to be asked about one by one with ``candidate_of``."""
    return all_losses(best.problem, best.solution)


def candidate_of(best: Best, losses: PairLosses, row: int) -> Candidate | None:
    """One pair with its exact loss, also one beyond the listed ones (rank 0); None when no week has it."""
    problem = best.problem
    judge = _Judge(problem, best.solution, losses, best.pairs, np.zeros(problem.n, dtype=np.int64))
    if judge.matched[row]:
        return Candidate(row, 1, True, POINTS, 0)
    if not losses.possible[row] or crowded_out(problem)[row]:
        return None
    loss: np.ndarray | None = losses.by_level[:, row]
    if not problem.is_network:
        loss = forced_loss(problem, best.solution, row, None, judge.core)
    if loss is None:
        return None
    stage, amount = judge._read(loss[:, None])
    return Candidate(row, 0, False, judge._name(int(stage[0])), int(amount[0]))


class _Judge:
    def __init__(
        self, problem: Problem, solution: Solution, losses: PairLosses, pairs: Pairs, lot: np.ndarray
    ) -> None:
        self.problem, self.solution, self.losses, self.pairs, self.lot = problem, solution, losses, pairs, lot
        self.names = problem.names[loss_levels(problem)]
        self.core = core_of(problem, losses)
        self.matched = np.isin(np.arange(len(problem.c)), solution.chosen)

    def _read(self, by_level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The first level that differs (the number of levels when none does) and the loss there."""
        differs = by_level != 0
        stage = np.where(differs.any(axis=0), differs.argmax(axis=0), len(by_level))
        column = np.arange(by_level.shape[1])
        amount = np.where(stage < len(by_level), by_level[np.minimum(stage, len(by_level) - 1), column], 0)
        return stage, amount

    def rank_network(self, top: int) -> list[Candidate]:
        """All losses are exact: one sort ranks every flat."""
        stage, amount = self._read(self.losses.by_level)
        rows = np.nonzero(self.losses.possible)[0]
        keys = (
            self.problem.c[rows], self.lot[self.problem.c[rows]], -self.pairs.points[rows], amount[rows],
            -stage[rows], ~self.matched[rows], self.problem.v[rows],
        )  # fmt: skip
        rows = rows[np.lexsort(keys)]
        flat = self.problem.v[rows]
        rank = np.arange(len(rows)) - np.searchsorted(flat, flat) + 1
        shown = rank <= top
        return [
            Candidate(
                int(row), int(r), bool(self.matched[row]), self._name(int(stage[row])), int(amount[row])
            )
            for row, r in zip(rows[shown], rank[shown], strict=True)
        ]

    def _name(self, stage: int) -> str:
        return self.names[stage] if stage < len(self.names) else POINTS

    def _order(self, row: int, by_level: np.ndarray) -> tuple[int, int, int, int, int]:
        stage, amount = self._read(by_level[:, None])
        citizen = int(self.problem.c[row])
        return -int(stage[0]), int(amount[0]), -int(self.pairs.points[row]), int(self.lot[citizen]), citizen

    def rank_by_resolving(self, top: int, deadline: float | None) -> list[Candidate]:
        """Limits cross the week: solve again for the candidates that can still be among the ``top``."""
        out: list[Candidate] = []
        open_rows = self.losses.possible & ~(crowded_out(self.problem) & ~self.matched)
        for flat in np.unique(self.problem.v[open_rows]):
            rows = np.nonzero(open_rows & (self.problem.v == flat))[0]
            out += self._rank_flat(rows, top, deadline)
        return out

    def _rank_flat(self, rows: np.ndarray, top: int, deadline: float | None) -> list[Candidate]:
        """Candidates in the order of their lower bounds until no other can be better than those found."""
        bounds = sorted(
            (tuple(self.losses.by_level[:, row]), int(row)) for row in rows if not self.matched[row]
        )
        found: list[tuple[tuple[int, ...], int]] = []
        cut_off: list[int] = []
        wanted = top - int(self.matched[rows].any())
        for position, (bound, row) in enumerate(bounds if wanted else ()):
            if len(found) >= wanted and self._cannot_enter(np.array(bound), sorted(found)[wanted - 1][0]):
                break
            try:
                loss = forced_loss(self.problem, self.solution, row, deadline, self.core)
            except OutOfTimeError:
                cut_off = [row for _, row in bounds[position:]]
                break
            if loss is not None:
                found.append((self._order(row, loss), row))
        return self._candidates(rows, sorted(found), cut_off, top)

    def _cannot_enter(self, bound: np.ndarray, worst: tuple[int, ...]) -> bool:
        """A candidate whose loss is at least ``bound`` cannot rank before one with the order ``worst``."""
        stage, amount = self._read(bound[:, None])
        return bool(amount[0] > 0) and (-int(stage[0]), int(amount[0])) > tuple(worst[:2])

    def _candidates(
        self,
        rows: np.ndarray,
        found: list[tuple[tuple[int, ...], int]],
        cut_off: list[int],
        top: int,
    ) -> list[Candidate]:
        out = [Candidate(int(row), 1, True, POINTS, 0) for row in rows if self.matched[row]]
        for (before, loss, *_), row in found:
            out.append(Candidate(row, len(out) + 1, False, self._name(-before), loss))
        for row in cut_off:
            out.append(Candidate(row, len(out) + 1, False, "", 0))
        return out[:top]


def shown_loss(candidate: Candidate) -> dict[str, int | None]:
    """The loss as the columns of proposals.csv; later and earlier columns are None."""
    out: dict[str, int | None] = dict.fromkeys(
        ("lost_tier", "lost_people", "lost_overdue", "lost_goals", "lost_points")
    )
    if candidate.stage.startswith("tier "):
        out |= {"lost_tier": int(candidate.stage.removeprefix("tier ")), "lost_people": candidate.loss}
    elif candidate.stage:
        column = {OVERDUE: "lost_overdue", GOALS: "lost_goals", POINTS: "lost_points"}[candidate.stage]
        out[column] = candidate.loss
    return out
