"""What has to be in place around an offer: each item with an owner, a due date and who settled it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import Conflict, NotPossible
from data.store.offer_rows import known_offer
from data.store.offer_states import CLOSED
from data.store.schema import checklist

Row = Mapping[str, Any]

#: The items in the order of the work: loan for the deposit, application for housing support, single payment
#: and moving costs, start of the support, keys.
ITEMS = ("deposit_loan", "housing_support", "single_payment", "support_start", "keys")
ITEM_STATES = ("open", "done", "not_needed")
SETTLED = ("done", "not_needed")
DEPOSIT = "deposit_loan"
#: Days from the day the flat is available until an item is due.  Housing support is paid from moving in when
#: it is applied for within a month (BSL § 40).
_DUE_DAYS = {"deposit_loan": -14, "housing_support": 30, "single_payment": -7, "support_start": 0, "keys": 0}
#: From here on the deposit stays settled.
_AFTER_CONTRACT = ("contract", "moved_in", "ended")


def make_items(connection: Connection, offer_id: str, available_from: date) -> None:
    """The whole checklist of a new offer, everything open, due by the day the flat is available."""
    rows = [
        {"offer_id": offer_id, "item": item, "due_on": available_from + timedelta(days=_DUE_DAYS[item])}
        for item in ITEMS
    ]
    connection.execute(insert(checklist), rows)


def deposit_settled(connection: Connection, offer_id: str) -> bool:
    """Whether the deposit is paid for or needs no loan, so that a contract can be signed."""
    state = select(checklist.c.state).where(checklist.c.offer_id == offer_id, checklist.c.item == DEPOSIT)
    return connection.execute(state).scalar_one_or_none() in SETTLED


def items_of(connection: Connection, actor: Actor, offer_id: str) -> list[Row]:
    """The checklist of an offer in the order of ``ITEMS``; raises NotFound as ``offers.get_offer`` does."""
    known_offer(connection, actor, offer_id)
    found = connection.execute(select(checklist).where(checklist.c.offer_id == offer_id)).mappings()
    return sorted((dict(row) for row in found), key=lambda row: ITEMS.index(row["item"]))


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
    offer = known_offer(connection, actor, offer_id)
    if actor.role != "office":
        raise NotPossible("role_may_not", role=actor.role)
    if item not in ITEMS or state not in ITEM_STATES:
        raise NotPossible("item_unknown", item=item, state=state)
    if offer["state"] in CLOSED:
        raise NotPossible("offer_closed")
    if item == DEPOSIT and state == "open" and offer["state"] in _AFTER_CONTRACT:
        raise NotPossible("deposit_locked")
    here = (checklist.c.offer_id == offer_id) & (checklist.c.item == item)
    was = connection.execute(select(checklist).where(here)).mappings().one()
    if shown is not None and shown != was["state"]:
        raise Conflict("stale", {item: (shown, was["state"])})
    values: dict[str, Any] = {"state": state}
    values["owner"] = was["owner"] if owner is None else owner.strip()
    values["due_on"] = was["due_on"] if due_on is None else due_on
    if state != was["state"]:
        settled = state in SETTLED
        values["settled_by"] = actor.user_id if settled else None
        values["settled_at"] = now() if settled else None
    if all(was[name] == value for name, value in values.items()):
        return
    connection.execute(update(checklist).where(here).values(**values))
    details = {"item": item, "from": was["state"], "to": state, "due_on": values["due_on"]}
    details["citizen_id"] = offer["citizen_id"]
    record.append(connection, actor, "checklist", "offer", offer_id, purpose="offer", details=details)
