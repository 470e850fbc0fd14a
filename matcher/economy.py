"""What a household has left over in a flat: the rent it can carry (model § 1.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.arrays import Floats, Ints
from matcher.facts import CitizenFacts, FlatFacts
from matcher.rounding import six
from matcher.support import SupportFlat, monthly_from_terms


@dataclass(frozen=True)
class Economy:
    """Housing support and what is left over, DKK per month, the same shape for both."""

    support: Floats
    left_over: Floats


def economy_of_block(citizens: CitizenFacts, flats: FlatFacts, rows: slice) -> Economy:
    """Every flat for a block of citizens, (rows, m)."""
    return _economy(citizens, flats, (rows, None), (None, slice(None)))


def economy_of_pairs(citizens: CitizenFacts, flats: FlatFacts, c: Ints, v: Ints) -> Economy:
    """The pairs (c[i], v[i]), (E,)."""
    return _economy(citizens, flats, c, v)


def _economy(citizens: CitizenFacts, flats: FlatFacts, row: Any, column: Any) -> Economy:
    """Whatever citizens and flats the two indices pick, in the shape they broadcast to."""
    flat = SupportFlat(flats.rent, flats.size, flats.heating_included, flats.kitchen).take(column)
    support = monthly_from_terms(citizens.support_terms.take(row), flat, citizens.rates)
    available = citizens.income.net - citizens.fixed_costs
    left_over = available[row] + support - (flats.rent + flats.utilities)[column]
    return Economy(six(support), six(left_over))


def left_over_at_rents(
    citizens: CitizenFacts, flats: FlatFacts, citizen: int, flat: int, rents: Floats
) -> Floats:
    """What one household has left over in one flat at each of these rents, DKK per month (k,)."""
    at = np.full(len(rents), flat)
    flat_at = SupportFlat(rents, flats.size[at], flats.heating_included[at], flats.kitchen[at])
    support = monthly_from_terms(citizens.support_terms.take([citizen]), flat_at, citizens.rates)
    available = citizens.income.net[citizen] - citizens.fixed_costs[citizen]
    return six(available + support - rents - flats.utilities[flat])
