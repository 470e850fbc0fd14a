"""When they come and how long they stay: whole numbers from chance, the same on every machine.

Counts and stays are read off tables made by plain additions and multiplications, whose results IEEE 754
fixes; exponentials are taken in decimal arithmetic, which is rounded the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Context, Decimal
from math import ceil

import numpy as np

from matcher.arrays import Floats, Ints
from matcher.horizon.chance import draws

#: Names of the draws a world is made with (those of matcher.horizon.chance go up to 9).
COMING, REPORTED, DECIDED, LEAVING, SAMPLE, KNOWN, FREED, AGO, MOVED_X, MOVED_Y, KEPT = range(10, 21)

_EXACT = Context(prec=28)
#: Large means are drawn in parts of at most this size, because exp(−mean) must not vanish.
_LARGEST_MEAN = 32.0


def season(weeks: int, start: date, by_month: Sequence[float]) -> Floats:
    """The factor of each week by its Monday's month, with mean 1 over the twelve months, (weeks,)."""
    mean = sum(by_month) / len(by_month)
    months = [(start + timedelta(days=7 * week)).month for week in range(weeks)]
    return np.array([by_month[month - 1] / mean for month in months], dtype=np.float64)


def counts_by_week(mean: float, factors: Floats, seed: int, stream: int) -> Ints:
    """How many come each week: Poisson numbers with this mean times the season, (weeks,)."""
    counts = [_poisson(mean * factor, seed, stream, week) for week, factor in enumerate(factors.tolist())]
    return np.array(counts, dtype=np.int64)


def _poisson(mean: float, seed: int, stream: int, week: int) -> int:
    """A Poisson number by inversion, as the sum of parts when the mean is large."""
    parts = max(1, ceil(mean / _LARGEST_MEAN))
    chances = draws(seed, stream, np.full(parts, week), np.arange(parts))
    none = float(_EXACT.exp(Decimal(-mean / parts)))
    return sum(_inverse(chance, mean / parts, none) for chance in chances.tolist())


def _inverse(chance: float, mean: float, none: float) -> int:
    """The least number whose Poisson distribution function exceeds the chance; ``none`` is exp(−mean)."""
    number, term = 0, none
    reached = term
    while reached <= chance and term > 0:
        number += 1
        term *= mean / number
        reached += term
    return number


def steps_survived(chance: Floats, survival: float, most: int) -> Ints:
    """How many whole steps pass before the end when each is survived with this chance, at most ``most``.

    The share of draws that survive k steps is survival to the power k.
    """
    left = np.cumprod(np.full(most, survival))
    return np.searchsorted(1.0 - left, chance, side="right").astype(np.int64)


def survival_of_mean(steps: float) -> float:
    """The chance to survive a step when the end comes after so many steps on average (exponential)."""
    return float(_EXACT.exp(Decimal(-1.0 / steps)))


def survival_of_share(share: float, steps: int) -> float:
    """The chance to survive a step when this share is gone after so many steps."""
    return float(_EXACT.power(Decimal(1.0 - share), Decimal(1) / Decimal(steps)))
