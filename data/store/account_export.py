"""The accounts as a run reads them: of the remaining flats exactly as many as are left, and those whose turn
it is.

Mode choose: what left is counted and claimed, and carry_over makes up for the week's smaller number: with n
flats this week, n' of them remaining and u claimed, carry_over + ceil(share × n) − ceil(share × n') − u gives
entitled' = max(0, entitled − u), whatever the rounding.

Modes fourth and first: each flat keeps the number it came with.  Where the remaining flats, numbered from
counted + (those that left) on, have the same turns, that is what is written.  A gap in the middle cannot be
written so, since a folder numbers its flats without gaps; then the row says what is left as a share, t turns
of n remaining flats, and ``seq`` puts the flats so that those t are the ones whose turn it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Any

from data.exchange.tables import QUOTAS
from data.store.account_flats import Flat, Pool
from data.store.cells import Texts, texts
from matcher.quota import is_turn


def quota_texts(pools: Iterable[Pool]) -> tuple[list[Texts], dict[str, list[Flat]]]:
    """The rows of quotas.csv, and per organisation that needs it the order of its pools' flats."""
    rows, orders = [], []
    for pool in pools:
        row, order = (_choose(pool), None) if pool.mode == "choose" else _turns(pool)
        rows.append({**texts(QUOTAS, pool.quota), **row})
        orders.append((str(pool.quota["organisation_id"]), pool, order))
    ordered: dict[str, list[Flat]] = {owner: [] for owner, _, order in orders if order is not None}
    for owner, pool, order in orders:
        if owner in ordered:
            ordered[owner] += order if order is not None else in_core_order(pool.remaining)
    return rows, ordered


def in_core_order(flats: Iterable[Flat]) -> list[Flat]:
    """Flats as a week folder orders them."""
    return sorted(flats, key=lambda flat: flat.in_core_order)


def _choose(pool: Pool) -> dict[str, str]:
    if all(flat.left_on is None for flat in pool.flats):
        return {}
    counted, claimed = pool.by_now
    week, remaining = len(pool.this_week), len(pool.remaining)
    used = sum(flat.claimed for flat in pool.this_week)
    made_up = ceil(pool.share * week) - ceil(pool.share * remaining) - used
    return {
        "counted": str(counted),
        "claimed": str(claimed),
        "carry_over": str(pool.carry_over + made_up),
    }


def _turns(pool: Pool) -> tuple[dict[str, str], list[Flat] | None]:
    """The changed cells, and the order of the remaining flats where it has to be written."""
    counted, claimed = pool.by_now
    ours = pool.our_turns()
    flats = in_core_order(pool.remaining)
    if _ours(flats, pool.share, counted, pool.mode) == ours & {flat.vacancy_id for flat in flats}:
        changed = counted != int(pool.quota["counted"] or 0)
        return ({"counted": str(counted), "claimed": str(claimed)} if changed else {}), None
    mine = [flat for flat in flats if flat.vacancy_id in ours]
    others = [flat for flat in flats if flat.vacancy_id not in ours]
    share = Fraction(len(mine), len(flats))
    order: list[Any] = [
        (mine if is_turn(share, number, pool.mode) else others).pop(0) for number in range(1, len(flats) + 1)
    ]
    return {"share": str(share), "counted": "0", "claimed": str(claimed)}, order


def _ours(flats: list[Flat], share: Fraction, counted: int, mode: str) -> set[str]:
    numbered = enumerate(flats, start=counted + 1)
    return {flat.vacancy_id for number, flat in numbered if is_turn(share, number, mode)}
