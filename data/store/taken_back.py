"""Flats an association takes back, and the day one that was given back was let to someone else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from data.store import flats
from data.store.actor import Actor
from data.store.errors import NotPossible
from data.store.ledger_flats import NONE_REASONS
from data.store.ledger_post import post
from data.store.own_open import must_be_association, note, own_open, tell
from data.store.settings import today
from data.store.threads import write
from data.store.versions import VACANCY, change, check_version

#: Why a flat is taken back; ``other`` needs words.  One let within the organisation may count all the same.
WITHDRAW_REASONS = (
    "entered_wrongly",
    "tenant_stays",
    "internal_transfer",
    "rehousing",
    "renovation",
    "sale",
    "other",
)


def withdraw(
    connection: Connection, actor: Actor, vacancy_ids: Sequence[str], reason: str, *, words: str = ""
) -> None:
    """Take flats back, all of them or none: announced, vacant and held by no offer, or lapsed.

    ``reason`` is one of WITHDRAW_REASONS; ``words`` go into the flat's thread.  Raises NotFound;
    NotPossible("reason_missing"), ("reason_unknown"), ("reason_text_missing"), ("nothing_chosen"),
    ("flat_held", vacancy_id=…), ("flat_closed", vacancy_id=…).
    """
    must_be_association(actor)
    if not vacancy_ids:
        raise NotPossible("nothing_chosen")
    if not reason:
        raise NotPossible("reason_missing", field="reason")
    if reason not in WITHDRAW_REASONS:
        raise NotPossible("reason_unknown", field="reason", reason=reason)
    if reason == "other" and not words.strip():
        raise NotPossible("reason_text_missing", field="words")
    rows = [own_open(connection, actor, vacancy_id, None) for vacancy_id in dict.fromkeys(vacancy_ids)]
    for row in rows:
        if flats.is_held(connection, row["vacancy_id"]):
            raise NotPossible("flat_held", vacancy_id=row["vacancy_id"])
    day, why = today(connection), reason if reason in NONE_REASONS and reason != "other" else None
    for row in rows:
        vacancy_id = str(row["vacancy_id"])
        change(connection, actor, VACANCY, row, {"state": "withdrawn", "closed_on": day, "none_reason": why})
        note(connection, actor, "close", vacancy_id, {"state": "withdrawn", "on": day, "code": reason})
        if words.strip():
            write(connection, actor, vacancy_id, words)
        post(connection, actor, vacancy_id)
        tell(connection, actor, "vacancy_withdrawn", vacancy_id)


def relet(
    connection: Connection, actor: Actor, vacancy_id: str, day: date, version: int | None = None
) -> None:
    """Say on which day a flat given back was let to someone else, which ends the municipality's void rent.

    Raises NotFound, Conflict("stale"), NotPossible("flat_not_given_back"), ("date_in_future"),
    ("date_too_early") before the day it was given back; the last two with ``values["field"]`` day.
    """
    must_be_association(actor)
    row = flats.get_vacancy(connection, actor, vacancy_id)
    check_version(connection, VACANCY, row, version)
    if row["state"] != "given_back":
        raise NotPossible("flat_not_given_back")
    if day > today(connection):
        raise NotPossible("date_in_future", field="day")
    if row["closed_on"] is not None and day < row["closed_on"]:
        raise NotPossible("date_too_early", field="day", earliest=row["closed_on"].isoformat())
    if change(connection, actor, VACANCY, row, {"relet_on": day}):
        note(connection, actor, "relet", vacancy_id, {"on": day})
        tell(connection, actor, "vacancy_changed", vacancy_id)
