"""Whether a citizen and a flat can come together now, whatever a run said: state, readiness, refusals."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.schema import citizens, offers, standing, vacancies
from data.store.settings import today
from data.store.standing import put


def is_forbidden(connection: Connection, citizen_id: str, vacancy_id: str) -> bool:
    """Whether a standing decision (also an earlier refusal) keeps the pair apart."""
    c = standing.c
    pair = (c.citizen_id == citizen_id) & (c.vacancy_id == vacancy_id)
    stands = select(c.standing_id).where(pair, c.action == "forbid", c.lifted_at.is_(None))
    return connection.execute(stands.limit(1)).first() is not None


def forbid_pair(
    connection: Connection, actor: Actor, citizen_id: str, vacancy_id: str, reason: str, source: str
) -> None:
    """Let the pair never be proposed again; a pin of it is lifted."""
    _lift(connection, actor, citizen_id, vacancy_id, standing.c.action == "pin")
    if not is_forbidden(connection, citizen_id, vacancy_id):
        put(connection, actor, "forbid", citizen_id, vacancy_id, None, reason, source)


def lift_forbid(
    connection: Connection,
    actor: Actor,
    citizen_id: str,
    vacancy_id: str,
    source: str,
    since: datetime | None = None,
) -> None:
    """Lift what ``forbid_pair`` forbade with this source, at ``since`` or later."""
    which = (standing.c.action == "forbid") & (standing.c.source == source)
    if since is not None:
        which &= standing.c.decided_at >= since
    _lift(connection, actor, citizen_id, vacancy_id, which)


def _lift(
    connection: Connection, actor: Actor, citizen_id: str, vacancy_id: str, which: ColumnElement[bool]
) -> None:
    pair = (standing.c.citizen_id == citizen_id) & (standing.c.vacancy_id == vacancy_id)
    stands = pair & which & standing.c.lifted_at.is_(None)
    lifted = {"lifted_by": actor.user_id, "lifted_at": now()}
    found = connection.execute(select(standing.c.action, standing.c.source).where(stands)).all()
    connection.execute(update(standing).where(stands).values(**lifted))
    for row in found:
        details = {"action": row.action, "source": row.source, "vacancy_id": vacancy_id}
        record.append(connection, actor, "lift", "citizen", citizen_id, purpose="decide", details=details)


def why_not(connection: Connection, citizen_id: str, vacancy_id: str) -> str:
    """Why a pair cannot be offered now, as a code; blank when it can."""
    person = (
        connection.execute(select(citizens).where(citizens.c.citizen_id == citizen_id)).mappings().first()
    )
    flat = (
        connection.execute(select(vacancies).where(vacancies.c.vacancy_id == vacancy_id)).mappings().first()
    )
    if person is None or flat is None:
        raise NotFound(f"{citizen_id}, {vacancy_id}")
    day = today(connection)
    parked = person["blocked_until"] is not None and person["blocked_until"] > day
    checks = (
        ("citizen_not_waiting", person["state"] != "waiting"),
        ("citizen_not_ready", person["consent"] is False or parked),
        ("flat_not_vacant", flat["state"] != "vacant"),
        ("flat_lapsed", flat["answer_by"] is not None and flat["answer_by"] < day),
        ("pair_forbidden", is_forbidden(connection, citizen_id, vacancy_id)),
    )
    return next((code for code, holds in checks if holds), "")


def require_free(connection: Connection, citizen_id: str, vacancy_id: str) -> None:
    """Raises Conflict when a live offer holds flat or citizen, NotPossible when the pair cannot be."""
    for column, value, code in (
        (offers.c.vacancy_id, vacancy_id, "flat_taken"),
        (offers.c.citizen_id, citizen_id, "citizen_taken"),
    ):
        held = select(offers.c.citizen_id, offers.c.vacancy_id).where(column == value, offers.c.live)
        row = connection.execute(held).mappings().first()
        if row is not None:
            mine = {"citizen_id": citizen_id, "vacancy_id": vacancy_id}
            raise Conflict(code, {name: (mine[name], row[name]) for name in mine if mine[name] != row[name]})
    code = why_not(connection, citizen_id, vacancy_id)
    if code:
        raise NotPossible(code)


def require_open(connection: Connection, citizen_id: str, vacancy_id: str) -> None:
    """Raises NotPossible unless the citizen still waits, the flat is vacant, and nothing forbids the pair."""
    person = select(citizens.c.state).where(citizens.c.citizen_id == citizen_id)
    flat = select(vacancies.c.state).where(vacancies.c.vacancy_id == vacancy_id)
    if connection.execute(person).scalar_one() != "waiting":
        raise NotPossible("citizen_not_waiting")
    if connection.execute(flat).scalar_one() != "vacant":
        raise NotPossible("flat_not_vacant")
    if is_forbidden(connection, citizen_id, vacancy_id):
        raise NotPossible("pair_forbidden")
