"""What a household has left over in a flat: the rent it can carry (model § 1.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.facts import CitizenFacts, FlatFacts
from matcher.rounding import six
from matcher.support import SupportFlat, monthly_support


@dataclass(frozen=True)
class Economy:
    """Housing support and what is left over, DKK per month, the same shape for both."""

    support: np.ndarray
    left_over: np.ndarray


def economy_of_block(citizens: CitizenFacts, flats: FlatFacts, rows: slice) -> Economy:
    """Every flat for a block of citizens, (rows, m)."""
    return _economy(citizens, flats, (rows, None), (None, slice(None)))


def economy_of_pairs(citizens: CitizenFacts, flats: FlatFacts, c: np.ndarray, v: np.ndarray) -> Economy:
    """The pairs (c[i], v[i]), (E,)."""
    return _economy(citizens, flats, c, v)


def _economy(citizens: CitizenFacts, flats: FlatFacts, row: object, column: object) -> Economy:
    flat = SupportFlat(flats.rent, flats.size, flats.heating_included, flats.kitchen).take(column)
    support = monthly_support(citizens.household.take(row), flat, citizens.rates, nominated=True)
    available = citizens.income.net - citizens.fixed_costs
    left_over = available[row] + support - (flats.rent + flats.utilities)[column]  # type: ignore[index]
    return Economy(six(support), six(left_over))
