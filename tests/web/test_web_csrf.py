"""A change is taken only from a form of this very session, sent from these pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from pages import Reader
from sqlalchemy import select

from data.store.engine import Store
from data.store.schema import users

NEW = {"login": "eva.lind", "name": "Eva Lind", "role": "office", "lang": "da"}


def logins(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.execute(select(users.c.login)).scalars())


@pytest.fixture
def administrator(as_role: Callable[..., Reader]) -> Reader:
    return as_role("administrator")


def test_with_its_token_a_form_is_taken(administrator: Reader, store: Store) -> None:
    assert administrator.post("/users/new", NEW).status_code == 200
    assert NEW["login"] in logins(store)


def test_without_a_token_nothing_is_done(administrator: Reader, store: Store) -> None:
    answer = administrator.client.post("/users/new", data=NEW)
    assert answer.status_code == 400
    assert NEW["login"] not in logins(store)


def test_the_token_of_another_session_is_foreign(
    administrator: Reader, as_role: Callable[..., Reader], store: Store
) -> None:
    for foreign in (as_role("office").token(), as_role("administrator").token(), as_role(None).token()):
        assert foreign
        answer = administrator.client.post("/users/new", data={**NEW, "csrf_token": foreign})
        assert answer.status_code == 400
    assert NEW["login"] not in logins(store)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "http://localhost.example.org"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_from_another_site_even_a_right_token_is_refused(
    administrator: Reader, store: Store, headers: dict[str, str]
) -> None:
    assert administrator.post("/users/new", NEW, headers=headers).status_code == 403
    assert NEW["login"] not in logins(store)


@pytest.mark.parametrize("comfort", [{}, {"HX-Request": "true"}])
def test_a_request_of_a_script_needs_the_token_too(
    administrator: Reader, store: Store, comfort: dict[str, str]
) -> None:
    assert administrator.client.post("/users/new", data=NEW, headers=comfort).status_code == 400
    token = administrator.token()
    sent = {"X-CSRFToken": token, "Origin": "http://localhost", "Sec-Fetch-Site": "same-origin", **comfort}
    assert administrator.client.post("/users/new", data=NEW, headers=sent).status_code == 200
    assert NEW["login"] in logins(store)


def test_every_form_of_every_page_carries_the_token(app: Flask) -> None:
    """Each form with method post in the templates writes the token, itself or through ``f.hidden``."""
    import re
    from pathlib import Path

    templates = sorted(Path(app.root_path, "templates").rglob("*.html"))
    forms = [
        (path.name, form)
        for path in templates
        for form in re.findall(r"<form\b.*?</form>", path.read_text("utf-8"), re.S)
        if 'method="post"' in form
    ]
    assert len(forms) > 5
    bare = [
        name for name, form in forms if "csrf_token" not in form and not re.search(r"\bf\.hidden\(", form)
    ]
    assert bare == []


def test_the_same_request_twice_acts_once(administrator: Reader, store: Store) -> None:
    once = {**NEW, "request_key": "the-same-key"}
    first = administrator.post("/users/new", once)
    second = administrator.post("/users/new", once)
    assert first.status_code == second.status_code == 200
    assert "<code>" in first.text
    assert "<code>" not in second.text
    assert len(logins(store)) == 2  # the administrator and the new one

    other = {"organisation_id": "kilden", "name": "Kilden", "kind": "shelter", "request_key": "k"}
    assert administrator.post("/users/organisations", other).status_code == 303
    renamed = administrator.post("/users/organisations", {**other, "name": "Anden"})
    assert renamed.status_code == 303
    assert "Anden" not in administrator.get("/users").text


def test_a_key_is_answered_to_the_one_who_sent_it_only(as_role: Callable[..., Reader], store: Store) -> None:
    """Another person's form with the same key is not taken for the first one's."""
    from pages import user

    first = as_role("administrator")
    user(store, "administrator", "second")
    assert first.post("/users/new", {**NEW, "request_key": "k"}).status_code == 200
    from data.store import sessions

    with store.writing() as connection:
        token = sessions.open_session(connection, "administrator-second")
    second = Reader(first.client.application.test_client(), "administrator-second")
    with second.client.session_transaction() as session:
        session["token"] = token
    answer = second.post("/users/new", {**NEW, "login": "otto", "request_key": "k"})
    assert answer.status_code == 200
    assert {"otto", NEW["login"]} <= logins(store)
