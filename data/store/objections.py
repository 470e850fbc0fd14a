"""What an association has against a nomination: raised with a coded reason, answered by the office.

Accepted, the offer is refused for that reason, with all that follows; upheld, the nomination stands and the
association is told why.  An open objection of an offer that is no longer live waits for no one.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.choosing import require_office, require_person
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.given_words import RELEASED_STATES, for_association, given_words
from data.store.nominations import nomination_of, standing_nomination
from data.store.objection_rows import ACCEPTED, ANSWERS, UPHELD, WITHDRAWN, is_open
from data.store.offer_states import REASONS
from data.store.offers import take_step
from data.store.outbox import page, tell_office, tell_organisation
from data.store.rows import Row, row_of
from data.store.schema import offers
from data.store.schema_landlord import objections

#: Every reason an association can give.
OBJECTIONS = tuple(code for code in REASONS["refused"] if code.startswith("association_"))
#: Those it can know of before it knows who is nominated.
_OF_THE_FLAT = ("association_no_longer_vacant", "association_other")
#: From the offer until the lease is signed.
OBJECTABLE = ("offered", "viewing", "accepted")
PURPOSE = "nomination"


def objection_reasons(state: str) -> tuple[str, ...]:
    """The reasons an association may give where a nomination stands; none once the lease is signed.

    Debt and earlier tenancies are about a person, and so come when the person is released to it.
    """
    if state not in OBJECTABLE:
        return ()
    return OBJECTIONS if state in RELEASED_STATES else _OF_THE_FLAT


def object_to(
    connection: Connection, actor: Actor, vacancy_id: str, *, reason_code: str, reason: str = "", version: int
) -> str:
    """Object to the nomination that stands for a flat of the actor's; the id of the objection.

    It becomes the office's task.  Raises NotFound, Conflict("stale"), NotPossible("no_nomination"),
    ("objection_not_now"), ("objection_open") while another waits, ("reason_missing"), ("reason_unknown"),
    ("words_missing") where the reason is "other", and what ``given_words`` raises.
    """
    nomination = standing_nomination(connection, actor, vacancy_id, version)
    require_person(connection, actor)
    allowed = objection_reasons(nomination.state)
    if not allowed:
        raise NotPossible("objection_not_now")
    if nomination.objection is not None:
        raise NotPossible("objection_open")
    if not reason_code:
        raise NotPossible("reason_missing", field="reason_code")
    if reason_code not in allowed:
        raise NotPossible("reason_unknown", field="reason_code", reason=reason_code)
    words = given_words(reason, "reason", required=reason_code.endswith("other"))
    objection_id = secrets.token_hex(8)
    connection.execute(
        insert(objections).values(
            objection_id=objection_id, offer_id=nomination.offer_id, organisation_id=actor.organisation_id,
            reason_code=reason_code, reason=words, raised_by=actor.user_id, raised_at=now(),
        )
    )  # fmt: skip
    _note(connection, actor, "object", nomination.offer_id, {"reason_code": reason_code})
    tell_office(connection, "objection", page("offers", nomination.offer_id) + "#objection")
    return objection_id


def withdraw_objection(connection: Connection, actor: Actor, vacancy_id: str) -> None:
    """Take the open objection to a flat's nomination back (association).

    Raises NotFound, NotPossible("no_objection") when none waits any more.
    """
    nomination = nomination_of(connection, actor, vacancy_id)
    open_one = None if nomination is None else nomination.objection
    if nomination is None or open_one is None:
        raise NotPossible("no_objection")
    _answer(connection, actor, open_one, WITHDRAWN, "")
    _note(connection, actor, "withdraw_objection", nomination.offer_id, {})


def answer_objection(
    connection: Connection, actor: Actor, objection_id: str, answer: str, *, reason: str = "", version: int
) -> None:
    """The office's answer: ``accepted`` refuses the offer for the reason given, ``upheld`` lets it stand.

    ``reason`` is read by the association: obligatory when upheld, or when the objection's reason is "other".
    ``version`` is the offer's.  Raises NotFound, Conflict("stale"), NotPossible("role_may_not"),
    ("answer_missing"), ("objection_answered"), what ``for_association`` and ``take_step`` raise.
    """
    require_office(actor)
    require_person(connection, actor)
    found = select(objections).where(objections.c.objection_id == objection_id)
    row = row_of(connection, found)
    if row is None:
        raise NotFound(f"there is no objection {objection_id}")
    offer = connection.execute(select(offers).where(offers.c.offer_id == row["offer_id"])).mappings().one()
    if not is_open(row) or not offer["live"]:
        raise Conflict("objection_answered")
    if answer not in ANSWERS:
        raise NotPossible("answer_missing", field="answer")
    required = answer == UPHELD or str(row["reason_code"]).endswith("other")
    words = for_association(
        connection, actor, str(offer["vacancy_id"]), reason, f"{answer}-reason", required=required
    )
    _answer(connection, actor, row, answer, words)
    details = {"reason_code": row["reason_code"], "to": answer}
    _note(connection, actor, "answer_objection", str(row["offer_id"]), details)
    if answer == ACCEPTED:
        take_step(
            connection, actor, str(row["offer_id"]), "refused", reason_code=str(row["reason_code"]),
            reason=words, version=version,
        )  # fmt: skip
    path = page("association", "flats", str(offer["vacancy_id"])) + "#nomination"
    tell_organisation(connection, str(row["organisation_id"]), "objection_answered", path)


def _answer(connection: Connection, actor: Actor, row: Row, answer: str, words: str) -> None:
    values = {"answer": answer, "answer_reason": words, "answered_by": actor.user_id, "answered_at": now()}
    here = objections.c.objection_id == row["objection_id"]
    connection.execute(update(objections).where(here).values(**values))


def _note(
    connection: Connection, actor: Actor, action: str, offer_id: str, details: Mapping[str, Any]
) -> None:
    """Recorded with codes alone, naming citizen and flat as every step of an offer does."""
    o = offers.c
    about = connection.execute(select(o.citizen_id, o.vacancy_id).where(o.offer_id == offer_id)).one()
    told = {"citizen_id": about.citizen_id, "vacancy_id": about.vacancy_id, **details}
    record.append(connection, actor, action, "offer", offer_id, purpose=PURPOSE, details=told)
