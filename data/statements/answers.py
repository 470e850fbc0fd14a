"""The office's answers to disputes: the entry stands, or it is put right by something new.

An event of an account is put right by a correction in the ledger (dated today, so that the next month shows
it); an amount by an adjustment, which the next edition or the next month bills.  What was issued stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, update

from data.statements.build import entry_of
from data.statements.charges import MOST_ORE, adjust
from data.statements.issue import PURPOSE
from data.statements.months import last_of
from data.statements.read import get_statement
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.flats import must_be_office
from data.store.ledger_correct import correct
from data.store.outbox import page, tell_organisation
from data.store.reasons import given_reason
from data.store.rows import Row
from data.store.schema_account import statement_marks

UPHELD, CORRECTED = "upheld", "corrected"


@dataclass(frozen=True)
class Correction:
    """What a disputed entry is put right by: of an event ``counts``, ``counted`` and ``claimed`` as
    data.store.ledger_correct.correct takes them; of an amount what it should have been, whole øre."""

    counts: bool | None = None
    counted: int = 0
    claimed: int = 0
    ore: int | None = None


def answer(
    connection: Connection,
    actor: Actor,
    statement_id: str,
    entry: str,
    verdict: str,
    reason: str,
    correction: Correction | None = None,
) -> None:
    """The office answers the dispute of an entry: upheld (it stands) or corrected, always with a reason.

    Raises NotFound (statement, entry or no dispute of it), Conflict("dispute_answered"),
    NotPossible("role_may_not"), ("statement_replaced"), ("answer_unknown"), ("reason_text_missing"),
    ("amount_missing"), ("amount_same"), ("charge_amount") with the field in ``values["field"]``, and as
    ``ledger_correct.correct`` does; Refused for a reason that cannot be kept.
    """
    must_be_office(actor)
    row = get_statement(connection, actor, statement_id)
    mark, stated = row["marks"].get(entry), entry_of(row["content"], entry)
    if mark is None or stated is None or mark["mark"] != "disputed":
        raise NotFound(f"there is no dispute of {entry}")
    if row["state"] == "replaced":
        raise NotPossible("statement_replaced")
    if mark["answer"]:
        raise Conflict("dispute_answered")
    if verdict not in (UPHELD, CORRECTED):
        raise NotPossible("answer_unknown", field="answer")
    if not reason.strip():
        raise NotPossible("reason_text_missing", field="reason")
    why = given_reason(reason, "statements")
    if verdict == CORRECTED:
        _put_right(connection, actor, row, stated, correction or Correction(), why)
    answered = {
        "answer": verdict, "answer_reason": why, "answered_by": actor.user_id,
        "answered_at": now(),
    }  # fmt: skip
    same = statement_marks.c.mark_id == mark["mark_id"]
    connection.execute(update(statement_marks).where(same).values(answered))
    details = {"organisation_id": row["organisation_id"], "month": row["month"], "entry": entry,
               "answer": verdict}  # fmt: skip
    record.append(connection, actor, "answer", "statement", statement_id, purpose=PURPOSE, details=details)
    where = page("statements", statement_id)
    tell_organisation(connection, row["organisation_id"], "dispute_answered", where)


def _put_right(
    connection: Connection, actor: Actor, row: Row, stated: Mapping[str, Any], by: Correction, reason: str
) -> None:
    """The statement as a whole is put right by what its single entries are, and by what is entered anew."""
    if "ore" in stated:
        if by.ore is None:
            raise NotPossible("amount_missing", field="amount")
        more = by.ore - stated["ore"]
        if not more:
            raise NotPossible("amount_same", field="amount")
        if abs(more) > MOST_ORE:
            raise NotPossible("charge_amount", field="amount")
        adjust(connection, actor, row["organisation_id"], stated["vacancy_id"], last_of(row["month"]), more,
               stated["entry"], reason)  # fmt: skip
    elif "number" in stated:
        quota_id = int(stated["entry"].partition(":")[0])
        correct(connection, actor, quota_id, corrects=stated["number"], counts=by.counts, counted=by.counted,
                claimed=by.claimed, vacancy_id=stated["vacancy_id"] or None, reason=reason)  # fmt: skip
