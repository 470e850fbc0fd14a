"""Everything model.md §§ 1–5 says about a week: reasons, eligible pairs, points, pools, teams, warnings.

Part of the second implementation, which reads the text again and shares nothing with the rules, the points,
the quota and the solver it checks.  Loops over pairs are meant to be read, not to be fast.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from matcher.check.facts import Citizen, Flat, Place
from matcher.check.money import Amounts, Income, Support, household_income, six
from matcher.check.points import Score, score_citizen
from matcher.check.pools import Pool, Team, fitting_teams, read_pools, read_teams
from matcher.check.read import read_citizens, read_flats
from matcher.check.restricted import barred
from matcher.check.rules import RULES, WISHES
from matcher.model import Policy, Week

Pair = tuple[str, str]  # (citizen_id, vacancy_id)


class DatedAmounts(Amounts, Protocol):
    """The rates of a run: amounts, since when, and whether newer ones are missing."""

    @property
    def valid_from(self) -> date:
        """The day the newest of the amounts came into force."""
        ...

    @property
    def outdated(self) -> bool:
        """Whether the decision date lies in a year after the last one with amounts."""
        ...


class Assessment:
    """The whole week worked out once: eligible pairs and their scores, pools, teams, lots.

    ``eligible`` and ``suits`` list pairs (citizen_id, vacancy_id); ``reasons(pair)`` works out every code
    that blocks a pair; ``score`` holds the points of the eligible pairs.
    """

    def __init__(self, week: Week, policy: Policy, rates: DatedAmounts, seed: int = 0) -> None:
        self.week, self.policy, self.rates, self.today = week, policy, rates, week.decision_date
        self.citizens, self.flats = read_citizens(week, policy), read_flats(week, policy)
        self.citizen = {citizen.id: citizen for citizen in self.citizens}
        self.flat = {flat.id: flat for flat in self.flats}
        self.pools, self.pool_of = read_pools(week, self.flats)
        self.out_of_turn = frozenset(self._out_of_turn())
        self.teams = read_teams(week)
        self.capacity = {team.id: team.capacity for team in self.teams}
        self.support = Support(rates)
        amount = self.support.amount
        self.income = {c.id: household_income(c, policy, amount) for c in self.citizens}
        self._read_decisions()
        self._measure_milieus()
        self._left_over: dict[Pair, float] = {}
        self._barred: dict[Pair, bool] = {}
        self._judge()
        self.lot_rank = lot_ranks(self.citizens, seed)
        self.score: dict[Pair, Score] = {}
        self._give_points()

    def _out_of_turn(self) -> Iterable[str]:
        for pool in self.pools:
            if pool.mode != "choose":
                yield from (flat.id for flat, ours in zip(pool.flats, pool.turns, strict=True) if not ours)

    def _read_decisions(self) -> None:
        """Pins and forbidden pairs, and the codes waived for (citizen, vacancy) or (citizen, "")."""
        self.pins: set[Pair] = set()
        self.forbidden: set[Pair] = set()
        self.waivers: dict[Pair, set[str]] = {}
        for row in self.week.decisions.to_dict("records"):
            pair = (str(row["citizen_id"]), str(row["vacancy_id"]))
            if row["action"] == "pin":
                self.pins.add(pair)
            elif row["action"] == "forbid":
                self.forbidden.add(pair)
            else:
                self.waivers.setdefault(pair, set()).add(str(row["rule"]))

    def _measure_milieus(self) -> None:
        """For each milieu the ids of the located flats that touch it or lie within its buffer."""
        import shapely

        self.flats_in_milieu: dict[str, set[str]] = {}
        rows = self.week.milieus.to_dict("records")
        spots = {
            flat.id: shapely.Point(flat.x, flat.y)
            for flat in self.flats
            if flat.x is not None and flat.y is not None
        }
        for row in rows:
            area, buffer = row["geometry"], float(row["buffer_m"])
            shapely.prepare(area)
            near = self.flats_in_milieu.setdefault(str(row["milieu_id"]), set())
            for flat_id, spot in spots.items():
                if area.intersects(spot):
                    near.add(flat_id)
                else:
                    metres = six(float(shapely.distance(area, spot)))
                    if metres == 0 or metres < six(buffer):
                        near.add(flat_id)

    def _judge(self) -> None:
        """The eligible pairs, and those that suit: what blocks first decides, the dearest rule comes last."""
        strict = [blocks for code, blocks in RULES.items() if code not in WISHES and code != "rent"]
        strict.append(RULES["rent"])
        wishes = [RULES[code] for code in sorted(WISHES)]
        with_waiver = {citizen_id for citizen_id, _ in self.waivers}
        self.suits: list[Pair] = []
        self.eligible: list[Pair] = []
        for c in self.citizens:
            for f in self.flats:
                if c.id in with_waiver:
                    codes = self.reasons((c.id, f.id))
                    suits, eligible = WISHES.issuperset(codes), not codes
                else:
                    suits = not any(blocks(c, f, self) for blocks in strict)
                    eligible = suits and not any(blocks(c, f, self) for blocks in wishes)
                if suits:
                    self.suits.append((c.id, f.id))
                if eligible:
                    self.eligible.append((c.id, f.id))
        self.eligible_flats: dict[str, list[Flat]] = {c.id: [] for c in self.citizens}
        self.eligible_citizens: dict[str, list[Citizen]] = {f.id: [] for f in self.flats}
        for citizen_id, flat_id in self.eligible:
            self.eligible_flats[citizen_id].append(self.flat[flat_id])
            self.eligible_citizens[flat_id].append(self.citizen[citizen_id])

    def reasons(self, pair: Pair, among: Iterable[str] = RULES) -> tuple[str, ...]:
        """The codes that block the pair, in order, less those that a waiver lifts."""
        c, f = self.citizen[pair[0]], self.flat[pair[1]]
        lifted = self.waivers.get((c.id, ""), set()) | self.waivers.get(pair, set())
        return tuple([code for code in among if code not in lifted and RULES[code](c, f, self)])

    def waived(self, pair: Pair) -> frozenset[str]:
        """The codes that would block the pair if no waiver lifted them."""
        c, f = self.citizen[pair[0]], self.flat[pair[1]]
        lifted = self.waivers.get((c.id, ""), set()) | self.waivers.get(pair, set())
        return frozenset(code for code in lifted if RULES[code](c, f, self))

    def knows(self, pair: Pair) -> bool:
        """Whether both ids are in the week."""
        return pair[0] in self.citizen and pair[1] in self.flat

    def _give_points(self) -> None:
        chances = self._chances()
        positive = [value for value in chances.values() if value > 0]
        mean = math.fsum(positive) / len(positive) if positive else 0.0
        for c in self.citizens:
            share = chances[c.id] / mean if mean > 0 else 0.0
            for flat_id, score in score_citizen(c, self.eligible_flats[c.id], share, self).items():
                self.score[c.id, flat_id] = score

    def _chances(self) -> dict[str, float]:
        """λ of every citizen, in vacancies a week: given, or from this week's vacancies that suit."""
        if any(c.chances_per_week is not None for c in self.citizens):
            return {c.id: c.chances_per_week or 0.0 for c in self.citizens}
        suited: dict[str, int] = {}
        for _, flat_id in self.suits:
            suited[flat_id] = suited.get(flat_id, 0) + 1
        parts: dict[str, list[float]] = {c.id: [] for c in self.citizens}
        for citizen_id, flat_id in self.suits:
            parts[citizen_id].append(1 / suited[flat_id])
        return {citizen_id: math.fsum(values) for citizen_id, values in parts.items()}

    def lacks_support_decision(self, c: Citizen) -> bool:
        """Support is not decided by the decision date."""
        return c.support_decided_on is None or c.support_decided_on > self.today

    def is_barred(self, c: Citizen, area: str) -> bool:
        """§ 1.1, worked out once for each household and kind of area."""
        if (c.id, area) not in self._barred:
            self._barred[c.id, area] = barred(c, area, self.today)
        return self._barred[c.id, area]

    def metres(self, place: Place, flat: Flat) -> float:
        """The straight line from a located place to a located flat, six decimals."""
        assert place.x is not None and place.y is not None and flat.x is not None and flat.y is not None
        return six(math.hypot(place.x - flat.x, place.y - flat.y))

    def left_over(self, c: Citizen, f: Flat) -> float:
        """What is left a month when rent, utilities and fixed costs are paid, six decimals."""
        if (c.id, f.id) not in self._left_over:
            money = self.income[c.id]
            support = self.support.monthly(c, money, f)
            left = money.after_tax + support - f.rent - f.utilities - c.fixed_costs
            self._left_over[c.id, f.id] = six(left)
        return self._left_over[c.id, f.id]

    def places_of(self, c: Citizen) -> tuple[str, ...] | None:
        """The teams the citizen can take a place in; None when a match takes no place."""
        return fitting_teams(c, self.teams if self.week.teams is not None else None)

    def pool_name(self, f: Flat) -> str:
        """``organisation/class``, or "" outside the quota."""
        pool = self.pool_of.get(f.id)
        return pool.name if pool else ""


def lot_ranks(citizens: Iterable[Citizen], seed: int) -> dict[str, int]:
    """Rank of every citizen by lot (first 8 bytes of SHA-256 of ``seed:citizen_id``), then id."""

    def lot(citizen_id: str) -> tuple[int, str]:
        digest = hashlib.sha256(f"{seed}:{citizen_id}".encode()).digest()
        return int.from_bytes(digest[:8], "big"), citizen_id

    ordered = sorted((citizen.id for citizen in citizens), key=lot)
    return {citizen_id: rank for rank, citizen_id in enumerate(ordered)}


__all__ = ["Assessment", "DatedAmounts", "Income", "Pair", "Pool", "Team", "lot_ranks"]
