"""The quarter-rule accounts and the monthly statements; an association's own, all for the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.statements.pools import balance_told, event_told, terms_told
from data.statements.read import get_statement, list_statements
from data.store import ledger
from data.store.rows import Row
from data.store.settings import today
from data.store.tokens import get_token
from web.access import by_token
from web.api.blueprint import api
from web.api.models import (
    AccountList,
    AccountQuery,
    AccountWithEvents,
    StatementList,
    StatementWhole,
    TokenAnswer,
)  # fmt: skip
from web.api.operations import Operation, Reply, operation
from web.here import actor, store

_HEAD = (
    "statement_id", "organisation_id", "month", "edition", "state", "total_ore", "content_sha256",
    "record_number", "record_hash",
)  # fmt: skip


@api.get("/accounts")
@by_token("association", "office", own=True)
@operation(Operation("listAccounts", "account", AccountList))
def accounts() -> Reply:
    """Every account the token may know of, as it stands now."""
    with store().reading() as connection:
        found = ledger.balances(connection, actor())
        items = [
            _account(connection, ledger.account_row(connection, actor(), one.quota_id), one.account, None)
            for one in found
        ]
    return Reply({"items": items})


@api.get("/accounts/<int:quota_id>")
@by_token("association", "office", own=True)
@operation(Operation("getAccount", "account", AccountWithEvents, query=AccountQuery, problems=("not_found",)))
def account(quota_id: int, query: AccountQuery) -> Reply:
    """One account with its events, as it stands now or stood at the end of a day."""
    with store().reading() as connection:
        row = ledger.account_row(connection, actor(), quota_id)
        balance = ledger.balance_at(connection, quota_id, query.on or today(connection))
        agreed = ledger.agreements_of(connection, quota_id)
        events = ledger.events_of(connection, actor(), quota_id)
        told = [
            event_told(quota_id, one, agreed)
            for one in events
            if query.on is None or one.event["day"] <= query.on
        ]
        return Reply({**_account(connection, row, balance, query.on), "events": told})


def _account(connection: Connection, row: Row, balance: Any, on: date | None) -> dict[str, Any]:
    agreed = ledger.agreements_of(connection, row["quota_id"])
    return {
        "quota_id": row["quota_id"],
        "organisation_id": row["organisation_id"],
        "municipality": row["municipality"] or "",
        "department_id": row["department_id"] or "",
        "class": row["class"],
        **terms_told(agreed, on or today(connection)),
        "balance": balance_told(balance),
    }


@api.get("/statements")
@by_token("association", "office", own=True)
@operation(Operation("listStatements", "statements", StatementList))
def statements() -> Reply:
    """The monthly statements the token may know of."""
    with store().reading() as connection:
        return Reply({"items": [_head(row) for row in list_statements(connection, actor())]})


@api.get("/statements/<statement_id>")
@by_token("association", "office", own=True)
@operation(Operation("getStatement", "statements", StatementWhole, problems=("not_found",)))
def statement(statement_id: str) -> Reply:
    """One statement as it was issued."""
    with store().reading() as connection:
        row = get_statement(connection, actor(), statement_id)
    return Reply({**_head(row), "content": row["content"]})


@api.get("/token")
@by_token("association", "office")
@operation(Operation("getToken", "token", TokenAnswer))
def token() -> Reply:
    """Whose the token is."""
    with store().reading() as connection:
        row = get_token(connection, actor().user_id)
        day = today(connection)
    names = ("token_id", "name", "role", "organisation_id")
    expires = row["expires_on"] and row["expires_on"].isoformat()
    told = {name: row[name] for name in names} | {"expires_on": expires, "today": day.isoformat()}
    return Reply(told)


def _head(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _HEAD} | {"issued_at": row["issued_at"].isoformat()}
