"""Whether an offer has stalled: its day to answer by has passed, or no one has moved it for a fortnight."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.sql.expression import Subquery

from data.store.offer_states import UNANSWERED
from data.store.schema import offer_steps

#: Without a day to answer by, an offer has stalled when nothing has happened for so many days.
STALLED_DAYS = 14
#: Offers in these states wait for someone; a moved-in one does not.
UNDER_WAY = ("proposed", "offered", "viewing", "accepted", "contract")


def last_steps() -> Subquery:
    """The moment of the last step of each offer: columns offer_id and taken_at."""
    s = offer_steps.c
    return (
        select(s.offer_id, func.max(s.taken_at).label("taken_at")).group_by(s.offer_id).subquery("last_steps")
    )


def answer_due(row: Any) -> date | None:
    """The day the citizen must answer by; None when the offer does not wait for an answer."""
    return row.deadline if row.state in UNANSWERED else None


def stalls_on(row: Any, moved: date) -> date:
    """The first day an offer counts as stalled, if nothing happens; ``moved`` is the day of its last step."""
    due = answer_due(row)
    return moved + timedelta(days=STALLED_DAYS) if due is None else due + timedelta(days=1)
