"""The pages for tests: an application over a store, and a person logged in who can open and send."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from data.store import sessions
from data.store.base import now
from data.store.engine import Store
from data.store.schema import organisations, users
from web.app import create_app

#: The organisations of the tests, own and other, by role.
OWN = {"shelter": "herberg-a", "association": "bolig-a"}
OTHER = {"shelter": "herberg-b", "association": "bolig-b"}


def pages_of(store: Store, **options: Any) -> Flask:
    """The application over a store, its errors not swallowed."""
    app = create_app(store, secret="tests", **options)
    app.config["TESTING"] = True
    return app


class Reader:
    """A person in a browser without JavaScript: opens pages, sends forms with their tokens."""

    def __init__(self, client: FlaskClient, user_id: str = "") -> None:
        self.client, self.user_id = client, user_id

    def get(self, address: str, **options: Any) -> TestResponse:
        """Open an address."""
        return self.client.get(address, **options)

    def token(self) -> str:
        """The token a form of this session carries."""
        page = self.client.get("/about" if self.user_id else "/login").text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        return found[1] if found else ""

    def post(self, address: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form to an address, with the session's token."""
        return self.client.post(address, data={"csrf_token": self.token(), **(data or {})}, **options)


def user(store: Store, role: str, organisation: str | None = None, active: bool = True) -> str:
    """A user in a role (for shelter and association of their own organisation); returns the id."""
    organisation = organisation or OWN.get(role)
    user_id = f"{role}-{organisation}" if organisation else role
    with store.writing() as connection:
        if connection.execute(select(users.c.user_id).where(users.c.user_id == user_id)).first():
            return user_id
        if organisation and not _known(connection, organisation):
            connection.execute(
                insert(organisations).values(organisation_id=organisation, name=organisation, kind=role)
            )
        row = {"user_id": user_id, "login": user_id, "name": role.capitalize(), "role": role,
               "organisation_id": organisation, "password_hash": "none", "lang": "da", "active": active,
               "created_at": now(), "changed_at": now(), "changed_by": "tests"}  # fmt: skip
        connection.execute(insert(users).values(row))
    return user_id


def _known(connection: Any, organisation: str) -> bool:
    same = organisations.c.organisation_id == organisation
    return connection.execute(select(organisations.c.organisation_id).where(same)).first() is not None


def reader(app: Flask, role: str | None, organisation: str | None = None) -> Reader:
    """Someone logged in in a role; None is a stranger."""
    client = app.test_client()
    if role is None:
        return Reader(client)
    store: Store = app.extensions["husrum_store"]
    user_id = user(store, role, organisation)
    with store.writing() as connection:
        token = sessions.open_session(connection, user_id)
    with client.session_transaction() as session:
        session["token"] = token
    return Reader(client, user_id)
