"""Properties of housing support, and agreement with an independent exact computation."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import matcher.support as support_module
from matcher.rates import Rates
from matcher.support import SupportFlat, SupportHousehold, monthly_support, support_figure
from tests.rates.exact import Case, exact_month, exact_year


def ore(most: int) -> st.SearchStrategy[Fraction]:
    """Amounts in whole øre up to ``most`` kroner, whole kroner often."""
    whole = st.integers(0, most).map(Fraction)
    return whole | st.integers(0, 100 * most).map(lambda n: Fraction(n, 100))


CASES = st.builds(
    Case,
    scheme=st.sampled_from(["boligsikring", "boligydelse"]),
    adults=st.integers(1, 3),
    children=st.integers(0, 12),
    income=ore(60000),
    rent=ore(20000),
    area=st.integers(1, 2500).map(lambda n: Fraction(n, 10)),
    wealth=st.just(Fraction(0)) | ore(3000000),
    heating=st.sampled_from(["separate", "included"]),
    pension=st.booleans(),
    nominated=st.booleans(),
)


def figure(case: Case, rates: Rates) -> int:
    return support_figure(
        case.scheme, case.adults, case.children, float(case.income), float(case.rent), float(case.area),
        rates, wealth=float(case.wealth), heating=case.heating, nominated=case.nominated,
        pension="foertidspension" if case.pension else "",
    )  # fmt: skip


def arrays(cases: list[Case]) -> tuple[SupportHousehold, SupportFlat]:
    """The cases' households and flats as arrays (k,)."""
    of = lambda name: np.array([float(getattr(case, name)) for case in cases])  # noqa: E731
    household = SupportHousehold(
        persons=np.array([case.adults + case.children for case in cases]),
        children=np.array([case.children for case in cases]),
        adults=np.array([case.adults for case in cases]),
        taxable_month=of("income"),
        wealth=of("wealth"),
        boligydelse=np.array([case.scheme == "boligydelse" for case in cases]),
        pension=np.array([case.pension for case in cases]),
        forhoejet_adults=np.zeros(len(cases), dtype=np.int64),
    )
    heating = np.array([case.heating == "included" for case in cases])
    return household, SupportFlat(of("rent"), of("area"), heating, np.ones(len(cases), dtype=bool))


@settings(max_examples=1500, deadline=None)
@given(case=CASES)
@example(case=Case(rent=Fraction(3500), area=Fraction(40), income=Fraction(14201)))
def test_the_figure_is_the_exact_one(case: Case, rates: Rates) -> None:
    assert figure(case, rates) == exact_month(case)


@settings(max_examples=100, deadline=None)
@given(cases=st.lists(CASES, min_size=1, max_size=12), nominated=st.booleans())
def test_all_pairs_at_once_are_the_exact_ones(cases: list[Case], nominated: bool, rates: Rates) -> None:
    household, flat = arrays(cases)
    got = monthly_support(
        household.take((slice(None), None)), flat.take((None, slice(None))), rates, nominated=nominated
    )
    expected = [
        [
            exact_year(h._replace(rent=f.rent, area=f.area, heating=f.heating, nominated=nominated)) / 12
            for f in cases
        ]
        for h in cases
    ]
    assert got.tolist() == expected
    aligned = monthly_support(household, flat, rates, nominated=nominated)
    assert aligned.tolist() == np.diag(np.array(expected)).tolist()


def test_half_a_krone_a_year_goes_up(rates: Rates) -> None:
    # B = 12 × rent + 35 × 40; 15 % of B ends on exactly .50 for B = 43,410 (6,511.50), on .35 for 43,409.
    for rent, expected in ((Fraction(43410 - 1400, 12), 6512), (Fraction(43409 - 1400, 12), 6511)):
        case = Case(rent=rent, area=Fraction(40), income=Fraction(10000))
        assert exact_year(case) == expected
        household, flat = arrays([case])
        assert monthly_support(household, flat, rates, nominated=False)[0] * 12 == pytest.approx(expected)


def test_blocks_do_not_change_the_result(rates: Rates, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = np.random.default_rng(1)
    cases = [
        Case(income=Fraction(int(i)), rent=Fraction(int(r)), area=Fraction(int(a)), children=int(c))
        for i, r, a, c in zip(
            draw.integers(5000, 40000, 60), draw.integers(1000, 12000, 60), draw.integers(15, 150, 60),
            draw.integers(0, 6, 60), strict=True,
        )
    ]  # fmt: skip
    household, flat = arrays(cases)
    columns, rows = household.take((slice(None), None)), flat.take((None, slice(None)))
    whole = monthly_support(columns, rows, rates, nominated=True)
    monkeypatch.setattr(support_module, "BLOCK", 7 * 60)
    assert np.array_equal(monthly_support(columns, rows, rates, nominated=True), whole)
    assert np.unique(whole).size > 100


def test_no_pairs_give_an_empty_table(rates: Rates) -> None:
    household, flat = arrays([Case()])
    none = flat.take(slice(0, 0)).take((None, slice(None)))
    assert monthly_support(household.take((slice(None), None)), none, rates, nominated=True).shape == (1, 0)


@settings(max_examples=300, deadline=None)
@given(case=CASES, more=ore(5000))
def test_a_higher_rent_never_lowers_support(case: Case, more: Fraction, rates: Rates) -> None:
    assert figure(case._replace(rent=case.rent + more), rates) >= figure(case, rates)


@settings(max_examples=300, deadline=None)
@given(case=CASES, more=ore(20000))
def test_a_higher_income_never_raises_support(case: Case, more: Fraction, rates: Rates) -> None:
    assert figure(case._replace(income=case.income + more), rates) <= figure(case, rates)


@settings(max_examples=300, deadline=None)
@given(case=CASES, more=ore(2000000))
def test_more_wealth_never_raises_support(case: Case, more: Fraction, rates: Rates) -> None:
    assert figure(case._replace(wealth=case.wealth + more), rates) <= figure(case, rates)


@settings(max_examples=300, deadline=None)
@given(case=CASES)
def test_one_more_child_never_lowers_support(case: Case, rates: Rates) -> None:
    assert figure(case._replace(children=case.children + 1), rates) >= figure(case, rates)


@settings(max_examples=300, deadline=None)
@given(case=CASES)
def test_nomination_and_pension_never_lower_support(case: Case, rates: Rates) -> None:
    bare = case._replace(nominated=False, pension=False)
    assert figure(bare._replace(nominated=True), rates) >= figure(bare, rates)
    assert figure(bare._replace(pension=True), rates) >= figure(bare, rates)
