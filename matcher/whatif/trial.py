"""Run a week again with one change, reusing everything the change leaves alone; equal to a fresh run."""

from __future__ import annotations

from dataclasses import replace

from matcher.arrays import Ints
from matcher.best import Best, best_of
from matcher.eligibility import Scene, ask_again
from matcher.geography import survey
from matcher.model import Week
from matcher.quota import pools_of
from matcher.seats import seats_of
from matcher.solve.problem import Problem
from matcher.solve.solution import Solution
from matcher.solve.stages import solve
from matcher.table import Table
from matcher.whatif.change import Change, apply_change

#: The hard rules that look at what a change changes.
_RULES = {
    "max_rent": ("max_rent",),
    "max_km": ("distance",),
    "refused_area": ("area_refused",),
    "min_rooms": ("rooms",),
    "max_rooms": ("rooms",),
    "kinds": ("kind",),
    "rent": ("max_rent", "rent"),
}


def matched_after(best: Best, change: Change) -> Ints:
    """The citizens (rows) who are matched when the change is applied and the week is run again."""
    problem, solution = solved_after(best, change)
    return problem.c[solution.chosen]


def solved_after(best: Best, change: Change) -> tuple[Problem, Solution]:
    """The week with the change applied, as a programme and its best choice."""
    week = apply_change(best.scene.week, change)
    if change.kind in ("team", "quota"):
        # Only capacities differ: the same pairs with the same points.
        problem = replace(best.problem, seats=seats_of(week), pool_cap=pools_of(week).entitled)
        return problem, solve(problem, best.settings.engine, best.settings.deadline)
    scene = _scene_of(best.scene, week, change)
    eligibility = ask_again(scene, best.eligibility, _RULES[change.kind])
    again = best_of(scene, eligibility, best.settings)
    return again.problem, again.solution


def _scene_of(scene: Scene, week: Week, change: Change) -> Scene:
    """The scene of the changed week; who has what income and which pool holds which flat is as before."""
    if change.kind == "rent":
        return replace(scene, week=week, flats=replace(scene.flats, table=Table(week.vacancies)))
    if change.kind == "max_km":
        return replace(scene, week=week, geography=survey(week, scene.citizens, scene.flats))
    return replace(scene, week=week, citizens=replace(scene.citizens, table=Table(week.citizens)))
