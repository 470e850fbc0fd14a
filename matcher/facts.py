"""The week as arrays: what the rules and the points ask about each citizen and each flat.

Everything here is per citizen or per flat; nothing is per pair.  Unknown numbers are NaN, so that a
comparison with them is False and blocks nothing by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Days, Floats, Ints, Objects
from matcher.calendar import ages, months_before
from matcher.income import HouseholdIncome, household_income
from matcher.model import KINDS, Policy, Week
from matcher.rates import Rates
from matcher.rounding import six
from matcher.support import SupportHousehold, SupportTerms, support_terms

#: Benefits that all count as one kind: kontanthjælp, whatever the rate.
_KONTANTHJAELP = ("kontanthjaelp_forhoejet", "kontanthjaelp_grund")


def flags(frame: pd.DataFrame, column: str, *, unknown: bool) -> Bools:
    """A yes/no column as (n,) bool, with ``unknown`` where the cell is blank."""
    values = frame[column]
    if values.dtype == "boolean":
        return values.fillna(unknown).to_numpy(dtype=bool)
    return values.to_numpy(dtype=bool)


def is_unknown(frame: pd.DataFrame, column: str) -> Bools:
    """Where a column is blank, (n,) bool."""
    return frame[column].isna().to_numpy()


def days(frame: pd.DataFrame, column: str) -> Days:
    """A date column as (n,) datetime64[D]; NaT where blank, which no comparison finds true."""
    return frame[column].to_numpy().astype("datetime64[D]")


def numbers(frame: pd.DataFrame, column: str) -> Floats:
    """A number column as (n,) float64, NaN where blank."""
    return frame[column].to_numpy(dtype=np.float64)


def texts(frame: pd.DataFrame, column: str) -> Objects:
    """A text column as (n,) object array of str."""
    return frame[column].to_numpy(dtype=object)


@dataclass(frozen=True)
class CitizenFacts:
    """What the run knows of the citizens, n of them, in id order."""

    frame: pd.DataFrame
    decision_date: date
    policy: Policy
    rates: Rates
    income: HouseholdIncome

    def __len__(self) -> int:
        return len(self.frame)

    @cached_property
    def ids(self) -> Objects:
        """Citizen ids, (n,) str."""
        return texts(self.frame, "citizen_id")

    @cached_property
    def today(self) -> np.datetime64:
        """The decision date."""
        return np.datetime64(self.decision_date, "D")

    @cached_property
    def age(self) -> Ints:
        """Whole years on the decision date, (n,)."""
        return ages(self.frame["birth_date"], self.decision_date)

    @cached_property
    def persons(self) -> Ints:
        """Adults and children, (n,)."""
        return (self.frame["adults"] + self.frame["children"]).to_numpy(dtype=np.int64)

    @cached_property
    def minimum(self) -> Floats:
        """What the household must have left over, DKK per month (n,)."""
        return six(self.income.minimum)

    @cached_property
    def fixed_costs(self) -> Floats:
        """Fixed costs outside the dwelling, DKK per month (n,)."""
        own = numbers(self.frame, "fixed_costs")
        return np.where(np.isnan(own), self.policy.fixed_costs, own)

    @cached_property
    def household(self) -> SupportHousehold:
        """What housing support asks about the household."""
        return SupportHousehold(
            persons=self.persons,
            adults=self.frame["adults"].to_numpy(dtype=np.int64),
            children=self.frame["children"].to_numpy(dtype=np.int64),
            taxable_month=self.income.taxable,
            wealth=numbers(self.frame, "wealth"),
            boligydelse=self.income.boligydelse,
            pension=self.income.pension,
            forhoejet_adults=self.income.forhoejet_adults,
        )

    @cached_property
    def support_terms(self) -> SupportTerms:
        """The household's side of housing support, worked out once a run; every citizen is nominated."""
        return support_terms(self.household, self.rates, nominated=True)

    @cached_property
    def waiting_days(self) -> Ints:
        """Days since the referral, (n,) int64."""
        return (self.today - days(self.frame, "waiting_since")).astype(np.int64)

    @cached_property
    def kinds(self) -> Ints:
        """Dwelling kinds the citizen can take, (n,) bit mask over model.KINDS."""
        given = self.frame["kinds"]
        bit = {kind: 1 << i for i, kind in enumerate(KINDS)}
        mask = np.fromiter((sum(bit[k] for k in row) for row in given), dtype=np.int64, count=len(given))
        young = flags(self.frame, "student", unknown=False) | (self.age <= self.policy.youth_max_age)
        default = bit["family"] + bit["youth"] * young.astype(np.int64)
        return np.where(mask == 0, default, mask)

    @cached_property
    def undecided(self) -> Bools:
        """No decision on support yet, (n,) bool."""
        return ~(days(self.frame, "support_decided_on") <= self.today)

    @cached_property
    def in_shelter(self) -> Bools:
        """Stays in a § 110 shelter, (n,) bool."""
        return (self.frame["situation"] == "shelter_110").to_numpy(dtype=bool)

    @cached_property
    def recently_released_or_evicted(self) -> Bools:
        """Released or evicted on or after the same day six months ago, also in the future (n,) bool."""
        since = np.datetime64(months_before(self.decision_date, 6), "D")
        return (days(self.frame, "released_on") >= since) | (days(self.frame, "evicted_on") >= since)

    def _barred(self, months_by_benefit: dict[str, float]) -> Bools:
        """Either adult is on a benefit for at least the months named; unknown months count as barred (n,)."""
        barred = np.zeros(len(self), dtype=bool)
        for benefit, months in (("benefit", "benefit_months"), ("partner_benefit", "partner_benefit_months")):
            limit = self.frame[benefit].map(months_by_benefit).to_numpy(dtype=np.float64)
            known = numbers(self.frame, months)
            barred |= ~np.isnan(limit) & ((limit == 0) | np.isnan(known) | (known >= limit))
        return barred

    @cached_property
    def _person_barred(self) -> Bools:
        foreign = ~flags(self.frame, "eu_citizen", unknown=False) & ~flags(
            self.frame, "student", unknown=False
        )
        return self.recently_released_or_evicted | foreign

    @cached_property
    def barred_vulnerable(self) -> Bools:
        """Barred from udsatte areas, parallel societies and transformation areas (ABL § 59 stk. 6) (n,)."""
        months = dict.fromkeys((*_KONTANTHJAELP, "kontanthjaelp_mindste"), 6.0)
        months |= dict.fromkeys(("dagpenge", "sygedagpenge", "jobafklaring"), 6.0)
        return self._person_barred | self._barred(months | {"foertidspension": 0.0})

    @cached_property
    def barred_prevention(self) -> Bools:
        """Barred from prevention areas (forebyggelsesområder, ABL § 59 stk. 7) (n,)."""
        months = dict.fromkeys(_KONTANTHJAELP, 24.0) | {"kontanthjaelp_mindste": 6.0}
        return self._person_barred | self._barred(months)


