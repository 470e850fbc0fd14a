"""What rent each benefit level can carry this week: the affordability table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Floats, Ints
from matcher.eligibility import Eligibility, Scene
from matcher.facts import CitizenFacts
from matcher.rounding import six
from matcher.support import SupportFlat, monthly_from_terms

#: No rent beyond this is asked about, DKK per month.
_HIGHEST = 200_000


@dataclass(frozen=True)
class Carried:
    """What rent each household can carry, all (n,): in a flat of 20 + 15 × persons m², DKK per month.

    ``payable_rent`` is the highest rent without warning, 0 when there is none, with the ``support`` it brings
    and what is ``left_over``; ``blocked_from`` the lowest rent the rule rent blocks; ``minimum`` what must be
    left over.
    """

    size_m2: Floats
    payable_rent: Ints
    blocked_from: Ints
    support: Floats
    left_over: Floats
    minimum: Floats


def rents_carried(citizens: CitizenFacts) -> Carried:
    """What rent each household can carry, as the affordability table defines it for one."""
    rows = np.arange(len(citizens))
    minimum = citizens.minimum
    payable = _payable(citizens, rows, minimum)
    blocked = _blocked(citizens, rows, six(citizens.policy.rent_block_share * minimum))
    support, left_over = _in_standard_flat(citizens, rows, payable)
    return Carried(_standard_size(citizens, rows), payable, blocked, six(support), left_over, minimum)


def affordability(scene: Scene, eligibility: Eligibility) -> pd.DataFrame:
    """One row per benefit × adults × children present (columns as in docs/formats.md)."""
    citizens = scene.citizens
    unique, inverse = _alike(citizens)
    minimum = citizens.minimum[unique]
    payable = _payable(citizens, unique, minimum)[inverse]
    blocked = _blocked(citizens, unique, six(scene.policy.rent_block_share * minimum))[inverse]
    without = ~(eligibility.reasons == 0).any(axis=1)
    rows = pd.DataFrame(
        {
            "benefit": scene.citizens.table.texts("benefit"),
            "adults": scene.citizens.table["adults"],
            "children": scene.citizens.table["children"],
            "payable": payable,
            "blocked": blocked,
            "without": without,
        }
    )
    groups = rows.groupby(["benefit", "adults", "children"], sort=True, as_index=False)
    table = groups.agg(
        citizens=("payable", "size"),
        payable_rent=("payable", "median"),
        blocked_from=("blocked", "median"),
        without_any=("without", "sum"),
    )
    rents = np.sort(scene.flats.rent)
    table["vacancies_within"] = np.searchsorted(rents, table["payable_rent"].to_numpy(), side="right")
    columns = ["citizens", "payable_rent", "blocked_from", "vacancies_within", "without_any"]
    return table[["benefit", "adults", "children", *columns]]


def _alike(citizens: CitizenFacts) -> tuple[Ints, Ints]:
    """One citizen row for each different economy, and which of them every citizen is like."""
    household, income = citizens.household, citizens.income
    key = np.column_stack(
        [
            income.net, citizens.fixed_costs, household.adults, household.children, household.taxable_month,
            household.wealth, household.boligydelse, household.pension, household.forhoejet_adults,
        ]
    )  # fmt: skip
    _, first, inverse = np.unique(key, axis=0, return_index=True, return_inverse=True)
    return first, inverse


def _standard_size(citizens: CitizenFacts, rows: Ints) -> Floats:
    """The size of flat the question is asked for, m² (k,)."""
    size: Floats = 20.0 + 15.0 * citizens.persons[rows].astype(np.float64)
    return size


def _in_standard_flat(citizens: CitizenFacts, rows: Ints, rent: Ints) -> tuple[Floats, Floats]:
    """Support and what is left over in a flat of 20 + 15 × persons m² at default utilities, (k,)."""
    size = _standard_size(citizens, rows)
    none, all_ = np.zeros(len(rows), dtype=bool), np.ones(len(rows), dtype=bool)
    flat = SupportFlat(rent.astype(np.float64), size, none, all_)
    support = monthly_from_terms(citizens.support_terms.take(rows), flat, citizens.rates)
    costs = rent + citizens.policy.utilities_per_m2 * size + citizens.fixed_costs[rows]
    return support, six(citizens.income.net[rows] + support - costs)


def _first_rent(low: Ints, high: Ints, holds: Callable[[Ints], Bools]) -> Ints:
    """The lowest whole krone in [low, high] from which a condition holds, ``high`` when none below does."""
    low, high = low.copy(), high.copy()
    while (low < high).any():
        middle = (low + high) // 2
        yes = holds(middle)
        low = np.where(yes, low, np.minimum(middle + 1, high))
        high = np.where(yes, middle, high)
    return low


def _support_from(citizens: CitizenFacts, rows: Ints) -> Ints:
    """The lowest rent that brings any support: there what is left jumps up by the least payment."""
    start = np.zeros(len(rows), dtype=np.int64)
    end = np.full(len(rows), _HIGHEST)
    return _first_rent(start, end, lambda rent: _in_standard_flat(citizens, rows, rent)[0] > 0)


def _payable(citizens: CitizenFacts, rows: Ints, minimum: Floats) -> Ints:
    """The highest whole rent without the warning tight_budget, 0 when there is none."""
    jump, end = _support_from(citizens, rows), np.full(len(rows), _HIGHEST)

    def short(rent: Ints) -> Bools:
        return _in_standard_flat(citizens, rows, rent)[1] < minimum

    after = _first_rent(jump, end, short)
    before = np.minimum(_first_rent(np.zeros_like(jump), jump, short), jump)
    highest: Ints = np.where(after > jump, after, before) - 1
    return np.maximum(0, highest)


def _blocked(citizens: CitizenFacts, rows: Ints, floor: Floats) -> Ints:
    """The lowest whole rent that the rule rent blocks."""
    jump, end = _support_from(citizens, rows), np.full(len(rows), _HIGHEST)

    def blocks(rent: Ints) -> Bools:
        return _in_standard_flat(citizens, rows, rent)[1] < floor

    before = _first_rent(np.zeros_like(jump), jump, blocks)
    return np.where(before < jump, before, _first_rent(jump, end, blocks))
