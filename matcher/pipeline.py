"""The weekly run: from a week to its ranked proposals, in the order it reads.

eligibility (who may live where) → points (how good) → solve (the best week) → rank, reasons, explain.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import numpy as np

from matcher.eligibility import Scene, codes_of, eligible_pairs, pairs_of
from matcher.errors import BlockedPinError
from matcher.facts import citizen_facts, flat_facts
from matcher.geography import survey
from matcher.model import Policy, Result, Week
from matcher.outcome import Outcome
from matcher.points import Pairs, score
from matcher.quota import pools_of
from matcher.ranking import rank_candidates
from matcher.rates import Rates
from matcher.report import Run, infeasible_result, result_of
from matcher.solve.conflict import smallest_conflict
from matcher.solve.problem import build_problem, lots
from matcher.solve.stages import solve

#: The steps of a run, as a progress display names them.
STEPS = ("rules", "points", "optimum", "losses", "report")


def propose(
    week: Week,
    policy: Policy,
    rates: Rates,
    seed: int = 0,
    *,
    top: int = 5,
    pairs: bool = False,
    lang: str = "da",
    previous: Iterable[tuple[str, str]] = (),
    engine: str = "auto",
    time_limit: float | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Result:
    """The best week with its alternatives and reasons.

    ``previous`` holds (vacancy_id, citizen_id) of an earlier proposal, for the policy's stability points;
    ``time_limit`` is in seconds; ``pairs`` adds the table of all citizen × vacancy.  Raises
    ``BlockedPinError`` when a rule blocks a pinned pair and ``OverflowError`` beyond the proven range.
    """
    clock = _Clock(progress)
    clock.step("rules")
    scene = set_scene(week, policy, rates)
    eligibility = eligible_pairs(scene)
    _refuse_blocked_pins(scene, eligibility.reasons)
    clock.step("points")
    scored = score(scene, eligibility)
    stability = _stability(scene, scored, previous)
    clock.step("optimum")
    problem = build_problem(scene, scored, seed, stability)
    solution = solve(problem, engine, time_limit)
    if solution.status == "infeasible":
        return infeasible_result(scene, seed, problem, smallest_conflict(problem), clock.seconds())
    clock.step("losses")
    candidates = rank_candidates(problem, scored, lots(scene.citizens.ids, seed), solution, top, time_limit)
    clock.step("report")
    outcome = Outcome(scene, eligibility, problem, solution)
    run = Run(scene, eligibility, scored, problem, solution, outcome, candidates, seed, lang, stability)
    return result_of(run, with_pairs=pairs, seconds=clock.seconds)


def set_scene(week: Week, policy: Policy, rates: Rates) -> Scene:
    """Everything the rules may ask about, looked up once."""
    citizens, flats = citizen_facts(week, policy, rates), flat_facts(week, policy)
    return Scene(week, policy, citizens, flats, survey(week, citizens, flats), pools_of(week))


def _refuse_blocked_pins(scene: Scene, reasons: np.ndarray) -> None:
    c, v = pairs_of(scene, "pin")
    blocked = [
        (str(scene.citizens.ids[i]), str(scene.flats.ids[j]), codes_of(int(reasons[i, j])))
        for i, j in zip(c, v, strict=True)
        if reasons[i, j]
    ]
    if blocked:
        raise BlockedPinError(blocked)


def _stability(scene: Scene, pairs: Pairs, previous: Iterable[tuple[str, str]]) -> np.ndarray:
    """The policy's stability points for pairs that stood in an earlier proposal, (E,)."""
    stood = set(previous)
    if not stood or not scene.policy.stability_points:
        return np.zeros(len(pairs.c), dtype=np.int64)
    ids = zip(scene.flats.ids[pairs.v], scene.citizens.ids[pairs.c], strict=True)
    return np.array([scene.policy.stability_points if pair in stood else 0 for pair in ids], dtype=np.int64)


class _Clock:
    """Seconds per step of the run."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self._progress = progress
        self._marks: list[tuple[str, float]] = []

    def step(self, name: str) -> None:
        """A step begins."""
        self._marks.append((name, time.perf_counter()))
        self._progress(name)

    def seconds(self) -> dict[str, float]:
        """What each step took so far."""
        ends = [start for _, start in self._marks[1:]] + [time.perf_counter()]
        return {name: round(end - start, 4) for (name, start), end in zip(self._marks, ends, strict=True)}
