"""Offers whose day to answer has passed become expired by themselves; nothing becomes an offer by itself."""

from __future__ import annotations

from sqlalchemy import Connection


def expire_due(connection: Connection) -> list[str]:
    """Mark every unanswered offer whose deadline lies before today as expired; the ids of those marked.

    Done by Husrum itself and recorded so; the flat is free and the citizen waits again.  The answer day
    itself still counts.  Doing it twice changes nothing the second time.
    """
    raise NotImplementedError


def overdue(connection: Connection) -> list[str]:
    """The ids of the offers ``expire_due`` would mark; for a page that only reads."""
    raise NotImplementedError
