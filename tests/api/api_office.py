"""An office with two associations and their programs: everything made as people and programs make it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask
from pages import pages_of
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from data.statements.issue import issue
from data.store.actor import Actor
from data.store.base import METADATA, now
from data.store.capacity import save_quota
from data.store.engine import Store
from data.store.schema import organisations, users
from data.store.settings import TODAY, set_setting
from data.store.tokens import make_token

DAY = date(2026, 11, 23)
#: The day the accounts were entered.
BEGUN = date(2026, 10, 5)
OFFICE = Actor("worker", "office")
ADMINISTRATOR = Actor("boss", "administrator")
OWN, OTHER = "B1", "B2"
#: Enough for any test; what is counted is tried in test_api_limits.py.
PLENTY = {"requests": "1000000/minute", "optimise": "1000000/minute", "strangers": "1000000/minute"}


class Program:
    """A program with a token: sends JSON, a new key with every change unless it brings one."""

    _keys = itertools.count(1)

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}", headers=self.headers | headers)

    def send(self, method: str, path: str, body: Any, key: str = "", **headers: str) -> TestResponse:
        key = key or f"key-{next(self._keys)}"
        sent = self.headers | {"Idempotency-Key": key} | headers
        return self.client.open(f"/api/v1{path}", method=method, json=body, headers=sent)

    def post(self, path: str, body: Any, key: str = "", **headers: str) -> TestResponse:
        return self.send("POST", path, body, key, **headers)

    def patch(self, path: str, body: Any, key: str = "", **headers: str) -> TestResponse:
        return self.send("PATCH", path, body, key, **headers)


@dataclass
class ApiOffice:
    """The application over a store, and a program of each association and of the office."""

    store: Store
    app: Flask
    tokens: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.store.writing() as connection:
            set_setting(connection, TODAY, BEGUN.isoformat())
            stamp = {"created_at": now(), "changed_at": now(), "changed_by": "tests"}
            for actor in (OFFICE, ADMINISTRATOR):
                person = {
                    "user_id": actor.user_id,
                    "login": actor.user_id,
                    "name": actor.role,
                    "role": actor.role,
                }
                connection.execute(insert(users).values(**person, password_hash="none", lang="da", **stamp))
            for name in (OWN, OTHER):
                row = {"organisation_id": name, "name": f"Bolig {name}", "kind": "association"}
                connection.execute(insert(organisations).values(row))
                save_quota(connection, OFFICE, pool(name), None, None)
        self.today(DAY)
        for name in (OWN, OTHER):
            self.tokens[name] = self.token("association", name)
        self.tokens["office"] = self.token("office")

    def token(self, role: str, organisation_id: str | None = None, **more: Any) -> str:
        with self.store.writing() as connection:
            return make_token(
                connection,
                ADMINISTRATOR,
                name="a program",
                role=role,
                organisation_id=organisation_id,
                **more,
            )[1]

    def today(self, day: date) -> None:
        with self.store.writing() as connection:
            set_setting(connection, TODAY, day.isoformat())

    def program(self, whose: str = OWN) -> Program:
        """A program: of an association, of the office, or (blank) without a token."""
        return Program(self.app, self.tokens.get(whose, ""))

    def statement(self, organisation_id: str, month: str) -> str:
        with self.store.writing() as connection:
            return issue(connection, OFFICE, organisation_id, month)

    def dump(self, *but: str) -> dict[str, list[Any]]:
        """Every row of every table."""
        with self.store.reading() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table))]
                for table in METADATA.sorted_tables
                if table.name not in but
            }


def pool(organisation_id: str) -> dict[str, str]:
    return {"organisation_id": organisation_id, "class": "all", "share": "1/1", "mode": "choose"}


def api_office(store: Store, **limits: str) -> ApiOffice:
    """The office over an empty store."""
    app = pages_of(store, api_limits=PLENTY | limits)
    return ApiOffice(store, app)


def flat(**cells: Any) -> dict[str, Any]:
    """A vacancy as it is reported, nothing unusual about it."""
    return {
        "kind": "family", "rent": 4500.0, "size_m2": 60.0, "rooms": 2.0, "available_from": "2026-12-01",
        "address": "Søndergade 7", "postcode": "8000",
    } | cells  # fmt: skip
