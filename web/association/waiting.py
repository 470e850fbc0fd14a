"""What waits for an association today: steps at its flats, messages to read, statements to go through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import Connection

from data.overview.own_flats import TODO, OwnFlat
from data.statements.read import list_statements
from data.store.actor import Actor
from web.association.shown import address, link, state_tag, todo_text
from web.i18n import t
from web.present import Tag
from web.statements.words import month_name
from web.statements.words import state_tag as statement_tag

#: Where on the flat's page a task is done.
_WHERE = {"contract": "#nomination", "moved_in": "#nomination", "read": "#thread", "dispose": "", "relet": ""}
#: The states of a statement in which the association has something to say to it.
_OPEN = ("issued", "answered")


@dataclass(frozen=True)
class Task:
    """One thing that waits: what, where it is done, what it is about, and how that stands."""

    what: str
    link: str
    about: str
    tag: Tag | None = None


def waiting(connection: Connection, actor: Actor, flats: Sequence[OwnFlat]) -> list[Task]:
    """Everything that waits for the association, the most urgent kind first, statements last."""
    tasks = [(code, flat) for flat in flats for code in flat.todo]
    tasks.sort(key=lambda one: (TODO.index(one[0]), one[1].row["available_from"], one[1].vacancy_id))
    return [_of_flat(code, flat) for code, flat in tasks] + _statements(connection, actor)


def _of_flat(code: str, flat: OwnFlat) -> Task:
    about = f"{flat.vacancy_id} · {address(flat)}"
    return Task(todo_text(code, flat), link(flat.vacancy_id) + _WHERE[code], about, state_tag(flat))


def _statements(connection: Connection, actor: Actor) -> list[Task]:
    return [
        Task(
            t("own.todo.statement"),
            f"/statements/{quote(row['statement_id'])}",
            month_name(row["month"]),
            statement_tag(row["state"]),
        )
        for row in list_statements(connection, actor)
        if row["state"] in _OPEN
    ]
