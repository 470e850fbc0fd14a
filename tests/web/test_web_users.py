"""The administrator's pages: users are added, changed, disabled, and get passwords that are shown once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from pages import Reader, user
from sqlalchemy import select
from werkzeug.test import TestResponse

from data.store import users
from data.store.engine import Store
from data.store.schema import record
from data.store.schema import users as table

NEW = {"login": "eva.lind", "name": "Eva Lind", "role": "office", "lang": "da"}


@pytest.fixture
def administrator(as_role: Callable[..., Reader]) -> Reader:
    return as_role("administrator")


def shown_password(page: TestResponse) -> str:
    found = re.search(r"<code>([^<]+)</code>", page.text)
    assert found
    return unescape(found[1])


def of(store: Store, login: str) -> dict[str, object]:
    with store.reading() as connection:
        return dict(connection.execute(select(table).where(table.c.login == login)).mappings().one())


def fits(store: Store, login: str, password: str) -> bool:
    with store.reading() as connection:
        return users.check_password(connection, login, password) is not None


def test_a_new_user_gets_a_password_that_works_and_stands_nowhere(
    administrator: Reader, store: Store
) -> None:
    made = shown_password(administrator.post("/users/new", NEW))
    assert fits(store, "eva.lind", made)
    row = of(store, "eva.lind")
    assert made not in str(row)
    with store.reading() as connection:
        assert made not in str(connection.execute(select(record)).all())
    assert made not in administrator.get(f"/users/{row['user_id']}").text
    assert "eva.lind" in administrator.get("/users").text


def test_a_new_password_takes_the_old_one_away(administrator: Reader, store: Store) -> None:
    first = shown_password(administrator.post("/users/new", NEW))
    second = shown_password(administrator.post(f"/users/{of(store, 'eva.lind')['user_id']}/password"))
    assert first != second
    assert not fits(store, "eva.lind", first)
    assert fits(store, "eva.lind", second)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"login": ""}, "login"),
        ({"login": "eva lind"}, "login"),
        ({"login": "ADMINISTRATOR"}, "login"),
        ({"role": "boss"}, "role"),
        ({"role": "shelter"}, "organisation_id"),
        ({"role": "shelter", "organisation_id": "bolig-a"}, "organisation_id"),
        ({"organisation_id": "herberg-a"}, "organisation_id"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    administrator: Reader, store: Store, wrong: dict[str, str], field: str
) -> None:
    for role in ("shelter", "association"):
        user(store, role)
    page = administrator.post("/users/new", {**NEW, **wrong})
    assert page.status_code == 422
    assert f'href="#field-{field}"' in page.text
    assert f'id="field-{field}"' in page.text
    assert f'id="fault-{field}"' in page.text
    with store.reading() as connection:
        assert len(users.list_users(connection)) == 3


def test_an_organisation_is_added_and_worked_for(administrator: Reader, store: Store) -> None:
    given = {"organisation_id": "kilden", "name": "Kilden", "kind": "shelter"}
    assert administrator.post("/users/organisations", given).status_code == 303
    assert "Kilden" in administrator.get("/users").text
    assert administrator.post("/users/organisations", {**given, "kind": "association"}).status_code == 409
    assert administrator.post("/users/organisations", {**given, "name": ""}).status_code == 422
    made = administrator.post("/users/new", {**NEW, "role": "shelter", "organisation_id": "kilden"})
    assert made.status_code == 200
    assert of(store, "eva.lind")["organisation_id"] == "kilden"


def test_a_stale_screen_is_told_what_changed(administrator: Reader, store: Store) -> None:
    administrator.post("/users/new", NEW)
    address = f"/users/{of(store, 'eva.lind')['user_id']}"
    version = re.search(r'name="version" value="(\d+)"', administrator.get(address).text)
    assert version
    form = {"name": "Eva Holm", "role": "auditor", "lang": "da", "active": "yes", "version": version[1]}
    assert administrator.post(address, form).status_code == 303
    page = administrator.post(address, {**form, "name": "Eva Berg"})
    assert page.status_code == 409
    row = re.search(r"<tr><th[^>]*>Navn</th><td>([^<]*)</td><td>([^<]*)</td></tr>", page.text)
    assert row
    assert row.groups() == ("Eva Berg", "Eva Holm")
    assert f'href="{address}"' in page.text  # and back to the form as it stands now
    assert of(store, "eva.lind")["name"] == "Eva Holm"


def test_the_last_administrator_stays(administrator: Reader, store: Store) -> None:
    form = {"name": "A", "role": "office", "lang": "da", "active": "yes", "version": "1"}
    page = administrator.post("/users/administrator", form)
    assert page.status_code == 409
    assert "mindst én administrator" in page.text
    assert of(store, "administrator")["role"] == "administrator"


def test_an_unknown_user_is_not_found(administrator: Reader) -> None:
    assert administrator.get("/users/nobody").status_code == 404
    assert administrator.post("/users/nobody", {"version": "1"}).status_code == 404
    assert administrator.post("/users/nobody/password").status_code == 404
