"""Notices by a real SMTP server: what arrives, when, how often, and what an answer of the server does."""

from __future__ import annotations

import shutil
import smtplib
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from mail_server import Running, certificate, text_of
from readers import kept, states, team, wants
from sqlalchemy import update

from data.notices.deliver import ServerDown, deliver
from data.notices.postbox import LEASE, LONGEST_PAUSE, pause_after
from data.notices.sending import LATER, SENT, Outcome, send
from data.notices.server import STARTTLS, TLS
from data.store.base import now
from data.store.engine import Store
from data.store.outbox import next_digest, page, tell_office, tell_organisation, tell_team, tell_user
from data.store.schema import users
from data.store.schema_landlord import outbox


def later(**span: float) -> Any:
    """A clock that far ahead."""
    return lambda: now() + timedelta(**span)


def tell(store: Store, *paths: str, kind: str = "offer_step") -> None:
    with store.writing() as connection:
        for path in paths:
            tell_office(connection, kind, path)


def test_what_arrives_is_a_sentence_and_a_link_in_the_readers_language(
    sqlite_store: Store, mail: Running
) -> None:
    wants(sqlite_store, "office", lang="da")
    wants(sqlite_store, "association", lang="en")
    team(sqlite_store, "T1", "team@ærø.example")
    with sqlite_store.writing() as connection:
        tell_office(connection, "objection", page("offers", "ab12"))
        tell_organisation(connection, "bolig-a", "offer_made", page("association/flats", "V 1/ø"))
        tell_team(connection, "T1", "concern", "/concerns/1")
    assert deliver(sqlite_store, mail.server()) == 3
    danish, english, of_team = mail.box.taken
    assert danish["subject"] == "Husrum: Indsigelse mod en anvisning"
    assert danish["from"] == "Husrum <husrum@kommune.example>"
    text = text_of(danish)
    assert "En boligorganisation har gjort indsigelse mod en anvisning." in text
    assert "\nhttps://husrum.example/offers/ab12\n" in text
    assert text.rstrip().endswith("https://husrum.example/account/notices")
    assert english["subject"] == "Husrum: A nomination to one of your flats"
    assert "\nhttps://husrum.example/association/flats/V%201/%C3%B8\n" in text_of(english)
    assert of_team["to"] == f"team@{'ærø'.encode('idna').decode()}.example"
    assert mail.box.readers[2] == of_team["to"]
    assert "/account/notices" not in text_of(of_team)
    assert len({message["message-id"] for message in mail.box.taken}) == 3
    assert states(sqlite_store) == ["sent"] * 3
    assert deliver(sqlite_store, mail.server(), later(days=2)) == 0


def test_a_digest_gathers_a_day_and_comes_in_the_morning(sqlite_store: Store, mail: Running) -> None:
    wants(sqlite_store, "office", "digest")
    tell(sqlite_store, "/offers/1", "/offers/2")
    tell(sqlite_store, "/offers/2", kind="message")
    morning = next_digest(now())
    assert deliver(sqlite_store, mail.server(), lambda: morning - timedelta(seconds=1)) == 0
    assert deliver(sqlite_store, mail.server(), lambda: morning) == 1
    (message,) = mail.box.taken
    assert message["subject"] == "Husrum: Nyt siden i går (3)"
    links = [line for line in text_of(message).splitlines() if "/offers/" in line]
    assert links == [f"https://husrum.example/offers/{n}" for n in (1, 2, 2)]
    assert states(sqlite_store) == ["sent"] * 3


@pytest.mark.parametrize(
    ("told", "sent"),
    [
        ("2026-11-23T05:59+00:00", "2026-11-24T06:00+00:00"),
        ("2026-11-23T22:59+00:00", "2026-11-24T06:00+00:00"),
        ("2026-11-23T23:01+00:00", "2026-11-25T06:00+00:00"),
        ("2026-07-01T12:00+00:00", "2026-07-02T05:00+00:00"),
        ("2026-10-24T12:00+00:00", "2026-10-25T06:00+00:00"),
        ("2026-03-28T12:00+00:00", "2026-03-29T05:00+00:00"),
    ],
)
def test_the_morning_is_seven_on_the_clock_in_denmark(told: str, sent: str) -> None:
    assert next_digest(datetime.fromisoformat(told)).astimezone(UTC) == datetime.fromisoformat(sent)


def test_a_digest_tried_again_stays_the_same_and_what_came_since_goes_in_the_next(
    sqlite_store: Store, mail: Running
) -> None:
    wants(sqlite_store, "office", "digest")
    tell(sqlite_store, "/offers/1", "/offers/2")
    seen: list[EmailMessage] = []
    mail.box.text = lambda message: seen.append(message) or "451 later"
    deliver(sqlite_store, mail.server(), later(days=1))
    tell(sqlite_store, "/offers/2", "/offers/3")
    mail.box.text = "250 OK"
    deliver(sqlite_store, mail.server(), later(days=1, hours=1))
    again, fresh = sorted(mail.box.taken, key=lambda message: "/offers/3" in text_of(message))
    assert again["message-id"] == seen[0]["message-id"]
    assert text_of(again) == text_of(seen[0])
    assert "/offers/3" in text_of(fresh)
    assert "/offers/1" not in text_of(fresh)


