"""The accounts as a run reads them: of the remaining flats exactly as many as are left, and those whose turn
it is.

Mode choose: what is not at disposal any more is counted, all that was used is claimed, and carry_over makes
up for what the accounting period has earned and used already.  Where the row's own arithmetic over the
remaining flats would still say something else than the ledger (another share in between, a fixed number, a
correction), ``entitled`` says it.

Modes fourth and first: each flat keeps the turn it came with.  Where the remaining flats, numbered from
counted on, have the same turns, that is what is written.  A gap in the middle cannot be written so, since a
folder numbers its flats without gaps; then the row says what is left as a share, t turns of n remaining
flats, and ``seq`` puts the flats so that those t are the ones whose turn it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

from sqlalchemy import Connection

from data.exchange.tables import QUOTAS
from data.store.cells import Texts, texts
from data.store.ledger_flats import Flat, Pools, flats_at_disposal
from data.store.ledger_read import accounts_now
from data.store.rows import Row
from matcher.ledger import Account
from matcher.ledger_account import AT_DISPOSAL
from matcher.quota import entitlement, is_turn

#: What a blank cell of an account means.
_DEFAULTS = {"share": "1/4", "counted": "0", "claimed": "0", "carry_over": "0", "mode": "choose"}


def quota_texts(connection: Connection) -> tuple[list[Texts], dict[str, list[Flat]]]:
    """The rows of quotas.csv, and per organisation that needs it the order of its pools' flats."""
    pools = Pools(connection)
    found = accounts_now(connection, list(pools.rows))
    remaining: dict[int | None, list[Flat]] = {}
    for flat in flats_at_disposal(connection):
        remaining.setdefault(pools.of(flat.row), []).append(flat)
    rows, orders = [], []
    for quota_id, quota in pools.rows.items():
        account, flats = found[quota_id], remaining.get(quota_id, [])
        chooses = account.agreement.mode == "choose"
        cells, order = (
            (_choose(quota, account, len(flats)), None) if chooses else _turns(quota, account, flats)
        )
        rows.append(_row(quota, cells))
        orders.append((str(quota["organisation_id"]), flats, order))
    ordered: dict[str, list[Flat]] = {owner: [] for owner, _, order in orders if order is not None}
    for owner, flats, order in orders:
        if owner in ordered:
            ordered[owner] += flats if order is None else order
    return rows, ordered


def _row(quota: Row, cells: Texts) -> Texts:
    """The row as it was entered with what the ledger says; a blank cell that means the same stays blank."""
    entered = texts(QUOTAS, quota) | {"entitled": ""}
    changed = {
        name: text for name, text in cells.items() if (entered[name] or _DEFAULTS.get(name, "")) != text
    }
    return {**entered, **changed}


def _choose(quota: Row, account: Account, remaining: int) -> Texts:
    balance, agreement = account.balance(), account.agreement
    share = agreement.share if agreement.share is not None else Fraction(quota["share"] or "1/4")
    counted = max(0, balance.counted - remaining)
    carry_over = ceil(balance.period_earned) + balance.carried - balance.period_used - ceil(share * remaining)
    worked_out = entitlement(share, counted, balance.used, carry_over, remaining)
    return {
        "share": _share_text(quota, share),
        "counted": str(counted),
        "claimed": str(balance.used),
        "carry_over": str(carry_over),
        "mode": "choose",
        "entitled": "" if worked_out == balance.left else str(balance.left),
    }


def _turns(quota: Row, account: Account, flats: Sequence[Flat]) -> tuple[Texts, list[Flat] | None]:
    """The cells, and the order of the remaining flats where it has to be written."""
    balance, agreement = account.balance(), account.agreement
    ours = {vacancy_id for vacancy_id, flat in account.flats.items() if flat.is_ours}
    at_hand = sum(flat.state == AT_DISPOSAL and flat.counted for flat in account.flats.values())
    counted, share = balance.counted - at_hand, agreement.share or Fraction(0)
    mine = [flat for flat in flats if flat.vacancy_id in ours]
    claimed = {"claimed": str(balance.used), "mode": agreement.mode}
    if _ours(flats, share, counted, agreement.mode) == {flat.vacancy_id for flat in mine}:
        return {"share": _share_text(quota, share), "counted": str(counted), **claimed}, None
    others = [flat for flat in flats if flat.vacancy_id not in ours]
    share = Fraction(len(mine), len(flats))
    order = [
        (mine if is_turn(share, number, agreement.mode) else others).pop(0)
        for number in range(1, len(flats) + 1)
    ]
    return {"share": str(share), "counted": "0", **claimed}, order


def _share_text(quota: Row, share: Fraction) -> str:
    """The share as the row spells it where it is the row's own."""
    own = str(quota["share"] or _DEFAULTS["share"])
    return own if Fraction(own) == share else str(share)


def _ours(flats: Sequence[Flat], share: Fraction, counted: int, mode: str) -> set[str]:
    numbered = enumerate(flats, start=counted + 1)
    return {flat.vacancy_id for number, flat in numbered if is_turn(share, number, mode)}
