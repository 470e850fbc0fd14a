"""Who waits: age, household, benefit and income of synthetic citizens, by the national shares.

The shares of ages and of households with children are VIVE's; the shares of benefits by age are our
assumption of what the reform of 1 July 2025 left (under 30 grundsats, from 30 forhøjet sats when residence
and work tests are met, else mindstesats), as no table by benefit is published for homeless people.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import exp

from data.synth.cells import Row, yes
from data.synth.dice import Dice

#: Ages in whole years with VIVE's shares: 18–24 and 25–29 of 2022, 60+ of 2024, the rest between.
AGE_BANDS: Mapping[tuple[int, int], float] = {
    (18, 24): 12.9,
    (25, 29): 14.5,
    (30, 39): 23.3,
    (40, 49): 22.0,
    (50, 59): 18.9,
    (60, 66): 5.9,
    (67, 79): 2.5,
}
#: (adults, with children): 159 of 6,431 homeless persons had children with them (VIVE 2019).
HOUSEHOLDS: Mapping[tuple[int, bool], float] = {
    (1, False): 93.5,
    (1, True): 1.8,
    (2, False): 4.0,
    (2, True): 0.7,
}
_YOUNG = {
    "kontanthjaelp_grund": 58, "kontanthjaelp_mindste": 12, "su": 8, "ressourceforloeb": 6, "loen": 5,
    "ingen": 3, "foertidspension": 3, "dagpenge": 2, "sygedagpenge": 2, "jobafklaring": 1,
}  # fmt: skip
_LATE_TWENTIES = {
    "kontanthjaelp_grund": 50, "kontanthjaelp_mindste": 13, "kontanthjaelp_forhoejet": 8,
    "ressourceforloeb": 8, "foertidspension": 5, "su": 4, "loen": 4, "dagpenge": 4,
    "sygedagpenge": 2, "jobafklaring": 2,
}  # fmt: skip
_GROWN = {
    "kontanthjaelp_forhoejet": 50, "kontanthjaelp_mindste": 14, "foertidspension": 16, "ressourceforloeb": 6,
    "jobafklaring": 3, "dagpenge": 3, "loen": 3, "ledighedsydelse": 2, "sygedagpenge": 1, "revalidering": 1,
    "ingen": 1,
}  # fmt: skip
_OLDER = {
    "foertidspension": 45, "kontanthjaelp_forhoejet": 28, "kontanthjaelp_mindste": 9, "seniorpension": 6,
    "ressourceforloeb": 5, "ledighedsydelse_hoej": 3, "loen": 2, "dagpenge": 2,
}  # fmt: skip
BENEFITS_BY_AGE: Mapping[int, Mapping[str, float]] = {
    24: _YOUNG,
    29: _LATE_TWENTIES,
    59: _GROWN,
    66: _OLDER,
    99: {"folkepension": 94, "foertidspension": 0, "kontanthjaelp_mindste": 6},
}
_LONG = {"foertidspension", "seniorpension", "folkepension", "ledighedsydelse", "ledighedsydelse_hoej"}


def person(band: tuple[int, int], household: tuple[int, bool], decision: date, dice: Dice) -> Row:
    """The columns from birth_date to evicted_on of one citizen."""
    age = dice.whole(*band)
    adults, with_children = household
    benefit = benefit_of(age, dice)
    birthday = _years_before(decision, age) - timedelta(days=dice.whole(0, 364))
    row = {
        "birth_date": birthday.isoformat(),
        "adults": str(adults),
        "children": str(dice.pick({1: 50, 2: 32, 3: 13, 4: 5}) if with_children else 0),
        "benefit": benefit,
        "partner_benefit": benefit_of(min(age, 66), dice) if adults == 2 else "",
        "activity_ready": yes(benefit.startswith("kontanthjaelp") and dice.chance(0.7)),
    }
    row |= _income(row, dice)
    row |= _history(row, decision, dice)
    return row


def benefit_of(age: int, dice: Dice) -> str:
    """A benefit code drawn for this age."""
    return dice.pick(next(shares for limit, shares in BENEFITS_BY_AGE.items() if age <= limit))


def _income(row: Row, dice: Dice) -> Row:
    benefit, partner = row["benefit"], row["partner_benefit"]
    low = benefit in ("dagpenge", "sygedagpenge") and dice.chance(0.35)
    gross = dice.whole(120, 200) * 100
    return {
        "other_income": _wage(benefit, dice),
        "partner_income": _wage(partner, dice) if partner else "",
        "other_net_income": str(1050 * int(row["children"])) if row["children"] != "0" else "",
        # The full rates would be too much for these: the household's own figures replace the computed ones.
        "net_income": str(round(gross * 0.72)) if low and not partner else "",
        "gross_income": str(gross) if low and not partner else "",
        "fixed_costs": dice.pick({"": 52, "300": 12, "600": 14, "900": 10, "1200": 7, "1800": 5}),
        "wealth": dice.pick({"": 80, "0": 14, "4000": 4, "15000": 2}),
    }


def _wage(benefit: str, dice: Dice) -> str:
    """A wage in DKK per month before tax where there is one; a little beside the benefit now and then."""
    if benefit == "loen":
        return str(dice.whole(28, 58) * 500)
    beside = benefit in ("su", "ingen") and dice.chance(0.5)
    return str(dice.whole(10, 50) * 100) if beside else ""


def _history(row: Row, decision: date, dice: Dice) -> Row:
    """What the law on vulnerable areas asks for: months on the benefit, citizenship, release, eviction."""
    benefit = row["benefit"]
    lowest = benefit == "kontanthjaelp_mindste"
    recent = dice.pick({"none": 930, "released": 32, "evicted": 38})
    day = decision - timedelta(days=dice.whole(10, 260))
    return {
        "benefit_months": _months(benefit, dice),
        "partner_benefit_months": _months(row["partner_benefit"], dice) if row["partner_benefit"] else "",
        "eu_citizen": dice.pick(
            {"true": 62, "": 8, "false": 30} if lowest else {"true": 91, "": 6, "false": 3}
        ),
        "student": yes(benefit == "su"),
        "released_on": day.isoformat() if recent == "released" else "",
        "evicted_on": day.isoformat() if recent == "evicted" else "",
    }


def _months(benefit: str, dice: Dice) -> str:
    if dice.chance(0.07):
        return ""
    if benefit in _LONG:
        return str(dice.whole(6, 180))
    if benefit in ("dagpenge", "sygedagpenge", "su", "loen"):
        return str(dice.whole(0, 20))
    return str(min(180, round(exp(dice.normal(2.6, 0.9)))))


def _years_before(day: date, years: int) -> date:
    """The same day so many years earlier (28 February for 29 February)."""
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)