def test_a_long_digest_says_how_much_more_there_is(sqlite_store: Store, mail: Running) -> None:
    wants(sqlite_store, "office", "digest", lang="en")
    tell(sqlite_store, *(f"/offers/{n}" for n in range(60)))
    deliver(sqlite_store, mail.server(), later(days=1))
    text = text_of(mail.box.taken[0])
    assert text.count("/offers/") == 40
    assert "and 20 more" in text


def test_a_reader_the_server_does_not_know_fails_alone_and_for_good(
    sqlite_store: Store, mail: Running
) -> None:
    wants(sqlite_store, "office")
    wants(sqlite_store, "auditor")
    mail.box.reader = lambda address: "550 no such user" if address.startswith("office") else "250 OK"
    with sqlite_store.writing() as connection:
        tell_user(connection, "office", "message", "/a")
        tell_user(connection, "auditor", "message", "/b")
    assert deliver(sqlite_store, mail.server()) == 1
    assert states(sqlite_store) == ["failed", "sent"]
    row = kept(sqlite_store)[0]
    assert row["error"] == "recipient 550"  # not the server's words, which may hold an address
    assert deliver(sqlite_store, mail.server(), later(days=3)) == 0


def test_not_now_is_tried_again_after_growing_pauses_under_the_same_id(
    sqlite_store: Store, mail: Running
) -> None:
    wants(sqlite_store, "office")
    tell(sqlite_store, "/offers/1")
    ids: list[str] = []
    mail.box.text = lambda message: ids.append(str(message["message-id"])) or "450 busy"
    moment = now()
    for tries in range(1, 6):
        assert deliver(sqlite_store, mail.server(), lambda: moment) == 0  # noqa: B023
        row = kept(sqlite_store)[0]
        assert (row["state"], row["tries"], row["error"]) == ("waiting", tries, "content 450")
        assert row["not_before"] == moment + timedelta(minutes=2 ** (tries - 1))
        deliver(sqlite_store, mail.server(), lambda: row["not_before"] - timedelta(seconds=1))  # noqa: B023
        assert len(ids) == tries
        moment = row["not_before"]
    mail.box.text = "250 OK"
    assert deliver(sqlite_store, mail.server(), lambda: moment) == 1
    assert {*ids, str(mail.box.taken[0]["message-id"])} == {ids[0]}


def test_the_pause_grows_to_six_hours_and_no_further() -> None:
    pauses = [pause_after(n) for n in range(1, 40)]
    assert pauses[:3] == [timedelta(minutes=m) for m in (1, 2, 4)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE == timedelta(hours=6)


def test_a_server_that_is_down_loses_nothing_and_the_others_wait_untried(
    sqlite_store: Store, mail: Running
) -> None:
    wants(sqlite_store, "office")
    tell(sqlite_store, "/offers/1", "/offers/2", "/offers/3")
    mail.stop()
    with pytest.raises(ServerDown, match="unreachable"):
        deliver(sqlite_store, mail.server())
    assert [row["tries"] for row in kept(sqlite_store)] == [1, 0, 0]
    assert states(sqlite_store) == ["waiting"] * 3
    mail.start()
    assert deliver(sqlite_store, mail.server(), later(minutes=2)) == 3
    assert sorted(links(mail)) == [f"https://husrum.example/offers/{n}" for n in (1, 2, 3)]


def links(mail: Running) -> list[str]:
    return [
        next(line for line in text_of(m).splitlines() if line.startswith("https")) for m in mail.box.taken
    ]


def test_a_week_of_silence_is_the_end(sqlite_store: Store, mail: Running) -> None:
    wants(sqlite_store, "office")
    tell(sqlite_store, "/offers/1", "/offers/2")
    mail.stop()
    with pytest.raises(ServerDown):
        deliver(sqlite_store, mail.server())
    mail.start()
    assert deliver(sqlite_store, mail.server(), later(days=8)) == 0
    assert [(row["state"], row["error"]) for row in kept(sqlite_store)] == [
        ("failed", "unreachable"),
        ("dropped", "too_old"),
    ]


def test_a_line_that_breaks_over_the_text_is_never_tried_again(sqlite_store: Store, mail: Running) -> None:
    wants(sqlite_store, "office")
    tell(sqlite_store, "/offers/1")
    got: list[EmailMessage] = []
    mail.box.text = lambda message: got.append(message) or "hang up"
    assert deliver(sqlite_store, mail.server()) == 0
    assert states(sqlite_store) == ["unsure"]
    mail.box.text = "250 OK"
    for days in range(6):
        assert deliver(sqlite_store, mail.server(), later(days=days)) == 0
    assert len(got) == 1


@pytest.mark.parametrize(
    ("gone", "state"),
    [("closed", "dropped"), ("none", "dropped"), ("changed", "sent")],
)
def test_who_is_told_is_decided_when_it_is_sent(
    sqlite_store: Store, mail: Running, gone: str, state: str
) -> None:
    user_id = wants(sqlite_store, "office")
    tell(sqlite_store, "/offers/1")
    if gone == "closed":
        with sqlite_store.writing() as connection:
            connection.execute(update(users).where(users.c.user_id == user_id).values(active=False))
    else:
        wants(sqlite_store, "office", "none" if gone == "none" else "digest", email="new@mail.example")
    deliver(sqlite_store, mail.server())
    assert states(sqlite_store) == [state]
    assert mail.box.readers == (["new@mail.example"] if state == "sent" else [])


def test_what_was_settled_long_ago_is_forgotten(sqlite_store: Store, mail: Running) -> None:
    wants(sqlite_store, "office")
    tell(sqlite_store, "/offers/1")
    deliver(sqlite_store, mail.server())
    with sqlite_store.writing() as connection:
        connection.execute(update(outbox).values(made_at=now() - timedelta(days=91)))
    tell(sqlite_store, "/offers/2")
    deliver(sqlite_store, mail.server())
    assert [row["path"] for row in kept(sqlite_store)] == ["/offers/2"]


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The context of a server whose certificate this machine trusts."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this machine to make a certificate with")
    public, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    return context


