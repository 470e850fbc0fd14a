"""Monthly statements as they are issued: worked out, written down with their hash and the record's head."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import Connection, insert, select, union

from data.statements.amounts import billed
from data.statements.build import content_of, entries_of, hash_of, is_empty
from data.statements.months import after_of, following, month_of, months_between
from data.statements.stand import newest_editions, newest_marks, open_disputes, stands
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import NotPossible
from data.store.flats import must_be_office
from data.store.outbox import page, tell_organisation
from data.store.rows import Row
from data.store.schema import quotas, vacancies
from data.store.schema_account import charges, statements
from data.store.settings import today

PURPOSE = "account"


def issue(connection: Connection, actor: Actor, organisation_id: str, month: str) -> str:
    """Issue the statement of a month (YYYY-MM) that is over to one organisation; returns its id (office).

    Statements follow month on month, from the first with anything in it; the newest may be issued anew (the
    next edition) until it is confirmed.  Raises NotPossible("role_may_not"), ("month_unknown"),
    ("month_not_over"), ("statement_out_of_order", month=the one that can be issued), ("statement_empty"),
    ("statement_unchanged"), ("statement_confirmed"), ("disputes_open").
    """
    must_be_office(actor)
    _must_be_over(connection, month)
    stand = newest_editions(connection, organisation_id)
    edition = _edition(connection, stand, month)
    others = [row for other, row in stand.items() if other != month]
    content = content_of(connection, organisation_id, month, billed(others, month))
    if is_empty(content) and not stand:
        raise NotPossible("statement_empty")
    if edition > 1 and hash_of(content) == stand[month]["content_sha256"]:
        raise NotPossible("statement_unchanged")
    return _write(connection, actor, content, edition)


def issue_all(connection: Connection, actor: Actor, month: str) -> list[str]:
    """Issue every statement not yet issued up to a month that is over, to every organisation; their ids.

    An organisation's months that were left out since its last statement are issued too, in their order.
    Raises NotPossible as ``issue`` does about the month.
    """
    must_be_office(actor)
    _must_be_over(connection, month)
    issued = []
    for organisation_id in organisations_with_accounts(connection):
        newest = max(newest_editions(connection, organisation_id), default=None)
        due = [month] if newest is None else months_between(following(newest), month)
        for one in due:
            try:
                issued.append(issue(connection, actor, organisation_id, one))
            except NotPossible as error:
                if error.code != "statement_empty":
                    raise
    return issued


def organisations_with_accounts(connection: Connection) -> list[str]:
    """The organisations there can be a statement for: with an account, a vacancy or a charge, by id."""
    every = union(*(select(table.c.organisation_id) for table in (quotas, vacancies, charges)))
    return sorted(str(found) for found in connection.execute(every).scalars())


def _must_be_over(connection: Connection, month: str) -> None:
    if after_of(month) > today(connection):
        raise NotPossible("month_not_over", field="month")


def _edition(connection: Connection, stand: dict[str, Row], month: str) -> int:
    """The number of the edition to be issued, after checking that it is this month's turn."""
    newest = max(stand, default=None)
    if newest is None or month == following(newest):
        return 1
    if month != newest:
        raise NotPossible("statement_out_of_order", field="month", month=following(newest))
    row = stand[newest]
    marks = newest_marks(connection, [row["statement_id"]]).get(row["statement_id"], {})
    if open_disputes(marks):
        raise NotPossible("disputes_open")
    if stands(row["entries"], marks, replaced=False) == "confirmed":
        raise NotPossible("statement_confirmed")
    return int(row["edition"]) + 1


def _write(connection: Connection, actor: Actor, content: dict[str, Any], edition: int) -> str:
    """The record's entry about it carries the hash of the content; its own hash is printed on it."""
    statement_id, sha256 = secrets.token_hex(8), hash_of(content)
    row: dict[str, Any] = {
        "statement_id": statement_id, "organisation_id": content["organisation_id"],
        "month": content["month"], "edition": edition, "content": content, "content_sha256": sha256,
        "entries": len(list(entries_of(content))), "total_ore": content["sums"]["total"],
        "issued_by": actor.user_id, "issued_at": now(),
    }  # fmt: skip
    details = {name: row[name] for name in ("organisation_id", "month", "edition", "content_sha256")}
    record.append(connection, actor, "issue", "statement", statement_id, purpose=PURPOSE, details=details)
    number, head = record.head(connection)
    connection.execute(insert(statements).values(**row, record_number=number, record_hash=head))
    tell_organisation(
        connection, row["organisation_id"], "statement_issued", page("statements", statement_id)
    )
    return statement_id


def last_month(connection: Connection) -> str:
    """The month that was over last."""
    this = today(connection).replace(day=1)
    return month_of(this.replace(year=this.year - 1, month=12) if this.month == 1 else
                    this.replace(month=this.month - 1))  # fmt: skip
