"""Earlier states: every change keeps the state before it, and a stale screen is told what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql
from sqlalchemy import Connection, insert, select, update

from data.exchange import tables as given
from data.exchange.columns import Column, Table
from data.store import schema
from data.store.actor import Actor
from data.store.base import now
from data.store.cells import text_of
from data.store.citizen_places import place_texts
from data.store.errors import Conflict, NotFound
from data.store.rows import Row, row_of, rows_of

#: Columns that say who changed a row and when, and so are no part of its state.
_BOOKKEEPING = frozenset(("version", "changed_at", "changed_by", "created_at"))
_TEXT = Column("", "text", "", "", "")


@dataclass(frozen=True)
class Kind:
    """A kind of row that is versioned: its table in the store and in the exchange, and its key."""

    name: str
    table: sql.Table
    key: str
    given: Table | None = None

    def state(self, row: Row) -> dict[str, Any]:
        """A row as texts by column, those of the store alone (state, closed_on, …) too."""
        columns = {} if self.given is None else self.given.by_name
        return {
            name: text_of(columns.get(name, _TEXT), row[name])
            for name in self.table.c.keys()  # noqa: SIM118
            if name not in _BOOKKEEPING
        }

    def get(self, connection: Connection, subject: Any) -> Row:
        """The row of a subject; raises NotFound."""
        row = row_of(connection, select(self.table).where(self.table.c[self.key] == subject))
        if row is None:
            raise NotFound(f"there is no {self.name} {subject}")
        return row


CITIZEN = Kind("citizen", schema.citizens, "citizen_id", given.CITIZENS)
VACANCY = Kind("vacancy", schema.vacancies, "vacancy_id", given.VACANCIES)
MILIEU = Kind("milieu", schema.milieus, "milieu_id")
TEAM = Kind("team", schema.teams, "team_id", given.TEAMS)
QUOTA = Kind("quota", schema.quotas, "quota_id", given.QUOTAS)
KINDS = {kind.name: kind for kind in (CITIZEN, VACANCY, MILIEU, TEAM, QUOTA)}


def stamps(actor: Actor) -> dict[str, Any]:
    """Who changes a row, and when; the values every insert and update carries."""
    return {"changed_at": now(), "changed_by": actor.user_id}


def changed_columns(kind: Kind, row: Row, values: Mapping[str, Any]) -> list[str]:
    """The columns of ``values`` that differ from the stored row, by name."""
    before, after = kind.state(row), kind.state({**row, **values})
    return sorted(name for name in values if before[name] != after[name])


def change(
    connection: Connection,
    actor: Actor,
    kind: Kind,
    row: Row,
    values: Mapping[str, Any],
    *,
    force: bool = False,
) -> list[str]:
    """Change a row, keep its state before, and return the columns that changed; none: nothing is done.

    ``force``: what belongs to it elsewhere changes (a citizen's places), so that it counts as changed anyway.
    """
    changed = changed_columns(kind, row, values)
    if not changed and not force:
        return []
    connection.execute(insert(schema.versions).values(**earlier(connection, kind, row)))
    connection.execute(
        update(kind.table)
        .where(kind.table.c[kind.key] == row[kind.key])
        .values(**values, version=row["version"] + 1, **stamps(actor))
    )
    return changed


def whole_state(connection: Connection, kind: Kind, row: Row) -> dict[str, Any]:
    """A row's state with what belongs to it elsewhere: a citizen's places."""
    beside = {"places": place_texts(connection, row[kind.key])} if kind is CITIZEN else {}
    return {**kind.state(row), **beside}


def earlier(connection: Connection, kind: Kind, row: Row) -> dict[str, Any]:
    """The row of ``versions`` that keeps a state before it is changed or taken away."""
    return {
        "kind": kind.name,
        "subject": str(row[kind.key]),
        "version": row["version"],
        "cells": whole_state(connection, kind, row),
        "changed_at": row["changed_at"],
        "changed_by": row["changed_by"],
    }


def check_version(connection: Connection, kind: Kind, row: Row, version: int | None) -> None:
    """Raises Conflict("stale") with what the screen showed and what stands now; None asks for no check."""
    if version is None or version == row["version"]:
        return
    v = schema.versions.c
    of = (v.kind == kind.name) & (v.subject == str(row[kind.key])) & (v.version == version)
    shown = connection.execute(select(v.cells).where(of)).scalar_one_or_none() or {}
    stands = whole_state(connection, kind, row)
    difference = {
        name: (shown[name], stands[name]) for name in stands if name in shown and shown[name] != stands[name]
    }
    raise Conflict("stale", difference, subject=str(row[kind.key]))


def versions_of(connection: Connection, kind: str, subject: str) -> list[Row]:
    """The earlier states of a subject, oldest first: version, cells (texts by column), changed_at, _by."""
    v = schema.versions
    found = select(v).where(v.c.kind == kind, v.c.subject == subject).order_by(v.c.version)
    return rows_of(connection, found)
