"""Five hundred ids of each kind that are another's: every answer is the one for an id that is nobody's.

Status, headers, body and its length are compared, and what is asked of the database, which takes the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from marked_office import LANDLORD, SHELTER, MarkedOffice
from others import KINDS, MANY, add_many, add_shared
from pages import Reader, pages_of, reader
from sqlalchemy import event, func, select
from test_web_access import TABLE
from walking import Answer, answer_of, same

from data.store import schema
from data.store.engine import Store

ORGANISATIONS = {"association": LANDLORD, "shelter": SHELTER}
#: The kinds of which an organisation has some, and others have theirs.
OWNED = {
    "association": {"vacancy_id", "statement_id", "charge_id", "quota_id", "upload_id"},
    "shelter": {"citizen_id", "offer_id"},
}
_NAMES = re.compile(r"<(?:\w+:)?(\w+)>")
#: What stands in an address beside its id.
_FIXED = {"number": "1", "item": "keys", "kind": "offer", "part": "result", "name": "citizens.csv",
          "code": "waiting", "notice_id": "1"}  # fmt: skip


def asked_of(app: Flask, role: str) -> list[tuple[str, str, str]]:
    """The role's addresses with an id: method, address, and the name of the id asked for.

    Of what is an organisation's own (404 for what is not), and of what the role may not open at all (403).
    """
    found = []
    for rule in app.url_map.iter_rules():
        names = [name for name in _NAMES.findall(rule.rule) if name in KINDS]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            route = f"{method} {rule.rule}"
            if names and "token" not in TABLE[route] and TABLE[route].get(role, True):
                found.append((method, rule.rule, names[-1]))
    return sorted(found)


def filled(address: str, which: str, n: int) -> str:
    """The address with the n-th id of everything: ``theirs`` or ``nobodys``."""

    def value(found: re.Match[str]) -> str:
        kind = KINDS.get(found[1])
        return _FIXED[found[1]] if kind is None else str(getattr(kind, which)(n))

    return _NAMES.sub(value, address)


def plain(answer: Answer, address: str, which: str, n: int) -> Answer:
    """The answer without the ids that were asked for, which are equally long."""
    return answer.without(
        *(str(getattr(KINDS[name], which)(n)) for name in _NAMES.findall(address) if name in KINDS)
    )


@pytest.fixture(scope="module")
def app(copy: Callable[[], Store], office: MarkedOffice) -> Flask:
    """The pages over a store with five hundred of everything that is others'."""
    store = copy()
    with store.writing() as connection:
        add_many(connection, office)
        add_shared(connection)
    made = pages_of(store, api_limits={"requests": "1000000/minute", "strangers": "1000000/minute"})
    made.config["WTF_CSRF_ENABLED"] = False
    return made


@pytest.fixture(scope="module")
def store(app: Flask) -> Store:
    """Its store."""
    kept: Store = app.extensions["husrum_store"]
    return kept


@contextmanager
def asked(store: Store) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    statements: list[str] = []

    def keep(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", keep)
    yield statements
    event.remove(store.engine, "before_cursor_execute", keep)


def entries(store: Store) -> int:
    """How long the record is: whatever is done or looked at is in it."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(schema.record)).scalar_one()


def someone(app: Flask, role: str) -> Reader:
    """Someone of the organisation whose session has begun."""
    person = reader(app, role, ORGANISATIONS[role])
    person.get("/account")
    return person


def send(person: Reader, method: str, address: str) -> Answer:
    """Open an address, or send a form to it."""
    return answer_of(
        person.client.open(address, method=method, data={"version": "1"} if method == "POST" else None)
    )


@pytest.mark.parametrize(
    "of_refused", [5, pytest.param(MANY, marks=pytest.mark.slow)], ids=["own kinds", "every kind"]
)
@pytest.mark.parametrize("role", ORGANISATIONS)
def test_five_hundred_foreign_ids_of_each_kind_are_answered_like_no_ones(
    app: Flask, store: Store, role: str, of_refused: int
) -> None:
    """Of the kinds the role has some of; of those it may never open a few, and in the long suite as many."""
    person = someone(app, role)
    pattern = asked_of(app, role)
    owned = {name for method, address, name in pattern if TABLE[f"{method} {address}"].get(role)}
    assert owned == OWNED[role]
    before = entries(store)
    for kind in sorted({name for *_, name in pattern}):
        routes = [one for one in pattern if one[2] == kind]
        nobody: dict[tuple[str, str], Answer] = {}
        for n in range(max(MANY if kind in owned else of_refused, len(routes))):
            method, address, _ = routes[n % len(routes)]
            if (method, address) not in nobody:
                missing = send(person, method, filled(address, "nobodys", 7))
                assert missing.status in (403, 404), (address, missing.status)
                nobody[method, address] = plain(missing, address, "nobodys", 7)
            found = send(person, method, filled(address, "theirs", n % MANY))
            found = plain(found, address, "theirs", n % MANY)
            same(found, nobody[method, address], (method, filled(address, "theirs", n)))
    assert entries(store) == before


@pytest.mark.parametrize("role", ORGANISATIONS)
def test_as_much_is_asked_of_the_database_for_either(app: Flask, store: Store, role: str) -> None:
    """The same statements in the same order, so that no answer takes longer by a look at what is there."""
    person = someone(app, role)
    for method, address, _ in asked_of(app, role):
        told = []
        for which in ("nobodys", "theirs", "nobodys"):
            with asked(store) as statements:
                send(person, method, filled(address, which, 11))
            told.append(statements)
        assert told[0] == told[1] == told[2], (method, address)
