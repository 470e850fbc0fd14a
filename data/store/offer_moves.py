"""One step of an offer as it is written: state, step, consequences and record together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from data.store import record, told
from data.store.actor import Actor
from data.store.base import now
from data.store.consequences import follow
from data.store.errors import NotPossible
from data.store.ledger_post import post
from data.store.offer_rows import change_offer
from data.store.offer_states import LIVE
from data.store.schema import offer_steps, offers

Row = Mapping[str, Any]
PURPOSE = "offer"


def move(
    connection: Connection,
    actor: Actor,
    offer: Row,
    to_state: str,
    *,
    reason_code: str = "",
    reason: str = "",
    values: Mapping[str, Any] | None = None,
) -> None:
    """Lead an offer to a state that was checked to be possible; ``values`` are dates that change with it."""
    changed = {"state": to_state, "live": to_state in LIVE, "reason_code": reason_code, **(values or {})}
    change_offer(connection, actor, offer, changed)
    deadline = changed.get("deadline", offer["deadline"])
    write_step(connection, actor, offer, to_state, reason_code, reason, deadline)
    follow(connection, actor, {**offer, **changed}, to_state, reason_code)
    details = {"from": offer["state"], "to": to_state, "reason_code": reason_code, **(values or {})}
    record_step(connection, actor, "step", offer, details)
    post(connection, actor, offer["vacancy_id"])
    told.of_step(connection, actor, {**offer, **changed}, to_state)


def write_step(
    connection: Connection,
    actor: Actor,
    offer: Row,
    to_state: str,
    reason_code: str,
    reason: str,
    deadline: date | None,
) -> None:
    """Add one row to the way of an offer."""
    step = {
        "offer_id": offer["offer_id"], "from_state": offer["state"], "to_state": to_state,
        "reason_code": reason_code, "reason": reason, "deadline": deadline, "taken_by": actor.user_id,
        "taken_at": now(),
    }  # fmt: skip
    connection.execute(insert(offer_steps).values(**step))


def record_step(
    connection: Connection, actor: Actor, action: str, offer: Row, details: Mapping[str, Any]
) -> None:
    """Record what happened to an offer, naming its citizen and flat; the words of a reason stay out."""
    about = {"citizen_id": offer["citizen_id"], "vacancy_id": offer["vacancy_id"], **details}
    record.append(connection, actor, action, "offer", offer["offer_id"], purpose=PURPOSE, details=about)


def undo_offer(connection: Connection, actor: Actor, offer_id: str) -> None:
    """Withdraw an offer nobody was told of; raises NotPossible("sent") for any other."""
    offer = connection.execute(select(offers).where(offers.c.offer_id == offer_id)).mappings().one()
    if offer["state"] != "proposed":
        raise NotPossible("sent", state=offer["state"])
    move(connection, actor, dict(offer), "withdrawn", reason_code="undone")
