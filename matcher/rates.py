"""The amounts in force on a date, as the core sees them; what they are and since when is data, never code.

Every amount has an id ``group.name``.  The ids the core needs are the visible list ``NEEDED``; the ids in
``SHOWN`` are kept for the reader of docs/amounts.md only (they are the defaults of policy.toml).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from matcher.errors import RatesError

SCHEMES = ("boligsikring", "boligydelse")

#: The parameters each scheme of housing support has (lov om individuel boligstøtte).
SUPPORT_PARAMETERS = (
    "add_heat_paid_separately_per_m2",
    "deduct_heat_per_m2",
    "deduct_hotwater_per_m2",
    "area_first_person_m2",
    "area_each_extra_person_m2",
    "max_rent_year_0_children",
    "max_rent_year_1_child",
    "max_rent_year_2_children",
    "max_rent_year_3_children",
    "max_rent_year_4_children",
    "wealth_low",
    "wealth_high",
    "wealth_rate_between",
    "wealth_rate_above",
    "rent_share",
    "rent_addition",
    "income_taper",
    "income_limit",
    "income_limit_per_child",
    "income_limit_children",
    "own_payment_year",
    "own_payment_income_share",
    "max_support_year",
    "max_support_uplift",
    "max_support_uplift_children",
    "min_payout_year",
)

#: Every amount the core needs; a year is complete when all of them are stated for it.
NEEDED = (
    "kontanthjaelp.forhoejet",
    "kontanthjaelp.grund",
    "kontanthjaelp.mindste",
    "kontanthjaelp.tillaeg_enlig",
    "kontanthjaelp.tillaeg_boern",
    "kontanthjaelp.tillaeg_enlig_forsoerger",
    "kontanthjaelp.ungetillaeg_under_25",
    "kontanthjaelp.ungetillaeg_25_29",
    "kontanthjaelp.ungetillaeg_forsoerger",
    "ressourceforloebsydelse.uden_boern",
    "ressourceforloebsydelse.med_boern",
    "ledighedsydelse.uden_boern",
    "ledighedsydelse.med_boern",
    "ledighedsydelse.hoej",
    "revalidering.ydelse",
    "foertidspension.enlig",
    "foertidspension.par",
    "folkepension.enlig",
    "folkepension.par",
    "su.udeboende",
    "su.tillaeg_enlig_forsoerger",
    "dagpenge.hoejeste",
    "sygedagpenge.hoejeste",
    "tax.am_bidrag",
    "tax.personal_allowance_year",
    "tax.bottom_rate",
    *(f"{scheme}.{parameter}" for scheme in SCHEMES for parameter in SUPPORT_PARAMETERS),
    "boligsikring.max_share_without_children",
    "boligstoette.review_share",
    "boligstoette.couple_cap_month",
    "beboerindskudslaan.income_limit_year",
    "beboerindskudslaan.income_limit_per_child",
    "beboerindskudslaan.income_limit_children",
    "forsorgshjem.refund_share",
    "forsorgshjem.refund_days",
)

#: Amounts that only the documentation shows: local guide amounts and average tax rates behind policy.toml.
SHOWN = (
    "raadighedsbeloeb.dragoer_single",
    "raadighedsbeloeb.dragoer_couple",
    "raadighedsbeloeb.dragoer_child",
    "raadighedsbeloeb.furesoe_single",
    "raadighedsbeloeb.furesoe_couple",
    "raadighedsbeloeb.furesoe_child",
    "tax.municipal_rate_average",
    "tax.church_rate_average",
)


@dataclass(frozen=True)
class Rates:
    """The amounts in force on the decision date.

    ``amounts`` maps every id to its exact amount (the unit is in docs/amounts.md), ``valid_from`` is the
    day the newest of them came into force, ``outdated`` says that the decision date lies in a year after the
    last one with amounts.  Raises ``RatesError`` when one of ``NEEDED`` is missing.
    """

    valid_from: date
    outdated: bool
    amounts: Mapping[str, Decimal]

    def __post_init__(self) -> None:
        """Refuse an incomplete set and make the mapping read-only."""
        missing = [name for name in NEEDED if name not in self.amounts]
        if missing:
            raise RatesError(f"amounts are missing: {', '.join(missing)}; add them to the rates files")
        object.__setattr__(self, "amounts", MappingProxyType(dict(self.amounts)))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle through a plain dict, because a read-only mapping cannot be pickled."""
        return Rates, (self.valid_from, self.outdated, dict(self.amounts))

    def exact(self, name: str) -> Decimal:
        """The amount ``name`` as it stands in the law; ``RatesError`` when there is none of that name."""
        try:
            return self.amounts[name]
        except KeyError:
            raise RatesError(f"no amount is called {name!r}; the ids are listed in docs/amounts.md") from None

    def value(self, name: str) -> float:
        """The amount ``name`` as a float for vectorised arithmetic."""
        return float(self.exact(name))
