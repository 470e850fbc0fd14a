"""Notices by e-mail: whoever must know of a step is told in the transaction of that step, or not at all.

A row here is a kind and the path of a page, never a name, a citizen or a word of what was written; the
sentence and the link are made when it is sent (data/notices).  Whoever has not asked for e-mail, and whoever
may no longer log in, gets no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select

from data.store.base import now
from data.store.schema import users
from data.store.schema_landlord import notice_choices, outbox, team_contacts

#: A test of the mail server, which never waits for a digest.
TEST = "test"
#: What can be told; each has its sentence in data/notices/words.py.
KINDS = (
    "offer_made", "offer_step", "offer_expired", "message", "statement_issued", "dispute", "dispute_answered",
    "charge", "charge_answered", "vacancy_reported", "vacancy_changed", "vacancy_withdrawn",
    "vacancy_given_back", "vacancy_lapsed", "objection", "objection_answered", "arrears", "arrears_answered",
    "concern", "referral_offer", "referral_step", TEST,
)  # fmt: skip
#: How a user is told: not at all, at each step, or once a day.
NONE, STEP, DIGEST = "none", "step", "digest"
WAYS = (NONE, STEP, DIGEST)
USER, TEAM = "user", "team"
#: The states of a notice: ``sending`` from the moment its text is handed to the mail server, ``unsure`` when
#: nobody knows what became of it then, ``dropped`` when its reader is gone or it waited too long.
WAITING, SENDING, SENT, FAILED, UNSURE, DROPPED = "waiting", "sending", "sent", "failed", "unsure", "dropped"
#: When the digest of a day goes out, on the clock in Denmark.
DIGEST_AT, ZONE = time(7, 0), ZoneInfo("Europe/Copenhagen")


def tell_office(connection: Connection, kind: str, path: str, *, but: str | None = None) -> int:
    """Tell everyone of the allocation office who wants to know; the number of notices written.

    ``kind`` is one of ``KINDS`` (ValueError otherwise), ``path`` the address of the page it leads to, without
    the host ("/offers/T12"); ``but`` a user who need not be told, as they did it themselves.  Written in the
    caller's transaction: kept when that is kept.  A notice of the same kind and page that still waits to be
    sent is not written again.
    """
    return _tell_users(connection, kind, path, users.c.role == "office", but)


def tell_organisation(
    connection: Connection, organisation_id: str, kind: str, path: str, *, but: str | None = None
) -> int:
    """Tell everyone of a housing association or a shelter who wants to know; otherwise as ``tell_office``."""
    return _tell_users(connection, kind, path, users.c.organisation_id == organisation_id, but)


def tell_user(connection: Connection, user_id: str, kind: str, path: str) -> int:
    """Tell one user, if they want to know; otherwise as ``tell_office``.  An unknown user is not told."""
    return _tell_users(connection, kind, path, users.c.user_id == user_id, None)


def tell_team(connection: Connection, team_id: str, kind: str, path: str) -> int:
    """Tell a support team at its address, at once; 0 when it has none.  Otherwise as ``tell_office``."""
    known = select(team_contacts.c.team_id).where(team_contacts.c.team_id == team_id)
    readers = [(str(team), STEP) for team in connection.execute(known).scalars()]
    return _write(connection, TEAM, readers, kind, path)


def page(*parts: str) -> str:
    """The path of a page from its parts, an id as one of them: page("offers", offer_id) is "/offers/T12"."""
    return "/" + "/".join(quote(part, safe="/") for part in parts)


def next_digest(moment: datetime) -> datetime:
    """When a digest that gathers ``moment`` goes out: at seven the next morning in Denmark."""
    morning = moment.astimezone(ZONE).date() + timedelta(days=1)
    return datetime.combine(morning, DIGEST_AT, ZONE)


def _tell_users(connection: Connection, kind: str, path: str, who: Any, but: str | None) -> int:
    found = (
        select(notice_choices.c.user_id, notice_choices.c.way)
        .join(users, users.c.user_id == notice_choices.c.user_id)
        .where(who, users.c.active, notice_choices.c.way != NONE, notice_choices.c.email != "")
        .order_by(notice_choices.c.user_id)
    )
    readers = [
        (str(row.user_id), STEP if kind == TEST else str(row.way))
        for row in connection.execute(found)
        if row.user_id != but
    ]
    return _write(connection, USER, readers, kind, path)


def _write(
    connection: Connection, reader_kind: str, readers: Iterable[tuple[str, str]], kind: str, path: str
) -> int:
    """A wrong kind or address is a mistake of ours, found where it is made."""
    if kind not in KINDS or not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"not a notice: {kind} {path!r}")
    moment, path = now(), quote(path, safe="/?&=%#:;,+-._~")  # an id can hold any sign
    told = _waiting(connection, reader_kind, kind, path)
    rows: list[Mapping[str, Any]] = [
        {"reader_kind": reader_kind, "reader": reader, "kind": kind, "path": path, "made_at": moment,
         "way": way, "not_before": next_digest(moment) if way == DIGEST else moment}
        for reader, way in readers if reader not in told
    ]  # fmt: skip
    if rows:
        connection.execute(insert(outbox), rows)
    return len(rows)


def _waiting(connection: Connection, reader_kind: str, kind: str, path: str) -> set[str]:
    """The readers with such a notice that no message has been made of yet."""
    found = select(outbox.c.reader).where(
        outbox.c.state == WAITING, outbox.c.message_ref == "", outbox.c.reader_kind == reader_kind,
        outbox.c.kind == kind, outbox.c.path == path,
    )  # fmt: skip
    return {str(reader) for reader in connection.execute(found).scalars()}
