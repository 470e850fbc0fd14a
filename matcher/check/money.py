"""Household income after tax, housing support and what is left over: rates.md §§ 1–4 as plain arithmetic.

Part of the second implementation.  Amounts are DKK per month unless the name says ``year``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from matcher.check.facts import Citizen, Flat
from matcher.model import Policy


class Amounts(Protocol):
    """What this module needs of the rates: one amount by its id."""

    def value(self, name: str) -> float:
        """The amount in force on the decision date."""
        ...


def six(value: float) -> float:
    """A computed amount, distance or score before it is compared or rounded: six decimals."""
    return round(value, 6)


def rounded(value: float) -> int:
    """Half up to a whole number, after six decimals."""
    return math.floor(six(value) + 0.5)


def kontanthjaelp(name: str, single: bool, children: bool, amount: Callable[[str], float]) -> float:
    """Kontanthjælp with its supplements for who lives alone and who has children (LAS §§ 23–25)."""
    total = amount(f"kontanthjaelp.{name}")
    if children:
        total += amount("kontanthjaelp.tillaeg_boern")
    if single and not children and name != "mindste":
        total += amount("kontanthjaelp.tillaeg_enlig")
    if single and children and name != "forhoejet":
        total += amount("kontanthjaelp.tillaeg_enlig_forsoerger")
    return total


def youth_supplement(age: int, children: bool, amount: Callable[[str], float]) -> float:
    """What an activity-ready person on the basic rate gets on top."""
    if children:
        return amount("kontanthjaelp.ungetillaeg_forsoerger") if age < 30 else 0.0
    if age < 25:
        return amount("kontanthjaelp.ungetillaeg_under_25")
    return amount("kontanthjaelp.ungetillaeg_25_29") if age < 30 else 0.0


def benefit_before_tax(
    benefit: str, single: bool, children: bool, age: int, activity_ready: bool, amount: Callable[[str], float]
) -> float:
    """The monthly amount of a benefit code (rates.md § 1)."""
    if benefit.startswith("kontanthjaelp_"):
        total = kontanthjaelp(benefit.removeprefix("kontanthjaelp_"), single, children, amount)
        if benefit == "kontanthjaelp_grund" and activity_ready:
            total += youth_supplement(age, children, amount)
        return total
    if benefit == "su":
        supplement = amount("su.tillaeg_enlig_forsoerger") if single and children else 0.0
        return amount("su.udeboende") + supplement
    with_or_without = "med_boern" if children else "uden_boern"
    alone_or_couple = "enlig" if single else "par"
    return {
        "ressourceforloeb": lambda: amount(f"ressourceforloebsydelse.{with_or_without}"),
        "jobafklaring": lambda: amount(f"ressourceforloebsydelse.{with_or_without}"),
        "ledighedsydelse": lambda: amount(f"ledighedsydelse.{with_or_without}"),
        "ledighedsydelse_hoej": lambda: amount("ledighedsydelse.hoej"),
        "revalidering": lambda: amount("revalidering.ydelse"),
        "foertidspension": lambda: amount(f"foertidspension.{alone_or_couple}"),
        "seniorpension": lambda: amount(f"foertidspension.{alone_or_couple}"),
        "folkepension": lambda: amount(f"folkepension.{alone_or_couple}"),
        "dagpenge": lambda: amount("dagpenge.hoejeste"),
        "sygedagpenge": lambda: amount("sygedagpenge.hoejeste"),
        "loen": lambda: 0.0,
        "ingen": lambda: 0.0,
    }[benefit]()


@dataclass(frozen=True, slots=True)
class Income:
    """What a household has a month: taxable before tax, after tax with untaxed income, and its minimum."""

    taxable: float
    after_tax: float
    minimum: float
    benefits: tuple[str, ...]


def household_income(citizen: Citizen, policy: Policy, amount: Callable[[str], float]) -> Income:
    """Taxable household income and income after tax (rates.md § 2), and the minimum left over (policy)."""
    adults = [(citizen.benefit, citizen.other_income)]
    if citizen.adults == 2:
        adults.append((citizen.partner_benefit, citizen.partner_income))
    rate = amount("tax.bottom_rate") + policy.municipal_rate + policy.church_rate
    allowance = amount("tax.personal_allowance_year") / 12
    taxable = after_tax = 0.0
    for benefit, other in adults:
        own = other * (1 - amount("tax.am_bidrag")) if benefit == "loen" else other
        single, children = citizen.adults == 1, citizen.children > 0
        total = own + benefit_before_tax(
            benefit, single, children, citizen.age, citizen.activity_ready, amount
        )
        taxable += total
        after_tax += total - max(0.0, total - allowance) * rate
    if citizen.gross_income is not None:
        taxable = citizen.gross_income
    if citizen.net_income is not None:
        after_tax = citizen.net_income
    base = policy.minimum_couple if citizen.adults == 2 else policy.minimum_single
    return Income(
        taxable=taxable,
        after_tax=after_tax + citizen.other_net_income,
        minimum=base + citizen.children * policy.minimum_child,
        benefits=tuple(benefit for benefit, _ in adults),
    )


class Support:
    """Housing support (boligstøtte) of the amounts in force; amounts are looked up once."""

    def __init__(self, amounts: Amounts) -> None:
        self.amount = cache(amounts.value)

    def wealth_supplement(self, scheme: str, wealth: float) -> float:
        """The part of the wealth that counts as yearly income (lov om individuel boligstøtte § 8 a)."""
        low, high = self.amount(f"{scheme}.wealth_low"), self.amount(f"{scheme}.wealth_high")
        between = max(0.0, min(wealth, high) - low) * self.amount(f"{scheme}.wealth_rate_between")
        return between + max(0.0, wealth - high) * self.amount(f"{scheme}.wealth_rate_above")

    def rent_base(
        self, scheme: str, persons: int, children: int, rent: float, area: float, heating: str, capped: bool
    ) -> float:
        """The yearly rent that counts (steps 1–3)."""
        base = 12 * rent
        if heating == "included":
            heat = self.amount(f"{scheme}.deduct_heat_per_m2")
            base -= (heat + self.amount(f"{scheme}.deduct_hotwater_per_m2")) * area
        else:
            base += self.amount(f"{scheme}.add_heat_paid_separately_per_m2") * area
        first, extra = (self.amount(f"{scheme}.area_{which}_person_m2") for which in ("first", "each_extra"))
        allowed = first + extra * (persons - 1)
        if area > allowed:
            base = base * allowed / area
        if capped:
            number = min(children, 4)
            plural = "1_child" if number == 1 else f"{number}_children"
            base = min(base, self.amount(f"{scheme}.max_rent_year_{plural}"))
        return base

    def yearly(
        self,
        scheme: str,
        adults: int,
        children: int,
        taxable: float,
        rent: float,
        area: float,
        heating: str = "separate",
        wealth: float = 0.0,
        pension: bool = False,
        nominated: bool = False,
    ) -> int:
        """Whole DKK a year (rates.md § 3, steps 1–10); ``taxable`` and ``rent`` are a month's."""
        amount = self.amount
        free = nominated and scheme == "boligydelse"
        base = self.rent_base(scheme, adults + children, children, rent, area, heating, capped=not free)
        income = 12 * taxable + self.wealth_supplement(scheme, wealth)
        beyond_first = max(0, min(children, int(amount(f"{scheme}.income_limit_children"))) - 1)
        limit = amount(f"{scheme}.income_limit") + amount(f"{scheme}.income_limit_per_child") * beyond_first
        support = amount(f"{scheme}.rent_share") * (base + amount(f"{scheme}.rent_addition"))
        support -= amount(f"{scheme}.income_taper") * max(0.0, income - limit)
        own_payment = amount(f"{scheme}.own_payment_income_share") * income
        support = min(support, base - max(amount(f"{scheme}.own_payment_year"), own_payment))
        if not free:
            many = children >= amount(f"{scheme}.max_support_uplift_children")
            uplift = 1 + amount(f"{scheme}.max_support_uplift") if many else 1.0
            support = min(support, amount(f"{scheme}.max_support_year") * uplift)
        if scheme == "boligsikring" and children == 0 and not pension:
            support = min(support, amount("boligsikring.max_share_without_children") * base)
        if six(support) < amount(f"{scheme}.min_payout_year"):
            return 0
        return rounded(support)

    def monthly(self, citizen: Citizen, income: Income, flat: Flat) -> float:
        """The support of this household in this flat, unrounded (a twelfth of whole DKK a year)."""
        if not flat.kitchen:
            return 0.0
        yearly = self.yearly(
            "boligydelse" if "folkepension" in income.benefits else "boligsikring",
            citizen.adults,
            citizen.children,
            income.taxable,
            flat.rent,
            flat.size_m2,
            heating=flat.heating,
            wealth=citizen.wealth,
            pension=bool({"foertidspension", "seniorpension"} & set(income.benefits)),
            nominated=True,
        )
        on_raised_rate = income.benefits.count("kontanthjaelp_forhoejet")
        if citizen.adults == 2 and on_raised_rate:
            return min(yearly / 12, self.amount("boligstoette.couple_cap_month") * on_raised_rate)
        return yearly / 12
