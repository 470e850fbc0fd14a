"""Flats whose day to answer by has passed without a live offer lapse by themselves; a later day brings them
back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from data.store import record, told
from data.store.actor import SYSTEM
from data.store.engine import Store
from data.store.housing import set_vacancy_state
from data.store.rows import Row
from data.store.schema import offers, vacancies
from data.store.settings import today

LAPSED = "lapsed"


def lapse_due(connection: Connection) -> list[str]:
    """Let every vacant flat lapse that no offer holds and whose answer_by lies before today; their ids.

    Done by Husrum itself and recorded so.  The day itself still counts; doing it twice changes nothing.
    """
    due, day = overdue(connection), today(connection)
    for vacancy_id in due:
        set_vacancy_state(connection, SYSTEM, vacancy_id, LAPSED, on=day)
        record.append(connection, SYSTEM, "lapse", "vacancy", vacancy_id, purpose="case", details={"on": day})
    told.of_lapsed(connection, due)
    return due


def overdue(connection: Connection) -> list[str]:
    """The ids of the flats ``lapse_due`` would let lapse; for a page that only reads."""
    v = vacancies.c
    held = select(offers.c.vacancy_id).where(offers.c.live)
    late = (v.state == "vacant") & (v.answer_by < today(connection)) & v.vacancy_id.not_in(held)
    return [
        str(found)
        for found in connection.execute(select(v.vacancy_id).where(late).order_by(v.vacancy_id)).scalars()
    ]


def lapse(store: Store) -> list[str]:
    """``lapse_due`` in a transaction of its own, which is only begun when something is due."""
    with store.reading() as connection:
        if not overdue(connection):
            return []
    with store.writing() as connection:
        return lapse_due(connection)


def back_in_time(row: Row, values: Mapping[str, Any], day: date) -> dict[str, Any]:
    """What else changes when a lapsed flat is given a later answer_by, or none: it is vacant again.

    ``row``: the flat as it stands; ``values``: what is to be changed; ``day``: today.  Empty when the flat
    stays as it is.
    """
    if row["state"] != LAPSED or "answer_by" not in values:
        return {}
    answer_by = values["answer_by"]
    return {"state": "vacant", "closed_on": None} if answer_by is None or answer_by >= day else {}
