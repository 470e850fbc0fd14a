"""What the API answered to each idempotency key: the same request again is answered, not done, again."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from data.store.base import now
from data.store.errors import NotPossible
from data.store.schema_landlord import api_answers

#: How long a key is remembered.
KEPT = timedelta(days=30)


def fingerprint(method: str, path: str, body: bytes) -> str:
    """What tells one request from another: SHA-256 over method, path with query, and body."""
    return hashlib.sha256(b"\0".join((method.encode(), path.encode(), body))).hexdigest()


def answered(connection: Connection, token_id: str, key: str, fingerprint: str) -> tuple[int, Any] | None:
    """The status and the answer this very request got when it came first; None when it is new.

    Keys are a token's own.  Raises NotPossible("key_reused") when the key came with another request.
    """
    a = api_answers.c
    wanted = select(a.fingerprint, a.status, a.answer).where(
        a.token_id == token_id, a.key == key, a.at > now() - KEPT
    )
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise NotPossible("key_reused")
    return row.status, row.answer


def keep_answer(
    connection: Connection, token_id: str, key: str, fingerprint: str, status: int, answer: Any
) -> None:
    """Remember the answer, in the transaction of what was done; keys older than ``KEPT`` are forgotten."""
    moment = now()
    connection.execute(delete(api_answers).where(api_answers.c.at <= moment - KEPT))
    row = {"token_id": token_id, "key": key, "fingerprint": fingerprint, "status": status,
           "answer": answer, "at": moment}  # fmt: skip
    connection.execute(insert(api_answers).values(row))
