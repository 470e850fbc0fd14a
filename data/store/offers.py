"""Offers: what they are, and the steps they take (the table of steps is data/store/offer_states.py)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.store import record, told
from data.store.actor import Actor
from data.store.checklist import DEPOSIT, deposit_settled
from data.store.choosing import require_office, require_person
from data.store.errors import NotPossible
from data.store.housing import set_citizen_state
from data.store.next_candidate import AfterRefusal, after_refusal
from data.store.offer_moves import move, record_step, write_step
from data.store.offer_rows import change_offer, known_offer, may_know, require_version, shown_to
from data.store.offer_states import REASONS, STATES, STEPS, UNANSWERED, Step, next_states, reasons_for
from data.store.schema import checklist, citizens, offer_steps, offers
from data.store.settings import today
from data.store.step_back import step_back

__all__ = [
    "REASONS", "STATES", "AfterRefusal", "after_refusal", "get_offer", "list_offers", "next_states",
    "open_again", "postpone", "reasons_for", "step_back", "steps_of", "take_step",
]  # fmt: skip

Row = Mapping[str, Any]


def list_offers(
    connection: Connection, actor: Actor, *, state: str | None = None, live: bool | None = None
) -> list[Row]:
    """The offers the actor may know of, newest first: the row of ``offers`` with address, postcode,
    available_from and deposit_state.

    A shelter sees those of its citizens, an association those of its flats, both once they are offered.
    """
    deposit = checklist.c.state.label("deposit_state")
    here = (checklist.c.offer_id == offers.c.offer_id) & (checklist.c.item == DEPOSIT)
    found = may_know(actor).join(checklist, here, isouter=True).add_columns(deposit)
    if state is not None:
        found = found.where(offers.c.state == state)
    if live is not None:
        found = found.where(offers.c.live.is_(live))
    rows = connection.execute(found.order_by(offers.c.number.desc())).mappings()
    return [shown_to(actor, dict(row)) for row in rows]


def get_offer(connection: Connection, actor: Actor, offer_id: str) -> Row:
    """One offer as in ``list_offers`` (without deposit_state); raises NotFound when it is not there or not
    the actor's to know of."""
    return shown_to(actor, known_offer(connection, actor, offer_id))


def steps_of(connection: Connection, actor: Actor, offer_id: str) -> list[Row]:
    """The way of an offer, oldest first; a step back has reason_code ``step_back``, a new deadline
    ``postponed``."""
    known_offer(connection, actor, offer_id)
    found = select(offer_steps).where(offer_steps.c.offer_id == offer_id).order_by(offer_steps.c.step_id)
    hidden = ("reason_code", "reason") if actor.role == "association" else ()
    return [dict(row) | dict.fromkeys(hidden, "") for row in connection.execute(found).mappings()]


def take_step(
    connection: Connection,
    actor: Actor,
    offer_id: str,
    to_state: str,
    *,
    reason_code: str = "",
    reason: str = "",
    deadline: date | None = None,
    on: date | None = None,
    version: int,
) -> None:
    """Lead an offer to its next state, with all that follows from it, and record it.

    ``deadline``: the day to answer by (offered; a new one with viewing).  ``on``: when the viewing is, when
    the contract was signed, the citizen moved in, the tenancy ended.  Raises NotFound; Conflict("stale",
    difference); NotPossible("step_not_possible"), ("role_may_not"), ("not_a_person"), ("reason_missing"),
    ("reason_unknown"), ("reason_text_missing"), ("deadline_missing"), ("deadline_in_past"),
    ("deadline_passed"), ("deadline_not_passed"), ("date_missing"), ("date_too_early"), ("date_in_future"),
    ("deposit_open").  Those about one field of the form carry its name in ``values["field"]``.
    """
    offer = known_offer(connection, actor, offer_id)
    require_version(connection, offer, version)
    step = STEPS.get((offer["state"], to_state))
    if step is None:
        raise NotPossible("step_not_possible", from_state=offer["state"], to_state=to_state)
    if actor.role not in step.roles:
        raise NotPossible("role_may_not", role=actor.role)
    require_person(connection, actor)
    _check_reason(actor, to_state, reason_code, reason)
    day = today(connection)
    values = _deadline(step, offer, deadline, day) | _day(step, offer, on, day)
    if to_state == "offered":
        values["offered_on"] = day
    if to_state == "contract" and not deposit_settled(connection, offer_id):
        raise NotPossible("deposit_open")
    if to_state == "expired":
        reason_code = "deadline_passed"
    move(connection, actor, offer, to_state, reason_code=reason_code, reason=reason.strip(), values=values)


