"""Names for the arrays of the core, so that a signature says what an array holds.

Shapes stand in the docstrings: n citizens, m flats, E pairs, P pools.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Amounts, distances and scores; NaN is unknown."""
Ints = NDArray[np.int64]
"""Whole numbers: rows of a table, counts, points, days."""
Bools = NDArray[np.bool_]
"""Yes or no."""
Objects = NDArray[np.object_]
"""Text, and other cells that are no numbers."""
Days = NDArray[np.datetime64]
"""Calendar days; NaT is blank, which no comparison finds true."""
Bits = NDArray[np.uint32]
"""Sets of rules, one bit for each."""
