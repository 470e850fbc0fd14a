"""An office at random: decisions, steps, steps back and undoing, some of them impossible."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from finished_week import DAY, OFFICE, Town, rows
from sqlalchemy import Connection, select

from data.store import checklist as lists
from data.store import choices as deciding
from data.store import offers as offering
from data.store.errors import NotPossible
from data.store.offer_states import REASONS, STATES
from data.store.prices import price_of
from data.store.schema import choices, offers

#: What was done, in the words a caller remembers it by.
Done = dict[str, Any]


def one_move(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    """Do one thing; raises NotPossible where it cannot be done."""
    what: Callable[..., Done] = dice.choice(
        [
            _accept,
            _accept,
            _choose,
            _choose,
            _reject,
            _park,
            _undo,
            _step,
            _step,
            _step,
            _step,
            _back,
            _settle,
        ]
    )
    return what(connection, dice, run_id, town)


def _accept(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    match = dice.choice(town.table("matches"))
    offer_id = deciding.accept(
        connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=match["warnings"].split()
    )
    return {"action": "accept", "offer_id": offer_id, "state": "proposed"}


def _choose(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    row = dice.choice(town.table("proposals"))
    price = price_of(connection, run_id, row["vacancy_id"], row["citizen_id"])
    offer_id = deciding.choose(
        connection, OFFICE, run_id, row["vacancy_id"], row["citizen_id"], price=price,
        warnings_ticked=price.warnings, reason_code="individual_assessment", reason="Kender området",
    )  # fmt: skip
    return {"action": "choose", "offer_id": offer_id, "state": "proposed"}


def _reject(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    match = dice.choice(town.table("matches"))
    code = dice.choice(list(deciding.REJECT_REASONS))
    choice_id = deciding.reject(
        connection, OFFICE, run_id, match["vacancy_id"], reason_code=code, reason="Talt med stedet",
        standing=dice.random() < 0.5,
    )  # fmt: skip
    return {"action": "reject", "choice_id": choice_id}


def _park(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    flat = dice.choice(rows(town.files["vacancies.csv"]))["vacancy_id"]
    choice_id = deciding.park_flat(connection, OFFICE, run_id, flat, reason_code="next_meeting")
    return {"action": "park", "choice_id": choice_id}


def _undo(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    found = list(connection.execute(select(choices.c.choice_id).order_by(choices.c.decided_at)).scalars())
    if not found:
        raise NotPossible("nothing")
    choice_id = dice.choice(found)
    deciding.undo(connection, OFFICE, choice_id)
    return {"action": "undo", "choice_id": choice_id}


def _some_offer(connection: Connection, dice: Random) -> dict[str, Any]:
    found = [dict(row) for row in connection.execute(select(offers).order_by(offers.c.number)).mappings()]
    if not found:
        raise NotPossible("nothing")
    return dice.choice(found)


def _step(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    offer = _some_offer(connection, dice)
    allowed = offering.next_states("office", offer["state"])
    to_state = dice.choice(allowed if allowed and dice.random() < 0.8 else STATES)
    reasons = REASONS.get(to_state, ("",))
    offering.take_step(
        connection, OFFICE, offer["offer_id"], to_state, reason_code=dice.choice(reasons), reason="Oplyst",
        deadline=DAY + timedelta(days=7), on=DAY, version=offer["version"],
    )  # fmt: skip
    return {"action": "step", "offer_id": offer["offer_id"], "state": to_state}


def _back(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    offer = _some_offer(connection, dice)
    offering.step_back(connection, OFFICE, offer["offer_id"], reason="Tastefejl", version=offer["version"])
    return {"action": "step_back", "offer_id": offer["offer_id"]}


def _settle(connection: Connection, dice: Random, run_id: str, town: Town) -> Done:
    offer = _some_offer(connection, dice)
    item, state = dice.choice(lists.ITEMS), dice.choice(lists.ITEM_STATES)
    lists.settle(connection, OFFICE, offer["offer_id"], item, state)
    return {"action": "checklist", "offer_id": offer["offer_id"], "item": item}
