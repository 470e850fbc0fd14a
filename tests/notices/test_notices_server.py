"""The mail server the environment names: read as written, or refused with what to do; never its password."""

from __future__ import annotations

import pytest

from data.notices.server import MailError, MailServer, mail_server


def named(
    monkeypatch: pytest.MonkeyPatch, smtp: str, url: str = "https://h.example/", sender: str = ""
) -> None:
    monkeypatch.setenv("HUSRUM_SMTP", smtp)
    monkeypatch.setenv("HUSRUM_URL", url)
    monkeypatch.setenv("HUSRUM_MAIL_FROM", sender)


@pytest.mark.parametrize(
    ("smtp", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 587, "starttls", "", "")),
        ("smtps://mail.example", ("mail.example", 465, "tls", "", "")),
        ("smtp+plain://relay:2525", ("relay", 2525, "plain", "", "")),
        ("smtp://a%40b.example:p%3A%2Fw@[::1]:26", ("::1", 26, "starttls", "a@b.example", "p:/w")),
    ],
)
def test_a_server_is_read_as_it_is_written(
    monkeypatch: pytest.MonkeyPatch, smtp: str, expected: tuple[str, int, str, str, str]
) -> None:
    named(monkeypatch, smtp)
    server = mail_server()
    assert isinstance(server, MailServer)
    assert (server.host, server.port, server.security, server.user, server.password) == expected
    assert server.sender == "Husrum <husrum@h.example>"
    assert server.url == "https://h.example"
    if server.password:
        assert server.password not in f"{server!r} {server.shown}"


@pytest.mark.parametrize(
    ("smtp", "url", "sender", "code"),
    [
        ("mail.example:25", "https://h.example", "", "smtp"),
        ("http://mail.example", "https://h.example", "", "smtp"),
        ("smtp://", "https://h.example", "", "smtp"),
        ("smtp://mail.example:port", "https://h.example", "", "smtp"),
        ("smtp+plain://u:geheim@mail.example", "https://h.example", "", "password"),
        ("smtp://mail.example", "", "", "url"),
        ("smtp://mail.example", "h.example", "", "url"),
        ("smtp://mail.example", "https://h.example/?a=1", "", "url"),
        ("smtp://mail.example", "https://h.example", "nobody", "sender"),
        ("smtp://mail.example", "https://h.example", "a@b.example\r\nBcc: c@d.example", "sender"),
    ],
)
def test_what_cannot_work_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, smtp: str, url: str, sender: str, code: str
) -> None:
    named(monkeypatch, smtp, url, sender)
    with pytest.raises(MailError, match="HUSRUM_") as caught:
        mail_server()
    assert caught.value.code == code
    assert "geheim" not in str(caught.value)


def test_without_a_server_there_is_none() -> None:
    assert mail_server() is None
