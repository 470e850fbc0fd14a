"""The e-mail of one or several notices: sentences and links, built anew at every try and always the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from data.notices.sending import PLAIN_SIGNS
from data.notices.server import MailServer
from data.notices.words import FRAME, KIND_WORDS

#: A digest says at most so many; of the rest it says how many they are.
MOST = 40


@dataclass(frozen=True)
class Letter:
    """One message to one reader: its id, where to, in which language, and what it tells as (kind, path)."""

    message_ref: str
    address: str
    lang: str
    told: Sequence[tuple[str, str]]
    digest: bool
    to_team: bool = False


def envelope(address: str) -> str:
    """An address as a mail server takes it: a domain with Danish letters in its plain form."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def message(letter: Letter, server: MailServer, moment: datetime) -> EmailMessage:
    """The message of a letter: plain text, with links that begin with ``server.url``."""
    made = EmailMessage(policy=PLAIN_SIGNS)
    made["Message-ID"] = letter.message_ref
    made["Date"] = format_datetime(moment)
    made["From"] = server.sender
    made["To"] = envelope(letter.address)
    made["Subject"] = f"Husrum: {_subject(letter)}"
    # so that no absence note of a reader comes back to the office
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content("\n".join(_lines(letter, server.url)) + "\n", charset="utf-8")
    return made


def _say(letter: Letter, key: str, **values: object) -> str:
    return FRAME[key][letter.lang].format(**values)


def _subject(letter: Letter) -> str:
    if letter.digest:
        return _say(letter, "digest", n=len(letter.told))
    return KIND_WORDS[letter.told[0][0]][letter.lang].subject


def _lines(letter: Letter, url: str) -> list[str]:
    """The text, line by line."""
    lines = [_say(letter, "digest_lead"), ""] if letter.digest else []
    for kind, path in letter.told[:MOST]:
        lines += [KIND_WORDS[kind][letter.lang].sentence, url + path, ""]
    if len(letter.told) > MOST:
        lines += [_say(letter, "more", n=len(letter.told) - MOST), url + "/", ""]
    lines += [_say(letter, "login"), "", "-- "]
    if letter.to_team:
        return [*lines, _say(letter, "why_team")]
    return [*lines, _say(letter, "why_user"), url + "/account/notices"]
