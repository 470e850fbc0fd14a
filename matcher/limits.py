"""Limits the council adds (model § 4): which pairs a limit counts and what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from matcher.arrays import Bools
from matcher.facts import CitizenFacts, FlatFacts, flags
from matcher.model import Limit


def citizens_in(limit: Limit, citizens: CitizenFacts) -> Bools:
    """The citizens a limit speaks of, (n,) bool."""
    frame = citizens.frame
    special: dict[str, Callable[[Any], Bools]] = {
        "under_age": lambda age: citizens.age < age,
        "student": lambda yes: flags(frame, "student", unknown=False) == yes,
    }
    return _all_of(frame, limit.citizens, special)


def vacancies_in(limit: Limit, flats: FlatFacts) -> Bools:
    """The flats a limit speaks of, (m,) bool."""
    return _all_of(flats.frame, limit.vacancies, {})


def _all_of(frame: pd.DataFrame, keys: Any, special: dict[str, Callable[[Any], Bools]]) -> Bools:
    chosen = np.ones(len(frame), dtype=bool)
    for key, alternatives in keys.items():
        if key in special:
            chosen &= np.logical_or.reduce([special[key](value) for value in alternatives])
        else:
            chosen &= frame[key].isin(list(alternatives)).to_numpy()
    return chosen
