"""Offers whose day to answer has passed become expired by themselves; nothing becomes an offer by itself."""

from __future__ import annotations

from sqlalchemy import Connection, Select, select

from data.store.actor import SYSTEM
from data.store.offer_moves import move
from data.store.offer_states import UNANSWERED
from data.store.schema import offers
from data.store.settings import today

DEADLINE_PASSED = "deadline_passed"


def _due(connection: Connection) -> Select[tuple[str]]:
    late = offers.c.deadline < today(connection)
    return select(offers.c.offer_id).where(offers.c.state.in_(UNANSWERED), late).order_by(offers.c.number)


def expire_due(connection: Connection) -> list[str]:
    """Mark every unanswered offer whose deadline lies before today as expired; the ids of those marked.

    Done by Husrum itself and recorded so; the flat is free and the citizen waits again.  The answer day
    itself still counts.  Doing it twice changes nothing the second time.
    """
    due = list(connection.execute(_due(connection)).scalars())
    for offer_id in due:
        offer = connection.execute(select(offers).where(offers.c.offer_id == offer_id)).mappings().one()
        move(connection, SYSTEM, dict(offer), "expired", reason_code=DEADLINE_PASSED)
    return due


def overdue(connection: Connection) -> list[str]:
    """The ids of the offers ``expire_due`` would mark; for a page that only reads."""
    return list(connection.execute(_due(connection)).scalars())
