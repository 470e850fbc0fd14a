"""The outbox as the administrator looks after it: what waits, what failed, and what is to become of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, update

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import NotFound, NotPossible
from data.store.outbox import DROPPED, FAILED, TEAM, UNSURE, WAITING
from data.store.schema import users
from data.store.schema_landlord import outbox

Row = Mapping[str, Any]
#: After so long a notice is no longer news, and is not sent any more.
TOO_OLD = timedelta(days=7)
#: The states that wait for the administrator.
STRANDED = (FAILED, UNSURE)


@dataclass(frozen=True)
class Counts:
    """Notices that wait, those that failed, those nobody knows of, and those sent within a day."""

    waiting: int
    failed: int
    unsure: int
    sent: int


def list_notices(connection: Connection, actor: Actor) -> list[Row]:
    """Every notice kept, newest first: kind, reader (the id, of a user also the name), way, state, tries,
    error, made_at, not_before, sent_at.  Neither its page nor the address it goes to.

    Raises NotPossible("role_may_not").
    """
    _require_administrator(actor)
    found = _rows().order_by(outbox.c.notice_id.desc())
    return [dict(row) for row in connection.execute(found).mappings()]


def get_notice(connection: Connection, actor: Actor, notice_id: int) -> Row:
    """One notice as in ``list_notices``; raises NotFound, NotPossible("role_may_not")."""
    _require_administrator(actor)
    found = _rows().where(outbox.c.notice_id == notice_id)
    row = connection.execute(found).mappings().one_or_none()
    if row is None:
        raise NotFound(f"notice {notice_id}")
    return dict(row)


def _rows() -> Select[Any]:
    o = outbox.c
    columns = (o.notice_id, o.reader_kind, o.reader, o.kind, o.way, o.state, o.tries, o.error, o.made_at,
               o.not_before, o.sent_at, users.c.name)  # fmt: skip
    same = (users.c.user_id == o.reader) & (o.reader_kind != TEAM)
    return select(*columns).select_from(outbox.outerjoin(users, same))


def counts(connection: Connection, moment: datetime | None = None) -> Counts:
    """How many notices stand in which state."""
    found = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    by_state = {str(state): int(n) for state, n in connection.execute(found)}
    lately = (moment or now()) - timedelta(days=1)
    sent = select(func.count()).select_from(outbox).where(outbox.c.sent_at > lately)
    return Counts(
        by_state.get(WAITING, 0),
        by_state.get(FAILED, 0),
        by_state.get(UNSURE, 0),
        int(connection.execute(sent).scalar_one()),
    )


def send_again(connection: Connection, actor: Actor, notice_id: int) -> None:
    """Let the message of a notice that failed, or of which nobody knows, go out again, under the same
    Message-ID.

    Raises NotFound, NotPossible("role_may_not"), ("notice_settled") for any other, ("notice_too_old").
    """
    row, whole = _stranded(connection, actor, notice_id)
    if row["made_at"] < now() - TOO_OLD:
        raise NotPossible("notice_too_old")
    fresh = {"state": WAITING, "tries": 0, "not_before": now(), "leased_until": None}
    connection.execute(update(outbox).where(whole).values(**fresh))
    _note(connection, actor, notice_id, row["state"], WAITING)


def drop(connection: Connection, actor: Actor, notice_id: int) -> None:
    """Leave the message of a notice that failed, or of which nobody knows, as it is for good.

    Raises NotFound, NotPossible("role_may_not"), ("notice_settled") for any other.
    """
    row, whole = _stranded(connection, actor, notice_id)
    connection.execute(update(outbox).where(whole).values(state=DROPPED, leased_until=None))
    _note(connection, actor, notice_id, row["state"], DROPPED)


def try_now(connection: Connection, actor: Actor) -> int:
    """Let everything that waits for another try be tried at the next round; how many notices that are.

    Raises NotPossible("role_may_not").
    """
    _require_administrator(actor)
    waits = (outbox.c.state == WAITING) & (outbox.c.tries > 0)
    moment = now()
    free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= moment)
    changed = connection.execute(update(outbox).where(waits, free).values(not_before=moment))
    if changed.rowcount:
        details = {"entries": changed.rowcount, "to": WAITING}
        record.append(connection, actor, "change", "notice", "", details=details)
    return changed.rowcount


def _stranded(
    connection: Connection, actor: Actor, notice_id: int
) -> tuple[Mapping[str, Any], ColumnElement[bool]]:
    """A notice that waits for the administrator, and the rows of its whole message."""
    _require_administrator(actor)
    found = select(outbox).where(outbox.c.notice_id == notice_id)
    row = connection.execute(found).mappings().one_or_none()
    if row is None:
        raise NotFound(f"notice {notice_id}")
    if row["state"] not in STRANDED:
        raise NotPossible("notice_settled", state=row["state"])
    return dict(row), outbox.c.message_ref == row["message_ref"]


def _require_administrator(actor: Actor) -> None:
    if actor.role != "administrator":
        raise NotPossible("role_may_not")


def _note(connection: Connection, actor: Actor, notice_id: int, before: str, after: str) -> None:
    details = {"from": before, "to": after}
    record.append(connection, actor, "change", "notice", str(notice_id), details=details)
