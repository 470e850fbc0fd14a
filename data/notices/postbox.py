"""Taking a message out of the outbox, and noting what became of it: each a transaction of its own.

A message is taken for a while (``leased_until``), so that two who send at once never hold the same one, and
one who is killed gives it back.  ``hand_over`` notes that its text is going out, before it does; whoever no
longer holds it may not send.  A message killed after that is never sent again by itself: nobody knows
whether the server has it, and it becomes ``unsure``, for the administrator to decide.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, or_, select, update

from data.notices.message import Letter
from data.notices.sending import LATER, NEVER, SENT, Outcome
from data.notices.sending import UNSURE as NOT_KNOWN
from data.store.outbox import (
    DIGEST,
    DROPPED,
    FAILED,
    NONE,
    SENDING,
    TEAM,
    UNSURE,
    WAITING,
)
from data.store.outbox import SENT as IS_SENT
from data.store.outbox_kept import TOO_OLD
from data.store.schema import users
from data.store.schema_landlord import notice_choices, outbox, team_contacts

#: How long whoever took a message may take over it.
LEASE = timedelta(minutes=15)
#: The pause after the first try; twice as long after each further one, up to the longest.
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
#: So long the outbox keeps what is settled.
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Taken:
    """A message taken to be sent, held until ``until``."""

    letter: Letter
    until: datetime

    @property
    def ours(self) -> ColumnElement[bool]:
        """Its rows, as long as they are held by this taking."""
        return (outbox.c.message_ref == self.letter.message_ref) & (outbox.c.leased_until == self.until)


def take(connection: Connection, domain: str, moment: datetime) -> Taken | None:
    """The next message due at ``moment``; None when nothing is.

    The first time it gets its Message-ID, ending on ``domain``, and a digest its rows: tried again, it is the
    same message.  What is too old or has no reader any more is dropped on the way.
    """
    _give_up(connection, moment)
    while (first := connection.execute(_due(moment)).mappings().first()) is not None:
        rows = _together(connection, first, moment)
        ids = outbox.c.notice_id.in_([row["notice_id"] for row in rows])
        where_to = _reader(connection, first)
        if where_to is None:
            connection.execute(update(outbox).where(ids).values(state=DROPPED, error="no_reader"))
            continue
        ref = first["message_ref"] or f"<{secrets.token_hex(16)}@{domain}>"
        until = moment + LEASE
        connection.execute(update(outbox).where(ids).values(message_ref=ref, leased_until=until))
        told = [(str(row["kind"]), str(row["path"])) for row in rows]
        digest, to_team = first["way"] == DIGEST, first["reader_kind"] == TEAM
        return Taken(Letter(ref, *where_to, told, digest, to_team), until)
    return None


def hand_over(connection: Connection, taken: Taken) -> bool:
    """Note that the text goes out now; False when the message is no longer held, and must not go out."""
    mine = taken.ours & (outbox.c.state == WAITING)
    held = connection.execute(select(func.count()).select_from(outbox).where(mine)).scalar_one()
    if held != len(taken.letter.told):
        return False
    connection.execute(update(outbox).where(mine).values(state=SENDING, tries=outbox.c.tries + 1))
    return True


def settle(connection: Connection, taken: Taken, outcome: Outcome, moment: datetime) -> None:
    """Note what became of a message.  An answer that comes after its time still counts."""
    rows = taken.ours & outbox.c.state.in_((WAITING, SENDING, UNSURE))
    tried = outbox.c.tries + (outbox.c.state == WAITING).cast(outbox.c.tries.type)
    if outcome.state == SENT:
        values: dict[str, Any] = {"state": IS_SENT, "sent_at": moment, "error": ""}
    elif outcome.state == NOT_KNOWN:
        values = {"state": UNSURE, "error": "unsure"}
    elif outcome.state == NEVER:
        values = {"state": FAILED, "error": outcome.error, "tries": tried}
    elif outcome.state == LATER:
        tries = connection.execute(select(tried).where(rows).limit(1)).scalar() or 1
        values = {"state": WAITING, "error": outcome.error, "tries": tried, "leased_until": None,
                  "not_before": moment + pause_after(int(tries))}  # fmt: skip
    else:
        return
    connection.execute(update(outbox).where(rows).values(**values))


def pause_after(tries: int) -> timedelta:
    """How long to wait after a number of tries: one minute, two, four, … at most six hours."""
    return min(PAUSE * int(2 ** min(tries - 1, 20)), LONGEST_PAUSE)


def anything_due(connection: Connection, moment: datetime) -> bool:
    """Whether ``take`` would find or settle anything; for a look that begins no writing."""
    stuck = (outbox.c.state == SENDING) & (outbox.c.leased_until <= moment)
    found = select(outbox.c.notice_id).where(or_(_is_due(moment), stuck)).limit(1)
    return connection.execute(found).first() is not None


def _is_due(moment: datetime) -> ColumnElement[bool]:
    free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= moment)
    return (outbox.c.state == WAITING) & (outbox.c.not_before <= moment) & free


def _due(moment: datetime) -> Any:
    return select(outbox).where(_is_due(moment)).order_by(outbox.c.not_before, outbox.c.notice_id).limit(1)


def _together(connection: Connection, first: RowMapping, moment: datetime) -> Sequence[RowMapping]:
    """The rows of one message: those it was made of before, or all a digest gathers now, or one alone."""
    if first["message_ref"]:
        which = outbox.c.message_ref == first["message_ref"]
    elif first["way"] == DIGEST:
        mine = (outbox.c.reader_kind == first["reader_kind"]) & (outbox.c.reader == first["reader"])
        which = mine & (outbox.c.way == DIGEST) & (outbox.c.message_ref == "") & _is_due(moment)
    else:
        which = outbox.c.notice_id == first["notice_id"]
    return connection.execute(select(outbox).where(which).order_by(outbox.c.notice_id)).mappings().all()


def _reader(connection: Connection, row: RowMapping) -> tuple[str, str] | None:
    """The address and language of a reader as they are now; None for one who is not to be told any more."""
    if row["reader_kind"] == TEAM:
        contact = select(team_contacts.c.email, team_contacts.c.lang)
        found = connection.execute(contact.where(team_contacts.c.team_id == row["reader"])).first()
    else:
        user = select(notice_choices.c.email, users.c.lang).join(users)
        wanted = user.where(
            users.c.user_id == row["reader"], users.c.active,
            notice_choices.c.way != NONE, notice_choices.c.email != "",
        )  # fmt: skip
        found = connection.execute(wanted).first()
    return None if found is None else (str(found[0]), str(found[1]))


def _give_up(connection: Connection, moment: datetime) -> None:
    """What was handed over and never answered for is unsure, what is too old is not sent any more, and what
    was settled long ago is forgotten."""
    stuck = (outbox.c.state == SENDING) & (outbox.c.leased_until <= moment)
    connection.execute(update(outbox).where(stuck).values(state=UNSURE, error="unsure"))
    old = _is_due(moment) & (outbox.c.made_at < moment - TOO_OLD)
    connection.execute(update(outbox).where(old, outbox.c.tries > 0).values(state=FAILED))
    connection.execute(update(outbox).where(old).values(state=DROPPED, error="too_old"))
    settled = outbox.c.state.in_((IS_SENT, DROPPED)) & (outbox.c.made_at < moment - KEPT)
    connection.execute(delete(outbox).where(settled))
