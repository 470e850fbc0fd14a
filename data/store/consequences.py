"""What follows from the state an offer reaches, for citizen, flat, choice and standing decisions; and back.

Each state's consequences are one function, each undone by its opposite when the office steps back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select, update

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.housing import free_citizen, free_vacancy, set_citizen_state, set_vacancy_state
from data.store.offer_states import FLAT_GONE
from data.store.pairs import forbid_pair, lift_forbid
from data.store.schema import choices, standing
from data.store.settings import today

Row = Mapping[str, Any]
REFUSAL = "refusal"
_CAME_TO_NOTHING = ("refused", "expired", "withdrawn")


def follow(connection: Connection, actor: Actor, offer: Row, to_state: str, reason_code: str) -> None:
    """All that follows when an offer reaches ``to_state``; ``offer`` is the row as it stands then."""
    if to_state in _CAME_TO_NOTHING:
        _free(connection, actor, offer, reason_code)
    if to_state == "refused":
        forbid_pair(connection, actor, offer["citizen_id"], offer["vacancy_id"], reason_code, REFUSAL)
    if to_state == "moved_in":
        _move_in(connection, actor, offer, offer["moved_in_on"])


def unfollow(connection: Connection, actor: Actor, offer: Row, from_state: str) -> None:
    """Undo what followed when the offer reached ``from_state``; ``offer`` is the row as it stood there."""
    if from_state in _CAME_TO_NOTHING:
        _hold_again(connection, actor, offer)
    if from_state == "refused":
        lift_forbid(connection, actor, offer["citizen_id"], offer["vacancy_id"], REFUSAL)
    if from_state == "moved_in":
        free_citizen(connection, actor, offer["citizen_id"])
        free_vacancy(connection, actor, offer["vacancy_id"], ("let",))
    if from_state == "ended":
        set_citizen_state(
            connection, actor, offer["citizen_id"], "housed", on=offer["moved_in_on"], reason="housed"
        )


def _free(connection: Connection, actor: Actor, offer: Row, reason_code: str) -> None:
    """The choice no longer stands, so that the flat can be decided again; a flat that is gone is closed."""
    close_choices(connection, actor, choices.c.choice_id == offer["choice_id"])
    if reason_code in FLAT_GONE:
        day = today(connection)
        set_vacancy_state(connection, actor, offer["vacancy_id"], "withdrawn", on=day)


def _hold_again(connection: Connection, actor: Actor, offer: Row) -> None:
    """The choice stands again; raises the unique index's error when the flat was decided meanwhile."""
    if offer["reason_code"] in FLAT_GONE:
        free_vacancy(connection, actor, offer["vacancy_id"], ("withdrawn",))
    connection.execute(
        update(choices)
        .where(choices.c.choice_id == offer["choice_id"])
        .values(undone_by=None, undone_at=None)
    )


def _move_in(connection: Connection, actor: Actor, offer: Row, on: date) -> None:
    """Moved in closes all else of the citizen and the flat: other choices about them, and pins."""
    citizen_id, vacancy_id = offer["citizen_id"], offer["vacancy_id"]
    set_citizen_state(connection, actor, citizen_id, "housed", on=on, reason="housed")
    set_vacancy_state(connection, actor, vacancy_id, "let", on=on)
    either = or_(choices.c.citizen_id == citizen_id, choices.c.vacancy_id == vacancy_id)
    closed = close_choices(connection, actor, and_(either, choices.c.action.in_(("reject", "park"))))
    pins = connection.execute(
        update(standing)
        .where(
            standing.c.action == "pin",
            standing.c.lifted_at.is_(None),
            or_(standing.c.citizen_id == citizen_id, standing.c.vacancy_id == vacancy_id),
        )
        .values(lifted_by=actor.user_id, lifted_at=now())
    )
    details = {"offer_id": offer["offer_id"], "choices": closed, "pins": pins.rowcount}
    about = {**details, "citizen_id": citizen_id, "vacancy_id": vacancy_id}
    record.append(connection, actor, "house", "citizen", citizen_id, purpose="offer", details=about)


def close_choices(connection: Connection, actor: Actor, which: Any) -> list[str]:
    """Let choices stand no longer; their ids."""
    open_ones = select(choices.c.choice_id).where(which, choices.c.undone_at.is_(None))
    found = list(connection.execute(open_ones.order_by(choices.c.choice_id)).scalars())
    if found:
        undone = {"undone_by": actor.user_id, "undone_at": now()}
        connection.execute(update(choices).where(choices.c.choice_id.in_(found)).values(**undone))
    return found
