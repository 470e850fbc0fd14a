"""Tokens for the API: one organisation's or the office's, made and revoked by the administrator.

A token is 256 random bits; only its hash stands in the store, so that it is shown once and never again.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from sqlalchemy import Connection, Select, func, insert, select, update

from data.exchange.faults import Fault
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.errors import NotFound, NotPossible, Refused
from data.store.rows import Row, row_of, rows_of
from data.store.schema import organisations
from data.store.schema_landlord import tokens
from data.store.settings import today
from data.store.users import list_organisations

#: The roles a token may act in.
TOKEN_ROLES = ("association", "office")
#: Begins every token, so that one left in a file is recognised by those who look for such things.
PREFIX = "husrum_"
LONGEST_NAME = 200
#: How old ``used_at`` may grow before it is written anew: not every request is a write.
_USED_EVERY = timedelta(hours=1)


def make_token(
    connection: Connection,
    actor: Actor,
    *,
    name: str,
    role: str,
    organisation_id: str | None = None,
    expires_on: date | None = None,
) -> tuple[str, str]:
    """Make a token and return its id and the token itself, which is nowhere kept; administrator only.

    ``name`` says who uses it for what; after ``expires_on`` it opens nothing.  Raises
    NotPossible("role_may_not") and Refused; the message of each fault is a code, in words as message
    ``tokens.fault.CODE``.
    """
    _must_be_administrator(actor)
    faults = _faults(connection, name, role, organisation_id, expires_on)
    if faults:
        raise Refused([Fault("tokens", 1, column, code) for column, code in faults.items()])
    token = PREFIX + secrets.token_urlsafe(32)
    token_id = f"K{connection.execute(select(func.count()).select_from(tokens)).scalar_one() + 1:03d}"
    connection.execute(insert(tokens).values(
        token_id=token_id, token_hash=_hash(token), name=name.strip(), role=role,
        organisation_id=organisation_id or None, created_by=actor.user_id, created_at=now(),
        expires_on=expires_on, revoked=False,
    ))  # fmt: skip
    told = {"role": role, "organisation_id": organisation_id or None, "until": expires_on}
    record.append(connection, actor, "create", "token", token_id, details=told)
    return token_id, token


def list_tokens(connection: Connection) -> list[Row]:
    """Every token ever made, newest first, never the token itself.

    With ``organisation``, the name of whose it is, and ``ended``: blank, ``revoked`` or ``expired``.
    """
    day = today(connection)
    rows = rows_of(connection, _rows().order_by(tokens.c.created_at.desc(), tokens.c.token_id.desc()))
    return [{**row, "ended": _ended(row, day)} for row in rows]


def get_token(connection: Connection, token_id: str) -> Row:
    """One token as ``list_tokens`` gives it; raises NotFound."""
    row = row_of(connection, _rows().where(tokens.c.token_id == token_id))
    if row is None:
        raise NotFound(f"no token {token_id}")
    return {**row, "ended": _ended(row, today(connection))}


def revoke_token(connection: Connection, actor: Actor, token_id: str) -> None:
    """Let a token open nothing from now on, for good; one that is revoked already stays so.

    Administrator only.  Raises NotFound and NotPossible("role_may_not").
    """
    _must_be_administrator(actor)
    if get_token(connection, token_id)["revoked"]:
        return
    values = {"revoked": True, "revoked_by": actor.user_id, "revoked_at": now()}
    connection.execute(update(tokens).where(tokens.c.token_id == token_id).values(**values))
    record.append(connection, actor, "revoke", "token", token_id)


def recognise(store: Store, token: str) -> Row | None:
    """The token's row of ``tokens``; None when there is no such token, or it is revoked or expired."""
    with store.reading() as connection:
        row = row_of(connection, select(tokens).where(tokens.c.token_hash == _hash(token)))
        if row is None or _ended(row, today(connection)):
            return None
    if row["used_at"] is None or now() - row["used_at"] >= _USED_EVERY:
        with store.writing() as connection:
            mine = tokens.c.token_id == row["token_id"]
            connection.execute(update(tokens).where(mine).values(used_at=now()))
    return row


def acts_by_token(connection: Connection, actor: Actor) -> bool:
    """Whether the actor is a token that opens something, and not a person."""
    t = tokens.c
    mine = select(tokens).where(
        t.token_id == actor.user_id,
        t.role == actor.role,
        t.organisation_id.is_not_distinct_from(actor.organisation_id),
    )
    row = row_of(connection, mine)
    return row is not None and not _ended(row, today(connection))


def actor_of(row: Row) -> Actor:
    """Who acts by a token: its id stands where a user's id does."""
    return Actor(row["token_id"], row["role"], row["organisation_id"])


def _rows() -> Select[tuple[object, ...]]:
    named = organisations.c.name.label("organisation")
    return select(tokens, named).select_from(tokens.outerjoin(organisations))


def _ended(row: Row, day: date) -> str:
    if row["revoked"]:
        return "revoked"
    return "expired" if row["expires_on"] is not None and row["expires_on"] < day else ""


def _faults(
    connection: Connection, name: str, role: str, organisation_id: str | None, expires_on: date | None
) -> dict[str, str]:
    """Column → code of what is wrong."""
    faults = {}
    if not name.strip():
        faults["name"] = "missing"
    elif len(name.strip()) > LONGEST_NAME:
        faults["name"] = "name_long"
    if role not in TOKEN_ROLES:
        faults["role"] = "role_unknown"
    of_kind = [row["organisation_id"] for row in list_organisations(connection, "association")]
    if role == "association" and organisation_id not in of_kind:
        faults["organisation_id"] = "organisation_unknown" if organisation_id else "organisation_missing"
    elif role != "association" and organisation_id:
        faults["organisation_id"] = "organisation_not_for_role"
    if expires_on is not None and expires_on < today(connection):
        faults["expires_on"] = "expires_past"
    return faults


def _must_be_administrator(actor: Actor) -> None:
    if actor.role != "administrator":
        raise NotPossible("role_may_not")


def _hash(token: str) -> str:
    """The token is random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()
