"""Logging in and out, and what a person sets for themselves: language and password."""

from __future__ import annotations

from flask import Blueprint, current_app, g, redirect, render_template, request, session, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store import sessions, users
from data.store.errors import NotPossible, Refused
from matcher.words import LANGS
from web.access import everyone, public
from web.demo import PASSWORD, PEOPLE
from web.forms import Form, sent
from web.gate import TOKEN
from web.here import actor, change, say, store
from web.i18n import keep_language, t

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
    return _login_page(Form(), wanted)


def _login_page(form: Form, wanted: str) -> str:
    """The demo also shows one log-in per role, and its password."""
    people = PEOPLE if current_app.config["DEMO"] else ()
    return render_template("account/login.html", form=form, next=wanted, people=people, password=PASSWORD)


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
        return _login_page(form, wanted), 429 if refusal.code == "login_wait" else 422
    session.clear()  # a new session has a new token for its forms
    session[TOKEN] = token
    response = redirect(wanted, 303)
    with store().reading() as connection:
        user = sessions.session_user(connection, token)
    if user is not None:
        keep_language(response, user["lang"])
    return response


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
    return render_template("account/account.html", form=Form({"lang": g.user["lang"]}))


@pages.post("/account/language")
@everyone
def language() -> Response:
    """Keep the language one works in."""
    wanted = request.form.get("lang", "")
    if wanted not in LANGS:
        return redirect(url_for("account.index"), 303)
    with store().writing() as connection:
        users.set_language(connection, actor().user_id, wanted)
    g.lang = wanted
    say("account.language.done")
    response = redirect(url_for("account.index"), 303)
    keep_language(response, wanted)
    return response


@pages.post("/account/password")
@everyone
def password() -> Response | tuple[str, int]:
    """Set a new password; every other log-in of the person ends."""
    old, new = request.form.get("old", "")[:1000], request.form.get("new", "")[:1000]
    faults = {}
    with store().reading() as connection:
        if users.check_password(connection, g.user["login"], old) is None:
            faults["old"] = t("account.old.wrong")
    if new != request.form.get("again", ""):
        faults["again"] = t("account.again.differs")
    if not faults:
        try:
            return _change_password(new)
        except Refused as refusal:
            faults = {"new": t(f"users.fault.{refusal.faults[0].message}")}
    form = Form({"lang": g.user["lang"]}, faults)
    return render_template("account/account.html", form=form), 422


def _change_password(new: str) -> Response:
    token = str(session[TOKEN])

    def act(connection: Connection) -> str:
        users.set_password(connection, actor(), actor().user_id, new, keep_token=token)
        return url_for("account.index")

    response = change(act)
    say("account.password.done")
    return response
