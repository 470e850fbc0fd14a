"""Where a statement stands between the two sides, from the newest mark of each entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from data.store.rows import Row, rows_of
from data.store.schema_account import statement_marks, statements

#: replaced: a later edition took its place.  disputed: a dispute waits for the office's answer.  answered:
#: every dispute has its answer and the association has not confirmed yet.  confirmed: every entry is.
STATES = ("issued", "disputed", "answered", "confirmed", "replaced")


def newest_marks(connection: Connection, statement_ids: Iterable[str]) -> dict[str, dict[str, Row]]:
    """The newest mark of each marked entry, by statement and entry: rows of ``statement_marks``."""
    m = statement_marks.c
    wanted = select(statement_marks).where(m.statement_id.in_(list(statement_ids))).order_by(m.mark_id)
    found: dict[str, dict[str, Row]] = {}
    for row in rows_of(connection, wanted):
        found.setdefault(row["statement_id"], {})[row["entry"]] = row
    return found


def open_disputes(marks: Mapping[str, Row]) -> list[str]:
    """The entries whose dispute waits for an answer."""
    return [entry for entry, mark in marks.items() if mark["mark"] == "disputed" and not mark["answer"]]


def stands(entries: int, marks: Mapping[str, Row], replaced: bool) -> str:
    """The state of a statement of so many entries, a code of ``STATES``."""
    if replaced:
        return "replaced"
    if open_disputes(marks):
        return "disputed"
    if sum(mark["mark"] == "confirmed" for mark in marks.values()) == entries:
        return "confirmed"
    return "answered" if any(mark["mark"] == "disputed" for mark in marks.values()) else "issued"


def newest_editions(connection: Connection, organisation_id: str) -> dict[str, Row]:
    """The statements of an organisation that stand, by month: the newest edition of each."""
    s = statements.c
    wanted = select(statements).where(s.organisation_id == organisation_id).order_by(s.month, s.edition)
    return {row["month"]: row for row in rows_of(connection, wanted)}
