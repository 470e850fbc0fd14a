"""Pins that cannot hold together: the set named is a smallest one."""

from dataclasses import replace
from itertools import combinations

import numpy as np

from matcher.solve.conflict import smallest_conflict
from matcher.solve.problem import Problem
from tests.solve.problems import is_allowed, random_problem, with_limits


def with_many_pins(seed: int) -> Problem:
    """A problem where every citizen and flat that can be is pinned, in some order."""
    problem = random_problem(seed, most=6, share=0.8)
    pinned = np.zeros(len(problem.c), dtype=bool)
    for row in np.random.default_rng(seed).permutation(len(problem.c)):
        free = not np.isin(problem.c[row], problem.c[pinned]) and not np.isin(
            problem.v[row], problem.v[pinned]
        )
        pinned[row] = free
    return replace(problem, pinned=pinned)


def test_the_conflict_named_is_a_smallest_one() -> None:
    sizes = []
    for seed in range(250):
        problem = with_many_pins(seed)
        if seed % 3 == 0:
            problem = with_limits(problem, seed)
        pins = np.nonzero(problem.pinned)[0].tolist()
        if is_allowed(problem, pins):
            continue
        smallest = next(
            size
            for size in range(1, len(pins) + 1)
            if any(not is_allowed(problem, list(group)) for group in combinations(pins, size))
        )
        conflict = smallest_conflict(problem)
        assert set(conflict) <= set(pins)
        assert not is_allowed(problem, conflict)
        assert len(conflict) == smallest
        sizes.append(smallest)
    assert len(sizes) > 80
    assert {1, 2, 3} <= set(sizes)
