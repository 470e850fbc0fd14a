"""How a decision about a run's flat is written: choice, offer, first step, checklist and record at once."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.checklist import make_items
from data.store.consequences import close_choices
from data.store.errors import Conflict, NotPossible
from data.store.ledger_post import post
from data.store.pairs import require_free
from data.store.prices import Price
from data.store.room import place_for
from data.store.schema import choices, offer_steps, offers, users, vacancies
from data.store.settings import today
from data.store.since_run import require_unchanged
from data.store.taken import first_come

Row = Mapping[str, Any]
#: Why it was done, in the record.
PURPOSE = "decide"


@dataclass(frozen=True)
class Decision:
    """What a person decides: accept, choose, reject or park, why as a code, and why in words."""

    action: str
    reason_code: str = ""
    reason: str = ""


def require_office(actor: Actor) -> None:
    """Raises NotPossible("role_may_not") for anyone but the allocation office."""
    if actor.role != "office":
        raise NotPossible("role_may_not", role=actor.role)


def require_person(connection: Connection, actor: Actor) -> None:
    """Raises NotPossible("not_a_person") unless the actor is a user of the office who may log in."""
    found = select(users.c.active).where(users.c.user_id == actor.user_id, users.c.role == actor.role)
    if not connection.execute(found).scalar_one_or_none():
        raise NotPossible("not_a_person")


def require_reason(codes: Collection[str], code: str, text: str, *, text_wanted: bool) -> None:
    """Raises NotPossible unless the code is one of ``codes`` and there are words where they are wanted."""
    if not code:
        raise NotPossible("reason_missing", field="reason_code")
    if code not in codes:
        raise NotPossible("reason_unknown", field="reason_code", reason=code)
    if text_wanted and not text.strip():
        raise NotPossible("reason_text_missing", field="reason")


def make_offer(
    connection: Connection, actor: Actor, run: Row, price: Price, decision: Decision, ticked: Collection[str]
) -> str:
    """Accept or choose a pair: the offer that holds flat, citizen, quota place and caseload place; its id."""
    require_person(connection, actor)
    _require_ticked(price.warnings, ticked)
    require_free(connection, price.citizen_id, price.vacancy_id)
    require_unchanged(connection, run["queued_at"], price.citizen_id, price.vacancy_id)
    team_id = place_for(connection, run, price)
    choice_id = _choice(connection, actor, price.run_id, price.vacancy_id, price.citizen_id, decision,
                        price.cells(), sorted(ticked))  # fmt: skip
    offer_id = secrets.token_hex(8)
    flat = connection.execute(
        select(vacancies.c.organisation_id, vacancies.c.available_from).where(
            vacancies.c.vacancy_id == price.vacancy_id
        )
    ).one()
    moment = now()
    number = connection.execute(select(func.coalesce(func.max(offers.c.number), 0) + 1)).scalar_one()
    values = {
        "offer_id": offer_id, "number": number, "vacancy_id": price.vacancy_id,
        "citizen_id": price.citizen_id, "organisation_id": flat.organisation_id, "run_id": price.run_id,
        "choice_id": choice_id, "state": "proposed", "live": True, "quota_pool": price.quota_pool,
        "team_id": team_id or None, "owner": actor.user_id, "created_at": moment,
        "proposed_on": today(connection), "version": 1, "changed_at": moment, "changed_by": actor.user_id,
    }  # fmt: skip
    with first_come():
        connection.execute(insert(offers).values(**values))
    step = {"offer_id": offer_id, "from_state": "", "to_state": "proposed"}
    connection.execute(insert(offer_steps).values(**step, taken_by=actor.user_id, taken_at=moment))
    make_items(connection, offer_id, flat.available_from)
    told = ("vacancy_id", "citizen_id", "run_id", "choice_id", "quota_pool", "team_id")
    details = {name: values[name] for name in told} | {"warnings_ticked": sorted(ticked)}
    details |= {"reason_code": decision.reason_code, "price": _lost(price)}
    record.append(connection, actor, decision.action, "offer", offer_id, purpose=PURPOSE, details=details)
    post(connection, actor, price.vacancy_id)
    return offer_id


def _lost(price: Price) -> dict[str, Any]:
    """The price as the record keeps it: the rank and the loss, no figure of the citizen's economy."""
    return {name: value for name, value in price.cells().items() if name.startswith(("rank", "lost_"))}


def _require_ticked(warnings: Collection[str], ticked: Collection[str]) -> None:
    if set(warnings) != set(ticked):
        missing, unknown = sorted(set(warnings) - set(ticked)), sorted(set(ticked) - set(warnings))
        raise NotPossible("warnings_unticked", missing=missing, unknown=unknown)


def decide(
    connection: Connection,
    actor: Actor,
    run_id: str,
    vacancy_id: str,
    citizen_id: str | None,
    decision: Decision,
    *,
    standing: bool = False,
) -> str:
    """Write a decision that makes no offer (reject, park), and record it; the id of the choice."""
    require_person(connection, actor)
    choice_id = _choice(
        connection, actor, run_id, vacancy_id, citizen_id, decision, {"standing": standing}, []
    )
    details = {"run_id": run_id, "citizen_id": citizen_id, "choice_id": choice_id, "standing": standing}
    details["reason_code"] = decision.reason_code
    record.append(connection, actor, decision.action, "vacancy", vacancy_id, purpose=PURPOSE, details=details)
    return choice_id


def _choice(
    connection: Connection,
    actor: Actor,
    run_id: str,
    vacancy_id: str,
    citizen_id: str | None,
    decision: Decision,
    price: dict[str, Any],
    ticked: list[str],
) -> str:
    """The row of the choice; a flat only put aside is taken up again, else whoever was first has it."""
    here = (choices.c.run_id == run_id) & (choices.c.vacancy_id == vacancy_id)
    stands = connection.execute(select(choices).where(here, choices.c.undone_at.is_(None))).mappings().first()
    if stands is not None and (stands["action"] != "park" or decision.action == "park"):
        difference = {"action": (None, stands["action"]), "citizen_id": (citizen_id, stands["citizen_id"])}
        raise Conflict("flat_decided", difference)
    if stands is not None:
        close_choices(connection, actor, choices.c.choice_id == stands["choice_id"])
    choice_id = secrets.token_hex(8)
    with first_come():
        connection.execute(
            insert(choices).values(
                choice_id=choice_id, run_id=run_id, vacancy_id=vacancy_id, action=decision.action,
                citizen_id=citizen_id, reason_code=decision.reason_code, reason=decision.reason, price=price,
                warnings_ticked=ticked, decided_by=actor.user_id, decided_at=now(),
            )
        )  # fmt: skip
    return choice_id
