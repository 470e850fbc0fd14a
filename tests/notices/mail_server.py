"""A real SMTP server on this machine whose behaviour a test can set: refuse, go away, die at a given word."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from data.notices.server import PLAIN, MailServer

#: What a good server says to the text of a message.
TAKEN = "250 OK"


@dataclass
class Mailbox:
    """What the server took, and what it answers; each answer may be a text or something to do first."""

    taken: list[EmailMessage] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)
    sender: Callable[[str], str] | str = "250 OK"
    reader: Callable[[str], str] | str = "250 OK"
    text: Callable[[EmailMessage], str] | str = TAKEN
    logins: list[tuple[str, str]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answer = self.sender if isinstance(self.sender, str) else self.sender(address)
        if answer.startswith("250"):
            envelope.mail_from = address
        return answer

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answer = self.reader if isinstance(self.reader, str) else self.reader(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        answer = self.text if isinstance(self.text, str) else await asyncio.to_thread(self.text, message)
        if answer.startswith("250"):
            self.taken.append(message)
            self.readers += envelope.rcpt_tos
            self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        if answer == "hang up":
            server.transport.abort()
        return answer

    def authenticate(
        self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any
    ) -> AuthResult:
        """Whoever has the password ``right`` may send."""
        assert isinstance(given, LoginPassword)
        self.logins.append((given.login.decode(), given.password.decode()))
        right = given.password == b"right"
        return AuthResult(success=right, handled=right)


class Running:
    """The server at work; ``stop`` and ``start`` let it go and come back at the same port.

    ``options`` are those of aiosmtpd; ``log_in`` lets only those send who have the password.
    """

    def __init__(self, *, log_in: bool = False, **options: Any) -> None:
        self.box, self._options = Mailbox(), options
        if log_in:
            self._options |= {"authenticator": self.box.authenticate, "auth_required": True}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.start()

    def start(self) -> None:
        """Listen (again)."""
        self._at_work = Controller(self.box, hostname="127.0.0.1", port=self.port, **self._options)
        self._at_work.start()

    def stop(self) -> None:
        """Let go of the port."""
        self._at_work.stop()

    def server(self, **changed: Any) -> MailServer:
        """How a sender reaches it."""
        usual: dict[str, Any] = {
            "host": "localhost",
            "port": self.port,
            "security": PLAIN,
            "sender": "Husrum <husrum@kommune.example>",
            "url": "https://husrum.example",
        }
        return MailServer(**usual | changed)


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for localhost made now, and the context of a server that shows it."""
    key, public = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", key, "-out", public, "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, key)
    return public, context


def text_of(message: EmailMessage) -> str:
    """What a message says, with lines as Python has them."""
    return str(message.get_content()).replace("\r\n", "\n")
