"""gains.csv: what one more flat, one more place in a team or one point more quota brings over a year.

Each seed is one part: a row per change with how many more people get a home and how many days without a home
are saved, as the differences of whole years under the policy husrum.  The intervals come from the seeds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from data.simulate.errors import ArgumentError
from matcher.horizon.allocate import Allocator, named_allocator
from matcher.horizon.gains import CHANGES, tally, variants
from matcher.horizon.interval import estimate
from matcher.horizon.life import live
from matcher.horizon.world import World
from matcher.model import Policy
from matcher.rates import Rates

#: The name of the part, where policies have theirs.
GAINS = "gains"
#: The columns of gains.csv.
COLUMNS = (
    *("change", "where", "seeds"),
    *("people", "people_low", "people_high", "days", "days_low", "days_high"),
)


@dataclass(frozen=True)
class SeedGains:
    """What every change brings in one world: columns change, where, people and days (saved, per unit)."""

    gains: pd.DataFrame


def gains_allocator(policy: Policy) -> Allocator:
    """What stands for the gains among the policies of a job; the years are lived under husrum."""
    return Allocator(GAINS, policy)


def gains_of_seed(world: World, policy: Policy, rates: Rates) -> SeedGains:
    """Live through the world as it is and with each change; several ways of one change are averaged."""
    husrum = named_allocator("husrum", policy)
    before = tally(world, live(world, husrum, rates, policy))
    rows = []
    for variant in variants(world):
        other = variant.apply(world)
        after = tally(other, live(other, husrum, rates, policy))
        people, days = after.people - before.people, before.days - after.days
        rows.append((variant.change, variant.where, people / variant.per, days / variant.per))
    table = pd.DataFrame(rows, columns=["change", "where", "people", "days"])
    return SeedGains(table.groupby(["change", "where"], as_index=False, sort=True).mean())


def gains_table(seeds: Iterable[SeedGains]) -> pd.DataFrame:
    """gains.csv: a row per change, the columns as in COLUMNS, in the order of CHANGES.

    The limits are those of 95 % intervals over the seeds that know the change, NaN with one seed.
    """
    tables = [one.gains for one in seeds if len(one.gains)]
    rows = []
    for (change, where), own in pd.concat(tables).groupby(["change", "where"]) if tables else ():
        people, days = estimate(own["people"]), estimate(own["days"])
        limits = (people.mean, people.low, people.high, days.mean, days.low, days.high)
        rows.append((change, where, len(own), *limits))
    rows.sort(key=lambda row: (CHANGES.index(row[0]), row[1]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def check_one_place(places: int) -> None:
    """Raise ArgumentError where there are several municipalities: a flat more would have to be in one."""
    if places != 1:
        raise ArgumentError("--gains is for one municipality; name it instead, as in Esbjerg")