def _check_reason(actor: Actor, to_state: str, code: str, text: str) -> None:
    allowed = reasons_for(actor.role, to_state)
    if to_state in REASONS and not code:
        raise NotPossible("reason_missing", field="reason_code")
    if code and code not in allowed:
        raise NotPossible("reason_unknown", field="reason_code", reason=code)
    if code.endswith("other") and not text.strip():
        raise NotPossible("reason_text_missing", field="reason")


def _deadline(step: Step, offer: Row, deadline: date | None, day: date) -> dict[str, Any]:
    """The deadline a step sets, after checking that there is time left for it."""
    if not (step.deadline or step.may_postpone):
        deadline = None
    if step.deadline and deadline is None:
        raise NotPossible("deadline_missing", field="deadline")
    if deadline is not None and deadline < day:
        raise NotPossible("deadline_in_past", field="deadline")
    passed = offer["deadline"] is not None and offer["deadline"] < day and deadline is None
    if step.in_time and passed:
        raise NotPossible("deadline_passed", deadline=offer["deadline"].isoformat())
    if step.late and not passed:
        raise NotPossible("deadline_not_passed")
    return {} if deadline is None else {"deadline": deadline}


#: What a day must not lie before.
_NOT_BEFORE = {
    "viewing_on": "offered_on", "contract_on": "offered_on", "moved_in_on": "contract_on",
    "ended_on": "moved_in_on",
}  # fmt: skip


def _day(step: Step, offer: Row, on: date | None, day: date) -> dict[str, Any]:
    """The day that goes with a step, after checking that it can be so."""
    if not step.day:
        return {}
    if on is None:
        raise NotPossible("date_missing", field="on")
    before = offer[_NOT_BEFORE[step.day]]
    if before is not None and on < before:
        raise NotPossible("date_too_early", field="on", earliest=before.isoformat())
    if on > day and not step.ahead:
        raise NotPossible("date_in_future", field="on")
    return {step.day: on}


def postpone(
    connection: Connection, actor: Actor, offer_id: str, deadline: date, *, reason: str = "", version: int
) -> None:
    """Give the citizen more time to answer (office; offered or viewing only).

    Raises NotPossible("role_may_not"), ("step_not_possible"), ("deadline_in_past"), Conflict("stale").
    """
    offer = known_offer(connection, actor, offer_id)
    require_office(actor)
    require_version(connection, offer, version)
    if offer["state"] not in UNANSWERED:
        raise NotPossible("step_not_possible", from_state=offer["state"], to_state=offer["state"])
    if deadline < today(connection):
        raise NotPossible("deadline_in_past", field="deadline")
    change_offer(connection, actor, offer, {"deadline": deadline})
    write_step(connection, actor, offer, offer["state"], "postponed", reason.strip(), deadline)
    details = {"from": offer["deadline"], "to": deadline}
    record_step(connection, actor, "postpone", offer, details)
    told.of_step(connection, actor, offer, "postponed")


def open_again(connection: Connection, actor: Actor, citizen_id: str, reason: str) -> None:
    """Let a citizen whose tenancy ended wait for a home again (office; a reason in words).

    Raises NotPossible("role_may_not"), ("reason_text_missing"), ("not_ended") while a home is still held.
    """
    require_office(actor)
    if not reason.strip():
        raise NotPossible("reason_text_missing", field="reason")
    state = connection.execute(select(citizens.c.state).where(citizens.c.citizen_id == citizen_id))
    held = select(offers.c.offer_id).where(offers.c.citizen_id == citizen_id, offers.c.live)
    if state.scalar_one_or_none() != "housed" or connection.execute(held).first() is not None:
        raise NotPossible("not_ended")
    set_citizen_state(connection, actor, citizen_id, "waiting", on=None)
    record.append(connection, actor, "open_again", "citizen", citizen_id, purpose="offer")
