"""Which citizens an actor may know of, and reading them; names and contact stand in a table apart.

The office sees all; a shelter only the citizens it referred; an auditor reads.  To everyone else a citizen
is not there (NotFound).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, false, select, true

from data.store.actor import Actor
from data.store.errors import NotFound, NotPossible
from data.store.rows import Row, row_of, rows_of
from data.store.schema import citizens, contacts

_MOST_FOUND = 50


def seen_by(actor: Actor) -> ColumnElement[bool]:
    """Which rows of ``citizens`` an actor may know of."""
    if actor.role in ("office", "auditor", "system"):
        return true()
    if actor.role == "shelter" and actor.organisation_id:
        return citizens.c.shelter_id == actor.organisation_id
    return false()


def list_citizens(connection: Connection, actor: Actor, state: str | None = None) -> list[Row]:
    """The citizens the actor may know of, by id, each as its row of ``citizens``."""
    wanted = select(citizens).where(seen_by(actor)).order_by(citizens.c.citizen_id)
    if state is not None:
        wanted = wanted.where(citizens.c.state == state)
    return rows_of(connection, wanted)


def get_citizen(connection: Connection, actor: Actor, citizen_id: str) -> Row:
    """One citizen as its row of ``citizens``; raises NotFound."""
    wanted = select(citizens).where(citizens.c.citizen_id == citizen_id, seen_by(actor))
    row = row_of(connection, wanted)
    if row is None:
        raise NotFound(f"there is no citizen {citizen_id}")
    return row


def contact_of(connection: Connection, actor: Actor, citizen_id: str) -> Row | None:
    """Name and contact, None where none was entered; office and own shelter only, else NotFound."""
    if actor.role not in ("office", "shelter"):
        raise NotFound(f"there is no contact of {citizen_id}")
    get_citizen(connection, actor, citizen_id)
    return row_of(connection, select(contacts).where(contacts.c.citizen_id == citizen_id))


def contacts_of(connection: Connection, actor: Actor, citizen_ids: Sequence[str]) -> dict[str, Row]:
    """Names and contacts by citizen of those the actor may see; empty for roles without a task with them."""
    if actor.role not in ("office", "shelter") or not citizen_ids:
        return {}
    wanted = (
        select(contacts)
        .join(citizens, citizens.c.citizen_id == contacts.c.citizen_id)
        .where(contacts.c.citizen_id.in_(citizen_ids), seen_by(actor))
    )
    return {str(row["citizen_id"]): row for row in rows_of(connection, wanted)}


def find_by_name(connection: Connection, actor: Actor, words: str) -> list[Row]:
    """The citizens (rows) whose id or name holds ``words`` in any case, at most 50; for the search box.

    Names are searched for those alone who may see them.
    """
    sought = words.strip().casefold()
    if not sought:
        return []
    named = actor.role in ("office", "shelter")
    joined = citizens.outerjoin(contacts, contacts.c.citizen_id == citizens.c.citizen_id)
    ids = select(citizens.c.citizen_id, contacts.c.name).select_from(joined).where(seen_by(actor))
    found = [
        row.citizen_id
        for row in connection.execute(ids.order_by(citizens.c.citizen_id))
        if sought in row.citizen_id.casefold() or (named and sought in (row.name or "").casefold())
    ][:_MOST_FOUND]
    wanted = select(citizens).where(citizens.c.citizen_id.in_(found)).order_by(citizens.c.citizen_id)
    return rows_of(connection, wanted)


def must_write(actor: Actor) -> None:
    """Raises NotPossible("role_may_not") for those who only read."""
    if actor.role not in ("office", "shelter"):
        raise NotPossible("role_may_not")
