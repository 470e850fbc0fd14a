"""The record: who did or saw what, when and for what task; a chain of hashes that is only ever added to.

An entry is written in the transaction of what it tells of: what is not recorded has not happened.  It holds
pseudonyms, codes and reasons, never a name, an address or a CPR number.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.store.actor import Actor
from data.store.base import now
from data.store.schema import record

#: The hash before the first entry.
BEGINNING = "0" * 64
#: The columns of an entry that its hash covers, in their order.
COVERED = (
    "number",
    "at",
    "actor",
    "role",
    "action",
    "subject_kind",
    "subject",
    "purpose",
    "details",
    "previous_hash",
)


def append(
    connection: Connection,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject: str,
    *,
    purpose: str = "",
    details: dict[str, Any] | None = None,
) -> str:
    """Add one entry inside the caller's transaction and return its hash.

    ``action`` is a code (view, search, export, create, change, run, accept, step, …); ``subject_kind`` one of
    citizen, vacancy, offer, run, user, policy, …; ``purpose`` the code of the task at hand; ``details`` plain
    JSON values.
    """
    last = connection.execute(
        select(record.c.number, record.c.hash).order_by(record.c.number.desc()).limit(1)
    ).one_or_none()
    entry: dict[str, Any] = {
        "number": 1 if last is None else last.number + 1,
        "at": now().isoformat(timespec="microseconds"),
        "actor": actor.user_id,
        "role": actor.role,
        "action": action,
        "subject_kind": subject_kind,
        "subject": subject,
        "purpose": purpose,
        "details": json.dumps(details or {}, sort_keys=True, ensure_ascii=False, default=str),
        "previous_hash": BEGINNING if last is None else last.hash,
    }
    entry["hash"] = hash_of(entry)
    connection.execute(insert(record).values(entry))
    connection.info["husrum_head"] = (entry["number"], entry["hash"])
    return str(entry["hash"])


def hash_of(entry: dict[str, Any]) -> str:
    """SHA-256 over the covered columns of an entry as one line of JSON."""
    covered = json.dumps([entry[name] for name in COVERED], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(covered.encode()).hexdigest()


def head(connection: Connection) -> tuple[int, str]:
    """The number and hash of the last entry; (0, BEGINNING) before the first."""
    row = connection.execute(
        select(record.c.number, record.c.hash).order_by(record.c.number.desc()).limit(1)
    ).one_or_none()
    return (0, BEGINNING) if row is None else (row.number, row.hash)


def count(connection: Connection) -> int:
    """How many entries there are."""
    return int(connection.execute(select(func.count()).select_from(record)).scalar_one())
