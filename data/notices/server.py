"""Which mail server the notices go out by, read from the environment; without one nothing is sent."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from email.utils import formataddr, parseaddr
from urllib.parse import SplitResult, unquote, urlsplit

from matcher.errors import HusrumError

#: The server, the address the pages are reached by, and the address the notices come from.
SMTP, URL, MAIL_FROM = "HUSRUM_SMTP", "HUSRUM_URL", "HUSRUM_MAIL_FROM"
#: How the line to the server is made safe, and the usual port, by the scheme of HUSRUM_SMTP.
TLS, STARTTLS, PLAIN = "tls", "starttls", "plain"
SCHEMES = {"smtps": (TLS, 465), "smtp": (STARTTLS, 587), "smtp+plain": (PLAIN, 25)}


class MailError(HusrumError):
    """The mail server is not set so that anything can be sent; ``code`` says what is wrong."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class MailServer:
    """A mail server and what a message needs to know: the sender, and the address the links begin with."""

    host: str
    port: int
    security: str
    sender: str
    url: str
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The server as it may be shown: never its password."""
        return f"{self.host}:{self.port}"

    @property
    def domain(self) -> str:
        """The host of the pages, which ends every Message-ID."""
        return urlsplit(self.url).hostname or "localhost"


def mail_server() -> MailServer | None:
    """The server the environment names; None when HUSRUM_SMTP is not set.

    ``smtp://host:587`` is encrypted with STARTTLS, ``smtps://host:465`` with TLS from the first byte; neither
    ever falls back to an open line.  ``smtp+plain://host:25`` is open, for a relay within the house, and
    takes no password.  A log-in is written ``smtp://name:password@host`` with %40 for @.  Raises MailError.
    """
    named = os.environ.get(SMTP, "").strip()
    if not named:
        return None
    try:
        address = urlsplit(named)
        port = address.port
    except ValueError as error:
        raise MailError("smtp", f"{SMTP} is not an address such as smtp://host:587") from error
    if address.scheme not in SCHEMES or not address.hostname:
        raise MailError("smtp", f"{SMTP} must begin with smtp://, smtps:// or smtp+plain:// and name a host")
    security, usual = SCHEMES[address.scheme]
    if security == PLAIN and address.password:
        raise MailError(
            "password", f"{SMTP} would send its password over an open line: use smtp:// or smtps://"
        )
    url = _url()
    return MailServer(
        host=address.hostname,
        port=port or usual,
        security=security,
        sender=_sender(url),
        url=url.geturl().rstrip("/"),
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
    )


def _url() -> SplitResult:
    """Where the links lead."""
    address = urlsplit(os.environ.get(URL, "").strip())
    if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
        raise MailError("url", f"{URL} must say how the pages are reached, such as https://husrum.example.dk")
    return address


def _sender(url: SplitResult) -> str:
    """HUSRUM_MAIL_FROM, or husrum@ the host of the pages."""
    named = os.environ.get(MAIL_FROM, "").strip() or f"Husrum <husrum@{url.hostname}>"
    name, address = parseaddr(named)
    if "@" not in address or not address.isascii() or not named.isprintable():
        raise MailError("sender", f"{MAIL_FROM} must be an address such as Husrum <husrum@example.dk>")
    return formataddr((name, address))
