"""What it costs to decide otherwise when limits cross the week: solve again with the pair in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.solve.cpsat_model import Model, OutOfTimeError, solution_of, words_of
from matcher.solve.problem import Problem


def forced_totals(
    problem: Problem, best: Ints, pair: int, levels: slice, core: Bools, deadline: float | None = None
) -> Ints | None:
    """The best totals of a week that contains a pair, up to the first of ``levels`` where they fall short.

    ``best`` are the totals of the best week, ``core`` the pairs that can be in a week with as many people of
    every tier and as many overdue.  Mostly a week with the pair gives up nothing before the last level (the
    points), which one solve shows; else the levels before are asked word by word until one differs, and the
    totals after it are those of ``best``.  None when no week can; raises OutOfTimeError at the deadline.
    """
    pinned = problem.pinned.copy()
    pinned[pair] = True
    forced = replace(problem, pinned=pinned)
    held = Model(forced, deadline, core | pinned)
    *before, points = [words_of(forced, slice(i, i + 1))[0][1] for i in range(levels.start, levels.stop)]
    for values, total in zip(before, best, strict=False):
        held.model.add(held.expression(values) == int(total))
    if _reach(held, points):
        return np.array(solution_of(forced, held.best, "optimal").totals[levels])
    free = Model(forced, deadline)
    for word, values in words_of(forced, slice(levels.start, levels.stop - 1)):
        if not _reach(free, values):
            return None
        totals = np.array(solution_of(forced, free.best, "optimal").totals[levels])
        totals[word.last :] = best[word.last :]
        if (totals != best).any():
            return totals
    raise ArithmeticError("a week with this pair gives up nothing, yet none was found")


def _reach(model: Model, values: Ints) -> bool:
    """Maximise an aim and hold what is reached; False when no week is possible."""
    status, value, _ = model.maximise(model.expression(values))
    if status == "infeasible":
        return False
    if status != "optimal":
        raise OutOfTimeError
    model.model.add(model.expression(values) == value)
    return True
