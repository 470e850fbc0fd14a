"""Limits the council adds (model § 4): which pairs a limit counts and what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from matcher.arrays import Bools, Ints
from matcher.model import Limit
from matcher.table import Table


class People(Protocol):
    """What a limit asks of citizens: the table and the ages, (n,)."""

    @property
    def table(self) -> Table:
        """The citizens."""

    @property
    def age(self) -> Ints:
        """Whole years on the decision date."""


class Flats(Protocol):
    """What a limit asks of flats: the table."""

    @property
    def table(self) -> Table:
        """The flats."""


def citizens_in(limit: Limit, citizens: People) -> Bools:
    """The citizens a limit speaks of, (n,) bool."""
    frame = citizens.table
    special: dict[str, Callable[[Any], Bools]] = {
        "under_age": lambda age: citizens.age < age,
        "student": lambda yes: frame.flags("student") == yes,
    }
    return _all_of(frame, limit.citizens, special)


def vacancies_in(limit: Limit, flats: Flats) -> Bools:
    """The flats a limit speaks of, (m,) bool."""
    return _all_of(flats.table, limit.vacancies, {})


def _all_of(frame: Table, keys: Any, special: dict[str, Callable[[Any], Bools]]) -> Bools:
    chosen = np.ones(len(frame), dtype=bool)
    for key, alternatives in keys.items():
        if key in special:
            chosen &= np.logical_or.reduce([special[key](value) for value in alternatives])
        else:
            chosen &= frame.among(key, alternatives)
    return chosen
