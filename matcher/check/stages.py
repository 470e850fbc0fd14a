"""The best week stage by stage with SciPy's ``milp``: a second solver, for ``--optimum`` and the tests.

Part of the second implementation.  Maximise, for x(c,v) in {0, 1} over the eligible pairs,

    tier 1, tier 2, …, overdue, −shortfall, points, waiting days, −lots, one after the other,

so that every citizen and every vacancy is matched at most once, every pool and every at_most limit is kept,
everyone with a support method has a place y(c,t) in a fitting team, and pins hold.  After each stage its
value becomes a constraint.  Values are recomputed in whole numbers from the matches found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.check.assess import Assessment, Pair
from matcher.check.value import Valuation, Value, broken, concerns, room_left


class Programme:
    """The constraints of a week as rows over the variables x(c,v), y(c,t) and one shortfall per goal."""

    def __init__(self, a: Assessment, valuation: Valuation) -> None:
        self.a, self.valuation = a, valuation
        self.pairs = list(a.eligible)
        self.position = {pair: number for number, pair in enumerate(self.pairs)}
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.upper: list[float] = [1.0] * len(self.pairs)
        self._once()
        self._pools()
        self._teams()
        self._limits()
        self.stages = self._objectives()

    def _new(self, upper: float) -> int:
        self.upper.append(upper)
        return len(self.upper) - 1

    def _row(self, columns: Iterable[int], low: float, high: float) -> None:
        self.rows.append((dict.fromkeys(columns, 1.0), low, high))

    def _once(self) -> None:
        for side in (0, 1):
            groups: dict[str, list[int]] = {}
            for pair, number in self.position.items():
                groups.setdefault(pair[side], []).append(number)
            for columns in groups.values():
                self._row(columns, 0, 1)

    def _pools(self) -> None:
        for pool in self.a.pools:
            ours = {flat.id for flat in pool.flats}
            columns = [number for pair, number in self.position.items() if pair[1] in ours]
            self._row(columns, 0, pool.entitled)

    def _teams(self) -> None:
        seats: dict[str, list[int]] = {team: [] for team in self.a.capacity}
        for c in self.a.citizens:
            teams = self.a.places_of(c)
            own = [self.position[c.id, flat.id] for flat in self.a.eligible_flats[c.id]]
            if teams is None or not own:
                continue
            seat = {team: self._new(1.0) for team in teams}
            for team, column in seat.items():
                seats[team].append(column)
            row = dict.fromkeys(own, 1.0) | dict.fromkeys(seat.values(), -1.0)
            self.rows.append((row, 0, 0))
        for team, columns in seats.items():
            self._row(columns, 0, self.a.capacity[team])

    def _limits(self) -> None:
        self.short: list[int] = []
        for limit in self.a.policy.limits:
            columns = [
                number
                for (citizen_id, flat_id), number in self.position.items()
                if concerns(limit, self.a.citizen[citizen_id], self.a.flat[flat_id])
            ]
            room = room_left(limit)
            if room is not None:
                self._row(columns, 0, room)
            elif limit.at_least is not None:
                goal = max(0, limit.at_least - limit.already)
                column = self._new(goal)
                self.short.append(column)
                self._row([*columns, column], goal, np.inf)

    def _objectives(self) -> list[dict[int, int]]:
        """One row of whole coefficients per stage, to be made as large as possible."""
        worth = [self.valuation.stages(pair) for pair in self.pairs]
        tiers = len(self.valuation.tiers)
        rows = [{n: row[k] for n, row in enumerate(worth) if row[k]} for k in range(tiers + 4)]
        return [*rows[: tiers + 1], dict.fromkeys(self.short, -1), *rows[tiers + 1 :]]

    def solve(self, objective: dict[int, int], extra: Collection[Any], forced: Collection[Pair]) -> Any:
        """Maximise one row within the constraints and ``extra`` rows; None when nothing is feasible."""
        rows = [row for row in (*self.rows, *extra) if row[0]]
        lower = np.zeros(len(self.upper))
        for pair in forced:
            lower[self.position[pair]] = 1
        cost = np.zeros(len(self.upper))
        for column, value in objective.items():
            cost[column] = -value
        if not len(cost):
            return cost
        entries = [(n, column, value) for n, row in enumerate(rows) for column, value in row[0].items()]
        i, j, values = (np.array(part) for part in zip(*entries, strict=True))
        matrix = sparse.csr_array((values, (i, j)), shape=(len(rows), len(cost)))
        held = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])
        answer = milp(
            cost,
            integrality=np.ones(len(cost), dtype=np.int64),
            bounds=Bounds(lower, np.array(self.upper)),
            constraints=held,
            options={"mip_rel_gap": 0.0},
        )
        return None if answer.x is None else np.rint(answer.x)

    def points_with(self, pair: Pair, best: Value) -> int | None:
        """The most points of a week with the pair that gives up nothing before the points, or None."""
        points = len(best.gains) - 3
        held = [self._hold(number, best.gains[number]) for number in range(points)]
        x = self.solve(self.stages[points], held, {pair, *self.a.pins})
        if x is None:
            return None
        value = self.valuation.of([found for found, column in self.position.items() if x[column] == 1])
        if value.gains[:points] != best.gains[:points]:
            raise ArithmeticError("milp and whole numbers disagree before the points")
        return value.points

    def _hold(self, number: int, reached: int) -> tuple[dict[int, float], float, float]:
        """The row that keeps what a stage has reached."""
        return {column: float(value) for column, value in self.stages[number].items()}, reached, np.inf

    def best(
        self, forced: Collection[Pair] = (), below: Value | None = None, last: int | None = None
    ) -> tuple[list[Pair], Value] | None:
        """The best matches with every pin and every ``forced`` pair, and their value; None when infeasible.

        With ``below`` it stops after the first stage that is worse than there; ``last`` is the number of
        stages to look at (all when None).
        """
        if any(pair not in self.position for pair in forced):
            return None
        held: list[tuple[dict[int, float], float, float]] = []
        together = {*forced, *self.a.pins}
        chosen: list[Pair] = []
        value = self.valuation.of(chosen)
        for number, objective in enumerate(self.stages[:last]):
            if number > 0 and not objective:
                continue
            x = self.solve(objective, held, together)
            if x is None:
                return None
            chosen = [pair for pair, column in self.position.items() if x[column] == 1]
            value = self.valuation.of(chosen)
            if value.gains[number] != round(sum(coef * x[col] for col, coef in objective.items())):
                raise ArithmeticError(f"milp and whole numbers disagree in stage {number + 1}")
            if below is not None and value.gains[number] < below.gains[number]:
                break
            held.append(self._hold(number, value.gains[number]))
        faults = broken(chosen, self.a)
        if faults:
            raise ArithmeticError(f"milp broke a rule: {faults}")
        return sorted(chosen), value


def best_week(a: Assessment, previous: Iterable[Pair] = ()) -> tuple[list[Pair], Value] | None:
    """The best week of an assessment and its value in every stage; None when the pins conflict."""
    return Programme(a, Valuation(a, previous)).best()


def forced_loss(programme: Programme, best: Value, pair: Pair) -> tuple[int, int] | None:
    """(position of the first of stages 1–4 that differs, how much), (-1, 0) when equal, None: never.

    The week is solved again with the pair in it: first with all stages before the points held, which mostly
    settles it, else stage by stage.
    """
    last = len(best.gains) - 2
    points = programme.points_with(pair, best)
    if points is not None:
        return (last - 1, best.points - points) if best.points > points else (-1, 0)
    answer = programme.best([pair], below=best, last=last)
    if answer is None:
        return None
    for number in range(last):
        lost = best.gains[number] - answer[1].gains[number]
        if lost:
            return number, lost
    return -1, 0
