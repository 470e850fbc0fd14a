"""The programme of problem.py in CP-SAT: built once, asked word by word.

One worker and a fixed seed make the search itself repeatable; the answer does not rest on that, because the
last step of the solve settles what is still tied by ids.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

import numpy as np
from ortools.sat.python import cp_model

from matcher.arrays import Bools, Ints
from matcher.seats import seat
from matcher.solve.network import crowded_out
from matcher.solve.problem import GOALS, LimitRow, Problem
from matcher.solve.solution import Solution
from matcher.solve.words import Word, pack, spread

#: CP-SAT is quick while its coefficients are small; a level that alone is more has a word of its own.
ROOM, MOST = 1 << 24, 1 << 44


class OutOfTimeError(TimeoutError):
    """The time limit passed before any week was found."""


class Model:
    """The programme of problem.py in CP-SAT: one variable per pair, one per unreached goal."""

    def __init__(self, problem: Problem, deadline: float | None, core: Bools | None = None) -> None:
        self.problem, self.deadline = problem, deadline
        self.model = cp_model.CpModel()
        self.open = ~crowded_out(problem) & (True if core is None else core)
        self.x = [self.model.new_bool_var(f"x{e}") if self.open[e] else None for e in range(len(problem.c))]
        self.goals = [row for row in problem.limits if row.at_least is not None]
        self.short = [self.model.new_int_var(0, max(0, wanted(row)), row.name) for row in self.goals]
        self._once(problem.c)
        self._once(problem.v)
        self._pools()
        self._seats()
        self._limits()
        for e in np.nonzero(problem.pinned)[0]:
            self.model.add(self.x[e] == 1)
        self.best: Bools | None = None

    def _sum(self, pairs: Iterable[int]) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.sum([self.x[e] for e in pairs if self.open[e]])

    def _once(self, of: Ints) -> None:
        for pairs in grouped(of):
            self.model.add_at_most_one([self.x[e] for e in pairs if self.open[e]])

    def _pools(self) -> None:
        pool = self.problem.pool[self.problem.v]
        for pairs in grouped(pool):
            if pool[pairs[0]] >= 0:
                self.model.add(self._sum(pairs) <= int(self.problem.pool_cap[pool[pairs[0]]]))

    def _seats(self) -> None:
        seats = self.problem.seats
        taken: dict[int, list[cp_model.IntVar]] = {}
        seat_class = seats.seat_class[self.problem.c]
        for pairs in grouped(seat_class):
            k = int(seat_class[pairs[0]])
            if k == 0:
                continue
            places = [
                self.model.new_int_var(0, int(seats.capacity[t]), f"y{k},{t}") for t in seats.teams_of[k]
            ]
            self.model.add(self._sum(pairs) == cp_model.LinearExpr.sum(places))
            for team, place in zip(seats.teams_of[k], places, strict=True):
                taken.setdefault(team, []).append(place)
        for team, places in taken.items():
            self.model.add(cp_model.LinearExpr.sum(places) <= int(seats.capacity[team]))

    def _limits(self) -> None:
        for row in self.problem.limits:
            if row.at_most is not None:
                self.model.add(self._sum(row.edges) <= max(0, row.at_most - row.already))
        for row, short in zip(self.goals, self.short, strict=True):
            self.model.add(cp_model.LinearExpr.sum([self._sum(row.edges), short]) >= wanted(row))

    def expression(self, value: Ints) -> cp_model.LinearExprT:
        """Σ value over the pairs, then over the goals' shortfalls."""
        pairs = [e for e in range(len(self.x)) if self.open[e] and value[e]]
        terms = [self.x[e] for e in pairs] + self.short
        weights = [int(value[e]) for e in pairs] + [int(w) for w in value[len(self.x) :]]
        return cp_model.LinearExpr.weighted_sum(terms, weights)

    def maximise(self, expression: cp_model.LinearExprT) -> tuple[str, int, int]:
        """Solve; returns (status, value, bound) and keeps the week found as the hint of the next call."""
        self.model.maximize(expression)
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        if self.best is not None:
            for e, x in enumerate(self.x):
                if x is not None:
                    self.model.add_hint(x, bool(self.best[e]))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.linearization_level = 2
        # Nothing to be found here, and most of the time would go there.
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        if self.deadline is not None:
            solver.parameters.max_time_in_seconds = max(0.01, self.deadline - time.monotonic())
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return "infeasible", 0, 0
        if status == cp_model.MODEL_INVALID:
            raise OverflowError("the limits and weights of this week are beyond the solver's range")
        if status == cp_model.UNKNOWN:
            return "unknown", 0, 0
        self.best = np.array([x is not None and solver.boolean_value(x) for x in self.x], dtype=bool)
        bound = int(np.floor(solver.best_objective_bound + 0.5))
        return "optimal" if status == cp_model.OPTIMAL else "feasible", round(solver.objective_value), bound


def wanted(row: LimitRow) -> int:
    """What a goal still asks of this week; 0 for a limit that is no goal."""
    return max(0, (row.at_least or 0) - row.already)


def grouped(of: Ints) -> list[Ints]:
    """Rows with equal values, group after group."""
    order = np.argsort(of, kind="stable")
    return np.split(order, np.nonzero(np.diff(of[order]))[0] + 1) if len(of) else []


def words_of(problem: Problem, levels: slice) -> list[tuple[Word, Ints]]:
    """The levels as words with their values over pairs, then shortfalls; ``first`` counts from ``levels``."""
    goals = [row for row in problem.limits if row.at_least is not None]
    rows = problem.levels[levels]
    short = np.zeros((len(rows), len(goals)), dtype=np.int64)
    reach = spread(rows, problem.c, problem.v)
    names = problem.names[levels]
    if GOALS in names:
        short[names.index(GOALS)] = -1
        reach[names.index(GOALS)] = sum(wanted(row) for row in goals)
    over_all = np.hstack([rows, short])
    return [(word, word.of(over_all)) for word in pack(reach, ROOM, most=MOST)]


def solution_of(
    problem: Problem, best: Bools | None, status: str, bound: tuple[str, int] | None = None
) -> Solution:
    """A solution from the pairs chosen, with its totals recomputed in whole numbers."""
    chosen = np.nonzero(best)[0] if best is not None else np.zeros(0, dtype=np.int64)
    shortfall = shortfalls(problem, chosen)
    totals = [int(row[chosen].sum()) for row in problem.levels]
    if GOALS in problem.names:
        totals[problem.names.index(GOALS)] = -sum(shortfall.values())
    seating = seat(problem.seats, problem.c[chosen])
    return Solution(status, chosen, tuple(totals), seating, shortfall, bound)


def shortfalls(problem: Problem, chosen: Ints) -> dict[str, int]:
    """What each at_least limit still lacks."""
    return {
        row.name: max(0, wanted(row) - int(np.isin(chosen, row.edges).sum()))
        for row in problem.limits
        if row.at_least is not None
    }


def within_at_most(problem: Problem, chosen: Ints) -> bool:
    """Whether a choice of pairs keeps every at_most limit."""
    return all(
        int(np.isin(chosen, row.edges).sum()) <= max(0, row.at_most - row.already)
        for row in problem.limits
        if row.at_most is not None
    )
