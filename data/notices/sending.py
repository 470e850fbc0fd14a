"""One message over one connection to the mail server, and what is certain about it afterwards."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from data.notices.server import PLAIN, STARTTLS, TLS, MailServer

#: Lines as the network wants them, and only signs every server can take.
PLAIN_SIGNS = SMTP.clone(cte_type="7bit")
#: How long the server may keep silent, in seconds.
SILENCE_S = 30.0
#: SENT: the server has it.  LATER: it has not, and may take it another time.  NEVER: it will not.
#: UNSURE: the line broke while the server had the message in its hands.  NOT_OURS: nothing was handed over.
SENT, LATER, NEVER, UNSURE, NOT_OURS = "sent", "later", "never", "unsure", "not_ours"


@dataclass(frozen=True)
class Outcome:
    """What became of a message; ``error`` is a code and the server's number, never its words, which may hold
    an address.  ``all_alike``: the server itself is at fault, other messages would fare the same."""

    state: str
    error: str = ""
    all_alike: bool = False


class _Refusal(Exception):
    """The server said no, with a number of three digits; what it refused as a code."""

    def __init__(self, what: str, number: int) -> None:
        super().__init__(what, number)
        self.what, self.number = what, number


def send(server: MailServer, message: EmailMessage, hand_over: Callable[[], bool]) -> Outcome:
    """Send a message to its one reader.

    ``hand_over`` is called when the server has taken sender and reader and waits for the text: it notes that
    the text is going out, and says whether it still may.  Whatever goes wrong before that is certainly not
    sent; whatever goes wrong after it, without an answer of the server, is UNSURE.
    """
    handed_over = False

    def note() -> bool:
        nonlocal handed_over
        handed_over = hand_over()
        return handed_over

    try:
        with _line(server) as line:
            return _say(line, message, note)
    except _Refusal as refusal:
        return _refused(refusal)
    except smtplib.SMTPAuthenticationError as error:
        return Outcome(LATER, f"login {error.smtp_code}", all_alike=True)
    except ssl.SSLError:
        return Outcome(UNSURE) if handed_over else Outcome(LATER, "tls", all_alike=True)
    except smtplib.SMTPNotSupportedError:
        return Outcome(LATER, "tls" if server.security == STARTTLS else "login", all_alike=True)
    except (OSError, smtplib.SMTPException):
        return Outcome(UNSURE) if handed_over else Outcome(LATER, "unreachable", all_alike=True)


@contextmanager
def _line(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection to the server, encrypted as it is set, logged in where it has a user."""
    context = None if server.security == PLAIN else ssl.create_default_context()
    if server.security == TLS:
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=SILENCE_S, context=context)
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=SILENCE_S)
    try:
        if server.security == STARTTLS:
            line.starttls(context=context)
        line.ehlo_or_helo_if_needed()
        if server.user:
            line.login(server.user, server.password)
        yield line
    finally:
        line.close()


def _say(line: smtplib.SMTP, message: EmailMessage, hand_over: Callable[[], bool]) -> Outcome:
    """Sender, reader, text.  Not ``smtplib.sendmail``: that does not say when the text goes out."""
    _require("sender", line.mail(parseaddr(str(message["From"]))[1])[0], 250)
    _require("recipient", line.rcpt(str(message["To"]))[0], 250, 251)
    _require("content", line.docmd("DATA")[0], 354)
    if not hand_over():
        return Outcome(NOT_OURS)
    line.send(_stuffed(message.as_bytes(policy=PLAIN_SIGNS)))
    _require("content", line.getreply()[0], 250)
    with suppress(OSError):  # a farewell whose answer nobody waits for
        line.putcmd("QUIT")
    return Outcome(SENT)


def _require(what: str, number: int, *good: int) -> None:
    """The server's answer is one of the good ones; -1 is smtplib's word for a line that broke."""
    if number == -1:
        raise smtplib.SMTPServerDisconnected
    if number not in good:
        raise _Refusal(what, number)


def _stuffed(text: bytes) -> bytes:
    """The text with its end, and no line that would be taken for it."""
    body = re.sub(rb"(?m)^\.", b"..", text)
    return (body if body.endswith(b"\r\n") else body + b"\r\n") + b".\r\n"


def _refused(refusal: _Refusal) -> Outcome:
    """5xx is for good, unless it is us or our settings the server does not like; 421 is the server going."""
    error = f"{refusal.what} {refusal.number}"
    if refusal.number >= 500 and refusal.what != "sender":
        return Outcome(NEVER, error)
    return Outcome(LATER, error, all_alike=refusal.what == "sender" or refusal.number == 421)
