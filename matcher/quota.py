"""The quarter rule (fjerdedelsreglen, ABL § 59): pools, turns, what the municipality may claim this week."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Ints
from matcher.model import Week
from matcher.table import Table

#: What quotas.csv says of an account beside where it applies.
_ACCOUNT = ("share", "counted", "claimed", "carry_over", "mode")


@dataclass(frozen=True)
class Pools:
    """The quota pools of a week: P of them, one per row of quotas.csv, over m flats."""

    pool: Ints
    """The pool of each flat, (m,) int, -1 outside the quota."""
    organisation: tuple[str, ...]
    quota_class: tuple[str, ...]
    entitled: Ints
    """How many of the pool's flats may be matched this week, (P,) int64."""
    not_our_turn: Bools
    """Flats blocked because it is another's turn (modes fourth and first), (m,) bool."""

    def label(self, flat: int) -> str:
        """``organisation/class`` of a flat's pool, blank outside the quota."""
        row = int(self.pool[flat])
        return "" if row < 0 else f"{self.organisation[row]}/{self.quota_class[row]}"


def under_quarter_rule(vacancies: Table) -> Bools:
    """Flats the quarter rule covers: family and youth dwellings of route quarter, (m,) bool."""
    return vacancies.among("kind", ("family", "youth")) & vacancies.among("route", ["quarter"])


def is_turn(share: Fraction, number: int, mode: str) -> bool:
    """Whether vacancy ``number`` (1, 2, …) of a pool is the municipality's in mode fourth or first."""
    before, after = share * (number - 1), share * number
    if mode == "fourth":
        return floor(after) > floor(before)
    return ceil(after) > ceil(before)


def entitlement(share: Fraction, counted: int, claimed: int, carry_over: int, vacancies: int) -> int:
    """How many of this week's ``vacancies`` may be matched in mode choose; exact, never negative."""
    by_account = floor(share * (counted + vacancies)) - claimed
    this_week = ceil(share * vacancies) + carry_over
    return max(0, min(by_account, this_week))


def pools_of(week: Week) -> Pools:
    """The pools, turns and entitlements of the week; no pools at all without quotas.csv."""
    m = len(week.vacancies)
    quotas = week.quotas
    if quotas is None:
        return Pools(np.full(m, -1), (), (), np.zeros(0, dtype=np.int64), np.zeros(m, dtype=bool))
    pool = pool_of_each(Table(week.vacancies), quotas)
    entitled = np.zeros(len(quotas), dtype=np.int64)
    not_our_turn = np.zeros(m, dtype=bool)
    accounts = zip(*(quotas[name] for name in _ACCOUNT), strict=True)
    for row, (share, counted, claimed, carry_over, mode) in enumerate(accounts):
        flats = np.nonzero(pool == row)[0]
        if mode == "choose":
            entitled[row] = entitlement(share, int(counted), int(claimed), int(carry_over), len(flats))
            continue
        order = _in_sequence(week.vacancies)
        flats = order[pool[order] == row]
        turns = [is_turn(share, int(counted) + k, mode) for k in range(1, len(flats) + 1)]
        entitled[row] = sum(turns)
        not_our_turn[flats[~np.array(turns, dtype=bool)]] = True
    return Pools(pool, tuple(quotas["organisation_id"]), tuple(quotas["class"]), entitled, not_our_turn)


def pool_of_each(vacancies: Table, quotas: pd.DataFrame) -> Ints:
    """The row of quotas.csv for each flat: its municipality's before the blank, its class before all."""
    rows = {
        key: row
        for row, key in enumerate(
            zip(quotas["organisation_id"], quotas["municipality"], quotas["class"], strict=True)
        )
    }
    covered = under_quarter_rule(vacancies)
    pool = np.full(len(vacancies), -1)
    columns = (vacancies.texts(name) for name in ("organisation_id", "municipality", "kind"))
    for flat, (organisation, municipality, kind) in enumerate(zip(*columns, strict=True)):
        if covered[flat]:
            keys = [(organisation, place, scope) for place in (municipality, "") for scope in (kind, "all")]
            pool[flat] = next((rows[key] for key in keys if key in rows), -1)
    return pool


def _in_sequence(vacancies: pd.DataFrame) -> Ints:
    """Flats with a seq first, in its order, then by report date, then by vacancy id."""
    order = vacancies.sort_values(["seq", "reported_on", "vacancy_id"], kind="stable", na_position="last")
    return vacancies.index.get_indexer(order.index)
