"""Objections as rows: whose to read they are, and which of them wait for an answer."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.store.actor import Actor
from data.store.rows import Row, rows_of
from data.store.schema_landlord import objections

ACCEPTED, UPHELD, WITHDRAWN = "accepted", "upheld", "withdrawn"
#: The office's answers.
ANSWERS = (ACCEPTED, UPHELD)


def objections_of(connection: Connection, actor: Actor, *offer_ids: str) -> list[Row]:
    """The objections to offers, oldest first: all for office and auditor, an association its own."""
    found = select(objections).where(objections.c.offer_id.in_(offer_ids)).order_by(objections.c.raised_at)
    if actor.role == "association":
        found = found.where(objections.c.organisation_id == actor.organisation_id)
    elif actor.role not in ("office", "auditor"):
        return []
    return rows_of(connection, found)


def is_open(objection: Row) -> bool:
    """Whether nobody has answered it or taken it back."""
    return not objection["answer"]
