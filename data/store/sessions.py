"""Who is logged in: a random token in the browser, only its hash in the store."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from data.store import record, throttle
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.errors import NotPossible
from data.store.schema import sessions, users

Row = Mapping[str, Any]
#: Without a request for this long the log-in ends.
IDLE = timedelta(minutes=30)
#: And after a working day in any case.
LONGEST = timedelta(hours=12)
#: How old ``seen_at`` may grow before it is written anew: not every look at a page is a write.
_SEEN_EVERY = timedelta(minutes=1)


def log_in(store: Store, login: str, password: str, address: str, *, at: datetime | None = None) -> str:
    """Open a session and return its token.

    The try is counted before the password is looked at, so that many tries at once are all counted.
    Raises NotPossible("login_wait", until=…) when there were too many, NotPossible("login_wrong") when the
    name or the password is wrong or the user is disabled, always in the same words.
    """
    from data.store.users import check_password

    at = at or now()
    with store.writing() as connection:
        until = throttle.may_try(connection, login, address, at=at)
        attempt = throttle.count_try(connection, login, address, at=at) if until is None else 0
    if until is not None:
        raise NotPossible("login_wait", until=until)
    with store.reading() as connection:
        user = check_password(connection, login, password)
    if user is None:
        raise NotPossible("login_wrong")
    with store.writing() as connection:
        throttle.succeeded(connection, attempt)
        token = open_session(connection, user["user_id"], at=at)
        actor = Actor(user["user_id"], user["role"], user["organisation_id"])
        record.append(connection, actor, "login", "user", user["user_id"])
    return token


def open_session(connection: Connection, user_id: str, *, at: datetime | None = None) -> str:
    """Open a session and return its token, which is nowhere kept; ended ones of days gone by are cleared."""
    at = at or now()
    token = secrets.token_urlsafe(32)
    connection.execute(delete(sessions).where(sessions.c.created_at < at - 2 * LONGEST))
    row = {"token_hash": _hash(token), "user_id": user_id, "created_at": at, "seen_at": at}
    connection.execute(insert(sessions).values(row))
    return token


def session_user(connection: Connection, token: str, *, at: datetime | None = None) -> Row | None:
    """The user logged in by ``token``, None when the session is unknown, ended, idle too long or the user
    disabled.

    A row of users with ``seen_at``; it changes nothing: ``recognise`` also keeps the session awake.
    """
    at = at or now()
    wanted = (
        select(users, sessions.c.seen_at)
        .join_from(sessions, users)
        .where(
            sessions.c.token_hash == _hash(token),
            sessions.c.ended_at.is_(None),
            sessions.c.seen_at > at - IDLE,
            sessions.c.created_at > at - LONGEST,
            users.c.active,
        )
    )
    found = connection.execute(wanted).mappings().one_or_none()
    return None if found is None else dict(found)


def recognise(store: Store, token: str, *, at: datetime | None = None) -> Row | None:
    """The user logged in by ``token`` (see ``session_user``), and the session is kept awake.

    Writes at most once a minute, so that readers do not wait for each other.
    """
    at = at or now()
    with store.reading() as connection:
        user = session_user(connection, token, at=at)
    if user is not None and at - user["seen_at"] >= _SEEN_EVERY:
        with store.writing() as connection:
            mine = sessions.c.token_hash == _hash(token)
            connection.execute(update(sessions).where(mine).values(seen_at=at))
    return user


def close_session(connection: Connection, token: str, *, at: datetime | None = None) -> None:
    """End one session: logging out."""
    user = session_user(connection, token, at=at)
    if user is not None:
        mine = sessions.c.token_hash == _hash(token)
        connection.execute(update(sessions).where(mine).values(ended_at=at or now()))
        actor = Actor(user["user_id"], user["role"], user["organisation_id"])
        record.append(connection, actor, "logout", "user", user["user_id"])


def end_sessions(
    connection: Connection, user_id: str, *, but: str | None = None, at: datetime | None = None
) -> None:
    """End every session of a user, save the one of the token ``but``."""
    theirs = update(sessions).where(sessions.c.user_id == user_id, sessions.c.ended_at.is_(None))
    if but is not None:
        theirs = theirs.where(sessions.c.token_hash != _hash(but))
    connection.execute(theirs.values(ended_at=at or now()))


def _hash(token: str) -> str:
    """The token is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
