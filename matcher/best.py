"""The best week of a scene: rules, points and optimum in one step, to be asked again with a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.eligibility import Eligibility, Scene, codes_of, eligible_pairs, pairs_of
from matcher.errors import BlockedPinError
from matcher.facts import citizen_facts, flat_facts
from matcher.geography import survey
from matcher.model import Policy, Week
from matcher.points import Pairs, score
from matcher.quota import pools_of
from matcher.rates import Rates
from matcher.solve.problem import Problem, build_problem
from matcher.solve.solution import Solution
from matcher.solve.stages import solve


@dataclass(frozen=True)
class Settings:
    """How a run is made: its seed, earlier matches (vacancy_id, citizen_id), engine and deadline.

    ``deadline`` is a reading of the monotonic clock after which the best found is kept, None for no limit.
    """

    seed: int = 0
    previous: frozenset[tuple[str, str]] = frozenset()
    engine: str = "auto"
    deadline: float | None = None


@dataclass(frozen=True)
class Best:
    """A week with its eligible pairs, their points and the best choice among them."""

    scene: Scene
    settings: Settings
    eligibility: Eligibility
    pairs: Pairs
    stability: np.ndarray
    problem: Problem
    solution: Solution

    @property
    def matched(self) -> np.ndarray:
        """The citizens with a flat, as rows."""
        return self.problem.c[self.solution.chosen]


@dataclass(frozen=True)
class OfBest:
    """Something found out about a best week, with the week's parts at hand."""

    best: Best

    @property
    def scene(self) -> Scene:
        """The week as the rules see it."""
        return self.best.scene

    @property
    def eligibility(self) -> Eligibility:
        """The answer of every rule."""
        return self.best.eligibility

    @property
    def pairs(self) -> Pairs:
        """The eligible pairs with money and points."""
        return self.best.pairs

    @property
    def problem(self) -> Problem:
        """The mathematical programme."""
        return self.best.problem

    @property
    def solution(self) -> Solution:
        """The best week."""
        return self.best.solution


def set_scene(week: Week, policy: Policy, rates: Rates) -> Scene:
    """Everything the rules may ask about, looked up once."""
    citizens, flats = citizen_facts(week, policy, rates), flat_facts(week, policy)
    return Scene(week, policy, citizens, flats, survey(week, citizens, flats), pools_of(week))


def best_week(scene: Scene, settings: Settings, step: Callable[[str], None] = lambda name: None) -> Best:
    """Ask every rule, give points, solve.  Raises BlockedPinError when a rule blocks a pinned pair."""
    step("rules")
    eligibility = eligible_pairs(scene)
    blocked = _blocked_pins(scene, eligibility)
    if blocked:
        raise BlockedPinError(blocked)
    return best_of(scene, eligibility, settings, step)


def best_of(
    scene: Scene,
    eligibility: Eligibility,
    settings: Settings,
    step: Callable[[str], None] = lambda name: None,
) -> Best:
    """Give points and solve, with the rules asked already."""
    step("points")
    pairs = score(scene, eligibility)
    stability = _stability(scene, pairs, settings.previous)
    step("optimum")
    problem = build_problem(scene, pairs, settings.seed, stability)
    solution = solve(problem, settings.engine, settings.deadline)
    return Best(scene, settings, eligibility, pairs, stability, problem, solution)


def blocked_pins(week: Week, policy: Policy, rates: Rates) -> list[tuple[str, str, list[str]]]:
    """The pins a rule blocks, as (citizen_id, vacancy_id, rule codes); a week with any cannot be run."""
    if not (week.decisions["action"] == "pin").any():
        return []
    scene = set_scene(week, policy, rates)
    return _blocked_pins(scene, eligible_pairs(scene))


def _blocked_pins(scene: Scene, eligibility: Eligibility) -> list[tuple[str, str, list[str]]]:
    c, v = pairs_of(scene, "pin")
    reasons = eligibility.reasons[c, v]
    return [
        (str(scene.citizens.ids[i]), str(scene.flats.ids[j]), codes_of(int(bits)))
        for i, j, bits in zip(c, v, reasons, strict=True)
        if bits
    ]


def _stability(scene: Scene, pairs: Pairs, previous: frozenset[tuple[str, str]]) -> np.ndarray:
    """The policy's stability points for pairs that stood in an earlier proposal, (E,)."""
    if not previous or not scene.policy.stability_points:
        return np.zeros(len(pairs.c), dtype=np.int64)
    ids = zip(scene.flats.ids[pairs.v], scene.citizens.ids[pairs.c], strict=True)
    return np.array(
        [scene.policy.stability_points if pair in previous else 0 for pair in ids], dtype=np.int64
    )
