"""Support teams of a world: how many places, how many in use, and when running cases end."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from data.synth.coming import FREED
from matcher.arrays import Ints
from matcher.horizon.chance import draws
from matcher.horizon.world import SUPPORT_WEEKS

if TYPE_CHECKING:
    import pandas as pd

#: Share of the support places in use at the start (our assumption: teams are near full in life).
IN_USE = 0.95


def steady_teams(teams: pd.DataFrame, citizens: pd.DataFrame, housed: float, slack: float) -> pd.DataFrame:
    """Teams of a size that carries the flow for good: housed a week × share × weeks a place is held."""
    share = citizens["support_method"].value_counts(normalize=True)
    per_method = teams.groupby("method")["team_id"].transform("size")
    size = [
        ceil(slack * housed * share.get(method, 0.0) * SUPPORT_WEEKS[method] / count)
        for method, count in zip(teams["method"], per_method, strict=True)
    ]
    return teams.assign(
        caseworkers=np.array([Fraction(places) for places in size], dtype=object),
        caseload=np.array([Fraction(1)] * len(size), dtype=object),
        current_cases=[round(IN_USE * places) for places in size],
    )


def scaled_teams(teams: pd.DataFrame, places: float) -> pd.DataFrame:
    """The week's teams as they are, with ``places`` times the caseworkers.

    Years go by whole cases: parts of a case are rounded so that the free places stay what they are.
    """
    workers = [Fraction(str(places)) * number for number in teams["caseworkers"]]
    cases = [
        floor(number * load) - floor(number * load - current)
        for number, load, current in zip(workers, teams["caseload"], teams["current_cases"], strict=True)
    ]
    return teams.assign(
        caseworkers=np.array(workers, dtype=object), current_cases=np.array(cases, dtype=np.int64)
    )


def freed_places(teams: pd.DataFrame | None, weeks: int, seed: int) -> Ints:
    """Running cases end evenly over the time a place is held, (T, weeks)."""
    if teams is None:
        return np.zeros((0, weeks), dtype=np.int64)
    freed = np.zeros((len(teams), weeks), dtype=np.int64)
    for row, (method, current) in enumerate(zip(teams["method"], teams["current_cases"], strict=True)):
        ends = draws(seed, FREED, np.arange(int(current)), row) * SUPPORT_WEEKS[method]
        when = ends.astype(np.int64)
        freed[row] += np.bincount(when[when < weeks], minlength=weeks)
    return freed