@dataclass(frozen=True)
class FlatFacts:
    """What the run knows of the vacancies, m of them, in id order."""

    frame: pd.DataFrame
    policy: Policy

    def __len__(self) -> int:
        return len(self.frame)

    @cached_property
    def ids(self) -> Objects:
        """Vacancy ids, (m,) str."""
        return texts(self.frame, "vacancy_id")

    @cached_property
    def located(self) -> Bools:
        """Where the location is known, (m,) bool."""
        return ~is_unknown(self.frame, "x")

    @cached_property
    def kind(self) -> Ints:
        """The kind as a bit over model.KINDS, (m,)."""
        bit = {kind: 1 << i for i, kind in enumerate(KINDS)}
        return np.array([bit[kind] for kind in self.frame["kind"]], dtype=np.int64)

    @cached_property
    def rent(self) -> Floats:
        """Net rent without utilities, DKK per month (m,)."""
        return numbers(self.frame, "rent")

    @cached_property
    def utilities(self) -> Floats:
        """Utilities on account, estimated by policy where blank, DKK per month (m,)."""
        given = numbers(self.frame, "utilities")
        return np.where(np.isnan(given), self.policy.utilities_per_m2 * self.size, given)

    @cached_property
    def size(self) -> Floats:
        """Gross area, m² (m,)."""
        return numbers(self.frame, "size_m2")

    @cached_property
    def rooms(self) -> Floats:
        """Habitable rooms (m,)."""
        return numbers(self.frame, "rooms")

    @cached_property
    def heating_included(self) -> Bools:
        """Heat and hot water are inside the rent, (m,) bool."""
        return (self.frame["heating"] == "included").to_numpy(dtype=bool)

    @cached_property
    def kitchen(self) -> Bools:
        """A kitchen with water and drain, which housing support needs, (m,) bool."""
        return flags(self.frame, "kitchen", unknown=True)

    @cached_property
    def lift(self) -> Bools:
        """A lift is known (m,)."""
        return flags(self.frame, "lift", unknown=False)

    @cached_property
    def family_or_youth(self) -> Bools:
        """Kinds the quarter rule and the area rules speak of (m,)."""
        return self.frame["kind"].isin(("family", "youth")).to_numpy()

    @cached_property
    def in_vulnerable_area(self) -> Bools:
        """ABL § 59 stk. 6 applies: udsat, parallel society or transformation area, family or youth (m,)."""
        return self.frame["area_class"].isin(("vulnerable", "parallel", "transformation")).to_numpy() & (
            self.family_or_youth
        )

    @cached_property
    def in_prevention_area(self) -> Bools:
        """ABL § 59 stk. 7 applies: a family dwelling in a prevention area (m,)."""
        return ((self.frame["area_class"] == "prevention") & (self.frame["kind"] == "family")).to_numpy()

    @cached_property
    def restricted(self) -> Bools:
        """Either area rule applies (m,)."""
        return self.in_vulnerable_area | self.in_prevention_area


def citizen_facts(week: Week, policy: Policy, rates: Rates) -> CitizenFacts:
    """The citizens' side of the week."""
    income = household_income(week.citizens, week.decision_date, rates, policy)
    return CitizenFacts(week.citizens, week.decision_date, policy, rates, income)


def flat_facts(week: Week, policy: Policy) -> FlatFacts:
    """The flats' side of the week."""
    return FlatFacts(week.vacancies, policy)
