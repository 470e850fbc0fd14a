"""Logging in and out, and what a person sets for themselves: language and password."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from data.store import sessions
from data.store.errors import NotPossible
from web.access import everyone, public
from web.forms import Form, sent
from web.gate import TOKEN
from web.here import store
from web.i18n import t

pages = Blueprint("account", __name__)


def _safe(address: str) -> str:
    """An address of these pages, or the first page: never another site."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if inside and address.isprintable() else "/"


@pages.get("/login")
@public
def login() -> Response | str:
    """The form to log in with; a person logged in already goes on."""
    wanted = _safe(request.args.get("next", "/"))
    if g.actor is not None:
        return redirect(wanted, 303)
    return render_template("account/login.html", form=Form(), next=wanted)


@pages.post("/login")
@public
def enter() -> Response | tuple[str, int]:
    """Log in and go on to the page that was asked for."""
    wanted = _safe(request.form.get("next", "/"))
    name, password = request.form.get("login", "")[:200], request.form.get("password", "")[:1000]
    try:
        token = sessions.log_in(store(), name, password, request.remote_addr or "")
    except NotPossible as refusal:
        form = sent().with_faults({"login": t(f"error.{refusal.code}")})
        status = 429 if refusal.code == "login_wait" else 422
        return render_template("account/login.html", form=form, next=wanted), status
    session.clear()  # a new session has a new token for its forms
    session[TOKEN] = token
    return redirect(wanted, 303)


@pages.post("/logout")
@public
def logout() -> Response:
    """End the session."""
    token = session.get(TOKEN)
    if token:
        with store().writing() as connection:
            sessions.close_session(connection, str(token))
    session.clear()
    return redirect(url_for("account.login"), 303)


@pages.get("/account")
@everyone
def index() -> str:
    """One's own language and password."""
    return render_template("account/account.html", form=Form())
