"""What a household has to live on: benefits, taxable income and income after tax (rates of docs/amounts.md).

Per adult and month T = benefit + own other income; a wage (benefit ``loen``) first loses the labour-market
contribution.  Taxable household income is the sum of T.  After tax each adult keeps
``T − max(0, T − personal allowance / 12) × (bottom + municipal + church rate)`` (personskatteloven §§ 6, 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.benefits import (
    BENEFIT_TABLE,
    BENEFITS,
    EXEMPT_PENSIONS,
    FOLKEPENSION,
    FORHOEJET,
    WAGE,
    Situation,
)
from matcher.calendar import ages
from matcher.rates import Rates

if TYPE_CHECKING:
    import pandas as pd

    from matcher.model import Policy

__all__ = ["BENEFITS", "HouseholdIncome", "benefit_amounts", "household_income", "income_after_tax"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HouseholdIncome:
    """Income of n households, arrays (n,).

    ``net`` DKK per month after tax with other_net_income; ``taxable`` DKK per month before tax, for housing
    support; ``boligydelse`` an adult has folkepension; ``pension`` an adult has førtidspension or
    seniorpension; ``forhoejet_adults`` adults on kontanthjælp, higher rate; ``minimum`` DKK per month the
    household must have left over by the policy.
    """

    net: Floats
    taxable: Floats
    boligydelse: NDArray[np.bool_]
    pension: NDArray[np.bool_]
    forhoejet_adults: NDArray[np.int64]
    minimum: Floats


def household_income(
    citizens: pd.DataFrame, decision_date: date, rates: Rates, policy: Policy
) -> HouseholdIncome:
    """The income of every household of ``citizens`` (one row each, in their order).

    Raises ``ValueError`` on a benefit code outside ``BENEFITS``, which the reader has refused before.
    """
    adults = citizens["adults"].to_numpy(dtype=np.int64)
    children = citizens["children"].to_numpy(dtype=np.int64)
    is_couple = adults == 2
    situation = Situation(
        single=~is_couple,
        with_children=children > 0,
        activity_ready=citizens["activity_ready"].to_numpy(dtype=np.bool_),
        age=ages(citizens["birth_date"], decision_date),
    )
    applicant = _codes(citizens["benefit"], np.ones_like(is_couple))
    partner = _codes(citizens["partner_benefit"], is_couple)
    rate = rates.value("tax.bottom_rate") + policy.municipal_rate + policy.church_rate
    taxable, net = np.zeros(len(citizens)), np.zeros(len(citizens))
    for codes, income in ((applicant, "other_income"), (partner, "partner_income")):
        own = np.where(codes >= 0, citizens[income].to_numpy(dtype=np.float64), 0.0)
        own[codes == BENEFITS.index(WAGE)] *= 1.0 - rates.value("tax.am_bidrag")
        own += benefit_amounts(codes, situation, rates)
        taxable += own
        net += income_after_tax(own, rate, rates)
    given_net = citizens["net_income"].to_numpy(dtype=np.float64)
    given_gross = citizens["gross_income"].to_numpy(dtype=np.float64)
    return HouseholdIncome(
        net=np.where(np.isnan(given_net), net, given_net)
        + citizens["other_net_income"].to_numpy(dtype=np.float64),
        taxable=np.where(np.isnan(given_gross), taxable, given_gross),
        boligydelse=_any_adult(applicant, partner, FOLKEPENSION),
        pension=_any_adult(applicant, partner, *EXEMPT_PENSIONS),
        forhoejet_adults=sum(
            (codes == BENEFITS.index(FORHOEJET)).astype(np.int64) for codes in (applicant, partner)
        ),
        minimum=np.where(is_couple, policy.minimum_couple, policy.minimum_single)
        + children * policy.minimum_child,
    )


def benefit_amounts(codes: NDArray[np.int64], situation: Situation, rates: Rates) -> Floats:
    """Each adult's benefit (n,) in DKK per month before tax.

    ``codes`` (n,) are positions in BENEFITS, −1 where there is no such adult.
    """
    amounts = np.zeros(codes.size)
    for position, benefit in enumerate(BENEFIT_TABLE):
        rows = np.flatnonzero(codes == position)
        if rows.size and benefit.parts:
            some = situation.take(rows)
            amounts[rows] = sum(rates.value(id) * condition(some) for id, condition in benefit.parts)
    return amounts


def income_after_tax(taxable: Floats, rate: float, rates: Rates) -> Floats:
    """One adult's income after tax (n,) in DKK per month; ``rate`` is the sum of all tax rates."""
    allowance = rates.value("tax.personal_allowance_year") / 12
    return taxable - np.maximum(0.0, taxable - allowance) * rate


def _codes(benefits: pd.Series, present: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Positions in BENEFITS (n,), −1 where the adult is not ``present``."""
    import pandas as pd

    codes = pd.Index(BENEFITS).get_indexer(pd.Index(benefits)).astype(np.int64)
    unknown = (codes < 0) & present
    if unknown.any():
        code = benefits.iloc[int(np.flatnonzero(unknown)[0])]
        raise ValueError(f"{code!r} is no benefit code; known are {', '.join(BENEFITS)}")
    return np.where(present, codes, -1)


def _any_adult(applicant: NDArray[np.int64], partner: NDArray[np.int64], *benefits: str) -> NDArray[np.bool_]:
    """Whether an adult of the household (n,) has one of the benefits."""
    positions = [BENEFITS.index(code) for code in benefits]
    return np.isin(applicant, positions) | np.isin(partner, positions)
