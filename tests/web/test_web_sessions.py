"""Logging in and out: throttled, ended when idle, gone when the user is disabled, never leading elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from pages import Reader, pages_of
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from data.store import users
from data.store.actor import SYSTEM
from data.store.base import now
from data.store.engine import Store
from data.store.schema import login_attempts, sessions
from data.store.schema import users as table

PASSWORD = "syv glade hunde løb"


@pytest.fixture
def stranger(app: Flask, store: Store) -> Reader:
    """A browser; a user "eva" of the office is there to log in as."""
    with store.writing() as connection:
        users.add_user(
            connection, SYSTEM, login="eva", name="Eva", role="office", password=PASSWORD, lang="en"
        )
    return Reader(app.test_client())


def log_in(reader: Reader, password: str = PASSWORD, **more: str) -> TestResponse:
    return reader.post("/login", {"login": "eva", "password": password, **more})


def test_a_right_password_leads_to_the_page_asked_for(stranger: Reader) -> None:
    asked = stranger.get("/account?x=1")
    assert asked.status_code == 303
    assert asked.headers["Location"] == "/login?next=/account?x%3D1"
    assert 'value="/account?x=1"' in stranger.get(asked.headers["Location"]).text
    entered = log_in(stranger, next="/account?x=1")
    assert (entered.status_code, entered.headers["Location"]) == (303, "/account?x=1")
    page = stranger.get("/account")
    assert page.status_code == 200
    assert '<html lang="en">' in page.text  # the person's own language


def test_the_cookie_is_for_these_pages_only(stranger: Reader) -> None:
    cookies = log_in(stranger).headers.getlist("Set-Cookie")
    session = next(c for c in cookies if c.startswith("husrum="))
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
    assert "Secure" not in session
    assert "Expires" not in session  # gone with the browser


def test_beyond_this_machine_the_cookie_needs_https(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSRUM_HOSTS", "husrum.kommune.example, andet.example")
    client = pages_of(store).test_client()
    answer = client.get("/login", base_url="https://husrum.kommune.example")
    assert answer.status_code == 200
    assert "Secure" in answer.headers["Set-Cookie"]
    assert client.get("/login", base_url="https://fremmed.example").status_code == 400


@pytest.mark.parametrize("login", ["eva", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(stranger: Reader, login: str) -> None:
    answer = stranger.post("/login", {"login": login, "password": "forkert adgangskode"})
    assert answer.status_code == 422
    assert "Brugernavn eller adgangskode er forkert" in answer.text
    assert "forkert adgangskode" not in answer.text
    assert stranger.get("/account").status_code == 303


def test_after_too_many_tries_even_the_right_password_waits(stranger: Reader, store: Store) -> None:
    codes = [log_in(stranger, f"et forsøg nr. {n}").status_code for n in range(8)]
    assert codes[0] == 422
    assert codes[-1] == 429
    assert codes == sorted(codes)
    assert log_in(stranger).status_code == 429
    with store.writing() as connection:  # a quarter of an hour goes by
        earlier = now() - timedelta(minutes=16)
        connection.execute(update(login_attempts).values(at=earlier))
    assert log_in(stranger).status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/", "//example.org", "/\\example.org", "\\\\example.org", "javascript:alert(1)",
        "/\texample", "http:example.org", "", "account", "/\n/example.org",
    ],
)  # fmt: skip
def test_a_log_in_never_leads_to_another_site(stranger: Reader, address: str) -> None:
    entered = log_in(stranger, next=address)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/")


def test_who_is_idle_for_half_an_hour_is_out(as_role: Callable[..., Reader], store: Store) -> None:
    reader = as_role("office")

    def idle(minutes: float) -> int:
        with store.writing() as connection:
            connection.execute(update(sessions).values(seen_at=now() - timedelta(minutes=minutes)))
        return reader.get("/account").status_code

    assert idle(29.5) == 200
    assert idle(29.5) == 200  # each look keeps it awake
    assert idle(30.5) == 303
    assert reader.get("/account").status_code == 303


def test_a_disabled_user_is_out_at_the_next_request(as_role: Callable[..., Reader], store: Store) -> None:
    reader, administrator = as_role("office"), as_role("administrator")
    assert reader.get("/account").status_code == 200
    form = {"name": "Office", "role": "office", "lang": "da", "version": "1"}
    assert administrator.post("/users/office", form).status_code == 303
    answer = reader.get("/account")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=/account")
    assert reader.client.post("/account/language", data={"lang": "en"}).status_code in (303, 400)
    with store.reading() as connection:
        lang = select(table.c.lang).where(table.c.user_id == "office")
        assert connection.execute(lang).scalar_one() == "da"


def test_who_logs_out_is_out_even_with_the_old_cookie(stranger: Reader) -> None:
    log_in(stranger)
    cookie = stranger.client.get_cookie("husrum")
    assert cookie is not None
    assert stranger.get("/account").status_code == 200
    stranger.user_id = "eva"
    assert stranger.post("/logout").status_code == 303
    assert stranger.get("/account").status_code == 303
    stranger.client.set_cookie("husrum", cookie.value)
    assert stranger.get("/account").status_code == 303


def test_a_forged_cookie_is_nobodys(app: Flask, stranger: Reader) -> None:
    for value in ("", "x", "eyJ0b2tlbiI6ICJ4In0.x.y"):
        stranger.client.set_cookie("husrum", value)
        assert stranger.get("/account").status_code == 303
    with stranger.client.session_transaction() as session:
        session["token"] = "a token no one was given"
    assert stranger.get("/account").status_code == 303


def test_a_new_password_ends_every_other_log_in(app: Flask, stranger: Reader) -> None:
    log_in(stranger)
    stranger.user_id = "eva"
    other = Reader(app.test_client())
    log_in(other)
    new = "otte glade katte sov"
    wrong = {"old": "forkert adgangskode", "new": new, "again": new}
    assert stranger.post("/account/password", wrong).status_code == 422
    assert stranger.post("/account/password", {**wrong, "old": PASSWORD, "again": "x"}).status_code == 422
    short = {"old": PASSWORD, "new": "kort", "again": "kort"}
    assert stranger.post("/account/password", short).status_code == 422
    right = {"old": PASSWORD, "new": new, "again": new}
    assert stranger.post("/account/password", right).status_code == 303
    assert stranger.get("/account").status_code == 200
    assert other.get("/account").status_code == 303
    assert log_in(other).status_code == 422
    assert log_in(other, new).status_code == 303


@pytest.fixture(autouse=True)
def _no_password_in_the_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level("DEBUG")
    yield
    assert PASSWORD not in caplog.text
