"""What a decision does to the citizen and the flat themselves: housed and let, or free again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from data.store.actor import Actor
from data.store.ledger_post import post
from data.store.versions import CITIZEN, VACANCY, change

#: States in which a flat is off the list although nobody moved in.
CLOSED_BY_OFFICE = ("given_back", "withdrawn")


def set_citizen_state(
    connection: Connection, actor: Actor, citizen_id: str, state: str, *, on: date | None, reason: str = ""
) -> None:
    """Let a citizen be waiting (``on`` None), housed or closed; the state before is kept."""
    row = CITIZEN.get(connection, citizen_id)
    values = {"state": state, "closed_on": on, "closed_reason": reason or None}
    change(connection, actor, CITIZEN, row, values)


def set_vacancy_state(
    connection: Connection, actor: Actor, vacancy_id: str, state: str, *, on: date | None
) -> None:
    """Let a flat be vacant (``on`` None), let, given_back, lapsed or withdrawn; the state before is kept."""
    row = VACANCY.get(connection, vacancy_id)
    change(connection, actor, VACANCY, row, {"state": state, "closed_on": on})
    post(connection, actor, vacancy_id)


def free_citizen(connection: Connection, actor: Actor, citizen_id: str) -> None:
    """Let a housed citizen wait again; one in another state stays in it."""
    if CITIZEN.get(connection, citizen_id)["state"] == "housed":
        set_citizen_state(connection, actor, citizen_id, "waiting", on=None)


def free_vacancy(connection: Connection, actor: Actor, vacancy_id: str, states: Collection[str]) -> None:
    """Let a flat in one of ``states`` be vacant again; one in another state stays in it."""
    if VACANCY.get(connection, vacancy_id)["state"] in states:
        set_vacancy_state(connection, actor, vacancy_id, "vacant", on=None)
