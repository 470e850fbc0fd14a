"""An association's own flat, as it may still change it; and what every change of one leaves behind."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection

from data.store import flats, record
from data.store.actor import Actor
from data.store.errors import NotPossible
from data.store.outbox import tell_office
from data.store.rows import Row
from data.store.versions import VACANCY, check_version

#: The states in which the association may still change what it said.
OPEN = ("announced", "vacant", "lapsed")


def must_be_association(actor: Actor) -> None:
    """Raises NotPossible("role_may_not") for everyone but a housing association."""
    if actor.role != "association" or not actor.organisation_id:
        raise NotPossible("role_may_not")


def own_open(connection: Connection, actor: Actor, vacancy_id: str, version: int | None) -> Row:
    """One's own flat as the screen showed it, in a state in which it can still be changed."""
    row = flats.get_vacancy(connection, actor, vacancy_id)
    check_version(connection, VACANCY, row, version)
    if row["state"] not in OPEN:
        raise NotPossible("flat_closed", vacancy_id=vacancy_id)
    return row


def note(connection: Connection, actor: Actor, action: str, vacancy_id: str, details: dict[str, Any]) -> None:
    """Record what was done to a flat."""
    record.append(connection, actor, action, "vacancy", vacancy_id, purpose="case", details=details)


def tell(connection: Connection, actor: Actor, kind: str, vacancy_id: str) -> None:
    """Tell the office, in the same transaction."""
    tell_office(connection, kind, f"/vacancies/{quote(vacancy_id)}", but=actor.user_id)
