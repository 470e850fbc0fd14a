"""The best week when limits cross it: OR-Tools' CP-SAT, word by word, with our own tie-break.

One worker and a fixed seed make the search itself repeatable; the answer does not rest on that, because the
last step settles what is still tied by ids.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from ortools.sat.python import cp_model

from matcher.arrays import Bools, Ints
from matcher.seats import seat
from matcher.solve.network import crowded_out
from matcher.solve.problem import GOALS, PINS, LimitRow, Problem
from matcher.solve.solution import INFEASIBLE, Solution
from matcher.solve.words import Word, pack, spread

#: CP-SAT is quick while its coefficients are small; a level that alone is more has a word of its own.
_ROOM, _MOST = 1 << 24, 1 << 44


class OutOfTimeError(TimeoutError):
    """The time limit passed before any week was found."""


class _Model:
    """The programme of problem.py in CP-SAT: one variable per pair, one per unreached goal."""

    def __init__(self, problem: Problem, deadline: float | None) -> None:
        self.problem, self.deadline = problem, deadline
        self.model = cp_model.CpModel()
        self.open = ~crowded_out(problem)
        self.x = [self.model.new_bool_var(f"x{e}") if self.open[e] else None for e in range(len(problem.c))]
        self.goals = [row for row in problem.limits if row.at_least is not None]
        self.short = [self.model.new_int_var(0, max(0, _wanted(row)), row.name) for row in self.goals]
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
        for pairs in _grouped(of):
            self.model.add_at_most_one([self.x[e] for e in pairs if self.open[e]])

    def _pools(self) -> None:
        pool = self.problem.pool[self.problem.v]
        for pairs in _grouped(pool):
            if pool[pairs[0]] >= 0:
                self.model.add(self._sum(pairs) <= int(self.problem.pool_cap[pool[pairs[0]]]))

    def _seats(self) -> None:
        seats = self.problem.seats
        taken: dict[int, list[cp_model.IntVar]] = {}
        seat_class = seats.seat_class[self.problem.c]
        for pairs in _grouped(seat_class):
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
            self.model.add(cp_model.LinearExpr.sum([self._sum(row.edges), short]) >= _wanted(row))

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


def _wanted(row: LimitRow) -> int:
    """What a goal still asks of this week; 0 for a limit that is no goal."""
    return max(0, (row.at_least or 0) - row.already)


def _grouped(of: Ints) -> list[Ints]:
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
        reach[names.index(GOALS)] = sum(_wanted(row) for row in goals)
    over_all = np.hstack([rows, short])
    return [(word, word.of(over_all)) for word in pack(reach, _ROOM, most=_MOST)]


def solve_cpsat(problem: Problem, deadline: float | None = None) -> Solution:
    """The best week of any problem; after ``deadline``, a monotonic time, the best found by then."""
    model = _Model(problem, deadline)
    start = int(problem.names[0] == PINS)
    for word, values in words_of(problem, slice(start, None)):
        status, value, bound = model.maximise(model.expression(values))
        if status == "infeasible":
            return INFEASIBLE
        if status == "unknown" and model.best is None:
            raise OutOfTimeError("no week was found within the time limit; give --time-limit more seconds")
        if status != "optimal":
            return solution_of(problem, model.best, "feasible", _bound(problem, word, start, bound))
        model.model.add(model.expression(values) == value)
    _settle(model)
    return solution_of(problem, model.best, "optimal")


def _bound(problem: Problem, word: Word, start: int, bound: int) -> tuple[str, int]:
    """The name of the stage a stopped solver was in and the best its total could still be."""
    later = spread(problem.levels[start + word.first + 1 : start + word.last], problem.c, problem.v)
    slack = sum(weight * reach for weight, reach in zip(word.weights[1:], later, strict=True))
    return problem.names[start + word.first], (bound + slack) // word.weights[0]


def _settle(model: _Model) -> None:
    """Give the flats, in id order, the citizen first in id order among all equal weeks."""
    problem = model.problem
    if _is_only(model):
        return
    for flats in _batches(problem, model.open):
        value = np.zeros(len(problem.c) + len(model.short), dtype=np.int64)
        weight = 1
        for pairs in reversed(flats):
            value[pairs] = weight * np.arange(len(pairs), 0, -1)
            weight *= len(pairs) + 1
        status, best, _ = model.maximise(model.expression(value))
        if status != "optimal":
            return
        model.model.add(model.expression(value) == best)


def _is_only(model: _Model) -> bool:
    """Whether no other week is equal at every level to the best one found."""
    other = _Model(model.problem, model.deadline)
    other.model = model.model.clone()
    best = np.asarray(model.best, dtype=np.int64)
    chosen = np.append(best, np.zeros(len(model.short), dtype=np.int64))
    other.model.add(model.expression(chosen) <= int(best.sum()) - 1)
    return other.maximise(0)[0] == "infeasible"


def _batches(problem: Problem, is_open: Bools) -> list[list[Ints]]:
    """Flats with their pairs in citizen order, as many at a time as one word holds."""
    batches: list[list[Ints]] = [[]]
    room = _MOST
    for pairs in _grouped(problem.v):
        pairs = pairs[is_open[pairs]]
        if len(pairs) == 0:
            continue
        if room // (len(pairs) + 1) < 2:
            batches.append([])
            room = _MOST
        room //= len(pairs) + 1
        batches[-1].append(pairs[np.argsort(problem.c[pairs], kind="stable")])
    return batches


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
        row.name: max(0, _wanted(row) - int(np.isin(chosen, row.edges).sum()))
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


def forced_totals(
    problem: Problem, best: Ints, pair: int, levels: slice, deadline: float | None = None
) -> Ints | None:
    """The best totals at ``levels`` of a week that contains a pair; None when no week can.

    ``best`` are the totals of the best week.  Mostly a week with the pair gives up nothing before the last
    level (the points), which one solve shows; else level by level.  Raises OutOfTimeError at the deadline.
    """
    pinned = problem.pinned.copy()
    pinned[pair] = True
    forced = replace(problem, pinned=pinned)
    held = _Model(forced, deadline)
    *before, points = [words_of(forced, slice(i, i + 1))[0][1] for i in range(levels.start, levels.stop)]
    for values, total in zip(before, best, strict=False):
        held.model.add(held.expression(values) == int(total))
    if _reach(held, [points]):
        return np.array(solution_of(forced, held.best, "optimal").totals[levels])
    free = _Model(forced, deadline)
    if not _reach(free, [values for _, values in words_of(forced, levels)]):
        return None
    return np.array(solution_of(forced, free.best, "optimal").totals[levels])


def _reach(model: _Model, aims: list[Ints]) -> bool:
    """Maximise one aim after another; False when no week is possible."""
    for values in aims:
        status, value, _ = model.maximise(model.expression(values))
        if status == "infeasible":
            return False
        if status != "optimal":
            raise OutOfTimeError
        model.model.add(model.expression(values) == value)
    return True
