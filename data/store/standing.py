"""Standing decisions of the office about pairs: pin, forbid, waive; they hold for every run until lifted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from data.exchange.codes import WAIVABLE
from data.exchange.faults import Fault, quoted
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import NotFound, NotPossible, Refused
from data.store.reasons import given_reason
from data.store.rows import Row, row_of, rows_of
from data.store.schema import citizens, offers, standing, vacancies

SOURCES = ("office", "import", "refusal")


def pin(connection: Connection, actor: Actor, citizen_id: str, vacancy_id: str, reason: str) -> int:
    """The citizen shall get the flat; the number of the decision.  Office only, a reason is obligatory.

    Raises Refused (column ``reason``), NotFound, NotPossible("citizen_pinned"), ("flat_pinned"),
    ("pair_forbidden"), ("pair_held"), ("citizen_not_waiting"), ("flat_not_vacant").
    """
    why = _prepared(connection, actor, citizen_id, vacancy_id, reason)
    c = standing.c
    for row in _stands(connection, or_(c.citizen_id == citizen_id, c.vacancy_id == vacancy_id)):
        same = (row["citizen_id"], row["vacancy_id"]) == (citizen_id, vacancy_id)
        if row["action"] == "pin" and same:
            return int(row["standing_id"])
        if row["action"] == "pin":
            raise NotPossible("citizen_pinned" if row["citizen_id"] == citizen_id else "flat_pinned")
        if row["action"] == "forbid" and same:
            raise NotPossible("pair_forbidden")
    _must_be_free(connection, citizen_id, vacancy_id)
    return put(connection, actor, "pin", citizen_id, vacancy_id, None, why, "office")


def forbid(
    connection: Connection,
    actor: Actor,
    citizen_id: str,
    vacancy_id: str,
    reason: str,
    *,
    source: str = "office",
) -> int:
    """The citizen shall not get the flat; the number of the decision (the one that stands, if there is one).

    ``source``: office, or refusal for a pair that is never proposed again; a refusal lifts a pin of the pair,
    otherwise NotPossible("pair_pinned").
    """
    why = _prepared(connection, actor, citizen_id, vacancy_id, reason)
    c = standing.c
    for row in _stands(connection, (c.citizen_id == citizen_id) & (c.vacancy_id == vacancy_id)):
        if row["action"] == "forbid":
            return int(row["standing_id"])
        if row["action"] == "pin" and source != "refusal":
            raise NotPossible("pair_pinned")
        if row["action"] == "pin":
            lift(connection, actor, row["standing_id"], why)
    return put(connection, actor, "forbid", citizen_id, vacancy_id, None, why, source)


def waive(
    connection: Connection, actor: Actor, citizen_id: str, rule: str, reason: str, vacancy_id: str = ""
) -> int:
    """Lift one waivable rule (data.exchange.codes.WAIVABLE) for a citizen, for one flat or all (blank).

    The individual judgement is the reason.  Raises Refused on ``rule`` or ``reason``, NotFound.
    """
    why = _prepared(connection, actor, citizen_id, vacancy_id or None, reason)
    if rule not in WAIVABLE:
        message = f"{quoted(rule)} cannot be waived; expected: {', '.join(WAIVABLE)}"
        raise Refused([Fault("decisions", 1, "rule", message)])
    c = standing.c
    same_flat = c.vacancy_id == vacancy_id if vacancy_id else c.vacancy_id.is_(None)
    for row in _stands(connection, (c.citizen_id == citizen_id) & same_flat & (c.rule == rule)):
        return int(row["standing_id"])
    return put(connection, actor, "waive", citizen_id, vacancy_id or None, rule, why, "office")


def lift(connection: Connection, actor: Actor, standing_id: int, reason: str = "") -> None:
    """End a standing decision; it stays to be read.  Raises NotFound, NotPossible("lifted_already")."""
    _must_be_office(actor)
    row = row_of(connection, select(standing).where(standing.c.standing_id == standing_id))
    if row is None:
        raise NotFound(f"there is no standing decision {standing_id}")
    if row["lifted_at"] is not None:
        raise NotPossible("lifted_already")
    why = given_reason(reason, "decisions") if reason.strip() else ""
    lifted = {"lifted_by": actor.user_id, "lifted_at": now()}
    connection.execute(update(standing).where(standing.c.standing_id == standing_id).values(**lifted))
    details = {"action": row["action"], "vacancy_id": row["vacancy_id"], "rule": row["rule"], "reason": why}
    record.append(connection, actor, "lift", "citizen", row["citizen_id"], purpose="case", details=details)


def standing_of(
    connection: Connection,
    *,
    citizen_id: str | None = None,
    vacancy_id: str | None = None,
    lifted: bool = False,
) -> list[Row]:
    """The decisions that stand (with ``lifted`` also the earlier ones), newest first, as rows of
    ``standing``, of a citizen or a flat or all."""
    wanted = select(standing).order_by(standing.c.standing_id.desc())
    if citizen_id is not None:
        wanted = wanted.where(standing.c.citizen_id == citizen_id)
    if vacancy_id is not None:
        wanted = wanted.where(standing.c.vacancy_id == vacancy_id)
    if not lifted:
        wanted = wanted.where(standing.c.lifted_at.is_(None))
    return rows_of(connection, wanted)


def put(
    connection: Connection,
    actor: Actor,
    action: str,
    citizen_id: str,
    vacancy_id: str | None,
    rule: str | None,
    reason: str,
    source: str,
) -> int:
    """Write a decision that was checked, and record it."""
    made = connection.execute(
        insert(standing).values(
            citizen_id=citizen_id,
            vacancy_id=vacancy_id,
            action=action,
            rule=rule,
            reason=reason,
            source=source,
            decided_by=actor.user_id,
            decided_at=now(),
        )
    )
    details = {"vacancy_id": vacancy_id, "rule": rule, "reason": reason, "source": source}
    record.append(connection, actor, action, "citizen", citizen_id, purpose="case", details=details)
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def _prepared(
    connection: Connection, actor: Actor, citizen_id: str, vacancy_id: str | None, reason: str
) -> str:
    """The reason, when the actor may decide and citizen and flat are there."""
    _must_be_office(actor)
    if not connection.execute(select(citizens.c.state).where(citizens.c.citizen_id == citizen_id)).first():
        raise NotFound(f"there is no citizen {citizen_id}")
    if vacancy_id is not None:
        found = select(vacancies.c.state).where(vacancies.c.vacancy_id == vacancy_id)
        if not connection.execute(found).first():
            raise NotFound(f"there is no vacancy {vacancy_id}")
    return given_reason(reason, "decisions")


def _must_be_office(actor: Actor) -> None:
    if actor.role != "office":
        raise NotPossible("role_may_not")


def _stands(connection: Connection, which: ColumnElement[bool]) -> list[Any]:
    wanted = select(standing).where(which, standing.c.lifted_at.is_(None))
    return rows_of(connection, wanted)


def _must_be_free(connection: Connection, citizen_id: str, vacancy_id: str) -> None:
    """A pin would do nothing for a citizen or a flat that is in no run."""
    either = or_(offers.c.citizen_id == citizen_id, offers.c.vacancy_id == vacancy_id)
    if connection.execute(select(offers.c.offer_id).where(either, offers.c.live)).first():
        raise NotPossible("pair_held")
    waits = select(citizens.c.state).where(citizens.c.citizen_id == citizen_id)
    if connection.execute(waits).scalar_one() != "waiting":
        raise NotPossible("citizen_not_waiting")
    vacant = select(vacancies.c.state).where(vacancies.c.vacancy_id == vacancy_id)
    if connection.execute(vacant).scalar_one() != "vacant":
        raise NotPossible("flat_not_vacant")
