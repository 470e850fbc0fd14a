"""What became of everyone and every flat of a world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Days, Floats, Ints
from matcher.horizon.account import Account
from matcher.horizon.world import CONTRACT_DAYS, World, on_the_list, weeks_at_hand

#: Why someone is without a home, in the order ties are settled.
REASONS = ("not_ready", "no_eligible_vacancy", "team_full", "quota_spent", "outranked", "refused")
#: Days of a § 110 stay that the state refunds by half in a year from admission (SEL § 177 no. 3).
REFUNDED_DAYS = 90


@dataclass(frozen=True)
class Homes:
    """First homes of N people and lettings of M flats: −1, NaN and NaT where there is none.

    ``week`` is that of the accepted offer, ``keys`` the day of moving in, ``km`` the mean distance to the
    network, ``points`` by the yardstick; ``let_week`` and ``let_keys`` the same of every letting.
    """

    week: Ints
    flat: Ints
    keys: Days
    km: Floats
    points: Ints
    let_week: Ints
    let_keys: Days


def no_homes(world: World) -> Homes:
    """Nobody has a home yet."""
    n, m = len(world.citizens), len(world.vacancies)
    never = np.datetime64("NaT", "D")
    return Homes(
        week=np.full(n, -1),
        flat=np.full(n, -1),
        keys=np.full(n, never),
        km=np.full(n, np.nan),
        points=np.full(n, -1),
        let_week=np.full(m, -1),
        let_keys=np.full(m, never),
    )


@dataclass(frozen=True)
class Progress:
    """How the weeks went, (weeks,) each: people without a home at the end of the week, flats of all pools
    claimed and due since the start, support places in use and places there are.
    """

    on_list: Ints
    claimed: Ints
    due: Ints
    places_used: Ints
    places: Ints


@dataclass(frozen=True)
class Year:
    """A world lived through: homes, progress, and per person

    ``refused`` offers, times ``returned`` after losing a home, and ``reason``, the index in REASONS of what
    most often stood in the way (−1 where housed or gone).
    """

    homes: Homes
    progress: Progress
    refused: Ints
    returned: Ints
    reason: Ints


def keys_after(world: World, week: int | Ints, flats: Ints) -> Days:
    """The day of the keys of flats accepted in a week: after the contract, when the flat is available."""
    available = world.vacancies["available_from"].to_numpy().astype("datetime64[D]")[flats]
    signed = np.datetime64(world.start, "D") + 7 * np.asarray(week) + CONTRACT_DAYS
    keys: Days = np.maximum(signed, available)
    return keys


def before_first_home(world: World, homes: Homes) -> Ints:
    """People on the list who have not had a home yet, at the end of each week, (weeks,)."""
    weeks = range(world.weeks)
    housed = [(homes.week >= 0) & (homes.week <= week) for week in weeks]
    counts = [(on_the_list(world, week) & ~housed[week]).sum() for week in weeks]
    return np.array(counts, dtype=np.int64)


def homeless_until(world: World, homes: Homes) -> Days:
    """The day the first spell without a home ends: the keys, gone by own means, or the end, (N,)."""
    begin = np.datetime64(world.start, "D")
    gone = begin + 7 * np.minimum(world.leaves, world.weeks)
    until: Days = np.where(np.isnat(homes.keys), gone, homes.keys)
    return until


def days_homeless(world: World, homes: Homes) -> Ints:
    """Days from the referral until then, (N,)."""
    since = world.citizens["waiting_since"].to_numpy().astype("datetime64[D]")
    days: Ints = np.maximum(0, (homeless_until(world, homes) - since).astype(np.int64))
    return days


def shelter_days_beyond_refund(world: World, homes: Homes) -> Ints:
    """Days in a § 110 shelter within the horizon past the 90 of each year from admission, (N,).

    Days without a home after the horizon's end, until the keys of a flat accepted before it, count too.
    """
    admitted = world.citizens["admitted_on"].to_numpy().astype("datetime64[D]")
    sheltered = (world.citizens["situation"].to_numpy() == "shelter_110") & ~np.isnat(admitted)
    start = np.maximum(admitted, np.datetime64(world.start, "D"))
    first = (start - admitted).astype(np.int64)
    last = (homeless_until(world, homes) - admitted).astype(np.int64)
    return np.where(sheltered & (last > first), _unrefunded(last) - _unrefunded(first), 0)


def _unrefunded(days: Ints) -> Ints:
    """Of the first so many days since admission those beyond the 90th of each running year."""
    years, rest = np.divmod(days, 365)
    beyond: Ints = years * (365 - REFUNDED_DAYS) + np.maximum(0, rest - REFUNDED_DAYS)
    return beyond


def void_days(world: World, account: Account, homes: Homes) -> Ints:
    """Days of rent at the municipality's cost, (M,): ABL § 59 stk. 1.

    A flat given to the municipality costs rent from the day it is available until the keys, or until it is
    given back; one under the quarter rule from the week it is claimed.
    """
    route = world.vacancies["route"].to_numpy()
    available = world.vacancies["available_from"].to_numpy().astype("datetime64[D]")
    begin = np.datetime64(world.start, "D")
    given = (account.pool < 0) & (route != "none")
    claimed = begin + 7 * homes.let_week
    since = np.where(given, available, np.maximum(available, claimed))
    given_back = begin + 7 * np.minimum(weeks_at_hand(world), world.weeks)
    until = np.where(np.isnat(homes.let_keys), np.where(given, given_back, since), homes.let_keys)
    return np.maximum(0, (until - since).astype(np.int64))


def places_of(world: World) -> Ints:
    """Places of each team, (T,)."""
    if world.teams is None:
        return np.zeros(0, dtype=np.int64)
    sizes = zip(world.teams["caseworkers"], world.teams["caseload"], strict=True)
    return np.array([int(workers * load) for workers, load in sizes], dtype=np.int64)
