"""The quarter rule (fjerdedelsreglen, ABL § 59): pools, turns, what the municipality may claim this week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Ints
from matcher.model import Week
from matcher.table import Table

#: Organisation, municipality, estate and class of a row of quotas.csv, which together name its pool.
Scope = tuple[str, str, str, str]
#: What quotas.csv says of an account beside where it applies.
_ACCOUNT = ("share", "counted", "claimed", "carry_over", "mode", "entitled")
#: What it says of where, beside the municipality.
_SCOPE = ("organisation_id", "department_id", "class")


@dataclass(frozen=True)
class Pools:
    """The quota pools of a week: P of them, one per row of quotas.csv, over m flats."""

    pool: Ints
    """The pool of each flat, (m,) int, -1 outside the quota."""
    organisation: tuple[str, ...]
    department: tuple[str, ...]
    """The estate each pool is about, blank for the whole organisation."""
    quota_class: tuple[str, ...]
    entitled: Ints
    """How many of the pool's flats may be matched this week, (P,) int64."""
    not_our_turn: Bools
    """Flats blocked because it is another's turn (modes fourth and first), (m,) bool."""

    def label(self, flat: int) -> str:
        """The name of a flat's pool, blank outside the quota."""
        row = int(self.pool[flat])
        return "" if row < 0 else self.names[row]

    @property
    def names(self) -> list[str]:
        """The name of each pool, (P,)."""
        return [
            pool_name(*of) for of in zip(self.organisation, self.department, self.quota_class, strict=True)
        ]


def pool_name(organisation_id: str, department_id: str, quota_class: str) -> str:
    """``organisation/class`` of a pool, ``organisation/department/class`` where it is one estate's."""
    return "/".join(filter(None, (organisation_id, department_id, quota_class)))


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
    """The pools, turns and entitlements of the week; no pools at all without quotas.csv.

    A pool that chooses and says how much it is ``entitled`` to this week gets that, for its account knows
    more than share and totals do: accounting periods, fixed numbers, corrections (matcher/ledger.py).
    """
    m = len(week.vacancies)
    quotas = week.quotas
    if quotas is None:
        return Pools(np.full(m, -1), (), (), (), np.zeros(0, dtype=np.int64), np.zeros(m, dtype=bool))
    pool = pool_of_each(Table(week.vacancies), quotas)
    entitled = np.zeros(len(quotas), dtype=np.int64)
    not_our_turn = np.zeros(m, dtype=bool)
    accounts = zip(*(quotas[name] for name in _ACCOUNT), strict=True)
    for row, (share, counted, claimed, carry_over, mode, given) in enumerate(accounts):
        flats = np.nonzero(pool == row)[0]
        if mode == "choose":
            worked_out = entitlement(share, int(counted), int(claimed), int(carry_over), len(flats))
            entitled[row] = worked_out if np.isnan(given) else int(given)
            continue
        order = _in_sequence(week.vacancies)
        flats = order[pool[order] == row]
        turns = [is_turn(share, int(counted) + k, mode) for k in range(1, len(flats) + 1)]
        entitled[row] = sum(turns)
        not_our_turn[flats[~np.array(turns, dtype=bool)]] = True
    organisation, department, scope = (tuple(quotas[name]) for name in _SCOPE)
    return Pools(pool, organisation, department, scope, entitled, not_our_turn)


def pool_of_each(vacancies: Table, quotas: pd.DataFrame) -> Ints:
    """The row of quotas.csv for each flat, (m,), -1 where none covers it.

    Its municipality's rows come before the blank, among them its estate's before the blank, and among those
    its class before all.
    """
    keys = ("organisation_id", "municipality", "department_id", "class")
    rows = {key: row for row, key in enumerate(zip(*(quotas[name] for name in keys), strict=True))}
    covered = under_quarter_rule(vacancies)
    pool = np.full(len(vacancies), -1)
    columns = (vacancies.texts(name) for name in (*keys[:3], "kind"))
    for flat, of in enumerate(zip(*columns, strict=True)):
        if covered[flat]:
            pool[flat] = next((rows[key] for key in scopes(*of) if key in rows), -1)
    return pool


def scopes(organisation: str, municipality: str, department: str, kind: str) -> Iterator[Scope]:
    """Where the account of a flat may stand, nearest first; a blank covers every municipality or estate."""
    for place in (municipality, ""):
        for estate in (department, ""):
            for scope in (kind, "all"):
                yield organisation, place, estate, scope


def _in_sequence(vacancies: pd.DataFrame) -> Ints:
    """Flats with a seq first, in its order, then by report date, then by vacancy id."""
    order = vacancies.sort_values(["seq", "reported_on", "vacancy_id"], kind="stable", na_position="last")
    return vacancies.index.get_indexer(order.index)
