"""Monthly statements as they are issued: worked out, written down with their hash, and read again."""

from __future__ import annotations

from sqlalchemy import Connection

from data.store.actor import Actor
from data.store.rows import Row


def issue(connection: Connection, actor: Actor, organisation_id: str, month: str) -> str:
    """Issue the statement of a month (YYYY-MM) that is over to one organisation; returns its id (office).

    Statements follow month on month; the newest month may be issued anew (the next edition) until it is
    confirmed.  Raises NotPossible("role_may_not"), ("month_unknown"), ("month_not_over"),
    ("statement_out_of_order", month=the one that can be issued), ("statement_empty"),
    ("statement_unchanged"), ("statement_confirmed"), ("disputes_open").
    """
    raise NotImplementedError


def issue_all(connection: Connection, actor: Actor, month: str) -> list[str]:
    """Issue every statement not yet issued up to a month that is over, to every organisation; their ids.

    An organisation's months that were left out since its last statement are issued too, in their order.
    Raises NotPossible as ``issue`` does about the month.
    """
    raise NotImplementedError


def list_statements(connection: Connection, actor: Actor, organisation_id: str | None = None) -> list[Row]:
    """The statements the actor may know of (an association its own), newest month first.

    Rows of ``statements`` without ``content``; with ``state`` (issued, disputed, answered, confirmed,
    replaced by a later edition), ``total_ore``, ``entries``, ``disputes`` (that wait for an answer).
    """
    raise NotImplementedError


def get_statement(connection: Connection, actor: Actor, statement_id: str) -> Row:
    """One statement as in ``list_statements``, with ``content`` as data/statements/build.py describes it.

    Raises NotFound when it is not there or not the actor's to know of.
    """
    raise NotImplementedError
