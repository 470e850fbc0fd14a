"""What the calibration of a year counts in the worlds themselves, before anything is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.geo.places import municipalities
from matcher.horizon.world import Manners, World

_COLUMNS = ("kind", "rent", "area_class", "route")


@dataclass(frozen=True)
class Tally:
    """Several worlds together: who was there, who came, and every vacancy.

    ``codes`` are the municipalities known by code; ``waiting`` people were there at the start and ``new``
    came within the horizon.  ``flats`` has a row per vacancy: kind, rent (DKK per month), area_class, route,
    and ``month`` (1 to 12) of the Monday it was first at hand.  ``months`` counts the Mondays of each month.
    """

    start: date
    weeks: int
    manners: Manners
    codes: tuple[str, ...]
    waiting: int
    new: int
    flats: pd.DataFrame
    months: dict[int, int]

    @property
    def a_year(self) -> float:
        """What a count within the horizon is multiplied with to be a year's."""
        return 52 / self.weeks


def tally(worlds: Iterable[World]) -> Tally:
    """Count worlds of the same start and length one after the other; ValueError when there is none."""
    codes: set[str] = set()
    waiting = new = 0
    flats: list[pd.DataFrame] = []
    last: World | None = None
    for world in worlds:
        last = world
        known = (world.citizens["waiting_since"] < np.datetime64(world.start)).to_numpy(dtype=bool)
        there = (world.arrives == 0) & known
        waiting, new = waiting + int(there.sum()), new + int((~there).sum())
        codes |= set(world.citizens["municipality"]) | set(world.vacancies["municipality"])
        months = np.array([world.day(week).month for week in range(world.weeks)], dtype=np.int64)
        flats.append(world.vacancies[list(_COLUMNS)].assign(month=months[world.reported]))
    if last is None:
        raise ValueError("there is no world to count")
    real = {one.code for one in municipalities()}
    mondays = Counter(last.day(week).month for week in range(last.weeks))
    return Tally(
        start=last.start,
        weeks=last.weeks,
        manners=last.manners,
        codes=tuple(sorted(codes & real)),
        waiting=waiting,
        new=new,
        flats=pd.concat(flats, ignore_index=True),
        months=dict(sorted(mondays.items())),
    )
