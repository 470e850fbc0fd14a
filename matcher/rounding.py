"""Rounding as the model says: six decimals before a comparison, half up to whole numbers, exact means."""

from __future__ import annotations

import numpy as np

from matcher.arrays import Floats, Ints


def six(values: Floats | float) -> Floats:
    """Values rounded to six decimals, done before any comparison with a limit and before any rounding."""
    return np.round(values, 6)


def half_up(values: Floats | float) -> Ints:
    """``floor(x + 0.5)`` of values rounded to six decimals, as int64."""
    return np.floor(six(values) + 0.5).astype(np.int64)


def weighted_mean(total: Ints, weight: Ints | int) -> Ints:
    """The rounded ratio of two arrays of whole numbers, exactly; 0 where the weight is 0."""
    weight = np.asarray(weight)
    safe = np.where(weight > 0, weight, 1)
    return np.where(weight > 0, (2 * total + safe) // (2 * safe), 0)
