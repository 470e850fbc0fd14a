"""What a solver says about a problem."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matcher.arrays import Ints


@dataclass(frozen=True)
class Solution:
    """The best week found.

    ``status`` is optimal, feasible (stopped by the time limit) or infeasible (the pins cannot hold
    together); ``chosen`` the rows of the problem's pairs, sorted; ``totals`` the sum at every level;
    ``seating`` the team of each matched citizen who takes a place.  ``bound`` names the level a stopped
    solver was in and the best its total could still be.
    """

    status: str
    chosen: Ints
    totals: tuple[int, ...] = ()
    seating: dict[int, int] = field(default_factory=dict)
    shortfall: dict[str, int] = field(default_factory=dict)
    bound: tuple[str, int] | None = None


INFEASIBLE = Solution("infeasible", np.zeros(0, dtype=np.int64))
