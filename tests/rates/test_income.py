"""Benefits, taxable income and income after tax, against figures worked from the law's amounts of 2026."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.exchange import codes
from matcher import words
from matcher.benefits import BENEFIT_TABLE
from matcher.income import BENEFITS, HouseholdIncome, household_income
from matcher.model import Policy
from matcher.rates import NEEDED, Rates

TODAY = date(2026, 11, 23)
PLAIN = {
    "birth_date": "1980-05-05", "adults": 1, "children": 0, "benefit": "ingen", "partner_benefit": "",
    "activity_ready": False, "other_income": 0.0, "partner_income": 0.0, "other_net_income": 0.0,
    "net_income": np.nan, "gross_income": np.nan,
}  # fmt: skip


def income(rates: Rates, *households: dict[str, object], policy: Policy | None = None) -> HouseholdIncome:
    frame = pd.DataFrame([PLAIN | household for household in households])
    frame["birth_date"] = pd.to_datetime(frame["birth_date"]).astype("datetime64[s]")
    return household_income(frame, TODAY, rates, policy or Policy())


#: Before tax a month: single, single with children, each of a couple, each of a couple with children.
EXPECTED = {
    "kontanthjaelp_forhoejet": (14201, 15969, 13060, 15969),
    "kontanthjaelp_grund": (8670, 12150, 7529, 10438),
    "kontanthjaelp_mindste": (7095, 11716, 7095, 10004),
    "ressourceforloeb": (13345, 17736, 13345, 17736),
    "jobafklaring": (13345, 17736, 13345, 17736),
    "ledighedsydelse": (13345, 17736, 13345, 17736),
    "ledighedsydelse_hoej": (19616, 19616, 19616, 19616),
    "revalidering": (22057, 22057, 22057, 22057),
    "foertidspension": (22053, 22053, 18745, 18745),
    "seniorpension": (22053, 22053, 18745, 18745),
    "folkepension": (16273, 16273, 12011, 12011),
    "su": (7426, 14852, 7426, 7426),
    "dagpenge": (22041, 22041, 22041, 22041),
    "sygedagpenge": (22035, 22035, 22035, 22035),
    "loen": (0, 0, 0, 0),
    "ingen": (0, 0, 0, 0),
}
#: What activity-ready adds: under 25, aged 25-29, under 30 with children.
YOUNG = {"kontanthjaelp_grund": (1083, 2707, 2707)}
BORN = {24: "2001-11-24", 25: "2001-11-23", 29: "1996-11-24", 30: "1996-11-23"}


def test_every_benefit_is_tested_and_every_part_is_an_amount() -> None:
    assert tuple(EXPECTED) == BENEFITS
    assert [id for benefit in BENEFIT_TABLE for id, _ in benefit.parts if id not in NEEDED] == []


def test_every_benefit_has_its_words_for_files_and_screens() -> None:
    assert tuple(codes.BENEFITS) == BENEFITS
    assert tuple(words.BENEFITS) == BENEFITS


@pytest.mark.parametrize("code", BENEFITS)
@pytest.mark.parametrize("age", [24, 30])
def test_amounts_single_couple_and_with_children(code: str, age: int, rates: Rates) -> None:
    person = {"benefit": code, "birth_date": BORN[age]}
    couple = person | {"adults": 2, "partner_benefit": code}
    got = income(rates, person, person | {"children": 3}, couple, couple | {"children": 1}).taxable
    single, parent, each, each_parent = EXPECTED[code]
    assert got.tolist() == [single, parent, 2 * each, 2 * each_parent]


@pytest.mark.parametrize("code", BENEFITS)
def test_youth_supplements(code: str, rates: Rates) -> None:
    under_25, from_25, parent = YOUNG.get(code, (0, 0, 0))
    person = {"benefit": code, "activity_ready": True}
    alone = income(rates, *(person | {"birth_date": BORN[age]} for age in (24, 25, 29, 30))).taxable
    assert (alone - EXPECTED[code][0]).tolist() == [under_25, from_25, from_25, 0]
    parents = income(
        rates, *(person | {"birth_date": BORN[age], "children": 1} for age in (24, 25, 29, 30))
    ).taxable
    assert (parents - EXPECTED[code][1]).tolist() == [parent, parent, parent, 0]
    couple = {"adults": 2, "partner_benefit": code, "birth_date": BORN[24]}
    assert income(rates, person | couple).taxable[0] == 2 * (EXPECTED[code][2] + under_25)


@pytest.mark.parametrize(
    ("before", "after"),
    [(14201, 10609), (8670, 7128), (9753, 7809), (11377, 8832), (7095, 6136), (13345, 10070),
     (22053, 15551), (16273, 11913), (7426, 6345), (22041, 15544)],
)  # fmt: skip
def test_income_after_tax_as_published(before: float, after: int, rates: Rates) -> None:
    assert round(income(rates, {"other_income": float(before)}).net[0]) == after


def test_below_the_personal_allowance_there_is_no_tax(rates: Rates) -> None:
    got = income(rates, {"other_income": 54100 / 12}, {"other_income": 0.0}).net
    assert got == pytest.approx([54100 / 12, 0.0])


def test_tax_is_each_adults_own(rates: Rates) -> None:
    # Two allowances: 2 × (14,201 − (14,201 − 54,100 / 12) × 0.37059); one adult with all of it pays more.
    two = {"adults": 2, "partner_benefit": "ingen", "other_income": 14201.0, "partner_income": 14201.0}
    one = {"adults": 2, "partner_benefit": "ingen", "other_income": 28402.0}
    got = income(rates, two, one)
    assert got.taxable.tolist() == [28402.0, 28402.0]
    assert got.net[0] == pytest.approx(2 * 10608.99, abs=0.02)
    assert got.net[1] == pytest.approx(28402 - (28402 - 54100 / 12) * 0.37059)


def test_a_wage_loses_eight_per_cent_first(rates: Rates) -> None:
    # 20,000 × 0.92 = 18,400; after tax 18,400 − (18,400 − 4,508.33) × 0.37059 = 13,251.89.
    got = income(
        rates,
        {"benefit": "loen", "other_income": 20000.0},
        {"benefit": "su", "other_income": 20000.0},
        {"adults": 2, "partner_benefit": "loen", "partner_income": 20000.0, "other_income": 100.0},
    )
    assert got.taxable == pytest.approx([18400.0, 27426.0, 18500.0])
    assert got.net[0] == pytest.approx(13251.89, abs=0.005)


def test_given_incomes_replace_the_computed_ones(rates: Rates) -> None:
    base = {"benefit": "kontanthjaelp_forhoejet", "other_net_income": 500.0}
    got = income(rates, base, base | {"net_income": 9000.0}, base | {"gross_income": 0.0})
    assert got.net == pytest.approx([10608.99 + 500, 9500.0, 10608.99 + 500], abs=0.01)
    assert got.taxable.tolist() == [14201.0, 14201.0, 0.0]


def test_a_single_adult_has_no_partner(rates: Rates) -> None:
    got = income(rates, {"partner_benefit": "folkepension", "partner_income": 5000.0})
    assert (got.taxable[0], got.net[0], bool(got.boligydelse[0])) == (0.0, 0.0, False)


def test_tax_rates_and_minimum_are_policy(rates: Rates) -> None:
    policy = Policy(
        municipal_rate=0.20, church_rate=0.01, minimum_single=1, minimum_couple=20, minimum_child=300
    )
    couple = {"adults": 2, "partner_benefit": "ingen", "children": 2}
    got = income(rates, {"other_income": 10000.0}, couple, policy=policy)
    assert got.net[0] == pytest.approx(10000 - (10000 - 54100 / 12) * 0.3301)
    assert got.minimum.tolist() == [1.0, 620.0]
    assert income(rates, PLAIN, couple | {"children": 1}).minimum.tolist() == [3600.0, 7100.0]


def test_what_housing_support_asks_of_the_adults(rates: Rates) -> None:
    pairs = [
        ("folkepension", "ingen"),
        ("ingen", "folkepension"),
        ("foertidspension", "su"),
        ("su", "seniorpension"),
        ("kontanthjaelp_forhoejet", "kontanthjaelp_grund"),
        ("kontanthjaelp_forhoejet", "kontanthjaelp_forhoejet"),
    ]
    got = income(rates, *({"adults": 2, "benefit": a, "partner_benefit": b} for a, b in pairs))
    assert got.boligydelse.tolist() == [True, True, False, False, False, False]
    assert got.pension.tolist() == [False, False, True, True, False, False]
    assert got.forhoejet_adults.tolist() == [0, 0, 0, 0, 1, 2]


def test_an_unknown_benefit_is_refused_by_name(rates: Rates) -> None:
    with pytest.raises(ValueError, match="'uddannelseshjaelp' is no benefit code"):
        income(rates, {"benefit": "uddannelseshjaelp"})
    with pytest.raises(ValueError, match="'' is no benefit code"):
        income(rates, {"adults": 2})


def test_an_empty_table_has_no_incomes(rates: Rates) -> None:
    none = pd.DataFrame([PLAIN]).iloc[:0]
    none["birth_date"] = pd.to_datetime(none["birth_date"])
    assert household_income(none, TODAY, rates, Policy()).net.shape == (0,)


@settings(max_examples=100, deadline=None)
@given(
    code=st.sampled_from(BENEFITS), adults=st.integers(1, 2), children=st.integers(0, 12),
    ready=st.booleans(), own=st.integers(0, 40000), more=st.integers(1, 5000),
)  # fmt: skip
def test_earning_more_never_leaves_less_and_never_more_than_was_earned(
    code: str, adults: int, children: int, ready: bool, own: int, more: int, rates: Rates
) -> None:
    household = {
        "benefit": code, "partner_benefit": code if adults == 2 else "", "adults": adults,
        "children": children, "activity_ready": ready, "birth_date": "2000-01-01",
    }  # fmt: skip
    got = income(
        rates, household | {"other_income": float(own)}, household | {"other_income": float(own + more)}
    )
    assert 0 < got.net[1] - got.net[0] <= more + 1e-6
    assert (got.net <= got.taxable).all()
