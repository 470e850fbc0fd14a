"""Offers whose day to answer has passed become expired by themselves; nothing becomes an offer by itself."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.store.actor import SYSTEM
from data.store.engine import Store
from data.store.offer_moves import move
from data.store.offer_states import UNANSWERED
from data.store.schema import offers
from data.store.settings import today

DEADLINE_PASSED = "deadline_passed"


def expire_due(connection: Connection) -> list[str]:
    """Mark every unanswered offer whose deadline lies before today as expired; the ids of those marked.

    Done by Husrum itself and recorded so; the flat is free and the citizen waits again.  The answer day
    itself still counts.  Doing it twice changes nothing the second time.
    """
    due = overdue(connection)
    for offer_id in due:
        offer = connection.execute(select(offers).where(offers.c.offer_id == offer_id)).mappings().one()
        move(connection, SYSTEM, dict(offer), "expired", reason_code=DEADLINE_PASSED)
    return due


def overdue(connection: Connection) -> list[str]:
    """The ids of the offers ``expire_due`` would mark; for a page that only reads."""
    late = offers.c.deadline < today(connection)
    found = select(offers.c.offer_id).where(offers.c.state.in_(UNANSWERED), late).order_by(offers.c.number)
    return [str(offer_id) for offer_id in connection.execute(found).scalars()]


def expire(store: Store) -> list[str]:
    """``expire_due`` in a transaction of its own, which is only begun when something is due."""
    with store.reading() as connection:
        if not overdue(connection):
            return []
    with store.writing() as connection:
        return expire_due(connection)
