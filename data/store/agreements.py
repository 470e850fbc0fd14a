"""Agreements about a pool: entered by the office, dated, only ever added to."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from data.store.actor import Actor
from data.store.rows import Row


def enter(connection: Connection, actor: Actor, quota_id: int, cells: Mapping[str, str]) -> str:
    """Enter an agreement and return its id; where several hold on a day, the one entered last counts.

    ``cells``, as texts: valid_from, valid_to, share or fixed, mode, period, carry, carry_most,
    lapsed_uses_turn, internal_counts (true or blank), reference.  Office only.  Raises NotFound; Refused with
    the faults at their fields; NotPossible("agreement_too_early", earliest=…) when it would change a month
    that has been stated.
    """
    raise NotImplementedError


def list_agreements(connection: Connection, actor: Actor, quota_id: int) -> list[Row]:
    """The rows of ``agreements`` of an account, in the order they were entered; raises NotFound as
    ``ledger.events_of`` does."""
    raise NotImplementedError
