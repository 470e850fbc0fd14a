"""The best week when limits cross it: OR-Tools' CP-SAT, word by word, with our own tie-break."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.solve.cpsat_model import MOST, Model, OutOfTimeError, grouped, solution_of, words_of
from matcher.solve.problem import PINS, POINTS, Problem
from matcher.solve.solution import INFEASIBLE, Solution
from matcher.solve.words import Word, spread


def solve_cpsat(problem: Problem, deadline: float | None = None, relaxed: Solution | None = None) -> Solution:
    """The best week of any problem; after ``deadline``, a monotonic time, the best found by then.

    ``relaxed`` is the best week without regard to limits: with what is too much taken out it is where the
    search begins, so that there is always a week to return.
    """
    model = Model(problem, deadline)
    if relaxed is not None:
        model.best = _within_limits(problem, relaxed.chosen)
    start = int(problem.names[0] == PINS)
    for word, values in words_of(problem, slice(start, None)):
        status, value, bound = model.maximise(model.expression(values))
        if status == "infeasible":
            return INFEASIBLE
        if model.best is None:
            raise OutOfTimeError("no week was found within the time limit; give --time-limit more seconds")
        if status == "unknown":
            level = start + word.first
            gains = np.maximum(problem.levels[level : level + 1], 0)
            most = spread(gains, problem.c, problem.v)[0]
            return solution_of(problem, model.best, "feasible", (problem.names[level], most))
        if status != "optimal":
            return solution_of(problem, model.best, "feasible", _bound(problem, word, start, bound))
        model.model.add(model.expression(values) == value)
    _settle(model)
    return solution_of(problem, model.best, "optimal")


def _within_limits(problem: Problem, chosen: Ints) -> Bools:
    """A choice with the pairs of fewest points taken out until every at_most limit holds; pins stay."""
    kept = np.isin(np.arange(len(problem.c)), chosen)
    points = problem.levels[problem.names.index(POINTS)]
    for row in problem.limits:
        if row.at_most is None:
            continue
        inside = row.edges[kept[row.edges]]
        movable = inside[~problem.pinned[inside]]
        excess = max(0, len(inside) - max(0, row.at_most - row.already))
        kept[movable[np.argsort(points[movable], kind="stable")][:excess]] = False
    return kept


def _bound(problem: Problem, word: Word, start: int, bound: int) -> tuple[str, int]:
    """The name of the stage a stopped solver was in and the best its total could still be."""
    later = spread(problem.levels[start + word.first + 1 : start + word.last], problem.c, problem.v)
    slack = sum(weight * reach for weight, reach in zip(word.weights[1:], later, strict=True))
    return problem.names[start + word.first], (bound + slack) // word.weights[0]


def _settle(model: Model) -> None:
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


def _is_only(model: Model) -> bool:
    """Whether no other week is equal at every level to the best one found."""
    other = Model(model.problem, model.deadline)
    other.model = model.model.clone()
    best = np.asarray(model.best, dtype=np.int64)
    chosen = np.append(best, np.zeros(len(model.short), dtype=np.int64))
    other.model.add(model.expression(chosen) <= int(best.sum()) - 1)
    return other.maximise(0)[0] == "infeasible"


def _batches(problem: Problem, is_open: Bools) -> list[list[Ints]]:
    """Flats with their pairs in citizen order, as many at a time as one word holds."""
    batches: list[list[Ints]] = [[]]
    room = MOST
    for pairs in grouped(problem.v):
        pairs = pairs[is_open[pairs]]
        if len(pairs) == 0:
            continue
        if room // (len(pairs) + 1) < 2:
            batches.append([])
            room = MOST
        room //= len(pairs) + 1
        batches[-1].append(pairs[np.argsort(problem.c[pairs], kind="stable")])
    return batches
