"""From a problem to its best week and what it costs to decide otherwise: which solver does what."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.solve.cpsat import solve_cpsat
from matcher.solve.cpsat_model import OutOfTimeError, shortfalls, within_at_most
from matcher.solve.flow import solve_flow
from matcher.solve.forced import forced_totals
from matcher.solve.loss import loss_levels, residual_of
from matcher.solve.network import crowded_out
from matcher.solve.problem import GOALS, OVERDUE, PINS, Problem
from matcher.solve.solution import INFEASIBLE, Solution
from matcher.solve.split import parts_of

ENGINES = ("auto", "flow", "cpsat")


@dataclass(frozen=True)
class PairLosses:
    """The loss of every pair at every loss level, (levels, E) int64.

    ``possible`` (E,) bool: in some week within the quota, teams, limits and pins.  ``exact`` (E,) bool: the
    loss is known exactly; where it is not (limits cross the week), it is a lower bound.
    """

    by_level: Ints
    possible: Bools
    exact: Bools


def solve(problem: Problem, engine: str = "auto", deadline: float | None = None) -> Solution:
    """The best week, proven unless the deadline (monotonic clock) stops it; level by level."""
    if engine == "cpsat":
        return solve_cpsat(problem, deadline)
    relaxed = solve_network(problem)
    if problem.is_network or relaxed.status == "infeasible":
        return relaxed
    missing = shortfalls(problem, relaxed.chosen)
    if within_at_most(problem, relaxed.chosen) and not any(missing.values()):
        return replace(relaxed, shortfall=missing)
    if engine == "flow":
        raise OverflowError("limits cross this week, it is no network; use --engine auto or cpsat")
    return solve_cpsat(problem, deadline, relaxed)


def solve_network(problem: Problem) -> Solution:
    """The best week without regard to limits, part by part."""
    chosen: list[Ints] = []
    seating: dict[int, int] = {}
    team_row = {team: row for row, team in enumerate(problem.seats.team_id)}
    for part in parts_of(problem):
        solution = solve_flow(part.problem)
        if solution.status == "infeasible":
            return INFEASIBLE
        chosen.append(part.pairs[solution.chosen])
        for citizen, team in solution.seating.items():
            seating[int(part.citizens[citizen])] = team_row[part.problem.seats.team_id[team]]
    rows = np.sort(np.concatenate(chosen)) if chosen else np.zeros(0, dtype=np.int64)
    totals = tuple(int(row[rows].sum()) for row in problem.levels)
    return Solution("optimal", rows, totals, seating)


def network_losses(problem: Problem, solution: Solution) -> PairLosses:
    """Exact losses against the best week of the network, part by part."""
    levels = loss_levels(problem)
    count = levels.stop - levels.start
    by_level = np.zeros((count, len(problem.c)), dtype=np.int64)
    possible = np.zeros(len(problem.c), dtype=bool)
    for part in parts_of(problem):
        inside = np.nonzero(np.isin(part.pairs, solution.chosen))[0]
        own = {team: row for row, team in enumerate(part.problem.seats.team_id)}
        seating = {
            row: own[problem.seats.team_id[solution.seating[int(citizen)]]]
            for row, citizen in enumerate(part.citizens)
            if int(citizen) in solution.seating
        }
        asked = np.nonzero(~crowded_out(part.problem))[0]
        losses = residual_of(part.problem, inside, seating, asked).losses(asked)
        by_level[:, part.pairs[asked]] = losses.by_level
        possible[part.pairs[asked]] = losses.possible
    return PairLosses(by_level, possible, np.ones(len(problem.c), dtype=bool))


def all_losses(problem: Problem, solution: Solution) -> PairLosses:
    """The losses of all pairs; with limits in force those of the network without them, as lower bounds."""
    if problem.is_network:
        return network_losses(problem, solution)
    relaxed = solve_network(problem)
    losses = network_losses(problem, relaxed)
    levels = loss_levels(problem)
    given_up = np.array(relaxed.totals[levels]) - np.array(solution.totals[levels])
    names = problem.names[levels]
    by_level = losses.by_level - given_up[:, None]
    if GOALS in names:
        by_level[names.index(GOALS)] = 0
    chosen = np.isin(np.arange(len(problem.c)), solution.chosen)
    by_level[:, chosen] = 0
    return PairLosses(by_level, losses.possible | chosen, chosen)


def core_of(problem: Problem, losses: PairLosses) -> Bools:
    """The pairs that can be in a week with as many people of every tier and as many overdue, (E,)."""
    people = losses.by_level[: problem.names[loss_levels(problem)].index(OVERDUE) + 1]
    worse, level = np.zeros(len(problem.c), dtype=bool), np.ones(len(problem.c), dtype=bool)
    for row in people:
        worse |= level & (row > 0)
        level &= row == 0
    return losses.possible & ~worse


def forced_loss(
    problem: Problem,
    solution: Solution,
    pair: int,
    deadline: float | None = None,
    core: Bools | None = None,
) -> Ints | None:
    """The exact loss of one pair by solving again with it pinned; None when no week can contain it.

    The levels after the first that differs are not always worked out.  ``core`` (of ``core_of``) makes it
    quicker.  Raises OutOfTimeError when the deadline passes first.
    """
    levels = loss_levels(problem)
    best = np.array(solution.totals[levels], dtype=np.int64)
    pinned = problem.pinned.copy()
    pinned[pair] = True
    names, rows = problem.names, problem.levels
    if names[0] != PINS:
        names, rows = (PINS, *names), np.vstack([pinned, rows])
    else:
        rows = np.vstack([pinned, rows[1:]])
    forced = replace(problem, pinned=pinned, names=names, levels=rows.astype(np.int64))
    relaxed = solve_network(forced)
    if relaxed.status == "infeasible":
        return None
    if within_at_most(problem, relaxed.chosen):
        missing = sum(shortfalls(problem, relaxed.chosen).values())
        loss: Ints = best - np.array(relaxed.totals[loss_levels(forced)], dtype=np.int64)
        if GOALS not in problem.names[levels]:
            return loss
        goal = problem.names[levels].index(GOALS)
        loss[goal] = best[goal] + missing
        if loss[:goal].any() or loss[goal] == 0:
            return loss
    if deadline is not None and time.monotonic() > deadline:
        raise OutOfTimeError
    everyone = np.ones(len(problem.c), dtype=bool)
    exact = forced_totals(problem, best, pair, levels, everyone if core is None else core, deadline)
    return None if exact is None else best - exact
