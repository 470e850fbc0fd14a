"""Undoing the last step of an offer: the office, with a reason; the steps taken stay recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.store import told
from data.store.actor import Actor
from data.store.choosing import require_office, require_person
from data.store.consequences import unfollow
from data.store.errors import NotPossible
from data.store.ledger_post import post
from data.store.offer_moves import record_step, write_step
from data.store.offer_rows import change_offer, known_offer, require_version
from data.store.offer_states import LIVE, STEPS, UNANSWERED
from data.store.pairs import require_open
from data.store.schema import offer_steps
from data.store.settings import today
from data.store.taken import first_come

Row = Mapping[str, Any]
STEP_BACK, POSTPONED = "step_back", "postponed"


def step_back(
    connection: Connection,
    actor: Actor,
    offer_id: str,
    *,
    reason: str,
    deadline: date | None = None,
    version: int,
) -> None:
    """Undo the last step of an offer: office only, a reason is obligatory, the steps taken stay recorded.

    What the step did to citizen, flat and standing decisions is undone with it.  ``deadline``: a new day to
    answer by, needed when the offer waits for an answer again and the old day has passed.  Raises NotFound,
    Conflict("stale"), NotPossible("role_may_not"), ("reason_text_missing"), ("nothing_before"),
    ("deadline_missing"), ("deadline_in_past"), ("citizen_not_waiting"), ("flat_not_vacant"),
    Conflict("flat_taken"), ("citizen_taken") when another offer holds them by now.
    """
    offer = known_offer(connection, actor, offer_id)
    require_office(actor)
    require_person(connection, actor)
    require_version(connection, offer, version)
    if not reason.strip():
        raise NotPossible("reason_text_missing", field="reason")
    found = select(offer_steps).where(offer_steps.c.offer_id == offer_id).order_by(offer_steps.c.step_id)
    way = way_of([dict(row) for row in connection.execute(found).mappings()])
    if len(way) < 2:
        raise NotPossible("nothing_before")
    state, before = way[-2]
    stands = before if deadline is None else deadline
    if state in UNANSWERED:
        _require_time(stands, deadline, today(connection))
    values = {"state": state, "live": state in LIVE, "reason_code": "", "deadline": stands}
    values |= _days_taken_back(offer, state)
    with first_come():
        change_offer(connection, actor, offer, values)
        unfollow(connection, actor, offer, offer["state"])
    if offer["state"] not in LIVE and state != "moved_in":
        require_open(connection, offer["citizen_id"], offer["vacancy_id"])
    write_step(connection, actor, offer, state, STEP_BACK, reason.strip(), stands)
    record_step(connection, actor, STEP_BACK, offer, {"from": offer["state"], "to": state})
    post(connection, actor, offer["vacancy_id"])
    told.of_step(connection, actor, offer, state)


def way_of(steps: Sequence[Row]) -> list[tuple[str, date | None]]:
    """The states an offer stands on, each with the deadline it had there, steps back taken into account."""
    way: list[tuple[str, date | None]] = []
    for step in steps:
        here = (str(step["to_state"]), step["deadline"])
        if step["reason_code"] == STEP_BACK:
            way[-2:] = [here]
        elif step["reason_code"] == POSTPONED:
            way[-1] = here
        else:
            way.append(here)
    return way


def _require_time(stands: date | None, given: date | None, day: date) -> None:
    if stands is None or (stands < day and given is None):
        raise NotPossible("deadline_missing", field="deadline")
    if stands < day:
        raise NotPossible("deadline_in_past", field="deadline")


def _days_taken_back(offer: Row, state: str) -> dict[str, None]:
    """The day that was written with the step that is undone."""
    if offer["state"] == "offered":
        return {"offered_on": None}
    day = STEPS[state, offer["state"]].day
    return {day: None} if day else {}
