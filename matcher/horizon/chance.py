"""Chance that is the same whatever is decided: a draw depends on a seed and names, never on the order.

A citizen who is offered a flat under two policies answers both alike, so that policies differ by what they
choose and not by luck (common random numbers).  The generator is SplitMix64 (Steele, Lea and Flood 2014)
used as a hash; it is fixed by its arithmetic on every machine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.arrays import Floats, Ints

#: What is drawn: the answer to an offer, how long a tenancy lasts, whether and when someone returns.
ANSWER, TENANCY, RETURNS, AWAY, LOTTERY = range(1, 6)

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def draws(seed: int, stream: int, first: Ints, second: Ints | int = 0) -> Floats:
    """Numbers from 0 (included) to 1 (excluded), one for each pair of names, shape of ``first``."""
    names = np.asarray(first).astype(np.uint64)
    with np.errstate(over="ignore"):
        state = np.full(names.shape, np.uint64(seed % 2**64))
        for name in (np.uint64(stream), names, np.asarray(second).astype(np.uint64)):
            state = _mix(state + _GOLDEN + name)
    return (state >> np.uint64(11)).astype(np.float64) * 2.0**-53


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