def mail_over(running: Running, **server: Any) -> Outcome:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@b.example", "c@d.example", "x"
    made.set_content("first\n.\n..\n.hidden\nlast\n")
    return send(running.server(**server), made, lambda: True)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the library does not see that all of TLS is encrypted
def test_starttls_and_tls_encrypt_and_log_in(trusted: Any) -> None:
    for security, options in (
        (STARTTLS, {"tls_context": trusted, "require_starttls": True}),
        (TLS, {"ssl_context": trusted}),
    ):
        running = Running(log_in=True, auth_require_tls=security == STARTTLS, **options)
        try:
            right = {"security": security, "user": "husrum", "password": "right"}
            assert mail_over(running, **right) == Outcome(SENT)
            assert text_of(running.box.taken[0]) == "first\n.\n..\n.hidden\nlast\n"
            assert running.box.encrypted == [True]
            wrong = mail_over(running, **right | {"password": "wrong"})
            assert wrong == Outcome(LATER, "login 535", all_alike=True)
        finally:
            running.stop()


def test_a_password_never_goes_over_an_open_line(mail: Running) -> None:
    """The server offers no STARTTLS: whatever stands between may have taken the offer away."""
    refused = mail_over(mail, security=STARTTLS, user="husrum", password="right")
    assert refused == Outcome(LATER, "tls", all_alike=True)
    assert mail.box.taken == []


def test_a_server_with_a_certificate_nobody_vouches_for_gets_nothing(
    trusted: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty.pem").write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "empty.pem"))
    running = Running(tls_context=trusted)
    try:
        assert mail_over(running, security=STARTTLS) == Outcome(LATER, "tls", all_alike=True)
        assert running.box.taken == []
    finally:
        running.stop()


def test_a_refused_sender_is_a_matter_of_the_settings(sqlite_store: Store, mail: Running) -> None:
    wants(sqlite_store, "office")
    tell(sqlite_store, "/offers/1")
    mail.box.sender = "550 not from you"
    with pytest.raises(ServerDown, match="sender 550"):
        deliver(sqlite_store, mail.server())
    mail.box.sender = "250 OK"
    assert deliver(sqlite_store, mail.server(), later(minutes=2)) == 1


def test_whoever_holds_a_message_too_long_may_not_send_it(
    sqlite_store: Store, mail: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one sender hangs before the text, another takes the message over: only one of them sends."""
    wants(sqlite_store, "office")
    tell(sqlite_store, "/offers/1")
    usual = smtplib.SMTP.rcpt

    def overtaken(line: smtplib.SMTP, *arguments: Any) -> Any:
        monkeypatch.setattr(smtplib.SMTP, "rcpt", usual)
        after = later(seconds=LEASE.total_seconds() + 1)
        assert deliver(sqlite_store, mail.server(), after) == 1
        return usual(line, *arguments)

    monkeypatch.setattr(smtplib.SMTP, "rcpt", overtaken)
    assert deliver(sqlite_store, mail.server()) == 0
    assert len(mail.box.taken) == 1
    assert states(sqlite_store) == ["sent"]
