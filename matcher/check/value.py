"""What a set of matches is worth, stage by stage (model.md § 6), and which sets are allowed.

Part of the second implementation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from matcher.check.assess import Assessment, Pair
from matcher.check.facts import Citizen, Flat
from matcher.check.pools import seat
from matcher.model import Limit


@dataclass(frozen=True, slots=True)
class Value:
    """The stages of model.md § 6 of one week; ``tiers`` has one count for every tier present, in order."""

    tiers: tuple[int, ...]
    overdue: int
    shortfall: int
    points: int
    waiting_days: int
    lots: int

    @property
    def gains(self) -> tuple[int, ...]:
        """All stages as numbers to be made as large as possible, most important first."""
        return (*self.tiers, self.overdue, -self.shortfall, self.points, self.waiting_days, -self.lots)


class Valuation:
    """The value of pairs and of weeks; ``previous`` are pairs that stability_points favour."""

    def __init__(self, a: Assessment, previous: Iterable[Pair] = ()) -> None:
        self.a, self.previous = a, frozenset(previous)
        self.tiers = sorted({c.tier for c in a.citizens})

    def overdue(self, c: Citizen) -> bool:
        """Whether the citizen has waited overdue_days or more."""
        return c.waiting_days >= self.a.policy.overdue_days

    def points(self, pair: Pair) -> int:
        """Stage 4 of one pair: its points, and stability_points when it stood in the previous result."""
        bonus = self.a.policy.stability_points if pair in self.previous else 0
        return self.a.score[pair].points + bonus

    def stages(self, pair: Pair) -> tuple[int, ...]:
        """What one pair adds to every stage but the shortfall, to be made as large as possible."""
        c = self.a.citizen[pair[0]]
        tiers = [int(c.tier == tier) for tier in self.tiers]
        return (*tiers, int(self.overdue(c)), self.points(pair), c.waiting_days, -self.a.lot_rank[c.id])

    def of(self, matches: Collection[Pair]) -> Value:
        """The value of a set of matches."""
        people = [self.a.citizen[citizen_id] for citizen_id, _ in matches]
        return Value(
            tiers=tuple(sum(c.tier == tier for c in people) for tier in self.tiers),
            overdue=sum(self.overdue(c) for c in people),
            shortfall=sum(shortfall(limit, used(limit, matches, self.a)) for limit in self.a.policy.limits),
            points=sum(self.points(pair) for pair in matches),
            waiting_days=sum(c.waiting_days for c in people),
            lots=sum(self.a.lot_rank[c.id] for c in people),
        )


def concerns(limit: Limit, c: Citizen, f: Flat) -> bool:
    """Whether a match of this citizen and flat counts towards the limit."""
    for key, values in limit.vacancies.items():
        if getattr(f, key) not in values:
            return False
    for key, values in limit.citizens.items():
        if key == "under_age":
            if c.age >= values[0]:
                return False
        elif getattr(c, key) not in values:
            return False
    return True


def used(limit: Limit, matches: Iterable[Pair], a: Assessment) -> int:
    """Matches the limit counts, and those counted before this week."""
    return limit.already + sum(concerns(limit, a.citizen[c], a.flat[f]) for c, f in matches)


def shortfall(limit: Limit, number: int) -> int:
    """What is missing to an at_least goal; 0 for an at_most limit."""
    return 0 if limit.at_least is None else max(0, limit.at_least - number)


def room_left(limit: Limit) -> int | None:
    """How many more matches an at_most limit allows this week; None for a goal."""
    return None if limit.at_most is None else max(0, limit.at_most - limit.already)


def seating(matches: Iterable[Pair], a: Assessment) -> dict[str, str] | None:
    """The team of every matched citizen who takes a place (first in id order), or None when too few."""
    wishes = []
    for citizen_id in sorted(citizen_id for citizen_id, _ in matches):
        teams = a.places_of(a.citizen[citizen_id])
        if teams is not None:
            wishes.append((citizen_id, teams))
    return seat(wishes, a.capacity)


def used_pools(matches: Iterable[Pair], a: Assessment) -> Mapping[int, int]:
    """Matches per pool, by the pool's position in ``a.pools``."""
    position = {id(pool): number for number, pool in enumerate(a.pools)}
    counts = dict.fromkeys(range(len(a.pools)), 0)
    for _, flat_id in matches:
        pool = a.pool_of.get(flat_id)
        if pool is not None:
            counts[position[id(pool)]] += 1
    return counts


def broken(matches: Collection[Pair], a: Assessment) -> list[str]:
    """Why a set of pairs cannot hold together within quota, teams and at_most limits; empty when it can."""
    faults = []
    for pool, number in used_pools(matches, a).items():
        if number > a.pools[pool].entitled:
            faults.append(f"quota {a.pools[pool].name}: {number} matches, entitled {a.pools[pool].entitled}")
    if seating(matches, a) is None:
        faults.append("teams: not every matched citizen can be seated at once")
    for limit in a.policy.limits:
        room = room_left(limit)
        number = used(limit, matches, a) - limit.already
        if room is not None and number > room:
            faults.append(f"limit {limit.name!r}: {number} matches this week, at most {room}")
    return faults
