"""A world that goes on for weeks: who comes and when, which flats, and how people answer.

Everything that does not depend on what is decided stands here, so that every policy meets the same world.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from matcher.arrays import Bools, Ints

if TYPE_CHECKING:
    import pandas as pd
    from geopandas.geodataframe import GeoDataFrame

#: Weeks a support place is held from the day of moving in: CTI lasts nine months (domain knowledge,
#: vidensportal.dk); the others are open-ended and our assumption is two and three years.
SUPPORT_WEEKS = {"CTI": 39, "ICM": 104, "ACT": 156, "ACT_modified": 156}
#: Weeks a vacancy stays at the municipality's disposal: two Mondays under the quarter rule, three months
#: (the notice period, ABL § 59 stk. 1) when it is given.
QUARTER_WEEKS, GIVEN_WEEKS = 2, 13
#: Days from an accepted offer to the keys when the flat is free.
CONTRACT_DAYS = 7


@dataclass(frozen=True)
class Manners:
    """How people answer and live on; each share is our assumption (see docs/horizon.md), to be varied.

    The chance of refusing an offer is ``refusals`` × (``refuse_base`` + ``refuse_far`` × (1 − 2^(−km / 8)) +
    ``refuse_tight`` when less is left than the guide amount + ``refuse_setting`` when town or country is not
    as wished + ``refuse_area`` when it is not a wished area), at most 0.95.  A tenancy ends within a year
    with the chance ``end_base``, + ``end_tight`` on a tight budget, + ``end_far`` beyond 10 km; of those who
    lose it ``returns`` come back, ``away_weeks`` later on average.
    """

    refusals: float = 1.0
    refuse_base: float = 0.05
    refuse_far: float = 0.30
    refuse_tight: float = 0.10
    refuse_setting: float = 0.05
    refuse_area: float = 0.05
    end_base: float = 0.08
    end_tight: float = 0.06
    end_far: float = 0.04
    returns: float = 0.6
    away_weeks: float = 10.0


@dataclass(frozen=True)
class World:
    """N people and M vacancies over ``weeks`` Mondays from ``start``.

    The frames have the columns and types of ``Week``, sorted by id, with dates as they will be known.
    ``arrives`` (N,) is the week a person is first on the list (0 for those who wait at the start), ``leaves``
    (N,) the first week the person is gone by own means if still without a home; ``reported`` (M,) is the week
    a vacancy is first at hand.  ``freed`` (T, weeks) counts places of running cases that come free in each
    team before each week, beyond those free at the start.  ``seed`` names the draws.  ``decisions`` are those
    of a week the world starts with (forbid and waive; columns as in ``Week``), None where there are none.
    """

    start: date
    weeks: int
    citizens: pd.DataFrame
    arrives: Ints
    leaves: Ints
    vacancies: pd.DataFrame
    reported: Ints
    places: pd.DataFrame
    milieus: GeoDataFrame
    quotas: pd.DataFrame | None
    teams: pd.DataFrame | None
    freed: Ints
    seed: int
    manners: Manners = field(default_factory=Manners)
    decisions: pd.DataFrame | None = None

    def day(self, week: int) -> date:
        """The decision date of a week."""
        return self.start + timedelta(days=7 * week)


def weeks_at_hand(world: World) -> Ints:
    """The first week each vacancy is no longer at disposal if not let, (M,); those given stay longer."""
    given = world.vacancies["route"].to_numpy() != "quarter"
    given |= ~world.vacancies["kind"].isin(("family", "youth")).to_numpy(dtype=bool)
    return world.reported + np.where(given, GIVEN_WEEKS, QUARTER_WEEKS)


def on_the_list(world: World, week: int) -> Bools:
    """Who would be on the list in a week if nobody were ever housed, (N,) bool."""
    return (world.arrives <= week) & (week < world.leaves)
