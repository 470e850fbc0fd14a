"""What an association asks under the municipality's guarantee, and the office's answer.

restoration: restoring the dwelling when the tenant moves out (istandsættelsesgaranti, ABL § 59 stk. 1).
arrears: rent owed for the first year, where that was agreed.  adjustment: what a disputed amount of a
statement was put right by; only the office enters one, with its answer (data/statements/answers.py).
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, true, update

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.flats import must_be_office
from data.store.outbox import page, tell_office, tell_organisation
from data.store.reasons import given_reason
from data.store.rows import Row, row_of, rows_of
from data.store.schema import vacancies
from data.store.schema_account import charges
from data.store.settings import today

#: What an association can ask for.
KINDS = ("restoration", "arrears")
ADJUSTMENT = "adjustment"
STATES = ("claimed", "accepted", "refused")
PURPOSE = "account"
#: The most one can ask for at once, in øre: ten million kroner is a slip of the pen.
MOST_ORE = 1_000_000_000


def list_charges(connection: Connection, actor: Actor, state: str | None = None) -> list[Row]:
    """The charges the actor may know of (an association its own), newest first: rows of ``charges``."""
    wanted = select(charges).where(_seen_by(actor))
    if state is not None:
        wanted = wanted.where(charges.c.state == state)
    return rows_of(connection, wanted.order_by(charges.c.entered_at.desc(), charges.c.charge_id))


def get_charge(connection: Connection, actor: Actor, charge_id: str) -> Row:
    """One charge as in ``list_charges``; raises NotFound when it is not there or not the actor's."""
    row = row_of(connection, select(charges).where(charges.c.charge_id == charge_id, _seen_by(actor)))
    if row is None:
        raise NotFound(f"there is no charge {charge_id}")
    return row


def claim(
    connection: Connection, actor: Actor, vacancy_id: str, kind: str, day: date, amount_ore: int, reason: str
) -> str:
    """An association asks for an amount (whole øre) about a flat of its own, with a reason; returns the id.

    ``day``: when it fell due; not after today.  Raises NotFound for a flat not its own; NotPossible with the
    field in ``values["field"]``: ("role_may_not"), ("charge_kind_unknown"), ("charge_amount"),
    ("charge_day"), ("reason_text_missing"); Refused for a reason that cannot be kept.
    """
    if actor.role != "association":
        raise NotPossible("role_may_not", role=actor.role)
    own = select(vacancies.c.organisation_id).where(
        vacancies.c.vacancy_id == vacancy_id, vacancies.c.organisation_id == actor.organisation_id
    )
    if connection.execute(own).first() is None:
        raise NotFound(f"there is no vacancy {vacancy_id}")
    if kind not in KINDS:
        raise NotPossible("charge_kind_unknown", field="kind")
    if not 0 < amount_ore <= MOST_ORE:
        raise NotPossible("charge_amount", field="amount")
    if day > today(connection):
        raise NotPossible("charge_day", field="day")
    if not reason.strip():
        raise NotPossible("reason_text_missing", field="reason")
    words = given_reason(reason, "charges")
    charge_id = secrets.token_hex(8)
    row: dict[str, Any] = {
        "charge_id": charge_id, "kind": kind, "organisation_id": actor.organisation_id,
        "vacancy_id": vacancy_id, "day": day, "amount_ore": amount_ore, "reason": words,
        "state": "claimed", "entered_by": actor.user_id, "entered_at": now(),
    }  # fmt: skip
    connection.execute(insert(charges).values(row))
    _note(connection, actor, "claim", row)
    tell_office(connection, "charge", page("charges", charge_id))
    return charge_id


def answer_charge(connection: Connection, actor: Actor, charge_id: str, accepted: bool, reason: str) -> None:
    """The office accepts a charge or refuses it; a refusal says why.

    Raises NotFound, NotPossible("role_may_not"), ("reason_text_missing"), Conflict("charge_answered") when it
    was answered before; Refused for a reason that cannot be kept.
    """
    must_be_office(actor)
    row = get_charge(connection, actor, charge_id)
    if row["state"] != "claimed":
        raise Conflict("charge_answered")
    if not accepted and not reason.strip():
        raise NotPossible("reason_text_missing", field="reason")
    words = given_reason(reason, "charges") if reason.strip() else ""
    answered = {
        "state": "accepted" if accepted else "refused", "answer_reason": words,
        "answered_by": actor.user_id, "answered_at": now(), "answered_on": today(connection),
    }  # fmt: skip
    connection.execute(update(charges).where(charges.c.charge_id == charge_id).values(answered))
    _note(connection, actor, "answer", {**row, **answered})
    tell_organisation(connection, row["organisation_id"], "charge_answered", page("charges", charge_id))


def adjust(
    connection: Connection,
    actor: Actor,
    organisation_id: str,
    vacancy_id: str,
    day: date,
    amount_ore: int,
    entry: str,
    reason: str,
) -> str:
    """The office puts the amount of an entry right: accepted at once, negative where it was too much."""
    must_be_office(actor)
    charge_id, moment = secrets.token_hex(8), now()
    row: dict[str, Any] = {
        "charge_id": charge_id, "kind": ADJUSTMENT, "organisation_id": organisation_id,
        "vacancy_id": vacancy_id, "day": day, "amount_ore": amount_ore, "entry": entry,
        "reason": reason.strip(), "state": "accepted", "entered_by": actor.user_id, "entered_at": moment,
        "answered_by": actor.user_id, "answered_at": moment, "answered_on": today(connection),
    }  # fmt: skip
    connection.execute(insert(charges).values(row))
    _note(connection, actor, "adjust", row)
    return charge_id


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    return charges.c.organisation_id == actor.organisation_id if actor.role == "association" else true()


def _note(connection: Connection, actor: Actor, action: str, row: Row) -> None:
    details = {name: row[name] for name in ("kind", "vacancy_id", "amount_ore", "state")}
    record.append(connection, actor, action, "charge", row["charge_id"], purpose=PURPOSE, details=details)
