"""Housing support (boligstøtte): what a household gets for a flat (lov om individuel boligstøtte).

Everything is per year until the last step.  With B the yearly rent that counts (§§ 10, 12, 14), I the yearly
income with the wealth supplement (§ 8 a) and Y the support::

    B = (12 × rent ± amount per m² × area) × min(1, allowed area / area), at most the rent cap
    Y = share × (B + addition) − taper × max(0, I − limit)                    §§ 21, 22
    Y ≤ B − own payment;  Y ≤ maximum;  boligsikring without children: Y ≤ 15 % of B
    Y below the least payment is nothing; Y is rounded to whole kroner; a month is Y / 12

What depends on the household alone is worked out once (``support_terms``); what is left for a pair is a
short chain of array operations in place, block by block, because a week has millions of pairs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.rates import SCHEMES, Rates
from matcher.support_terms import Arrays, SupportHousehold, SupportTerms, support_terms

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

__all__ = [
    "SupportFlat",
    "SupportHousehold",
    "SupportTerms",
    "monthly_from_terms",
    "monthly_support",
    "support_figure",
    "support_terms",
    "support_year",
]

#: A computed amount is rounded to six decimals before it is compared or rounded; half a unit of that.
HALF_MICRO = 0.5e-6
#: Pairs worked on at a time: three buffers of this many floats stay in the processor's cache.
BLOCK = 32_768


@dataclass(frozen=True)
class SupportFlat(Arrays):
    """Flats, all arrays of one shape, (m,) or (1, m): rent DKK per month without utilities, area m²."""

    rent: Floats
    area: Floats
    heating_included: Bools
    kitchen: Bools


def support_year(terms: SupportTerms, flat: SupportFlat, rates: Rates) -> Floats:
    """Support in whole DKK per year, 0 without a kitchen (§ 9), before the couple cap.

    The shapes of ``terms`` and ``flat`` broadcast: (n, 1) with (1, m) gives all pairs (n, m), (k,) with (k,)
    k pairs.  Areas and rents are not checked here; a flat of 0 m² has the full area share.
    """
    shape = np.broadcast_shapes(terms.share.shape, flat.rent.shape)
    result = np.empty(shape)
    # The yearly rent with heat depends on the flat and only the scheme: two small arrays, chosen per pair.
    gross = [12.0 * flat.rent + _heat_per_m2(scheme, flat, rates) * flat.area for scheme in SCHEMES]
    for rows in _blocks(shape, terms.share.shape):
        _fill(result[rows], terms.take(rows) if rows != slice(None) else terms, flat, gross)
    return result


def monthly_support(
    household: SupportHousehold, flat: SupportFlat, rates: Rates, *, nominated: bool
) -> Floats:
    """Support in DKK per month, Y / 12 unrounded, with the couple cap (lov om aktiv socialpolitik § 25 b).

    The shapes of ``household`` and ``flat`` broadcast as in ``support_year``.
    """
    return monthly_from_terms(support_terms(household, rates, nominated), flat, rates)


def monthly_from_terms(terms: SupportTerms, flat: SupportFlat, rates: Rates) -> Floats:
    """``monthly_support`` for households whose terms are known already."""
    monthly = support_year(terms, flat, rates)
    monthly /= 12.0
    if np.isfinite(terms.couple_cap).any():
        np.minimum(monthly, terms.couple_cap, out=monthly)
    return monthly


def support_figure(
    scheme: str,
    adults: int,
    children: int,
    income: float,
    rent: float,
    area: float,
    rates: Rates,
    *,
    wealth: float = 0.0,
    heating: str = "separate",
    pension: str = "",
    nominated: bool = False,
) -> int:
    """Housing support in whole DKK per month, rounded half up.

    ``scheme`` boligsikring or boligydelse; ``income`` taxable household income and ``rent`` without utilities
    in DKK per month; ``area`` m²; ``wealth`` DKK; ``heating`` separate, or included (heat and hot water
    inside the rent); ``pension`` foertidspension or seniorpension lifts the cap of childless households;
    ``nominated`` lifts rent cap and maximum of boligydelse.  Raises ``ValueError``, naming the argument.
    """
    _check_words(scheme, heating, pension)
    _check_numbers(adults, children, {"income": income, "rent": rent, "wealth": wealth}, area)
    household = SupportHousehold(
        persons=np.array([adults + children]),
        children=np.array([children]),
        adults=np.array([adults]),
        taxable_month=np.array([float(income)]),
        wealth=np.array([float(wealth)]),
        boligydelse=np.array([scheme == "boligydelse"]),
        pension=np.array([pension != ""]),
        forhoejet_adults=np.array([0]),
    )
    flat = SupportFlat(
        rent=np.array([float(rent)]),
        area=np.array([float(area)]),
        heating_included=np.array([heating == "included"]),
        kitchen=np.array([True]),
    )
    monthly = monthly_support(household, flat, rates, nominated=nominated)
    return math.floor(float(monthly[0]) + 0.5 + HALF_MICRO)


def _fill(out: Floats, terms: SupportTerms, flat: SupportFlat, gross: list[Floats]) -> None:
    """Write one block of ``support_year`` into ``out``; three buffers of its shape, everything in place."""
    rent = np.where(terms.boligydelse, gross[1], gross[0])
    if rent.shape != out.shape:
        rent = np.broadcast_to(rent, out.shape).copy()
    np.maximum(flat.area, terms.allowed_area, out=out)
    np.divide(terms.allowed_area, out, out=out)
    rent *= out
    np.minimum(rent, terms.rent_cap, out=rent)
    np.multiply(rent, terms.share, out=out)
    out += terms.constant
    np.minimum(out, terms.maximum, out=out)
    bound = rent - terms.own_payment
    np.minimum(out, bound, out=out)
    rent *= terms.most_of_rent
    np.minimum(out, rent, out=out)
    # Below the least payment is nothing; both comparisons at six decimals, then half up to whole kroner.
    out *= (out >= terms.least - HALF_MICRO) & flat.kitchen
    out += 0.5 + HALF_MICRO
    np.floor(out, out=out)


def _heat_per_m2(scheme: str, flat: SupportFlat, rates: Rates) -> Floats:
    """What a m² adds to (heat paid separately) or takes off (heat and hot water inside) the yearly rent."""
    inside = rates.exact(f"{scheme}.deduct_heat_per_m2") + rates.exact(f"{scheme}.deduct_hotwater_per_m2")
    separate = rates.value(f"{scheme}.add_heat_paid_separately_per_m2")
    return np.where(flat.heating_included, -float(inside), separate)


def _blocks(shape: tuple[int, ...], of_households: tuple[int, ...]) -> list[slice]:
    """Slices of the first axis of at most BLOCK pairs, when households run along it and flats do not."""
    columnwise = len(shape) == 2 and of_households == (shape[0], 1)
    if not columnwise or shape[0] * shape[1] <= BLOCK:
        return [slice(None)]
    step = max(1, BLOCK // max(1, shape[1]))
    return [slice(start, start + step) for start in range(0, shape[0], step)]


def _check_words(scheme: str, heating: str, pension: str) -> None:
    """Refuse a word outside its list."""
    if scheme not in SCHEMES:
        raise ValueError(f"scheme: {scheme!r} is unknown; use {' or '.join(SCHEMES)}")
    if heating not in ("separate", "included"):
        raise ValueError(f"heating: {heating!r} is unknown; use separate or included")
    if pension not in ("", "foertidspension", "seniorpension"):
        raise ValueError(f"pension: {pension!r} is unknown; use foertidspension, or leave it out")


def _check_numbers(adults: int, children: int, amounts: dict[str, float], area: float) -> None:
    """Refuse households without an adult, negative or infinite amounts, and flats without area."""
    if adults < 1:
        raise ValueError(f"adults: {adults} is too few; a household has at least 1 adult")
    if children < 0:
        raise ValueError(f"children: {children} is below 0")
    for name, amount in amounts.items():
        if not (math.isfinite(amount) and amount >= 0):
            raise ValueError(f"{name}: {amount} is no amount; give kroner from 0 up")
    if not (math.isfinite(area) and area > 0):
        raise ValueError(f"area: {area} is no area; give m² above 0")
