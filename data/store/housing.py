"""What a decision does to the citizen and the flat themselves: housed and let, or free again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from data.store.actor import Actor
from data.store.base import now
from data.store.schema import citizens, vacancies, versions


def keep_version(connection: Connection, kind: str, subject: str, row: dict[str, Any]) -> None:
    """Keep how a row stood before it is changed (columns as texts), under the version it had."""
    cells = {name: _text(value) for name, value in row.items() if name not in _STAMPS}
    values = {
        "kind": kind, "subject": subject, "version": row["version"], "cells": cells,
        "changed_at": row["changed_at"], "changed_by": row["changed_by"],
    }  # fmt: skip
    connection.execute(insert(versions).values(**values))


_STAMPS = ("version", "changed_at", "changed_by")


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def set_citizen_state(
    connection: Connection, actor: Actor, citizen_id: str, state: str, *, on: date | None, reason: str = ""
) -> bool:
    """Let a citizen be waiting (``on`` None), housed or closed; whether that changed anything."""
    closing = {"closed_on": on, "closed_reason": reason or None}
    return _set(connection, actor, citizens, "citizen", citizen_id, {"state": state, **closing})


def set_vacancy_state(
    connection: Connection, actor: Actor, vacancy_id: str, state: str, *, on: date | None
) -> bool:
    """Let a flat be vacant (``on`` None), let, given_back or withdrawn; whether that changed anything."""
    return _set(connection, actor, vacancies, "vacancy", vacancy_id, {"state": state, "closed_on": on})


def _set(
    connection: Connection, actor: Actor, table: Table, kind: str, subject: str, values: dict[str, Any]
) -> bool:
    key = table.c[f"{kind}_id"]
    row = dict(connection.execute(select(table).where(key == subject)).mappings().one())
    if row["state"] == values["state"]:
        return False
    keep_version(connection, kind, subject, row)
    stamp = {"version": row["version"] + 1, "changed_at": now(), "changed_by": actor.user_id}
    connection.execute(update(table).where(key == subject).values(**values, **stamp))
    return True
