"""What a view works with: the store, who is acting, and one change per request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import current_app, g, redirect, request
from sqlalchemy import Connection, insert, select
from werkzeug.wrappers import Response

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
    key = request.form.get(KEY, "")[:64]
    with store().writing() as connection:
        done = _answered(connection, key)
        address = done or act(connection)
        if key and not done:
            row: dict[str, Any] = {"key": key, "user_id": actor().user_id, "at": now(), "answer": address}
            connection.execute(insert(requests).values(row))
    return redirect(address, 303)


def _answered(connection: Connection, key: str) -> str | None:
    """Where this very request led when it came first."""
    if not key:
        return None
    found = select(requests.c.answer).where(requests.c.key == key, requests.c.user_id == actor().user_id)
    return connection.execute(found).scalar_one_or_none()
