"""The thread of a flat with the office: the part ``association/_thread.html`` of a page, and writing in it.

The same part stands on the office's page of the flat; both sides write and mark as read here.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, render_template
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store.actor import Actor
from data.store.errors import NotPossible
from data.store.flats import get_vacancy
from data.store.threads import SIDES, mark_read, messages_of, write
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t

pages = Blueprint("thread", __name__)
Answer = Response | tuple[str, int]
#: Where each side has the page of a flat.
PLACES = {"association": "/association/flats/", "office": "/vacancies/", "auditor": "/vacancies/"}


def context(
    connection: Connection, actor: Actor, vacancy_id: str, form: Form | None = None
) -> dict[str, Any]:
    """What ``association/_thread.html`` needs about a flat the actor may know of; raises NotFound."""
    found = messages_of(connection, actor, vacancy_id)
    flat = PLACES[actor.role] + quote(vacancy_id)
    return {
        "thread": found,
        "thread_unread": sum(one.unread for one in found),
        "thread_last": found[-1].message_id if found else 0,
        "thread_form": form or Form(),
        "thread_at": f"{flat}/thread",
        "thread_mine": actor.role if actor.role in SIDES else "",
    }


def address(role: str, vacancy_id: str) -> str:
    """The thread on the page of the flat."""
    return f"{PLACES[role]}{quote(vacancy_id)}#thread"


def written(vacancy_id: str) -> Answer:
    """Keep what was written and go back to the thread, or show what is wrong with it."""
    form = sent()

    def act(connection: Connection) -> str:
        write(connection, actor(), vacancy_id, form.value("thread-words"), seen=_shown(form))
        say("thread.said")
        return address(actor().role, vacancy_id)

    try:
        return change(act)
    except NotPossible as error:
        if "field" not in error.values:
            raise
        fault = t(f"error.{error.code}", **error.values)
    with store().reading() as connection:
        flat = get_vacancy(connection, actor(), vacancy_id)
        shown = context(connection, actor(), vacancy_id, form.with_faults({"thread-words": fault}))
    back = address(actor().role, vacancy_id)
    return render_template("association/thread.html", flat=flat, back=back, **shown), 422


def _shown(form: Form) -> int:
    """The last message the page showed."""
    text = form.value("shown")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def marked(vacancy_id: str) -> Answer:
    """Mark the thread as read up to the message the page showed."""

    def act(connection: Connection) -> str:
        mark_read(connection, actor(), vacancy_id, _shown(sent()))
        return address(actor().role, vacancy_id)

    return change(act)


@pages.post("/association/flats/<path:vacancy_id>/thread")
@access("association", own=True)
def write_to_office(vacancy_id: str) -> Answer:
    """Write to the office."""
    return written(vacancy_id)


@pages.post("/association/flats/<path:vacancy_id>/thread/read")
@access("association", own=True)
def read_by_association(vacancy_id: str) -> Answer:
    """Mark what the office wrote as read."""
    return marked(vacancy_id)


@pages.post("/vacancies/<path:vacancy_id>/thread")
@access("office")
def write_to_association(vacancy_id: str) -> Answer:
    """Write to the flat's association."""
    return written(vacancy_id)


@pages.post("/vacancies/<path:vacancy_id>/thread/read")
@access("office")
def read_by_office(vacancy_id: str) -> Answer:
    """Mark what the association wrote as read."""
    return marked(vacancy_id)
