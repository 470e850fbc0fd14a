"""What the association says of the entries of a statement: confirmed or disputed, entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.statements.build import entries_of, entry_of
from data.statements.issue import PURPOSE
from data.statements.read import get_statement
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import NotFound, NotPossible
from data.store.outbox import page, tell_office
from data.store.reasons import given_reason
from data.store.rows import Row
from data.store.schema_account import statement_marks

#: Why an entry is disputed.
REASONS = (
    "not_vacant", "not_counted", "counted_wrongly", "wrong_turn", "wrong_day", "wrong_days", "wrong_amount",
    "refused_wrongly", "missing", "other",
)  # fmt: skip


def confirm(connection: Connection, actor: Actor, statement_id: str, entry: str) -> None:
    """The association confirms an entry, also one it disputed before.

    Raises NotFound (statement or entry), NotPossible("role_may_not"), ("statement_replaced").
    """
    row = _own(connection, actor, statement_id, entry)
    _write(connection, actor, statement_id, [entry], {"mark": "confirmed"})
    _note(connection, actor, "confirm", row, entry=entry)


def dispute(
    connection: Connection, actor: Actor, statement_id: str, entry: str, reason_code: str, reason: str
) -> str:
    """The association disputes an entry with a coded reason and words; returns the mark's id.

    Raises as ``confirm`` does, and NotPossible("reason_missing"), ("reason_unknown"),
    ("reason_text_missing"), with the field in ``values["field"]``; Refused for a reason that cannot be kept.
    """
    row = _own(connection, actor, statement_id, entry)
    if not reason_code:
        raise NotPossible("reason_missing", field="reason_code")
    if reason_code not in REASONS:
        raise NotPossible("reason_unknown", field="reason_code", reason=reason_code)
    if not reason.strip():
        raise NotPossible("reason_text_missing", field="reason")
    why = given_reason(reason, "statements")
    words = {"mark": "disputed", "reason_code": reason_code, "reason": why}
    (mark_id,) = _write(connection, actor, statement_id, [entry], words)
    _note(connection, actor, "dispute", row, entry=entry, reason_code=reason_code)
    tell_office(connection, "dispute", page("statements", statement_id))
    return mark_id


def confirm_rest(connection: Connection, actor: Actor, statement_id: str) -> int:
    """The association confirms every entry but those whose dispute waits for an answer; how many it were.

    A dispute that was answered is thereby settled.  Raises as ``confirm`` does.
    """
    row = _own(connection, actor, statement_id, None)
    marks: Mapping[str, Row] = row["marks"]
    rest = [
        key
        for key in (entry["entry"] for entry in entries_of(row["content"]))
        if key not in marks or (marks[key]["mark"] == "disputed" and marks[key]["answer"])
    ]
    if rest:
        _write(connection, actor, statement_id, rest, {"mark": "confirmed"})
        _note(connection, actor, "confirm", row, entries=len(rest))
    return len(rest)


def _own(connection: Connection, actor: Actor, statement_id: str, entry: str | None) -> Row:
    """A statement of the association's, in its newest edition; an entry that is in it."""
    row = get_statement(connection, actor, statement_id)
    if actor.role != "association":
        raise NotPossible("role_may_not", role=actor.role)
    if entry is not None and entry_of(row["content"], entry) is None:
        raise NotFound(f"there is no entry {entry}")
    if row["state"] == "replaced":
        raise NotPossible("statement_replaced")
    return row


def _write(
    connection: Connection, actor: Actor, statement_id: str, entries: Iterable[str], words: Mapping[str, Any]
) -> list[str]:
    """One mark each; they are numbered in their order, as the newest of an entry counts."""
    of_it = select(func.count()).where(statement_marks.c.statement_id == statement_id)
    first = int(connection.execute(of_it).scalar_one()) + 1
    rows = [
        {
            "mark_id": f"{statement_id}.{number:06d}", "statement_id": statement_id, "entry": entry,
            "marked_by": actor.user_id, "marked_at": now(), **words,
        }
        for number, entry in enumerate(entries, first)
    ]  # fmt: skip
    connection.execute(insert(statement_marks), rows)
    return [row["mark_id"] for row in rows]


def _note(connection: Connection, actor: Actor, action: str, row: Row, **details: Any) -> None:
    about = {"organisation_id": row["organisation_id"], "month": row["month"], **details}
    record.append(connection, actor, action, "statement", row["statement_id"], purpose=PURPOSE, details=about)
