"""The household's side of housing support (boligstøtte): what of the formula no flat changes.

Laws: lov om individuel boligstøtte §§ 8 a (wealth), 12 (area), 14 (rent cap), 21-23 (share, income, own
payment, maximum), 33 (least payment) and lov om aktiv socialpolitik § 25 b (couples on kontanthjælp).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matcher.rates import SCHEMES, Rates

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_RENT_CAPS = ("0_children", "1_child", "2_children", "3_children", "4_children")


@dataclass(frozen=True)
class Arrays:
    """A record whose fields are arrays of one shape, indexed together."""

    def take(self, index: Any) -> Self:
        """The same record with ``field[index]`` in every field; ``(rows, None)`` makes columns."""
        return replace(self, **{field.name: getattr(self, field.name)[index] for field in fields(self)})


@dataclass(frozen=True)
class SupportHousehold(Arrays):
    """Households, all arrays of one shape, (n,) or (n, 1).

    ``persons`` = adults + children; ``taxable_month`` DKK per month before tax (taxable household income);
    ``wealth`` DKK; ``boligydelse`` an adult has folkepension; ``pension`` an adult has førtidspension or
    seniorpension; ``forhoejet_adults`` adults on kontanthjælp, higher rate.
    """

    persons: Ints
    children: Ints
    adults: Ints
    taxable_month: Floats
    wealth: Floats
    boligydelse: Bools
    pension: Bools
    forhoejet_adults: Ints


@dataclass(frozen=True)
class SupportTerms(Arrays):
    """What of the formula depends on the household alone, arrays in the households' shape, DKK per year.

    ``constant`` = share × addition − taper × max(0, I − limit); ``most_of_rent`` the share of B that Y may
    not exceed (1 where there is no such cap: the own payment binds first); ``couple_cap`` DKK per month.
    """

    boligydelse: Bools
    allowed_area: Floats
    rent_cap: Floats
    share: Floats
    constant: Floats
    own_payment: Floats
    maximum: Floats
    most_of_rent: Floats
    least: Floats
    couple_cap: Floats


def support_terms(household: SupportHousehold, rates: Rates, nominated: bool) -> SupportTerms:
    """The household's side of the formula, in the households' shape.

    ``nominated``: the municipality nominates to an almen dwelling, so a boligydelse household has neither
    rent cap nor maximum (§ 14 stk. 4, § 23 stk. 2); for boligsikring it changes nothing.
    """
    scheme = household.boligydelse.astype(np.intp)
    children = household.children

    def of(parameter: str) -> Floats:
        """The parameter of each household's scheme."""
        return np.array([rates.value(f"{name}.{parameter}") for name in SCHEMES])[scheme]

    between = np.clip(household.wealth, of("wealth_low"), of("wealth_high")) - of("wealth_low")
    above = np.maximum(0.0, household.wealth - of("wealth_high"))
    supplement = of("wealth_rate_between") * between + of("wealth_rate_above") * above
    income = 12.0 * household.taxable_month + supplement
    counted = np.minimum(children, of("income_limit_children"))
    limit = of("income_limit") + of("income_limit_per_child") * np.maximum(0, counted - 1)
    caps = np.array(
        [[rates.value(f"{name}.max_rent_year_{column}") for column in _RENT_CAPS] for name in SCHEMES]
    )
    unlimited = household.boligydelse & nominated
    uplift = np.where(children >= of("max_support_uplift_children"), of("max_support_uplift"), 0.0)
    childless = ~household.boligydelse & ~household.pension & (children == 0)
    capped_couple = (household.adults == 2) & (household.forhoejet_adults > 0)
    couple_cap = rates.value("boligstoette.couple_cap_month") * household.forhoejet_adults
    return SupportTerms(
        boligydelse=household.boligydelse,
        allowed_area=of("area_first_person_m2") + of("area_each_extra_person_m2") * (household.persons - 1),
        rent_cap=np.where(unlimited, np.inf, caps[scheme, np.minimum(children, len(_RENT_CAPS) - 1)]),
        share=of("rent_share"),
        constant=of("rent_share") * of("rent_addition")
        - of("income_taper") * np.maximum(0.0, income - limit),
        own_payment=np.maximum(of("own_payment_year"), of("own_payment_income_share") * income),
        maximum=np.where(unlimited, np.inf, of("max_support_year") * (1.0 + uplift)),
        most_of_rent=np.where(childless, rates.value("boligsikring.max_share_without_children"), 1.0),
        least=of("min_payout_year"),
        couple_cap=np.where(capped_couple, couple_cap, np.inf),
    )
