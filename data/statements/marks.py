"""What the association says of the entries of a statement: confirmed or disputed, entry by entry."""

from __future__ import annotations

from sqlalchemy import Connection

from data.store.actor import Actor
from data.store.rows import Row

#: Why an entry is disputed.
REASONS = (
    "not_ours", "not_counted", "counted_wrongly", "wrong_day", "wrong_turn", "wrong_days", "wrong_amount",
    "missing", "other",
)  # fmt: skip


def marks_of(connection: Connection, statement_id: str) -> dict[str, Row]:
    """The newest mark of each marked entry, by entry: rows of ``statement_marks``."""
    raise NotImplementedError


def confirm(connection: Connection, actor: Actor, statement_id: str, entry: str) -> None:
    """The association confirms an entry, also one it disputed before."""
    raise NotImplementedError


def dispute(
    connection: Connection, actor: Actor, statement_id: str, entry: str, reason_code: str, reason: str
) -> str:
    """The association disputes an entry with a coded reason and words; returns the mark's id."""
    raise NotImplementedError


def confirm_rest(connection: Connection, actor: Actor, statement_id: str) -> int:
    """The association confirms every entry it does not dispute; how many were confirmed by it."""
    raise NotImplementedError
