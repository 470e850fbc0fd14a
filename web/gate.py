"""Before every request: who is asking, and may that role open this address."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from data.store import sessions, tokens
from data.store.actor import Actor
from web.access import Rule, rule_of
from web.here import store

#: Where the token of the log-in stands in the signed cookie.
TOKEN = "token"


def recognise() -> None:
    """Set ``g.user`` (a row of users) and ``g.actor`` from the session, both None for a stranger.

    At an address of the API the actor comes from the request's bearer token alone.
    """
    g.user = g.actor = None
    rule = _rule()
    if rule is not None and rule.token:
        _recognise_token()
        return
    token = session.get(TOKEN)
    if not token or _needs_no_one():
        return
    user = sessions.recognise(store(), str(token))
    if user is None:
        session.pop(TOKEN, None)
        return
    g.user = user
    g.actor = Actor(user["user_id"], user["role"], user["organisation_id"])


def _rule() -> Rule | None:
    if request.endpoint is None:
        return None
    return rule_of(current_app._get_current_object(), request.endpoint)  # type: ignore[attr-defined]


def _recognise_token() -> None:
    """The actor of the token in ``Authorization: Bearer …``."""
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        return
    row = tokens.recognise(store(), given.token)
    if row is not None:
        g.actor = tokens.actor_of(row)


def _needs_no_one() -> bool:
    """Style sheets, pictures and health need no look at the database."""
    return request.endpoint in ("static", "vendor.file", "health.live", "health.ready")


def guard() -> Response | None:
    """Let a request through only where the rule of its route lets this role through."""
    if request.endpoint is None:  # no such address: the error page follows
        return None
    rule = _rule()
    if rule is None:
        abort(403)
    if rule.public:
        return None
    if g.actor is None and rule.token:
        abort(401)
    if g.actor is None:
        return _to_login()
    if g.actor.role not in rule.roles:
        abort(403)
    return None


def _to_login() -> Response:
    """To the log-in and afterwards back here; a comfort request reloads the whole page instead."""
    wanted: dict[str, Any] = {}
    if request.method == "GET" and request.path != "/":
        wanted["next"] = request.full_path.rstrip("?")
    address = url_for("account.login", **wanted)
    if request.headers.get("HX-Request"):
        response = current_app.response_class(status=401)
        response.headers["HX-Redirect"] = url_for("account.login")
        return response
    return redirect(address, 303)
