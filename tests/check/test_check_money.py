"""Income, housing support and what is left over by hand, and against the state's own calculator."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matcher.check.money import Support, household_income, rounded
from matcher.model import Policy
from matcher.rates import Rates
from tests.check.cast import assess

VECTORS = Path(__file__).parents[1] / "rates" / "support_vectors_2026.csv"


def vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", vectors(), ids=lambda row: "-".join(list(row.values())[:6]))
def test_the_states_own_calculator(row: dict[str, str], rates: Rates) -> None:
    yearly = Support(rates).yearly(
        row["scheme"],
        int(row["adults"]),
        int(row["children"]),
        float(row["household_income_month_dkk"]),
        float(row["rent_month_excl_utilities_dkk"]),
        float(row["area_m2"]),
        heating="separate" if row["heating"] == "heat_paid_separately" else "included",
        wealth=float(row["wealth_dkk"]),
    )
    assert rounded(yearly / 12) == int(row["expected_support_month_dkk"])


#: Household and its monthly income before tax and after tax, rounded: rates in force from 2026-01-01.
INCOMES: list[tuple[dict[str, Any], int, int]] = [
    ({"benefit": "kontanthjaelp_forhoejet"}, 14_201, 10_609),
    ({"benefit": "kontanthjaelp_grund"}, 8_670, 7_128),
    (
        {
            "benefit": "kontanthjaelp_grund",
            "activity_ready": True,
            "birth_date": date.fromisoformat("2001-09-01"),
        },
        9_753,
        7_809,
    ),
    (
        {
            "benefit": "kontanthjaelp_grund",
            "activity_ready": True,
            "birth_date": date.fromisoformat("2001-08-31"),
        },
        11_377,
        8_832,
    ),
    (
        {
            "benefit": "kontanthjaelp_grund",
            "activity_ready": True,
            "birth_date": date.fromisoformat("1996-08-31"),
        },
        8_670,
        7_128,
    ),
    ({"benefit": "kontanthjaelp_mindste"}, 7_095, 6_136),
    ({"benefit": "ressourceforloeb"}, 13_345, 10_070),
    ({"benefit": "foertidspension"}, 22_053, 15_551),
    ({"benefit": "folkepension"}, 16_273, 11_913),
    ({"benefit": "su"}, 7_426, 6_345),
    ({"benefit": "dagpenge"}, 22_041, 15_544),
    ({"benefit": "ingen"}, 0, 0),
]


@pytest.mark.parametrize(("cells", "gross", "net"), INCOMES)
def test_income_of_one_adult(cells: dict[str, Any], gross: int, net: int) -> None:
    a = assess(cells)
    assert rounded(a.income["C1"].taxable) == gross
    assert rounded(a.income["C1"].after_tax) == net


#: benefit, children, activity ready, partner's benefit → taxable before tax, added up by hand
FAMILIES: list[tuple[str, int, bool, str | None, float]] = [
    ("kontanthjaelp_forhoejet", 2, False, None, 13_060 + 2_909),
    ("kontanthjaelp_grund", 1, False, None, 7_529 + 2_909 + 1_712),
    ("kontanthjaelp_grund", 1, True, None, 7_529 + 2_909 + 1_712 + 2_707),
    ("kontanthjaelp_grund", 1, True, "kontanthjaelp_mindste", 7_529 + 2_909 + 2_707 + 7_095 + 2_909),
    ("kontanthjaelp_mindste", 1, True, None, 7_095 + 2_909 + 1_712),
    ("kontanthjaelp_grund", 0, True, "kontanthjaelp_grund", 2 * (7_529 + 1_083)),
    ("jobafklaring", 1, False, None, 17_736),
    ("ledighedsydelse", 0, False, "ledighedsydelse_hoej", 13_345 + 19_616),
    ("revalidering", 0, False, "seniorpension", 22_057 + 18_745),
    ("folkepension", 0, False, "foertidspension", 12_011 + 18_745),
    ("su", 1, False, None, 2 * 7_426),
    ("su", 1, False, "sygedagpenge", 7_426 + 22_035),
]


@pytest.mark.parametrize(("benefit", "children", "ready", "partner", "expected"), FAMILIES)
def test_taxable_income_of_families(
    benefit: str, children: int, ready: bool, partner: str | None, expected: float
) -> None:
    cells: dict[str, Any] = {"benefit": benefit, "children": children, "activity_ready": ready}
    cells["birth_date"] = date(2003, 1, 1)
    if partner:
        cells |= {"adults": 2, "partner_benefit": partner}
    assert assess(cells).income["C1"].taxable == pytest.approx(expected)


def test_a_wage_counts_less_the_labour_market_contribution() -> None:
    cells = {"benefit": "loen", "other_income": 20_000, "adults": 2, "partner_benefit": "ingen"}
    a = assess({**cells, "partner_income": 1_000, "other_net_income": 250})
    assert a.income["C1"].taxable == pytest.approx(18_400 + 1_000)
    tax = (18_400 - 54_100 / 12) * (0.1201 + 0.25049)
    assert a.income["C1"].after_tax == pytest.approx(19_400 - tax + 250)


def test_given_incomes_replace_the_computed() -> None:
    a = assess({"net_income": 9_000, "gross_income": 11_000, "other_net_income": 300})
    assert (a.income["C1"].after_tax, a.income["C1"].taxable) == (9_300, 11_000)


def test_church_tax_is_policy(rates: Rates) -> None:
    a = assess({"benefit": "foertidspension"})
    dearer = household_income(a.citizens[0], Policy(church_rate=0.01), rates.value)
    assert a.income["C1"].after_tax - dearer.after_tax == pytest.approx((22_053 - 54_100 / 12) * 0.01)


def support(citizen: dict[str, Any], flat: dict[str, Any] | None = None) -> float:
    a = assess(citizen, flat)
    return a.support.monthly(a.citizens[0], a.income["C1"], a.flats[0])


def test_support_of_a_lone_pensioner_in_a_family_flat() -> None:
    """førtidspension 22,053 a month: I = 264,636; B = 48,000 + 35 × 50 = 49,750.

    Y = 0.6 × 49,750 − 0.18 × (264,636 − 170,300) = 29,850 − 16,980.48 = 12,869.52 → 12,870 a year; not cut to
    15 % of B because of the pension.
    """
    assert support({"benefit": "foertidspension"}) == pytest.approx(12_870 / 12)


def test_support_without_children_is_at_most_15_percent_of_the_rent() -> None:
    """kontanthjælp 8,670 a month is below the limit: Y = 0.6 × 49,750 = 29,850; 21,050 by own payment;

    15 % of 49,750 = 7,462.5 → 7,463 a year.
    """
    assert support({"benefit": "kontanthjaelp_grund"}) == pytest.approx(7_463 / 12)


def test_no_support_without_a_kitchen() -> None:
    assert support({"benefit": "kontanthjaelp_grund"}, {"kitchen": False}) == 0


def test_a_nominated_boligydelse_household_has_neither_rent_cap_nor_maximum() -> None:
    """folkepension 16,273: I = 195,276 < 201,400; B = 12 × 12,000 + 41.5 × 60 = 146,490.

    Y = 0.75 × (146,490 + 8,500) = 116,242.5 → 116,243; B − max(21,300; 11 % of I) = 125,010 does not bind.
    """
    flat = {"rent": 12_000.0, "size_m2": 60.0}
    assert support({"benefit": "folkepension"}, flat) == pytest.approx(116_243 / 12)


def test_a_couple_on_the_raised_rate_gets_379_kroner_each() -> None:
    couple = {"benefit": "kontanthjaelp_forhoejet", "adults": 2, "children": 1, "gross_income": 9_000}
    assert support({**couple, "partner_benefit": "ingen"}) == 379
    assert support({**couple, "partner_benefit": "kontanthjaelp_forhoejet"}) == 758
    assert support({**couple, "benefit": "ingen", "partner_benefit": "ingen"}) > 758


def test_least_payment() -> None:
    """B = 12 × rent + 35 × 50; Y = 0.6 B − 0.18 × (12 × 20,000 − 170,300) with a child below the limit.

    0.6 B ≥ 3,696 + 12,546 = 16,242 ⇔ B ≥ 27,070, but own payment wants B ≥ 28,700 + 3,696 = 32,396, that is
    a rent of (32,396 − 1,750) / 12 = 2,553.83.
    """
    household = {"benefit": "ingen", "children": 1, "gross_income": 20_000}
    assert support(household, {"rent": 2_553.0}) == 0
    assert support(household, {"rent": 2_554.0}) == pytest.approx(3_698 / 12)


def test_left_over_adds_up() -> None:
    a = assess({"benefit": "foertidspension", "fixed_costs": 700, "other_net_income": 100})
    after_tax = 22_053 - (22_053 - 54_100 / 12) * (0.1201 + 0.25049)
    expected = after_tax + 100 + 12_870 / 12 - 4_000 - 500 - 700
    assert a.left_over(a.citizens[0], a.flats[0]) == pytest.approx(expected, abs=1e-6)
