"""Housing support against the state's calculator and cases worked by hand."""

import csv
from pathlib import Path

import numpy as np
import pytest

from matcher.rates import Rates
from matcher.support import SupportFlat, SupportHousehold, monthly_support, support_figure

VECTORS = list(csv.DictReader((Path(__file__).parent / "support_vectors_2026.csv").open(encoding="utf-8")))
HEATING = {"heat_paid_separately": "separate", "heat_and_hotwater_in_rent": "included"}


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: "-".join(row.values()))
def test_the_states_calculator_is_met_to_the_krone(row: dict[str, str], rates: Rates) -> None:
    assert support_figure(
        row["scheme"],
        int(row["adults"]),
        int(row["children"]),
        float(row["household_income_month_dkk"]),
        float(row["rent_month_excl_utilities_dkk"]),
        float(row["area_m2"]),
        rates,
        wealth=float(row["wealth_dkk"]),
        heating=HEATING[row["heating"]],
    ) == int(row["expected_support_month_dkk"])


def test_there_are_36_vectors() -> None:
    assert len(VECTORS) == 36


@pytest.mark.parametrize(
    ("income", "rent", "area", "expected"),
    [(12000, 6000, 60, 926), (25000, 4000, 60, 560), (36000, 7600, 60, 740), (20000, 8500, 90, 949)],
)
def test_further_results_of_the_calculator(
    income: float, rent: float, area: float, expected: int, rates: Rates
) -> None:
    assert support_figure("boligsikring", 1, 0, income, rent, area, rates) == expected


FLATS = ((3500, 40), (4000, 50), (4500, 50), (5000, 55), (5500, 60))


@pytest.mark.parametrize(
    ("scheme", "children", "income", "pension", "expected"),
    [
        # 3,500/40: B = 43,400, 15 % = 6,510, a twelfth = 542.5, half up 543.
        ("boligsikring", 0, 14201, "", [543, 622, 697, 774, 851]),
        # 4,000/50: 0.6 × 49,750 − 0.18 × 94,336 = 12,869.52 → 12,870 / 12 = 1,072.5, half up 1,073; and
        # 4,500/50: 0.6 × 55,750 − 16,980.48 = 16,469.52 → 16,470 / 12 = 1,372.5, half up 1,373.
        ("boligsikring", 0, 22053, "foertidspension", [755, 1073, 1373, 1681, 1990]),
        ("boligydelse", 0, 16273, "", [1848, 2383, 2883, 3400, 3918]),
        ("boligsikring", 1, 15969, "", [1225, 1754, 2254, 2769, 3085]),
    ],
)
def test_typical_households(
    scheme: str, children: int, income: float, pension: str, expected: list[int], rates: Rates
) -> None:
    got = [
        support_figure(scheme, 1, children, income, rent, area, rates, pension=pension)
        for rent, area in FLATS
    ]
    assert got == expected


