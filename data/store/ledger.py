"""The accounts of the quarter rule as the ledger has them: balances now or on a day, and every event.

The arithmetic is matcher/ledger.py; this module reads the events and agreements of the store for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.store import account
from data.store.account import Balance
from data.store.actor import Actor
from matcher.ledger import Agreement
from matcher.ledger import Balance as Arithmetic

__all__ = ["Balance", "Entry", "agreements_of", "balance_at", "balances", "events_of", "events_of_flat",
           "may_claim", "pool_of"]  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One event of an account and the whole arithmetic after it.

    ``event``: the row of ``ledger`` (number, day, kind, vacancy_id, counts, why, turn, corrects, counted,
    claimed, carry_over, reason, quota_id; for the office and the auditor also offer_id and entered_by).
    """

    event: Mapping[str, Any]
    after: Arithmetic


def balances(connection: Connection, actor: Actor | None = None, day: date | None = None) -> list[Balance]:
    """Every pool at the end of a day (default: now), by organisation, municipality, estate and class.

    ``actor``: an association is given its own alone; None and everyone else all.
    """
    return account.balance(connection, day)


def pool_of(connection: Connection, vacancy_id: str) -> Balance | None:
    """The pool a flat counts in; None outside the quarter rule or where no account covers it."""
    return account.pool_of(connection, vacancy_id)


def may_claim(connection: Connection, vacancy_id: str) -> bool:
    """Whether the flat may be claimed now: outside the rule, or its pool has one left and it is our turn."""
    return account.may_claim(connection, vacancy_id)


def balance_at(connection: Connection, quota_id: int, day: date) -> Arithmetic:
    """An account at the end of a day, all zero before it was entered; raises NotFound."""
    raise NotImplementedError


def events_of(connection: Connection, actor: Actor, quota_id: int) -> list[Entry]:
    """Every event of an account by number, with the arithmetic after each.

    Raises NotFound when there is no such account or it is not the actor's to know of: an association knows
    its own organisation's, a shelter none.
    """
    raise NotImplementedError


def events_of_flat(connection: Connection, actor: Actor, vacancy_id: str) -> list[Mapping[str, Any]]:
    """What the ledger says of one flat, oldest first, as rows of ``ledger``; empty for a stranger's flat."""
    return []


def agreements_of(connection: Connection, quota_id: int) -> tuple[Agreement, ...]:
    """What has been agreed for an account, in the order in which it counts: the row's own share first."""
    raise NotImplementedError
