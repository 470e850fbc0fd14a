"""Why a citizen got no flat and a flat no citizen, and what a household of each kind can pay.

Part of the second implementation: the reasons of unmatched.csv and unused.csv, the rows of affordability.csv.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import median

from matcher.check.assess import Assessment, Pair
from matcher.check.facts import Citizen, Flat
from matcher.check.money import six
from matcher.check.value import seating, used_pools

NOT_READY = ("consent", "parked", "support_undecided")


class Outcomes:
    """Reasons in the light of the matches (vacancy_id → citizen_id)."""

    def __init__(self, a: Assessment, matches: Mapping[str, str]) -> None:
        self.a, self.matches = a, matches
        self.pairs: list[Pair] = [(citizen_id, flat_id) for flat_id, citizen_id in matches.items()]
        self.housed = set(matches.values())
        spent = used_pools(self.pairs, a)
        self.spent = {id(pool) for n, pool in enumerate(a.pools) if spent[n] >= pool.entitled}
        self._team_full: dict[tuple[str, ...] | None, bool] = {None: False}

    def pool_spent(self, flat: Flat) -> bool:
        """The vacancy's pool has no place left this week."""
        pool = self.a.pool_of.get(flat.id)
        return pool is not None and id(pool) in self.spent

    def team_full(self, c: Citizen) -> bool:
        """No team has a place for this unmatched citizen beside all the matched."""
        teams = self.a.places_of(c)
        if teams not in self._team_full:
            self._team_full[teams] = seating([*self.pairs, (c.id, "")], self.a) is None
        return self._team_full[teams]

    def unmatched(self, c: Citizen) -> str:
        """The reason of a citizen without a match: the first that applies."""
        flats = self.a.eligible_flats[c.id]
        if not flats:
            not_ready = all(self.a.reasons((c.id, flat.id), NOT_READY) for flat in self.a.flats)
            not_ready = not_ready and bool(self.a.flats)
            return "not_ready" if not_ready else "no_eligible_vacancy"
        if self.team_full(c):
            return "team_full"
        if all(flat.id not in self.matches and self.pool_spent(flat) for flat in flats):
            return "quota_spent"
        return "outranked"

    def unused(self, f: Flat) -> str:
        """The reason of a vacancy without a match: the first that applies."""
        if f.route == "none":
            return "route_none"
        if f.id in self.a.out_of_turn:
            return "quota_turn"
        people = self.a.eligible_citizens[f.id]
        if not people:
            return "no_eligible_citizen"
        if self.pool_spent(f):
            return "quota_spent"
        waiting = [c for c in people if c.id not in self.housed]
        if waiting and all(self.team_full(c) for c in waiting):
            return "team_full"  # with one more place the flat would have been used
        return "outcompeted"

    def blocked_per_rule(self, c: Citizen) -> Counter[str]:
        """How many vacancies each rule blocks for the citizen."""
        return Counter(code for flat in self.a.flats for code in self.a.reasons((c.id, flat.id)))

    def opened_alone(self, c: Citizen) -> Counter[str]:
        """How many vacancies would open if one rule alone were lifted."""
        codes = (self.a.reasons((c.id, flat.id)) for flat in self.a.flats)
        return Counter(reasons[0] for reasons in codes if len(reasons) == 1)


@dataclass(frozen=True, slots=True)
class Affordable:
    """One row of affordability.csv."""

    benefit: str
    adults: int
    children: int
    citizens: int
    payable_rent: float
    blocked_from: float
    vacancies_within: int
    without_any: int


def usual_flat(c: Citizen, a: Assessment) -> Flat:
    """The flat the rents of affordability.csv are for: 20 + 15 × persons m² at default utilities."""
    area = 20.0 + 15 * (c.adults + c.children)
    utilities = a.policy.utilities_per_m2 * area
    return Flat(
        id="",
        municipality="",
        organisation_id="",
        department_id="",
        postcode="",
        x=None,
        y=None,
        kind="family",
        rent=0.0,
        utilities=utilities,
        utilities_estimated=True,
        heating="separate",
        deposit=0.0,
        size_m2=area,
        rooms=1.0,
        floor=None,
        lift=None,
        step_free=None,
        pets_allowed=None,
        kitchen=True,
        area_class="none",
        student_only=False,
        min_age=None,
        max_age=None,
        setting="",
        available_from=a.today,
        reported_on=a.today,
        answer_by=None,
        seq=None,
        route="quarter",
    )


def first_rent(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The least whole rent in low … high from which ``holds`` is true (false before, true after)."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def payable(c: Citizen, a: Assessment) -> tuple[int, int]:
    """(highest whole rent without tight_budget, lowest whole rent that blocks) in the usual flat.

    What is left over falls with the rent, but for one jump up where support begins to be paid out; so it is
    searched on both sides of the jump.  Where no rent is free of the warning, the highest is 0.
    """
    template, money = usual_flat(c, a), a.income[c.id]

    def left(rent: int) -> float:
        flat = replace(template, rent=float(rent))
        support = a.support.monthly(c, money, flat)
        return six(money.after_tax + support - rent - flat.utilities - c.fixed_costs)

    def supported(rent: int) -> bool:
        return a.support.monthly(c, money, replace(template, rent=float(rent))) > 0

    high = math.ceil(max(0.0, money.after_tax)) * 5 + 100_000
    jump = first_rent(supported, 0, high)
    minimum, block = six(money.minimum), six(a.policy.rent_block_share * money.minimum)
    tight = first_rent(lambda rent: left(rent) < minimum, jump, high)
    if tight == jump:
        tight = first_rent(lambda rent: left(rent) < minimum, 0, jump)
    blocked = first_rent(lambda rent: left(rent) < block, 0, jump)
    if blocked == jump:
        blocked = first_rent(lambda rent: left(rent) < block, jump, high)
    return max(0, tight - 1), blocked


def affordability(a: Assessment) -> list[Affordable]:
    """All rows of affordability.csv, by benefit, adults, children."""
    groups: dict[tuple[str, int, int], list[Citizen]] = {}
    for c in a.citizens:
        groups.setdefault((c.benefit, c.adults, c.children), []).append(c)
    table = []
    for key in sorted(groups):
        rents = [payable(c, a) for c in groups[key]]
        highest = float(median(rent for rent, _ in rents))
        row = Affordable(
            *key,
            citizens=len(groups[key]),
            payable_rent=highest,
            blocked_from=float(median(rent for _, rent in rents)),
            vacancies_within=sum(six(flat.rent) <= highest for flat in a.flats),
            without_any=sum(not a.eligible_flats[c.id] for c in groups[key]),
        )
        table.append(row)
    return table
