"""People who want to be told, put into a store; and the outbox as a test reads it."""

from __future__ import annotations

from typing import Any

from pages import user
from sqlalchemy import insert, select, update

from data.store.actor import Actor
from data.store.engine import Store
from data.store.notice_choices import choose
from data.store.schema import users
from data.store.schema_landlord import outbox, team_contacts


def wants(
    store: Store, role: str, way: str = "step", *, organisation: str | None = None, lang: str = "da",
    email: str = "",
) -> str:  # fmt: skip
    """A user in a role who wants to be told; returns the id."""
    user_id = user(store, role, organisation)
    with store.writing() as connection:
        choose(connection, Actor(user_id, role), email or f"{user_id}@mail.example", way)
        connection.execute(update(users).where(users.c.user_id == user_id).values(lang=lang))
    return user_id


def team(store: Store, team_id: str, email: str, lang: str = "da") -> None:
    """A team with an address."""
    with store.writing() as connection:
        connection.execute(insert(team_contacts).values(team_id=team_id, email=email, lang=lang))


def kept(store: Store) -> list[dict[str, Any]]:
    """The rows of the outbox, oldest first."""
    with store.reading() as connection:
        rows = connection.execute(select(outbox).order_by(outbox.c.notice_id)).mappings()
        return [dict(row) for row in rows]


def states(store: Store) -> list[str]:
    """The state of each row, oldest first."""
    return [str(row["state"]) for row in kept(store)]
