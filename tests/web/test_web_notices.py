"""The pages of notices: one's own wish, a team's address, and what the administrator looks after."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from filled_office import Office
from pages import Reader, pages_of, reader, user
from sqlalchemy import insert, select, update

from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.notice_choices import Choice, Contact, choice_of, choose, contact_of
from data.store.offers import get_offer, take_step
from data.store.outbox import tell_user
from data.store.schema import record, users
from data.store.schema_landlord import outbox

OFFICE = Actor("U-office", "office")


def chosen(store: Store, user_id: str) -> Choice:
    with store.reading() as connection:
        return choice_of(connection, user_id)


def states(store: Store) -> list[str]:
    with store.reading() as connection:
        found = select(outbox.c.state).order_by(outbox.c.notice_id)
        return list(connection.execute(found).scalars())


def test_everyone_chooses_how_to_be_told_and_no_address_is_recorded(
    as_role: Callable[..., Reader], store: Store
) -> None:
    for role in ("office", "association", "shelter", "auditor", "administrator", "analyst"):
        someone = as_role(role)
        form = {"way": "digest", "email": f"{role}@mail.example"}
        assert someone.post("/account/notices", form).status_code == 303
        assert chosen(store, someone.user_id) == Choice(f"{role}@mail.example", "digest")
        assert f'value="{role}@mail.example"' in someone.get("/account/notices").text
        assert someone.post("/account/notices", {"way": "none", "email": ""}).status_code == 303
        assert chosen(store, someone.user_id) == Choice("", "none")
    with store.reading() as connection:
        entries = str(connection.execute(select(record)).all())
    assert "notices" in entries
    assert "mail.example" not in entries


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"way": "step", "email": ""}, "email"),
        ({"way": "step", "email": "someone"}, "email"),
        ({"way": "step", "email": "a@b.example, c@d.example"}, "email"),
        ({"way": "step", "email": "Anna <a@b.example>"}, "email"),
        ({"way": "step", "email": "a@b.example\r\nBcc: c@d.example"}, "email"),
        ({"way": "none", "email": "søren@b.example"}, "email"),
        ({"way": "step", "email": f"{'a' * 200}@b.example"}, "email"),
        ({"way": "step", "email": "a@-b.example"}, "email"),
        ({"way": "hourly", "email": "a@b.example"}, "way"),
        ({"email": "a@b.example"}, "way"),
    ],
)
def test_what_cannot_be_sent_to_is_said_at_its_field(
    as_role: Callable[..., Reader], store: Store, form: dict[str, str], field: str
) -> None:
    office = as_role("office")
    page = office.post("/account/notices", form)
    assert page.status_code == 422
    assert f'id="fault-{field}"' in page.text
    assert f'href="#field-{field}"' in page.text
    assert chosen(store, office.user_id) == Choice()


def test_who_logs_in_with_an_address_finds_it_in_the_form(
    as_role: Callable[..., Reader], store: Store
) -> None:
    office = as_role("office")
    with store.writing() as connection:
        mine = update(users).where(users.c.user_id == office.user_id)
        connection.execute(mine.values(login="anna@kommune.example"))
    assert 'value="anna@kommune.example"' in office.get("/account/notices").text
    assert chosen(store, office.user_id) == Choice()


def test_the_office_keeps_a_teams_address(fresh: Callable[[], Store], office: Office) -> None:
    store = fresh()
    someone = reader(pages_of(store), "office")
    page = f"/teams/{office.team_id}"
    assert "ingen adresse" in someone.get(page).text
    for email, lang in (("team@kommune.example", "en"), ("andre@kommune.example", "da"), ("", "da")):
        assert someone.post(f"{page}/contact", {"email": email, "lang": lang}).status_code == 303
        with store.reading() as connection:
            assert contact_of(connection, office.team_id) == Contact(email, lang)
        assert (email or "ingen adresse") in someone.get(page).text
    assert someone.post(f"{page}/contact", {"email": "team", "lang": "da"}).status_code == 422
    assert someone.post("/teams/none/contact", {"email": "", "lang": "da"}).status_code == 404
    assert reader(pages_of(store), "auditor").get(page).status_code == 200


@pytest.fixture
def administrator(as_role: Callable[..., Reader], store: Store) -> Reader:
    """An administrator with four notices of different states."""
    someone = as_role("administrator")
    user(store, "office")
    usual = {
        "reader_kind": "user", "reader": "office", "kind": "offer_step", "way": "digest",
        "made_at": now(), "not_before": now(),
    }  # fmt: skip
    rows = [
        {"state": "failed", "error": "recipient 550", "message_ref": "<1@x>", "path": "/offers/1"},
        {"state": "failed", "error": "recipient 550", "message_ref": "<1@x>", "path": "/offers/2"},
        {"state": "unsure", "error": "unsure", "message_ref": "<2@x>", "path": "/offers/3"},
        {"state": "sent", "message_ref": "<3@x>", "path": "/offers/secret"},
    ]
    with store.writing() as connection:
        for row in rows:
            connection.execute(insert(outbox).values(tries=1, **usual, **row))
    return someone


def test_the_administrator_sees_what_became_of_notices_but_not_where_they_lead(administrator: Reader) -> None:
    page = administrator.get("/notices?show=all").text
    assert "mailserveren afviser modtageren (550)" in page
    assert page.count("Nyt om en anvisning") == 4
    assert "secret" not in page
    assert len(administrator.get("/notices?format=csv&show=all").text.strip().splitlines()) == 5
    assert "Der er ingen mailserver" in page
    first = administrator.get("/notices").text  # what is to be looked at comes first
    assert re.findall(r'<th scope="row"[^>]*><a href="(/notices/\d)"', first) == [
        "/notices/3", "/notices/2", "/notices/1",
    ]  # fmt: skip


def test_a_whole_message_is_sent_again_or_left_and_only_once(administrator: Reader, store: Store) -> None:
    assert "Send igen" in administrator.get("/notices/1").text
    assert administrator.post("/notices/1/again").status_code == 303
    assert states(store) == ["waiting", "waiting", "unsure", "sent"]
    assert administrator.post("/notices/2/again").status_code == 409
    assert administrator.get("/notices/1").status_code == 303
    assert administrator.post("/notices/3/drop").status_code == 303
    assert administrator.post("/notices/4/again").status_code == 409
    assert administrator.post("/notices/99/again").status_code == 404
    assert states(store) == ["waiting", "waiting", "dropped", "sent"]


def test_what_is_no_longer_news_is_not_sent_again(administrator: Reader, store: Store) -> None:
    with store.writing() as connection:
        connection.execute(update(outbox).values(made_at=now() - timedelta(days=8)))
    assert administrator.post("/notices/1/again").status_code == 409
    assert administrator.post("/notices/1/drop").status_code == 303


def test_what_waits_can_be_tried_at_once(administrator: Reader, store: Store) -> None:
    administrator.post("/notices/1/again")
    with store.writing() as connection:
        waits = update(outbox).where(outbox.c.state == "waiting")
        connection.execute(waits.values(not_before=now() + timedelta(hours=6), tries=5))
    assert administrator.post("/notices/now").status_code == 303
    with store.reading() as connection:
        assert all(
            moment <= now()
            for moment in connection.execute(
                select(outbox.c.not_before).where(outbox.c.state == "waiting")
            ).scalars()
        )


def test_a_test_goes_to_oneself_at_once(
    administrator: Reader, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUSRUM_SMTP", "smtp://name:hemmelig@mail.example")
    monkeypatch.setenv("HUSRUM_URL", "https://husrum.example")
    assert "Send en prøve" not in administrator.get("/notices").text
    administrator.post("/account/notices", {"way": "digest", "email": "a@mail.example"})
    page = administrator.get("/notices").text
    assert "Send en prøve" in page
    assert "mail.example:587" in page
    assert "hemmelig" not in page
    administrator.post("/notices/test")
    with store.reading() as connection:
        row = connection.execute(select(outbox).where(outbox.c.kind == "test")).mappings().one()
    assert (row["reader"], row["way"]) == (administrator.user_id, "step")


@pytest.mark.parametrize(
    ("smtp", "url", "said"),
    [
        ("mail.example", "https://husrum.example", "HUSRUM_SMTP er ikke en adresse"),
        ("smtp+plain://a:b@mail.example", "https://husrum.example", "ukrypteret"),
        ("smtp://mail.example", "", "HUSRUM_URL skal sige"),
    ],
)
def test_a_server_set_wrongly_is_said_on_the_page(
    administrator: Reader, monkeypatch: pytest.MonkeyPatch, smtp: str, url: str, said: str
) -> None:
    monkeypatch.setenv("HUSRUM_SMTP", smtp)
    monkeypatch.setenv("HUSRUM_URL", url)
    assert said in unescape(administrator.get("/notices").text)


def test_every_link_of_a_step_leads_its_reader_to_a_page(fresh: Callable[[], Store], office: Office) -> None:
    """No notice leads to a refusal: each reader opens what the e-mail of a step leads to."""
    store = fresh()
    app = pages_of(store)
    own = office.offers["association"][0]
    with store.writing() as connection:
        for user_id, role in connection.execute(select(users.c.user_id, users.c.role)).all():
            choose(connection, Actor(user_id, role), f"{user_id}@mail.example", "step")
        for offer_id in {own, office.offers["shelter"][0]}:
            version = get_offer(connection, OFFICE, offer_id)["version"]
            take_step(connection, OFFICE, offer_id, "accepted", version=version)
        tell_user(connection, "U-office", "offer_step", f"/offers/{own}")
        rows = connection.execute(
            select(outbox.c.reader, outbox.c.path, users.c.role, users.c.organisation_id)
            .join(users, users.c.user_id == outbox.c.reader)
            .where(outbox.c.kind != "test")
        ).all()
    assert {row.role for row in rows} == {"office", "shelter", "association"}
    for row in rows:
        page = reader(app, row.role, row.organisation_id).get(row.path)
        assert page.status_code == 200, row
