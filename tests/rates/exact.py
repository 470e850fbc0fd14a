"""Housing support of 2026 once more, in exact fractions, straight from the law's description.

Independent of the product: its own figures, its own order of steps, one household and one flat at a time.
"""

from fractions import Fraction
from math import floor
from typing import NamedTuple


class Case(NamedTuple):
    """One household and one flat; amounts in DKK per month, wealth DKK, area m²."""

    scheme: str = "boligsikring"
    adults: int = 1
    children: int = 0
    income: Fraction = Fraction(15000)
    rent: Fraction = Fraction(4500)
    area: Fraction = Fraction(50)
    wealth: Fraction = Fraction(0)
    heating: str = "separate"
    pension: bool = False
    nominated: bool = False


RENT_CAPS = {
    "boligsikring": (95500, 100300, 105100, 109800, 114600),
    "boligydelse": (113000, 118700, 124300, 130000, 135600),
}


def six(x: Fraction) -> Fraction:
    return Fraction(floor(x * 10**6 + Fraction(1, 2)), 10**6)


def half_up(x: Fraction) -> int:
    return floor(six(x) + Fraction(1, 2))


def exact_year(case: Case) -> int:
    """Support in whole DKK per year."""
    old = case.scheme == "boligydelse"
    persons = case.adults + case.children
    if case.heating == "separate":
        rent = 12 * case.rent + (Fraction("41.50") if old else Fraction("35.00")) * case.area
    else:
        rent = (
            12 * case.rent
            - (Fraction("108.25") + Fraction("34.25") if old else Fraction("91.50") + Fraction("29.00"))
            * case.area
        )
    allowed = 65 + 20 * (persons - 1)
    if case.area > allowed:
        rent = rent * allowed / case.area
    free = old and case.nominated
    if not free:
        rent = min(rent, Fraction(RENT_CAPS[case.scheme][min(case.children, 4)]))
    income = 12 * case.income
    low, high = (1060300, 2120800) if old else (896400, 1793000)
    if case.wealth > high:
        income += Fraction("0.1") * (high - low) + Fraction("0.2") * (case.wealth - high)
    elif case.wealth > low:
        income += Fraction("0.1") * (case.wealth - low)
    limit, step = (201400, 53100) if old else (170300, 44900)
    limit += step * max(0, min(case.children, 4) - 1)
    over = max(Fraction(0), income - limit)
    if old:
        support = Fraction("0.75") * (rent + 8500) - Fraction("0.225") * over
        support = min(support, rent - max(Fraction(21300), Fraction("0.11") * income))
    else:
        support = Fraction("0.60") * rent - Fraction("0.18") * over
        support = min(support, rent - 28700)
        if case.children == 0 and not case.pension:
            support = min(support, Fraction("0.15") * rent)
    if not free:
        most = Fraction(59628 if old else 50412)
        support = min(support, most * Fraction("1.25") if case.children >= 4 else most)
    return 0 if six(support) < (4380 if old else 3696) else half_up(support)


def exact_month(case: Case) -> int:
    """Support in whole DKK per month, as the state's calculator shows it."""
    return half_up(Fraction(exact_year(case), 12))
