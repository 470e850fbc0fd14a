"""Looking changes nothing: after every GET of every role the store is as it was, but for the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from filled_office import Office
from pages import pages_of, reader
from sqlalchemy import select
from test_web_access import TABLE, address, routes

from data.store.actor import ROLES
from data.store.base import METADATA
from data.store.engine import Store


def dump(store: Store) -> dict[str, list[Any]]:
    """Every row of every table but the record."""
    with store.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in METADATA.sorted_tables
            if table.name != "record"
        }


@pytest.mark.parametrize("role", ROLES)
def test_no_get_changes_anything(role: str, office: Office, fresh: Callable[[], Store]) -> None:
    store = fresh()
    app = pages_of(store)
    organisation = {"shelter": "H1", "association": office.associations[0]}.get(role)
    person = reader(app, role, organisation)
    before = dump(store)
    assert len(before["citizens"]) > 20
    for route in routes(app):
        if not route.startswith("GET ") or not {role, "*"} & set(TABLE[route]):
            continue
        where = address(route, office, role, 0)
        for more in ("", "?format=csv", "?lang=en&page=2&sort=id&dir=desc"):
            person.get(f"{where}{more}")
        after = dump(store)
        assert [name for name in before if before[name] != after[name]] == [], where
    with person.client.session_transaction() as session:
        assert session.get("token")


def test_a_browser_that_asks_ahead_changes_nothing(office: Office, fresh: Callable[[], Store]) -> None:
    """HEAD and the methods no page has are refused or do nothing."""
    store = fresh()
    app = pages_of(store)
    person = reader(app, "office")
    before = dump(store)
    for route in routes(app):
        where = address(route, office, "office", 0)
        for method in ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
            answer = person.client.open(where, method=method)
            refused = (401, 405) if where.startswith("/api/v1/") else (405,)  # no log-in opens the API
            assert method == "HEAD" or answer.status_code in refused, (method, where)
            assert answer.headers["Content-Security-Policy"]
    assert dump(store) == before
