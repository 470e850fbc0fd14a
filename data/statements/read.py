"""Statements as they are read: by the office all, by an association its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, select, true

from data.statements.build import entries_of
from data.statements.stand import newest_marks, open_disputes, stands
from data.store.actor import Actor
from data.store.errors import NotFound
from data.store.rows import Row, rows_of
from data.store.schema_account import statements


def list_statements(connection: Connection, actor: Actor, organisation_id: str | None = None) -> list[Row]:
    """The statements the actor may know of (an association its own), newest month first.

    Rows of ``statements``, with ``organisation`` (its name), ``marks`` (the newest by entry), ``state`` (a
    code of data.statements.stand.STATES), ``entries`` (how many), ``disputes`` (that wait for an answer) and
    ``total_ore``.
    """
    s = statements.c
    wanted = select(statements).where(_seen_by(actor))
    if organisation_id is not None:
        wanted = wanted.where(s.organisation_id == organisation_id)
    rows = rows_of(connection, wanted.order_by(s.month.desc(), s.organisation_id, s.edition.desc()))
    marks = newest_marks(connection, [row["statement_id"] for row in rows])
    newest: dict[tuple[str, str], int] = {}
    for row in reversed(rows):
        newest[row["organisation_id"], row["month"]] = row["edition"]
    return [
        _told(
            row,
            marks.get(row["statement_id"], {}),
            replaced=row["edition"] < newest[row["organisation_id"], row["month"]],
        )
        for row in rows
    ]


def get_statement(connection: Connection, actor: Actor, statement_id: str) -> Row:
    """One statement as in ``list_statements``; its ``content`` is described in data/statements/build.py.

    Raises NotFound when it is not there or not the actor's to know of.
    """
    s = statements.c
    found = select(s.organisation_id).where(s.statement_id == statement_id, _seen_by(actor))
    organisation_id = connection.execute(found).scalar_one_or_none()
    if organisation_id is None:
        raise NotFound(f"there is no statement {statement_id}")
    every = list_statements(connection, actor, organisation_id)
    return next(row for row in every if row["statement_id"] == statement_id)


def _told(row: Row, marks: dict[str, Row], replaced: bool) -> dict[str, Any]:
    content = row["content"]
    entries = sum(1 for _ in entries_of(content))
    return {
        **row,
        "organisation": content["organisation"],
        "marks": marks,
        "state": stands(entries, marks, replaced),
        "entries": entries,
        "disputes": 0 if replaced else len(open_disputes(marks)),
        "total_ore": content["sums"]["total"],
    }


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    if actor.role == "association":
        return statements.c.organisation_id == actor.organisation_id
    return true()
