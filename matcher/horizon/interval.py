"""Means and shares over the seeds of a study with 95 % intervals: the seeds are what varies.

Every interval is Student's t over seeds.  With one seed nothing is known about the spread, so the limits
are NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from matcher.arrays import Floats

#: The share of the spread on either side that an interval leaves out: 95 % in all.
TAIL = 0.025


@dataclass(frozen=True)
class Estimate:
    """A mean over ``n`` seeds and the limits of its interval; NaN where not known."""

    mean: float
    low: float
    high: float
    n: int

    @property
    def settled(self) -> bool:
        """Whether the interval is known and keeps to one side of zero."""
        return self.low > 0 or self.high < 0


def estimate(values: ArrayLike) -> Estimate:
    """The mean of one value per seed, (S,); seeds without a value (NaN) are left out."""
    numbers = np.asarray(values, dtype=np.float64)
    known = numbers[~np.isnan(numbers)]
    n = len(known)
    if n == 0:
        return Estimate(nan, nan, nan, 0)
    error = float(known.std(ddof=1)) / sqrt(n) if n > 1 else nan
    return _around(float(known.mean()), error, n)


def ratio(parts: Floats, wholes: Floats) -> Estimate:
    """All parts over all wholes, such as those housed over people, (S,) each.

    The share of a small group swings with how many it has in each seed, so the seeds are pooled; the interval
    follows from how each seed departs from the pooled share (the ratio estimator of surveys).
    """
    return ratio_change(parts, wholes, np.zeros_like(parts), np.ones_like(wholes))


def ratio_change(parts: Floats, wholes: Floats, base_parts: Floats, base_wholes: Floats) -> Estimate:
    """The difference of two such ratios that share their seeds, (S,) each."""
    n = len(parts)
    if not (wholes.sum() > 0 and base_wholes.sum() > 0):
        return Estimate(nan, nan, nan, n)
    value, departures = _pooled(parts, wholes)
    base, base_departures = _pooled(base_parts, base_wholes)
    off = departures - base_departures
    error = sqrt(n / (n - 1) * float((off**2).sum())) if n > 1 else nan
    return _around(value - base, error, n)


def _pooled(parts: Floats, wholes: Floats) -> tuple[float, Floats]:
    """The ratio and how much each seed draws it away from itself, (S,)."""
    value = float(parts.sum() / wholes.sum())
    departures: Floats = (parts - value * wholes) / wholes.sum()
    return value, departures


def _around(mean: float, error: float, n: int) -> Estimate:
    """The interval of a mean with this standard error over n seeds."""
    if n < 2:
        return Estimate(mean, nan, nan, n)
    reach = float(stdtrit(n - 1, 1 - TAIL)) * error
    return Estimate(mean, mean - reach, mean + reach, n)
