"""Policies compared: paired differences and their intervals, and who is better and worse off."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from matcher.horizon.compare import COLUMNS, baselines, compare, main_baseline, moved, paired_figures
from matcher.horizon.interval import estimate, ratio, ratio_change
from matcher.horizon.record import Record, figures
from tests.horizon.years import housed, person, random_years, year

numbers = st.floats(-1e6, 1e6).map(lambda number: round(number, 3))


def runs_of(values: dict[str, list[float]], figure: str = "matched") -> pd.DataFrame:
    rows = [
        {"policy": name, "seed": seed, figure: value}
        for name, own in values.items()
        for seed, value in enumerate(own, start=1)
    ]
    return pd.DataFrame(rows)


def quiet_years(names: list[str], seeds: int) -> dict[tuple[str, int], Record]:
    return {(name, seed): year([housed()]) for name in names for seed in range(1, seeds + 1)}


def row_of(table: pd.DataFrame, policy: str, baseline: str, figure: str) -> pd.Series:  # type: ignore[type-arg]
    found = table[(table["policy"] == policy) & (table["baseline"] == baseline) & (table["figure"] == figure)]
    assert len(found) == 1
    return found.iloc[0]


# Intervals


@pytest.mark.filterwarnings("ignore:Precision loss")
@given(st.lists(numbers, min_size=2, max_size=12))
def test_an_interval_is_that_of_students_t_over_seeds(values: list[float]) -> None:
    found = estimate(values)
    interval = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    scale = max(1.0, *map(abs, values))
    assert found.mean == pytest.approx(np.mean(values), abs=1e-9 * scale)
    if len(set(values)) > 1:
        assert found.low == pytest.approx(interval.low, abs=1e-6 * scale)
        assert found.high == pytest.approx(interval.high, abs=1e-6 * scale)
    else:
        assert found.low == pytest.approx(found.high, abs=1e-6 * scale)


def test_one_seed_has_a_mean_and_no_interval() -> None:
    found = estimate([7.0])
    assert found.mean == 7.0
    assert isnan(found.low)
    assert isnan(found.high)
    assert not found.settled


def test_a_seed_without_a_value_is_left_out() -> None:
    assert estimate([1.0, nan, 3.0]) == estimate([1.0, 3.0])
    assert estimate([nan]).n == 0


@given(st.lists(st.integers(0, 50), min_size=2, max_size=10))
def test_a_ratio_of_equal_groups_is_the_mean_of_their_shares(parts: list[int]) -> None:
    wholes = np.full(len(parts), 50.0)
    found, plain = ratio(np.array(parts, dtype=float), wholes), estimate(np.array(parts) / 50)
    assert found.mean == pytest.approx(plain.mean)
    assert found.low == pytest.approx(plain.low, abs=1e-9)
    assert found.high == pytest.approx(plain.high, abs=1e-9)


def test_a_ratio_weighs_seeds_by_their_people() -> None:
    """10 of 10 and 0 of 90: one in ten, not a half; by hand e = (9, −9) / 100, error √2 · √(2 · 0.09²)."""
    found = ratio(np.array([10.0, 0.0]), np.array([10.0, 90.0]))
    assert found.mean == pytest.approx(0.1)
    reach = stats.t.ppf(0.975, 1) * np.sqrt(2 * (2 * 0.09**2))
    assert (found.high - found.low) / 2 == pytest.approx(reach)


def test_the_change_of_a_ratio_is_paired() -> None:
    """Every seed is one person in ten better, however the seeds differ: no doubt about the change."""
    wholes = np.array([10.0, 20.0, 30.0])
    before = np.array([1.0, 10.0, 27.0])
    change = ratio_change(before + wholes / 10, wholes, before, wholes)
    assert change.mean == pytest.approx(0.1)
    assert change.low == pytest.approx(0.1)
    assert change.high == pytest.approx(0.1)
    assert isnan(ratio(np.zeros(2), np.zeros(2)).mean)


# compare.csv


def test_differences_are_paired_by_seed_with_their_sign() -> None:
    """12 − 10, 25 − 20, 31 − 30: mean 8 / 3, over a mean of 20."""
    values = {"first_come": [10.0, 20.0, 30.0], "husrum": [12.0, 25.0, 31.0]}
    table = compare(runs_of(values), quiet_years(list(values), 3))
    assert list(table.columns) == list(COLUMNS)
    row = row_of(table, "husrum", "first_come", "matched")
    assert row["seeds"] == 3
    assert row["mean"] == pytest.approx(68 / 3)
    assert row["baseline_mean"] == 20
    assert row["difference"] == pytest.approx(8 / 3)
    assert row["relative"] == pytest.approx(8 / 60)
    interval = stats.ttest_rel(values["husrum"], values["first_come"]).confidence_interval(0.95)
    assert (row["low"], row["high"]) == pytest.approx((interval.low, interval.high))
    levels = stats.ttest_1samp(values["husrum"], 0).confidence_interval(0.95)
    assert (row["mean_low"], row["mean_high"]) == pytest.approx((levels.low, levels.high))
    own = row_of(table, "first_come", "first_come", "matched")
    assert (own["difference"], own["low"], own["high"]) == (0, 0, 0)


def test_rows_of_runs_may_come_in_any_order() -> None:
    runs = runs_of({"first_come": [10.0, 20.0, 30.0], "husrum": [12.0, 25.0, 31.0]})
    records = quiet_years(["first_come", "husrum"], 3)
    table = compare(runs.iloc[[3, 0, 5, 1, 4, 2]], records)
    row = row_of(table, "husrum", "first_come", "matched")
    assert row["difference"] == pytest.approx(8 / 3)


def test_a_figure_unknown_in_one_seed_is_compared_over_the_others() -> None:
    values = {"first_come": [10.0, nan, 30.0], "husrum": [12.0, 25.0, 31.0], "optimum": [nan, nan, nan]}
    table = compare(runs_of(values), quiet_years(list(values), 3))
    row = row_of(table, "husrum", "first_come", "matched")
    assert (row["seeds"], row["mean"], row["difference"]) == (2, 21.5, 1.5)
    nothing = row_of(table, "optimum", "first_come", "matched")
    assert nothing["seeds"] == 0
    assert isnan(nothing["difference"])


def test_a_change_from_nothing_has_no_relative_size() -> None:
    values = {"first_come": [0.0, 0.0], "husrum": [1.0, 3.0]}
    table = compare(runs_of(values), quiet_years(list(values), 2))
    assert isnan(row_of(table, "husrum", "first_come", "matched")["relative"])


def test_one_seed_is_compared_without_intervals() -> None:
    values = {"first_come": [10.0], "husrum": [12.0]}
    row = row_of(compare(runs_of(values), quiet_years(list(values), 1)), "husrum", "first_come", "matched")
    assert row["difference"] == 2
    assert isnan(row["low"])
    assert isnan(row["high"])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["husrum", "first_come"], ("first_come",)),
        (["husrum", "tier_first_come", "first_come"], ("first_come", "tier_first_come")),
        (["tier_first_come", "husrum"], ("tier_first_come",)),
        (["greedy", "tier_first_come"], ("greedy", "tier_first_come")),
        (["greedy", "husrum"], ("greedy",)),
        (["hindsight", "husrum"], ("husrum",)),
        (["hindsight"], ("hindsight",)),
    ],
)
def test_the_baselines_are_first_come_and_the_lawful_order(
    names: list[str], expected: tuple[str, ...]
) -> None:
    assert baselines(names) == expected
    assert main_baseline(names) == expected[-1]
    found = compare(runs_of({name: [1.0, 2.0] for name in names}), quiet_years(names, 2))
    assert tuple(dict.fromkeys(found["baseline"])) == expected


# Better and worse off


def test_worse_and_better_off_by_hand() -> None:
    base = [housed(50), housed(50), housed(50), housed(50), person(), person(), person(gone=True), housed(78)]
    other = [housed(77), housed(78), person(), housed(22), person(), housed(300), person(), housed(50)]
    base[1]["tier"] = other[1]["tier"] = 1
    assert moved(year(other).people, year(base).people).tolist() == [0, -1, -1, 1, 0, 1, 0, 1]
    row = paired_figures(year(other).people, year(base).people)
    assert (row["worse_off"], row["better_off"], row["unchanged"]) == (2, 3, 3)
    assert (row["worse_off_tier_1"], row["worse_off_tier_2"], row["better_off_tier_1"]) == (1, 1, 0)


@given(st.integers(0, 10**6))
def test_worse_and_better_off_agree_with_a_plain_loop(seed: int) -> None:
    records = random_years(["a", "b"], [seed], 40)
    one, two = records["a", seed].people, records["b", seed].people
    worse = better = 0
    for new, old in zip(one.to_dict("records"), two.to_dict("records"), strict=True):
        if old["home_week"] >= 0 and new["home_week"] >= 0:
            worse += new["days"] - old["days"] >= 28
            better += old["days"] - new["days"] >= 28
        elif old["home_week"] >= 0:
            worse += 1
        elif new["home_week"] >= 0:
            better += 1
    row, back = paired_figures(one, two), paired_figures(two, one)
    assert (row["worse_off"], row["better_off"]) == (worse, better)
    assert (back["worse_off"], back["better_off"]) == (better, worse)
    assert row["worse_off"] + row["better_off"] + row["unchanged"] == 40
    for side in ("worse_off", "better_off", "unchanged"):
        assert sum(row[f"{side}_tier_{tier}"] for tier in range(1, 10)) == row[side]


def test_the_baseline_leaves_nobody_worse_off_than_itself() -> None:
    records = random_years(["first_come", "husrum"], [1, 2, 3], 30)
    runs = pd.DataFrame(
        [{"policy": name, "seed": seed, **figures(record, 1500)} for (name, seed), record in records.items()]
    )
    table = compare(runs, records)
    for figure in ("worse_off", "better_off"):
        assert row_of(table, "first_come", "first_come", figure)["mean"] == 0
        row = row_of(table, "husrum", "first_come", figure)
        assert row["mean"] == row["difference"] > 0


def test_two_worlds_are_not_compared() -> None:
    one, two = year([housed(), person(tier=1)]), year([housed(), person(tier=3)])
    with pytest.raises(ValueError, match="same people"):
        moved(one.people, two.people)
    with pytest.raises(ValueError, match="same people"):
        moved(one.people, year([housed()]).people)
