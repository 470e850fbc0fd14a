"""When they come: Poisson numbers, seasons and stays, against SciPy and against arithmetic."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from scipy import stats

from data.synth.coming import (
    counts_by_week,
    season,
    steps_survived,
    survival_of_mean,
    survival_of_share,
)
from data.synth.flow import ARRIVAL_SEASON, VACANCY_SEASON
from matcher.horizon.chance import draws

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("mean", [0.03, 0.9, 7.0, 31.9])
def test_a_count_is_the_one_the_distribution_has_at_its_chance(mean: float) -> None:
    weeks = 400
    counts = counts_by_week(mean, np.ones(weeks), 5, 10)
    chance = np.array([float(draws(5, 10, np.array([week]), 0)[0]) for week in range(weeks)])
    assert (stats.poisson.cdf(counts, mean) > chance - 1e-9).all()
    assert (stats.poisson.cdf(counts - 1, mean) <= chance + 1e-9).all()


@pytest.mark.parametrize("mean", [0.5, 20.0, 33.0, 150.0, 2500.0])
def test_counts_have_the_mean_and_the_spread_of_poisson(mean: float) -> None:
    weeks = 3000
    counts = counts_by_week(mean, np.ones(weeks), 1, 11)
    assert abs(counts.mean() - mean) < 4 * (mean / weeks) ** 0.5
    # The variance of a Poisson number's sample variance is (mean + 2 mean²) / weeks, near enough.
    assert abs(counts.var() - mean) < 5 * ((mean + 2 * mean**2) / weeks) ** 0.5


def test_nobody_comes_where_no_one_is_expected() -> None:
    assert counts_by_week(0.0, np.ones(60), 1, 10).sum() == 0


def test_seeds_and_streams_have_luck_of_their_own() -> None:
    first, other, stream = (
        counts_by_week(9.0, np.ones(300), seed, stream) for seed, stream in ((1, 10), (2, 10), (1, 11))
    )
    for second in (other, stream):
        assert not np.array_equal(first, second)
        assert abs(np.corrcoef(first, second)[0, 1]) < 0.25


def test_longer_worlds_begin_like_shorter_ones() -> None:
    long = counts_by_week(40.0, season(52, MONDAY, VACANCY_SEASON), 3, 11)
    short = counts_by_week(40.0, season(20, MONDAY, VACANCY_SEASON), 3, 11)
    assert np.array_equal(long[:20], short)


@pytest.mark.parametrize("by_month", [VACANCY_SEASON, ARRIVAL_SEASON])
def test_seasons_even_out_over_the_months(by_month: tuple[float, ...]) -> None:
    factors = season(52 * 28, MONDAY, by_month)
    days = [date.fromordinal(MONDAY.toordinal() + 7 * week) for week in range(52 * 28)]
    by_name = {
        month: {float(factors[week]) for week, day in enumerate(days) if day.month == month}
        for month in range(1, 13)
    }
    assert all(len(values) == 1 for values in by_name.values())
    assert sum(next(iter(values)) for values in by_name.values()) == pytest.approx(12)


def test_july_is_the_month_of_moving_and_december_the_quietest() -> None:
    factors = season(52, date(2027, 1, 4), VACANCY_SEASON)
    assert factors.max() == factors[27]  # Monday 12 July
    assert factors.max() == pytest.approx(7097 / 6299, rel=0.01)
    assert factors.min() == factors[50]  # Monday 20 December


def test_stays_last_as_long_as_the_mean_says() -> None:
    chance = draws(4, 13, np.arange(40_000))
    days = steps_survived(chance, survival_of_mean(35), 2000)
    # The mean of a geometric number with survival s is s / (1 − s), half a step less than 35.
    assert days.mean() == pytest.approx(34.5, abs=4 * 35 / 200)
    assert (days == 0).mean() == pytest.approx(1 - np.exp(-1 / 35), abs=0.003)


@pytest.mark.parametrize("share", [0.25, 0.4, 0.9])
def test_of_those_who_wait_a_year_the_share_is_gone(share: float) -> None:
    chance = draws(4, 13, np.arange(40_000))
    weeks = steps_survived(chance, survival_of_share(share, 52), 500)
    assert (weeks < 52).mean() == pytest.approx(share, abs=0.01)
    assert (weeks < 26).mean() == pytest.approx(1 - (1 - share) ** 0.5, abs=0.01)


def test_no_stay_is_longer_than_asked_and_nobody_leaves_whose_share_is_none() -> None:
    chance = np.array([0.0, 0.5, 1 - 2.0**-53])
    assert steps_survived(chance, survival_of_share(0.0, 52), 30).tolist() == [30, 30, 30]
    assert steps_survived(chance, 0.5, 4).tolist() == [0, 1, 4]
