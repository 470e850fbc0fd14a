"""The best week: both solvers against each other and against trying every week there is."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.solve.flow import solve_flow
from matcher.solve.problem import PINS, POINTS, Problem
from matcher.solve.solution import Solution
from matcher.solve.split import parts_of
from matcher.solve.stages import solve, solve_network
from tests.solve.problems import best_of, every_week, random_problem, seatings, totals, with_limits


def agree(problem: Problem, solution: Solution) -> str:
    """Assert that a solution is the plain answer, seats included; returns its status."""
    weeks = every_week(problem)
    if not weeks:
        assert solution.status == "infeasible"
        return solution.status
    best = best_of(problem, weeks)
    assert solution.status == "optimal"
    assert solution.totals == totals(problem, best)
    assert solution.chosen.tolist() == sorted(best)
    assert solution.seating == next(seatings(problem.seats, [int(problem.c[e]) for e in best]))
    return solution.status


def test_the_flow_finds_the_best_of_all_weeks() -> None:
    seen = [agree(problem, solve(problem)) for problem in map(random_problem, range(1000))]
    assert seen.count("infeasible") >= 20
    assert seen.count("optimal") >= 200


def test_the_flow_settles_heavy_ties_by_ids() -> None:
    for seed in range(60):
        problem = random_problem(seed, share=0.9, pins=0)
        flat = replace(problem, levels=np.minimum(problem.levels, 1) * (problem.levels > 0))
        agree(flat, solve(flat))


def test_the_general_engine_finds_the_best_of_all_weeks() -> None:
    for seed in range(300, 340):
        problem = random_problem(seed)
        agree(problem, solve(problem, engine="cpsat"))


def test_both_engines_choose_the_same_pairs_in_larger_weeks() -> None:
    for seed in range(400, 425):
        problem = random_problem(seed, most=14, share=0.4)
        flow, general = solve(problem, engine="flow"), solve(problem, engine="cpsat")
        assert flow.status == general.status
        assert flow.totals == general.totals
        assert flow.chosen.tolist() == general.chosen.tolist()
        assert flow.seating == general.seating


def test_limits_give_the_best_of_all_weeks_within_them() -> None:
    seen = []
    for seed in range(500, 740):
        problem = with_limits(random_problem(seed, most=4), seed)
        solution = solve(problem)
        seen.append(agree(problem, solution))
        if solution.status == "optimal" and seed % 4 == 0:
            assert agree(problem, solve(problem, engine="cpsat")) == "optimal"
    assert seen.count("infeasible") >= 5


def test_limits_that_cross_the_week_are_refused_by_the_flow_engine() -> None:
    problem = random_problem(0, pins=0, share=1.0)
    full = np.arange(len(problem.c))
    crossed = with_limits(problem, 0)
    crossed = replace(crossed, limits=(replace(crossed.limits[0], edges=full, at_most=0, at_least=None),))
    if len(solve(problem).chosen):
        with pytest.raises(OverflowError, match="limits cross"):
            solve(crossed, engine="flow")
    assert len(solve(crossed).chosen) == 0


def test_the_parts_of_a_week_are_the_whole_week() -> None:
    several = 0
    for seed in range(700, 900):
        problem = random_problem(seed, most=9, share=0.12)
        parts = list(parts_of(problem))
        several += len(parts) > 1
        rows = np.concatenate([part.pairs for part in parts]) if parts else np.zeros(0)
        assert sorted(rows.tolist()) == list(range(len(problem.c)))
        for part in parts:
            assert np.array_equal(part.citizens[part.problem.c], problem.c[part.pairs])
            assert np.array_equal(part.flats[part.problem.v], problem.v[part.pairs])
        whole, split = solve_flow(problem), solve_network(problem)
        assert whole.status == split.status
        assert whole.totals == split.totals
        assert whole.chosen.tolist() == split.chosen.tolist()
        assert whole.seating == split.seating
    assert several >= 40


@pytest.mark.parametrize("engine", ["auto", "cpsat"])
def test_points_beyond_the_proven_range_are_refused(engine: str) -> None:
    problem = random_problem(3, share=1.0, pins=0)
    assert len(problem.c)
    levels = problem.levels.copy()
    levels[problem.names.index(POINTS)] = 1 << 61
    with pytest.raises(OverflowError):
        solve(replace(problem, levels=levels), engine=engine)


def test_a_week_without_pairs_is_empty() -> None:
    problem = random_problem(1, share=0.0)
    for engine in ("auto", "cpsat"):
        solution = solve(problem, engine=engine)
        assert (solution.status, len(solution.chosen)) == ("optimal", 0)


def test_pins_cost_nothing_but_what_they_displace() -> None:
    """The level ``pins`` only makes the solver hold the pins; without it the totals are the same."""
    pinned = [p for p in map(random_problem, range(300)) if p.names[0] == PINS][:40]
    for problem in pinned:
        general = solve(replace(problem, names=problem.names[1:], levels=problem.levels[1:]), engine="cpsat")
        flow = solve(problem)
        assert flow.status == general.status
        assert flow.totals[1:] == general.totals
