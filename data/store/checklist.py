"""What has to be in place around an offer: each item with an owner, a due date and who settled it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor

Row = Mapping[str, Any]

#: The items in the order of the work: loan for the deposit, application for housing support, single payment
#: and moving costs, start of the support, keys.
ITEMS = ("deposit_loan", "housing_support", "single_payment", "support_start", "keys")
ITEM_STATES = ("open", "done", "not_needed")


def items_of(connection: Connection, actor: Actor, offer_id: str) -> list[Row]:
    """The checklist of an offer in the order of ``ITEMS``; raises NotFound as ``offers.get_offer`` does."""
    raise NotImplementedError


def settle(
    connection: Connection,
    actor: Actor,
    offer_id: str,
    item: str,
    state: str,
    *,
    owner: str | None = None,
    due_on: date | None = None,
    shown: str | None = None,
) -> None:
    """Set an item to open, done or not_needed, and who owns it by when (None: as it is).

    ``shown`` is the state the form showed; Conflict("stale") when it is another now.  Office only.  Raises
    NotPossible("item_unknown"), ("role_may_not"), ("offer_closed"), ("deposit_locked").
    """
    raise NotImplementedError