FP = {"pension": "foertidspension"}
#: Worked by hand: (what it shows, scheme, adults, children, income, rent, area, options, expected).
BY_HAND = [
    # B = 111,500 capped at 109,800; limit 170,300 + 2 × 44,900 = 260,100; I = 480,000:
    # 65,880 − 0.18 × 219,900 = 26,298; a twelfth = 2,191.5.
    ("3 children raise rent cap and income limit", "boligsikring", 2, 3, 40000, 9000, 100, {}, 2192),
    # As above with 2 children: cap 105,100, limit 215,200: 63,060 − 47,664 = 15,396 / 12 = 1,283.
    ("2 children", "boligsikring", 2, 2, 40000, 9000, 100, {}, 1283),
    # B = 36,000 + 1,750 = 37,750: 22,650, but B − 28,700 = 9,050 / 12 = 754.2.
    ("own payment", "boligsikring", 1, 1, 10000, 3000, 50, {}, 754),
    # Cap 100,300: 60,180, maximum 50,412 / 12 = 4,201.
    ("maximum with 1-3 children", "boligsikring", 1, 1, 10000, 12000, 60, {}, 4201),
    # Cap 114,600: 68,760, maximum 63,015 / 12 = 5,251.25; 5 children count like 4.
    ("maximum with 4 or more children", "boligsikring", 2, 5, 20000, 12000, 120, {}, 5251),
    ("maximum with exactly 4 children", "boligsikring", 2, 4, 20000, 12000, 120, {}, 5251),
    # 15 % of the rent cap 95,500 = 14,325 / 12 = 1,193.75.
    ("no children: 15 % of the rent cap", "boligsikring", 1, 0, 10000, 12000, 60, {}, 1194),
    # The same with førtidspension: 57,300, maximum 50,412.
    ("førtidspension lifts the 15 %", "boligsikring", 1, 0, 10000, 12000, 60, FP, 4201),
    # 85 of 170 m² count: B = (60,000 + 5,950) / 2 = 32,975; − 28,700 = 4,275 / 12 = 356.25.
    ("area cap", "boligsikring", 1, 1, 10000, 5000, 170, {}, 356),
    # 65 of 130 m² count for one person: (60,000 + 4,550) / 2 = 32,275; − 28,700 = 3,575 is below 3,696.
    ("area cap and least payment", "boligsikring", 1, 0, 10000, 5000, 130, FP, 0),
    # Area 65 + 20 counts fully: B = 54,000 + 2,975 = 56,975; − 28,700 = 28,275 / 12 = 2,356.25.
    ("area at the allowed size", "boligsikring", 1, 1, 10000, 4500, 85, {}, 2356),
    # Least payment: B − 28,700 = 3,696 exactly: rent (32,396 − 1,400) / 12 = 2,583.
    ("exactly the least payment", "boligsikring", 1, 1, 10000, 2583, 40, {}, 308),
    # One krone of rent less is 12 less a year.
    ("just below the least payment", "boligsikring", 1, 1, 10000, 2582, 40, {}, 0),
    # Wealth 1,500,000: 60,360 a year; I = 240,360, over 70,060: 33,450 − 12,610.8 = 20,839.2 / 12 = 1,736.6.
    ("wealth between the limits", "boligsikring", 1, 1, 15000, 4500, 50, {"wealth": 1500000}, 1737),
    # Wealth 2,000,000: 89,660 + 41,400 = 131,060; I = 311,060, over 140,760: 33,450 − 25,336.8 = 8,113.2.
    ("wealth above the upper limit", "boligsikring", 1, 1, 15000, 4500, 50, {"wealth": 2000000}, 676),
    # Heat inside: B = 54,000 − 120.50 × 50 = 47,975; 28,785 or B − 28,700 = 19,275 / 12 = 1,606.25.
    ("heat inside the rent", "boligsikring", 1, 1, 10000, 4500, 50, {"heating": "included"}, 1606),
    # B = 12,000 − 12,050 < 0.
    ("negative rent that counts", "boligsikring", 1, 1, 10000, 1000, 100, {"heating": "included"}, 0),
    # Boligydelse, rent cap 113,000: 0.75 × 121,500 = 91,125, maximum 59,628 / 12.
    ("boligydelse: maximum", "boligydelse", 1, 0, 10000, 15000, 60, {}, 4969),
    # Nominated: B = 180,000 + 2,490 = 182,490: 0.75 × 190,990 = 143,242.5 → 143,243 / 12 = 11,936.9.
    ("nominated: neither cap nor maximum", "boligydelse", 1, 0, 10000, 15000, 60, {"nominated": True}, 11937),
    ("nominated: boligsikring as before", "boligsikring", 1, 0, 10000, 12000, 60, {"nominated": True}, 1194),
    # I = 480,000: 11 % = 52,800; B = 96,000 + 2,490 = 98,490: 0.75 × 106,990 − 0.225 × 278,600
    # = 80,242.5 − 62,685 = 17,557.5 → 17,558 / 12 = 1,463.2; B − 52,800 = 45,690 does not bind.
    ("boligydelse: taper", "boligydelse", 1, 0, 40000, 8000, 60, {}, 1463),
    # I = 201,400 / 12 a month: 11 % = 22,154 binds over 21,300: B = 42,490 − 22,154 = 20,336 / 12 = 1,694.7.
    ("boligydelse: own payment by income", "boligydelse", 1, 0, 201400 / 12, 40000 / 12, 60, {}, 1695),
    # 4 children: cap 135,600: 108,075, maximum 74,535 / 12 = 6,211.25.
    ("boligydelse: maximum with 4 children", "boligydelse", 2, 4, 10000, 15000, 60, {}, 6211),
]  # fmt: skip


