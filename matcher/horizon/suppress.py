"""Counts of few people are not shown, and cannot be worked out from what is shown.

A table has a row per group and a total that is published.  At each level a row's number is divided into
parts that are published together or not at all (the housed and the others; of the others, those still waiting
and those gone).  A row is hidden when a part of it is under ``least``.  What the hidden rows have together
follows from the total, so rows are hidden, the smallest first, until they have ``least`` or more together in
every part.  Then each hidden number might be ``least`` or more for all that anyone can work out: the largest
value of a cell, given the sums of its row and of its part, is the smaller of the two.
"""

from __future__ import annotations

import numpy as np

from matcher.arrays import Bools, Floats

#: The least number of people that is shown.
LEAST = 5.0


def hidden(parts: Floats, already: Bools, least: float = LEAST) -> Bools:
    """Which of G rows of K parts are hidden, (G,); ``already`` are those hidden at the level above.

    All are when a part has too few even in all, for then its total is hidden too.  A part nobody at all is in
    tells nothing about anyone and is left out of account.
    """
    parts = parts[:, parts.sum(axis=0) > 0]
    if (parts.sum(axis=0) < least).any():
        return np.ones(len(parts), dtype=bool)
    hide: Bools = already | (parts < least).any(axis=1)
    while hide.any() and not hide.all() and not _safe(parts[hide], least):
        shown = np.nonzero(~hide)[0]
        hide[shown[np.argmin(parts[shown].sum(axis=1))]] = True
    return hide


def _safe(rows: Floats, least: float) -> bool:
    """Whether the sums over these hidden rows give none of them away."""
    return bool((rows.sum(axis=0) >= least).all())
