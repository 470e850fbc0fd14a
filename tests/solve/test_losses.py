"""What it costs to decide otherwise, against forcing each pair and trying every week there is."""

from dataclasses import replace

import numpy as np

from matcher.solve.loss import loss_levels, residual_of
from matcher.solve.network import crowded_out
from matcher.solve.problem import DAYS, LOTS, PINS, POINTS, Problem
from matcher.solve.stages import all_losses, forced_loss, network_losses, solve
from tests.solve.problems import every_week, random_problem, totals, with_limits


def true_losses(problem: Problem) -> list[tuple[int, ...] | None]:
    """For each pair what the best week that contains it lacks, level by level; None when there is none."""
    levels = loss_levels(problem)
    weeks = [(totals(problem, week)[levels], set(week)) for week in every_week(problem)]
    best = max(total for total, _ in weeks)
    losses: list[tuple[int, ...] | None] = []
    for pair in range(len(problem.c)):
        forced = max((total for total, week in weeks if pair in week), default=None)
        losses.append(None if forced is None else tuple(a - b for a, b in zip(best, forced, strict=True)))
    return losses


def first_difference(loss: tuple[int, ...] | np.ndarray) -> tuple[int, int]:
    """The level a loss is read at and how much; after the last level when there is none."""
    return next(((level, int(lost)) for level, lost in enumerate(loss) if lost), (len(loss), 0))


def severity(loss: tuple[int, ...] | np.ndarray) -> tuple[int, int]:
    """How bad a loss is: an earlier level is worse; less than nothing is better than any."""
    level, lost = first_difference(loss)
    return (-level, lost) if lost >= 0 else (-len(loss) - 1, 0)


def test_every_loss_is_that_of_the_forced_week() -> None:
    asked = impossible = free = 0
    for seed in range(800):
        problem = random_problem(seed)
        solution = solve(problem)
        if solution.status == "infeasible":
            continue
        losses = network_losses(problem, solution)
        for pair, loss in enumerate(true_losses(problem)):
            assert losses.possible[pair] == (loss is not None)
            assert losses.exact[pair]
            if loss is not None:
                assert tuple(losses.by_level[:, pair].tolist()) == loss
            asked, impossible = asked + 1, impossible + (loss is None)
            free += loss is not None and not any(loss) and pair not in solution.chosen
    assert min(asked - impossible, impossible) > 200
    assert free > 20  # ties: another week is just as good


def test_every_loss_of_a_larger_week_is_that_of_solving_again() -> None:
    for seed in range(800, 812):
        problem = random_problem(seed, most=16, share=0.4)
        solution = solve(problem)
        if solution.status == "infeasible":
            continue
        losses = all_losses(problem, solution)
        for pair in range(len(problem.c)):
            again = forced_loss(problem, solution, pair)
            crowded = bool(crowded_out(problem)[pair])
            assert losses.possible[pair] == (again is not None and not crowded)
            if losses.possible[pair]:
                assert again is not None
                assert losses.by_level[:, pair].tolist() == again.tolist()


def test_losses_within_limits_are_those_of_the_forced_week() -> None:
    crossed = 0
    for seed in range(500, 680):
        problem = with_limits(random_problem(seed, most=4), seed)
        solution = solve(problem)
        if solution.status == "infeasible":
            continue
        bounds = all_losses(problem, solution)
        for pair, loss in enumerate(true_losses(problem)):
            if crowded_out(problem)[pair]:
                assert loss is None
                continue
            again = forced_loss(problem, solution, pair)
            assert (again is None) == (loss is None)
            if loss is None or again is None:
                continue
            assert first_difference(again) == first_difference(loss)
            assert bounds.possible[pair]
            bound = bounds.by_level[:, pair]
            assert severity(bound) <= severity(loss)
            if bounds.exact[pair]:
                assert first_difference(bound) == first_difference(loss)
            crossed += severity(bound) < severity(loss)
    assert crossed > 20  # the limits really bite


def without_pair(whole: Problem, pair: int) -> Problem:
    """The problem as if a pair were not eligible."""
    rest = np.arange(len(whole.c)) != pair
    levels = whole.levels[:, rest]
    return replace(whole, c=whole.c[rest], v=whole.v[rest], levels=levels, pinned=whole.pinned[rest])


def test_the_loss_of_a_pair_that_is_not_eligible_yet() -> None:
    """Take a pair of an unmatched citizen out, ask what it would cost to open it, and open it."""
    asked = gains = 0
    for seed in range(900, 1100):
        whole = random_problem(seed, pins=0)
        for pair in range(0, len(whole.c), 3):
            problem = without_pair(whole, pair)
            before = solve(problem)
            if whole.c[pair] in problem.c[before.chosen]:
                continue
            levels = loss_levels(problem)
            # The graph is asked for values that no pair at hand has: the points may be higher than any.
            residual = residual_of(problem, before.chosen, before.seating, np.arange(len(problem.c)))
            value = whole.levels[levels, pair][:, None]
            losses = residual.losses_if(whole.c[[pair]], whole.v[[pair]], value)
            weeks = [totals(whole, week)[levels] for week in every_week(whole) if pair in week]
            assert bool(losses.possible[0]) == bool(weeks)
            if weeks:
                change = [a - b for a, b in zip(before.totals[levels], max(weeks), strict=True)]
                assert losses.by_level[:, 0].tolist() == change
                gains += first_difference(tuple(change))[1] < 0
            asked += 1
    assert asked > 200
    assert gains > 20


def test_more_points_than_any_pair_at_hand_are_read_at_the_right_level() -> None:
    """One flat held at 100 points of a more acute tier is not given up for 1,000 points."""
    one = random_problem(1, share=1.0, pins=0, most=1)
    problem = replace(
        one,
        c=np.array([0]),
        v=np.array([0]),
        n=2,
        m=1,
        names=("tier 1", "tier 2", POINTS, DAYS, LOTS),
        levels=np.array([[1], [0], [100], [0], [0]]),
        pool=np.array([-1]),
        seats=replace(one.seats, seat_class=np.array([0, 0])),
        pinned=np.array([False]),
    )
    solution = solve(problem)
    residual = residual_of(problem, solution.chosen, solution.seating, np.arange(1))
    losses = residual.losses_if(np.array([1]), np.array([0]), np.array([[0], [1], [1000]]))
    assert losses.by_level[:, 0].tolist() == [1, -1, -900]


def test_a_pinned_pair_costs_nothing_and_its_rivals_are_left_out() -> None:
    seen = 0
    for problem in map(random_problem, range(300)):
        solution = solve(problem)
        if problem.names[0] != PINS or solution.status == "infeasible":
            continue
        losses = network_losses(problem, solution)
        assert not losses.by_level[:, problem.pinned].any()
        assert losses.possible[problem.pinned].all()
        assert not losses.possible[crowded_out(problem)].any()
        seen += 1
    assert seen > 20
