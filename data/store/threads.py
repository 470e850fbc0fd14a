"""The thread of a vacancy: what its association and the allocation office write to each other about it.

Only added to.  Each side sees what it has not read; reading is marked by hand or by writing an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.choosing import require_person
from data.store.errors import NotPossible
from data.store.flats import get_vacancy
from data.store.given_words import for_association
from data.store.outbox import page, tell_office, tell_organisation
from data.store.schema import users, vacancies
from data.store.schema_landlord import messages, threads_read, tokens
from data.store.tokens import acts_by_token

OFFICE, ASSOCIATION = "office", "association"
SIDES = (OFFICE, ASSOCIATION)


@dataclass(frozen=True)
class Message:
    """One message: whose side wrote it, who, when; ``mine`` and ``unread`` as the reader's side has it."""

    message_id: int
    side: str
    author: str
    words: str
    written_at: datetime
    mine: bool
    unread: bool


def write(
    connection: Connection, actor: Actor, vacancy_id: str, words: str, *, seen: int | None = None
) -> int:
    """Write to the other side of a vacancy's thread, which marks what the writer saw as read; its id.

    ``seen`` is the last message the page showed: one that came meanwhile stays unread (None: all was seen).
    Office, or the association whose flat it is.  Raises NotFound, NotPossible("role_may_not"), and what
    ``given_words.for_association`` raises (field ``words``).
    """
    flat = get_vacancy(connection, actor, vacancy_id)
    side = _side(actor)
    if not acts_by_token(connection, actor):  # the words of a withdrawal that a program sends
        require_person(connection, actor)
    text = for_association(connection, actor, vacancy_id, words, "words", required=True)
    row = {"vacancy_id": vacancy_id, "organisation_id": flat["organisation_id"], "side": side, "words": text}
    made = connection.execute(insert(messages).values(**row, written_by=actor.user_id, written_at=now()))
    assert made.inserted_primary_key is not None
    message_id = int(made.inserted_primary_key[0])
    read = message_id if seen is None else min(seen, message_id)
    if read > _read_to(connection, vacancy_id, side):
        _mark(connection, vacancy_id, side, read)
    record.append(connection, actor, "message", "vacancy", vacancy_id, purpose="thread")
    if side == ASSOCIATION:
        tell_office(connection, "message", page("vacancies", vacancy_id) + "#thread")
    else:
        path = page("association", "flats", vacancy_id) + "#thread"
        tell_organisation(connection, str(flat["organisation_id"]), "message", path)
    return message_id


def messages_of(connection: Connection, actor: Actor, vacancy_id: str) -> list[Message]:
    """The thread of a vacancy, oldest first; office, auditor, and the association whose flat it is.

    Raises NotFound for a flat that is not there or not the actor's; for other roles the thread is empty.
    """
    flat = get_vacancy(connection, actor, vacancy_id)
    if actor.role not in (*SIDES, "auditor"):
        return []
    m = messages.c
    read = _read_to(connection, vacancy_id, actor.role)
    found = (
        select(messages, func.coalesce(users.c.name, tokens.c.name).label("name"))
        .join(users, users.c.user_id == m.written_by, isouter=True)
        .join(tokens, tokens.c.token_id == m.written_by, isouter=True)
        .where(m.vacancy_id == vacancy_id, m.organisation_id == flat["organisation_id"])
        .order_by(m.message_id)
    )
    return [
        Message(
            message_id=row.message_id, side=row.side, author=row.name or row.written_by, words=row.words,
            written_at=row.written_at, mine=row.side == actor.role,
            unread=actor.role in SIDES and row.side != actor.role and row.message_id > read,
        )
        for row in connection.execute(found)
    ]  # fmt: skip


def mark_read(connection: Connection, actor: Actor, vacancy_id: str, message_id: int) -> None:
    """The actor's side has read the thread up to a message it was shown; later ones stay unread.

    Raises NotFound, NotPossible("role_may_not").  A message of another thread changes nothing.
    """
    get_vacancy(connection, actor, vacancy_id)
    side = _side(actor)
    there = select(messages.c.message_id).where(
        messages.c.vacancy_id == vacancy_id, messages.c.message_id == message_id
    )
    if connection.execute(there).first() is None or message_id <= _read_to(connection, vacancy_id, side):
        return
    _mark(connection, vacancy_id, side, message_id)
    record.append(connection, actor, "read", "vacancy", vacancy_id, purpose="thread")


def unread(connection: Connection, actor: Actor) -> dict[str, int]:
    """How many messages each vacancy's thread holds that the actor's side has not read; only those with any.

    An association's are of its own flats; roles without a side have none.
    """
    if actor.role not in SIDES:
        return {}
    rows = connection.execute(waiting(actor.role, actor.organisation_id))
    return {str(row.vacancy_id): int(row.number) for row in rows}


def waiting(side: str, organisation_id: str | None = None) -> Any:
    """The threads a side has not read to the end: rows of vacancy_id, number of messages, first_at."""
    m, r = messages.c, threads_read.c
    here: ColumnElement[bool] = and_(r.vacancy_id == m.vacancy_id, r.side == side)
    found = (
        select(m.vacancy_id, func.count().label("number"), func.min(m.written_at).label("first_at"))
        .join_from(messages, threads_read, here, isouter=True)
        .join(vacancies, vacancies.c.vacancy_id == m.vacancy_id)
        .where(
            m.side != side,
            m.organisation_id == vacancies.c.organisation_id,
            or_(r.message_id.is_(None), m.message_id > r.message_id),
        )
        .group_by(m.vacancy_id)
        .order_by(m.vacancy_id)
    )
    return found if side == OFFICE else found.where(m.organisation_id == organisation_id)


def _side(actor: Actor) -> str:
    if actor.role not in SIDES:
        raise NotPossible("role_may_not", role=actor.role)
    return actor.role


def _read_to(connection: Connection, vacancy_id: str, side: str) -> int:
    r = threads_read.c
    found = select(r.message_id).where(r.vacancy_id == vacancy_id, r.side == side)
    return int(connection.execute(found).scalar_one_or_none() or 0)


def _mark(connection: Connection, vacancy_id: str, side: str, message_id: int) -> None:
    r = threads_read.c
    connection.execute(delete(threads_read).where(r.vacancy_id == vacancy_id, r.side == side))
    row: Mapping[str, Any] = {"vacancy_id": vacancy_id, "side": side, "message_id": message_id}
    connection.execute(insert(threads_read).values(**row))
