"""The weekly run: from a week to its ranked proposals, in the order it reads.

eligibility (who may live where) → points (how good) → solve (the best week) → rank, reasons, explain.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from matcher.best import Best, Settings, best_week, set_scene
from matcher.model import Policy, Result, Week
from matcher.outcome import Outcome
from matcher.ranking import rank_candidates
from matcher.rates import Rates
from matcher.report import Run, infeasible_result, result_of, retold
from matcher.solve.problem import lots
from matcher.whatif.search import what_would_change

#: The steps of a run, as a progress display names them.
STEPS = ("rules", "points", "optimum", "losses", "changes", "report")


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
    solved = solve_week(
        week, policy, rates, seed,
        top=top, previous=previous, engine=engine, time_limit=time_limit, progress=progress,
    )  # fmt: skip
    return solved.told(lang, pairs=pairs)


@dataclass(frozen=True)
class Solved:
    """A solved week, to be told in any language; ``run`` is None when the pins cannot hold together."""

    best: Best
    run: Run | None
    seconds: Callable[[], dict[str, float]]

    def told(self, lang: str, *, pairs: bool = False) -> Result:
        """The result with its words in ``lang``; ``pairs`` adds the table of all citizen × vacancy."""
        if self.run is None:
            return infeasible_result(self.best, self.seconds())
        return result_of(replace(self.run, lang=lang), with_pairs=pairs, seconds=self.seconds)

    def retold(self, result: Result, lang: str) -> Result:
        """``result`` with its words in another language."""
        return result if self.run is None else retold(result, replace(self.run, lang=lang))


def solve_week(
    week: Week,
    policy: Policy,
    rates: Rates,
    seed: int = 0,
    *,
    top: int = 5,
    previous: Iterable[tuple[str, str]] = (),
    engine: str = "auto",
    time_limit: float | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Solved:
    """What ``propose`` finds, before it is told; the same arguments, the same errors."""
    clock = _Clock(progress)
    deadline = None if time_limit is None else time.monotonic() + time_limit
    settings = Settings(seed, frozenset(previous), engine, deadline)
    best = best_week(set_scene(week, policy, rates), settings, clock.step)
    if best.solution.status == "infeasible":
        return Solved(best, None, clock.seconds)
    clock.step("losses")
    candidates = rank_candidates(best, lots(best.scene.citizens.ids, seed), top)
    clock.step("changes")
    changes = what_would_change(best)
    clock.step("report")
    return Solved(best, Run(best, Outcome(best), candidates, changes, top, "da"), clock.seconds)


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
