"""Rows put into a store by hand, so that what counts them is tested apart from what makes them."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from data.store import schema
from data.store.base import now

MONDAY = date(2026, 11, 23)
_numbers = count(1)
STAMP = {"changed_by": "office", "version": 1}


def empty(connection: Connection) -> None:
    """Take every row of the week away, and all about it; the record and the ledger stay."""
    kept = ("record", "ledger", "agreements", "alembic_version")
    for table in reversed(schema.METADATA.sorted_tables):
        if table.name not in kept:
            connection.execute(delete(table))


def user(connection: Connection, user_id: str = "office") -> str:
    """A user of the office."""
    values = {"login": user_id, "name": user_id, "role": "office", "password_hash": "-", "created_at": now()}
    stamps = {**STAMP, "changed_at": now()}
    connection.execute(insert(schema.users).values(user_id=user_id, **values, **stamps))
    return user_id


def citizen(connection: Connection, citizen_id: str, **cells: Any) -> str:
    """A waiting citizen with the cells that are required."""
    values = {
        "birth_date": date(1980, 5, 1),
        "benefit": "kontanthjaelp_grund",
        "waiting_since": date(2026, 1, 5),
        "created_at": now(),
        "changed_at": now(),
        **STAMP,
        **cells,
    }
    connection.execute(insert(schema.citizens).values(citizen_id=citizen_id, **values))
    return citizen_id


def flat(connection: Connection, vacancy_id: str, **cells: Any) -> str:
    """A vacant family flat of organisation AB."""
    values = {
        "organisation_id": "AB",
        "kind": "family",
        "rent": 4000.0,
        "size_m2": 50.0,
        "rooms": 2.0,
        "available_from": date(2026, 12, 1),
        "reported_on": MONDAY,
        "entered_on": MONDAY,
        "created_at": now(),
        "changed_at": now(),
        **STAMP,
        **cells,
    }
    connection.execute(insert(schema.vacancies).values(vacancy_id=vacancy_id, **values))
    return vacancy_id


def quota(connection: Connection, entered_on: date = MONDAY, **cells: Any) -> int:
    """The account of AB for family and youth flats together."""
    values = {"organisation_id": "AB", "class": "all", "changed_at": now(), **STAMP, **cells}
    number = next(_numbers)
    connection.execute(insert(schema.quotas).values(quota_id=number, entered_on=entered_on, **values))
    return number


def team(connection: Connection, team_id: str, method: str = "CTI", **cells: Any) -> str:
    """A team of one caseworker with nothing to do."""
    values = {"method": method, "caseworkers": "1", "current_cases": "0", "entered_on": MONDAY}
    stamps = {**STAMP, "changed_at": now()}
    connection.execute(insert(schema.teams).values(team_id=team_id, **{**values, **stamps, **cells}))
    return team_id


def offer(
    connection: Connection,
    vacancy_id: str,
    citizen_id: str,
    proposed_on: date = MONDAY,
    state: str = "proposed",
    **cells: Any,
) -> str:
    """An offer of a flat to a citizen, in any state."""
    number = next(_numbers)
    values = {
        "organisation_id": "AB",
        "state": state,
        "live": state not in ("ended", "refused", "expired", "withdrawn"),
        "owner": "office",
        "created_at": now(),
        "changed_at": now(),
        **STAMP,
        **cells,
    }
    connection.execute(
        insert(schema.offers).values(
            offer_id=f"O{number}",
            number=number,
            vacancy_id=vacancy_id,
            citizen_id=citizen_id,
            proposed_on=proposed_on,
            **values,
        )
    )
    return f"O{number}"


def set_flat(connection: Connection, vacancy_id: str, state: str, on: date | None = None) -> None:
    """Let a flat be let, given back or withdrawn on a day."""
    of = schema.vacancies.c.vacancy_id == vacancy_id
    connection.execute(update(schema.vacancies).where(of).values(state=state, closed_on=on))