@pytest.mark.parametrize("case", BY_HAND, ids=lambda case: case[0])
def test_cases_worked_by_hand(case: tuple, rates: Rates) -> None:
    _, scheme, adults, children, income, rent, area, options, expected = case
    assert support_figure(scheme, adults, children, income, rent, area, rates, **options) == expected


def _households(**changes: object) -> SupportHousehold:
    """A couple with one child on 15,000 (boligsikring), with changes; shape (1,)."""
    plain = {
        "persons": 3, "children": 1, "adults": 2, "taxable_month": 15000.0, "wealth": 0.0,
        "boligydelse": False, "pension": False, "forhoejet_adults": 0,
    }  # fmt: skip
    return SupportHousehold(**{name: np.array([value]) for name, value in (plain | changes).items()})


def _flat(rent: float = 4500.0, kitchen: bool = True) -> SupportFlat:
    return SupportFlat(np.array([rent]), np.array([50.0]), np.array([False]), np.array([kitchen]))


@pytest.mark.parametrize(("forhoejet", "adults", "expected"), [
    (0, 2, 2254.1666667),  # B = 55,750 − 28,700 = 27,050 / 12, unrounded
    (1, 2, 379.0),
    (2, 2, 758.0),
    (1, 1, 2254.1666667),  # a single person is not capped
])  # fmt: skip
def test_couple_cap_per_person_on_the_higher_rate(
    forhoejet: int, adults: int, expected: float, rates: Rates
) -> None:
    household = _households(forhoejet_adults=forhoejet, adults=adults, persons=adults + 1)
    assert monthly_support(household, _flat(), rates, nominated=True)[0] == pytest.approx(expected, abs=1e-6)


def test_couple_cap_does_not_raise_support(rates: Rates) -> None:
    # B = 12 × 2,600 + 1,750 = 32,950 − 28,700 = 4,250 a year: 354.17 a month, below the cap of 379.
    household = _households(forhoejet_adults=1)
    got = monthly_support(household, _flat(2600.0), rates, nominated=True)[0]
    assert got == pytest.approx(354.1666667, abs=1e-6)


def test_no_support_without_a_kitchen(rates: Rates) -> None:
    assert monthly_support(_households(), _flat(kitchen=False), rates, nominated=True)[0] == 0.0
    assert monthly_support(_households(), _flat(kitchen=True), rates, nominated=True)[0] > 0


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"scheme": "boligstoette"}, "scheme"),
        ({"adults": 0}, "adults"),
        ({"children": -1}, "children"),
        ({"income": -1.0}, "income"),
        ({"income": float("nan")}, "income"),
        ({"rent": float("inf")}, "rent"),
        ({"area": 0.0}, "area"),
        ({"wealth": -5.0}, "wealth"),
        ({"heating": "oil"}, "heating"),
        ({"pension": "yes"}, "pension"),
    ],
)
def test_wrong_input_is_refused_by_name(wrong: dict[str, object], named: str, rates: Rates) -> None:
    right = {"scheme": "boligsikring", "adults": 1, "children": 0, "income": 1.0, "rent": 1.0, "area": 1.0}
    with pytest.raises(ValueError, match=f"^{named}: "):
        support_figure(**(right | wrong), rates=rates)  # type: ignore[arg-type]


def test_huge_rents_give_the_maximum(rates: Rates) -> None:
    assert support_figure("boligsikring", 1, 1, 10000, 1e12, 60, rates) == 4201
