"""Statements as they are read: by the office all, by an association its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, true

from data.statements.stand import newest_marks, open_disputes, stands
from data.store.actor import Actor
from data.store.errors import NotFound
from data.store.rows import Row, row_of, rows_of
from data.store.schema import organisations
from data.store.schema_account import statements


def list_statements(connection: Connection, actor: Actor, organisation_id: str | None = None) -> list[Row]:
    """The statements the actor may know of (an association its own), newest month first.

    Rows of ``statements`` without ``content``, with ``organisation`` (its name), ``marks`` (the newest by
    entry), ``state`` (a code of data.statements.stand.STATES) and ``disputes`` (that wait for an answer).
    """
    s, o = statements.c, organisations.c
    shown = [column for column in s if column is not s.content]
    wanted = (
        select(*shown, func.coalesce(o.name, s.organisation_id).label("organisation"))
        .join_from(statements, organisations, o.organisation_id == s.organisation_id, isouter=True)
        .where(_seen_by(actor))
        .order_by(s.month.desc(), s.organisation_id, s.edition.desc())
    )
    if organisation_id is not None:
        wanted = wanted.where(s.organisation_id == organisation_id)
    return _told(connection, rows_of(connection, wanted))


def get_statement(connection: Connection, actor: Actor, statement_id: str) -> Row:
    """One statement as in ``list_statements``, with its ``content`` as data/statements/build.py describes it.

    Raises NotFound when it is not there or not the actor's to know of.
    """
    same = statements.c.statement_id == statement_id
    found = row_of(connection, select(statements).where(same, _seen_by(actor)))
    if found is None:
        raise NotFound(f"there is no statement {statement_id}")
    every = list_statements(connection, actor, found["organisation_id"])
    told = next(row for row in every if row["statement_id"] == statement_id)
    return {**told, "content": found["content"]}


def _told(connection: Connection, rows: Iterable[Row]) -> list[Row]:
    """The rows with where they stand."""
    rows = list(rows)
    marks = newest_marks(connection, [row["statement_id"] for row in rows])
    newest: dict[tuple[str, str], int] = {}
    for row in reversed(rows):
        newest[row["organisation_id"], row["month"]] = row["edition"]
    return [_stood(row, marks.get(row["statement_id"], {}), newest) for row in rows]


def _stood(row: Row, marks: dict[str, Row], newest: dict[tuple[str, str], int]) -> dict[str, Any]:
    replaced = row["edition"] < newest[row["organisation_id"], row["month"]]
    return {
        **row,
        "marks": marks,
        "state": stands(row["entries"], marks, replaced),
        "disputes": 0 if replaced else len(open_disputes(marks)),
    }


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    if actor.role == "association":
        return statements.c.organisation_id == actor.organisation_id
    return true()
