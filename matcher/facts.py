"""The week as arrays: what the rules and the points ask about each citizen and each flat.

Everything here is per citizen or per flat; nothing is per pair.  Unknown numbers are NaN, so that a
comparison with them is False and blocks nothing by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from matcher.arrays import Bools, Floats, Ints, Objects
from matcher.calendar import ages, months_before
from matcher.income import HouseholdIncome, household_income
from matcher.model import KINDS, Policy, Week
from matcher.rates import Rates
from matcher.rounding import six
from matcher.support import SupportHousehold, SupportTerms, support_terms
from matcher.table import Table

#: Benefits that all count as one kind: kontanthjælp, whatever the rate.
_KONTANTHJAELP = ("kontanthjaelp_forhoejet", "kontanthjaelp_grund")


@dataclass(frozen=True)
class CitizenFacts:
    """What the run knows of the citizens, n of them, in id order."""

    table: Table
    decision_date: date
    policy: Policy
    rates: Rates
    income: HouseholdIncome

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def ids(self) -> Objects:
        """Citizen ids, (n,) str."""
        return self.table.texts("citizen_id")

    @cached_property
    def today(self) -> np.datetime64:
        """The decision date."""
        return np.datetime64(self.decision_date, "D")

    @cached_property
    def age(self) -> Ints:
        """Whole years on the decision date, (n,)."""
        return ages(self.table["birth_date"], self.decision_date)

    @cached_property
    def persons(self) -> Ints:
        """Adults and children, (n,)."""
        return (self.table["adults"] + self.table["children"]).to_numpy(dtype=np.int64)

    @cached_property
    def minimum(self) -> Floats:
        """What the household must have left over, DKK per month (n,)."""
        return six(self.income.minimum)

    @cached_property
    def fixed_costs(self) -> Floats:
        """Fixed costs outside the dwelling, DKK per month (n,)."""
        own = self.table.numbers("fixed_costs")
        return np.where(np.isnan(own), self.policy.fixed_costs, own)

    @cached_property
    def household(self) -> SupportHousehold:
        """What housing support asks about the household."""
        return SupportHousehold(
            persons=self.persons,
            adults=self.table["adults"].to_numpy(dtype=np.int64),
            children=self.table["children"].to_numpy(dtype=np.int64),
            taxable_month=self.income.taxable,
            wealth=self.table.numbers("wealth"),
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
        return (self.today - self.table.days("waiting_since")).astype(np.int64)

    @cached_property
    def kinds(self) -> Ints:
        """Dwelling kinds the citizen can take, (n,) bit mask over model.KINDS."""
        given = self.table.texts("kinds")
        bit = {kind: 1 << i for i, kind in enumerate(KINDS)}
        mask = np.fromiter((sum(bit[k] for k in row) for row in given), dtype=np.int64, count=len(given))
        young = self.table.flags("student") | (self.age <= self.policy.youth_max_age)
        default = bit["family"] + bit["youth"] * young.astype(np.int64)
        return np.where(mask == 0, default, mask)

    @cached_property
    def undecided(self) -> Bools:
        """No decision on support yet, (n,) bool."""
        return ~(self.table.days("support_decided_on") <= self.today)

    @cached_property
    def in_shelter(self) -> Bools:
        """Stays in a § 110 shelter, (n,) bool."""
        return np.asarray(self.table.texts("situation") == "shelter_110", dtype=bool)

    @cached_property
    def recently_released_or_evicted(self) -> Bools:
        """Released or evicted on or after the same day six months ago, also in the future (n,) bool."""
        since = np.datetime64(months_before(self.decision_date, 6), "D")
        return (self.table.days("released_on") >= since) | (self.table.days("evicted_on") >= since)

    def _barred(self, months_by_benefit: dict[str, float]) -> Bools:
        """Either adult is on a benefit for at least the months named; unknown months count as barred (n,)."""
        barred = np.zeros(len(self), dtype=bool)
        for benefit, months in (("benefit", "benefit_months"), ("partner_benefit", "partner_benefit_months")):
            limit = np.array([months_by_benefit.get(code, np.nan) for code in self.table.texts(benefit)])
            known = self.table.numbers(months)
            barred |= ~np.isnan(limit) & ((limit == 0) | np.isnan(known) | (known >= limit))
        return barred

    @cached_property
    def _person_barred(self) -> Bools:
        foreign = ~self.table.flags("eu_citizen") & ~self.table.flags("student")
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

    table: Table
    policy: Policy

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def ids(self) -> Objects:
        """Vacancy ids, (m,) str."""
        return self.table.texts("vacancy_id")

    @cached_property
    def located(self) -> Bools:
        """Where the location is known, (m,) bool."""
        return ~self.table.unknown("x")

    @cached_property
    def kind(self) -> Ints:
        """The kind as a bit over model.KINDS, (m,)."""
        bit = {kind: 1 << i for i, kind in enumerate(KINDS)}
        return np.array([bit[kind] for kind in self.table.texts("kind")], dtype=np.int64)

    @cached_property
    def rent(self) -> Floats:
        """Net rent without utilities, DKK per month (m,)."""
        return self.table.numbers("rent")

    @cached_property
    def utilities(self) -> Floats:
        """Utilities on account, estimated by policy where blank, DKK per month (m,)."""
        given = self.table.numbers("utilities")
        return np.where(np.isnan(given), self.policy.utilities_per_m2 * self.size, given)

    @cached_property
    def size(self) -> Floats:
        """Gross area, m² (m,)."""
        return self.table.numbers("size_m2")

    @cached_property
    def rooms(self) -> Floats:
        """Habitable rooms (m,)."""
        return self.table.numbers("rooms")

    @cached_property
    def heating_included(self) -> Bools:
        """Heat and hot water are inside the rent, (m,) bool."""
        return self.table.among("heating", ["included"])

    @cached_property
    def kitchen(self) -> Bools:
        """A kitchen with water and drain, which housing support needs, (m,) bool."""
        return self.table.flags("kitchen", unknown=True)

    @cached_property
    def lift(self) -> Bools:
        """A lift is known (m,)."""
        return self.table.flags("lift")

    @cached_property
    def family_or_youth(self) -> Bools:
        """Kinds the quarter rule and the area rules speak of (m,)."""
        return self.table.among("kind", ("family", "youth"))

    @cached_property
    def in_vulnerable_area(self) -> Bools:
        """ABL § 59 stk. 6 applies: udsat, parallel society or transformation area, family or youth (m,)."""
        return self.family_or_youth & self.table.among(
            "area_class", ("vulnerable", "parallel", "transformation")
        )

    @cached_property
    def in_prevention_area(self) -> Bools:
        """ABL § 59 stk. 7 applies: a family dwelling in a prevention area (m,)."""
        return self.table.among("area_class", ["prevention"]) & self.table.among("kind", ["family"])

    @cached_property
    def in_area(self) -> dict[str, Ints]:
        """The flats of each postcode and each department."""
        found: dict[str, list[int]] = {}
        for column in ("postcode", "department_id"):
            for flat, area in enumerate(self.table.texts(column)):
                if area:
                    found.setdefault(area, []).append(flat)
        return {area: np.unique(flats) for area, flats in found.items()}

    @cached_property
    def restricted(self) -> Bools:
        """Either area rule applies (m,)."""
        return self.in_vulnerable_area | self.in_prevention_area


def citizen_facts(week: Week, policy: Policy, rates: Rates) -> CitizenFacts:
    """The citizens' side of the week."""
    income = household_income(week.citizens, week.decision_date, rates, policy)
    return CitizenFacts(Table(week.citizens), week.decision_date, policy, rates, income)


def flat_facts(week: Week, policy: Policy) -> FlatFacts:
    """The flats' side of the week."""
    return FlatFacts(Table(week.vacancies), policy)
