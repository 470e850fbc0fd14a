"""What is decided about a citizen beside the form: need group, pause, closing, whose case it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from data.exchange.faults import Fault
from data.store import record
from data.store.actor import Actor
from data.store.citizen_form import read_citizen
from data.store.citizen_rows import get_citizen, must_write
from data.store.errors import NotFound, NotPossible, Refused
from data.store.reasons import given_reason
from data.store.rows import Row
from data.store.schema import offers, organisations, users
from data.store.settings import today
from data.store.versions import CITIZEN, change, check_version

#: Why a citizen's case is closed.
CLOSE_REASONS = ("own_home", "moved_away", "consent_withdrawn", "institution", "no_contact", "dead", "other")


def set_tier(
    connection: Connection, actor: Actor, citizen_id: str, tier: int, reason: str, version: int
) -> None:
    """Move a citizen to another need group (office); a reason is obligatory (Refused on ``reason``)."""
    row = _row_for_office(connection, actor, citizen_id, version)
    why = given_reason(reason, "citizens")
    if not 1 <= tier <= 9:
        raise Refused([Fault("citizens", 1, "tier", f"{tier} is no need group; 1 to 9 is expected")])
    details = {"from": row["tier"], "to": tier, "reason": why}
    _step(connection, actor, row, "tier", {"tier": tier}, details)


def park(
    connection: Connection, actor: Actor, citizen_id: str, until: date | None, reason: str, version: int
) -> None:
    """Propose the citizen nothing before a day (None: the pause ends now); a reason is obligatory."""
    row = get_citizen(connection, actor, citizen_id)
    must_write(actor)
    check_version(connection, CITIZEN, row, version)
    details = {"until": until, "reason": given_reason(reason, "citizens")}
    _step(connection, actor, row, "park" if until else "unpark", {"blocked_until": until}, details)


def close_citizen(connection: Connection, actor: Actor, citizen_id: str, reason: str, version: int) -> None:
    """Close a waiting citizen's case for one of CLOSE_REASONS.

    Raises NotPossible("citizen_held") during an offer, ("not_waiting"), ("reason_unknown").
    """
    row = _row_for_office(connection, actor, citizen_id, version)
    if reason not in CLOSE_REASONS:
        raise NotPossible("reason_unknown", field="reason")
    held = select(func.count()).where(offers.c.citizen_id == citizen_id, offers.c.live)
    if connection.execute(held).scalar_one():
        raise NotPossible("citizen_held")
    if row["state"] != "waiting":
        raise NotPossible("not_waiting")
    values = {"state": "closed", "closed_on": today(connection), "closed_reason": reason}
    _step(connection, actor, row, "close", values, {"reason": reason})


def reopen_citizen(connection: Connection, actor: Actor, citizen_id: str, reason: str, version: int) -> None:
    """Let a closed citizen wait again; a reason is obligatory.

    Raises NotPossible("not_closed") for others, Refused where the case names what has gone since (a team, a
    milieu): a veto must not get lost.
    """
    row = _row_for_office(connection, actor, citizen_id, version)
    why = given_reason(reason, "citizens")
    if row["state"] != "closed":
        raise NotPossible("not_closed")
    read_citizen(connection, row, {}, None, None)
    values = {"state": "waiting", "closed_on": None, "closed_reason": None}
    _step(connection, actor, row, "reopen", values, {"reason": why})


def assign(
    connection: Connection,
    actor: Actor,
    citizen_id: str,
    *,
    case_worker: str | None,
    shelter_id: str | None,
    version: int,
) -> None:
    """Say whose case it is and which shelter referred it (office); None: nobody's."""
    row = _row_for_office(connection, actor, citizen_id, version)
    for table, key, value in (
        (users, "user_id", case_worker),
        (organisations, "organisation_id", shelter_id),
    ):
        if value and not connection.execute(select(table.c[key]).where(table.c[key] == value)).first():
            raise NotFound(f"there is no {value}")
    values = {"case_worker": case_worker or None, "shelter_id": shelter_id or None}
    _step(connection, actor, row, "assign", values, values)


def _writes(actor: Actor) -> None:
    if actor.role not in ("office", "shelter"):
        raise NotPossible("role_may_not")


def _row_for_office(connection: Connection, actor: Actor, citizen_id: str, version: int) -> Row:
    row = get_citizen(connection, actor, citizen_id)
    if actor.role != "office":
        raise NotPossible("role_may_not")
    check_version(connection, CITIZEN, row, version)
    return row


def _step(
    connection: Connection,
    actor: Actor,
    row: Row,
    action: str,
    values: Mapping[str, Any],
    details: Mapping[str, Any],
) -> None:
    """One named change of a citizen, recorded with why."""
    change(connection, actor, CITIZEN, row, values)
    subject = str(row["citizen_id"])
    record.append(connection, actor, action, "citizen", subject, purpose="case", details=dict(details))
