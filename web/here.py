"""What a view works with: the store, who is acting, and one change per request."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any, cast

from flask import current_app, flash, g, redirect, request
from sqlalchemy import Connection, insert, select
from werkzeug.wrappers import Response

from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.schema import requests

#: The hidden field of every form: the same key again is the same request again.
KEY = "request_key"


def store() -> Store:
    """The store of this application."""
    return cast(Store, current_app.extensions["husrum_store"])


def actor() -> Actor:
    """Who is logged in; set before every request to a route that is not public."""
    return cast(Actor, g.actor)


def change(act: Callable[[Connection], str]) -> Response:
    """Do ``act`` in one transaction and go to the address it returns.

    A form sent twice (double click, lost answer) carries the same key and is answered, not done, again.
    """
    key = _own_key()
    with store().writing() as connection:
        done = _answered(connection, key)
        address = done or act(connection)
        if key and not done:
            row: dict[str, Any] = {"key": key, "user_id": actor().user_id, "at": now(), "answer": address}
            connection.execute(insert(requests).values(row))
    return redirect(address, 303)


def _own_key() -> str:
    """The key of this request, the person's own: the same one from someone else is another request."""
    sent = request.form.get(KEY, "")
    return hashlib.sha256(f"{actor().user_id} {sent}".encode()).hexdigest() if sent else ""


def _answered(connection: Connection, key: str) -> str | None:
    """Where this very request led when it came first."""
    if not key:
        return None
    return connection.execute(select(requests.c.answer).where(requests.c.key == key)).scalar_one_or_none()


def seen(kind: str, ids: Iterable[str], purpose: str) -> None:
    """Record that the person saw these citizens (or offers, flats, …); call it before the page is answered.

    ``kind`` is the subject kind of the record (citizen, offer, …), ``purpose`` the code of the task at hand
    (message ``purpose.CODE``).  One entry a page; an empty page leaves none.  If the record cannot be
    written the error page follows, and nothing is shown.
    """
    note("view", kind, ids, purpose)


def note(action: str, kind: str, ids: Iterable[str], purpose: str, /, **details: Any) -> None:
    """Record a view, search or export of ``ids`` in a transaction of its own.

    A single id is the entry's subject; several stand in its details under ``ids``.
    """
    names = list(dict.fromkeys(ids))
    if not names and action == "view":
        return
    subject = names[0] if len(names) == 1 else ""
    if len(names) > 1:
        details["ids"] = names
    with store().writing() as connection:
        record.append(connection, actor(), action, kind, subject, purpose=purpose, details=details)


def say(key: str, **values: Any) -> None:
    """Confirm on the next page: the message ``key`` with ``values`` (codes and pseudonyms, never a name)."""
    flash((key, values))  # type: ignore[arg-type]  # shown by base.html, kept as JSON
