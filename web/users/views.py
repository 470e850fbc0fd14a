"""The administrator's pages: who works here, in what role, for whom; and new passwords, shown once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from data.store import office, users
from data.store.actor import ROLES
from data.store.errors import Refused
from web.access import access
from web.forms import Form, of_row, sent
from web.here import actor, change, say, store
from web.i18n import t
from web.lists import Column, Table, answer
from web.present import Tag

pages = Blueprint("users", __name__)
Row = Mapping[str, Any]

COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "users.name", lambda r: r["name"], link=lambda r: _address(r)),
    Column("login", "users.login", lambda r: r["login"]),
    Column("role", "users.role", lambda r: t(f"role.{r['role']}")),
    Column("organisation", "users.organisation", lambda r: r["organisation"]),
    Column("active", "users.active", lambda r: _access(r).text, tag=lambda r: _access(r)),
    Column("created", "users.created", lambda r: r["created_at"].date(), kind="date"),
)


def _address(row: Row) -> str:
    return url_for("users.edit", user_id=row["user_id"])


def _access(row: Row) -> Tag:
    if row["active"]:
        return Tag(t("users.is_active"), "check", "success")
    return Tag(t("users.is_closed"), "lock", "plain")


@pages.get("/users")
@access("administrator")
def index() -> Response | str:
    """Everyone who works with Husrum, and the organisations."""
    with store().reading() as connection:
        rows = users.list_users(connection)
        organisations = users.list_organisations(connection)
    table = Table("users", COLUMNS, rows, lambda row: str(row["user_id"]), caption="users.caption")
    return answer(table, "users/list.html", organisations=organisations)


@pages.get("/users/new")
@access("administrator")
def new() -> str:
    """The form for a new user."""
    return _form(Form({"role": "office", "lang": "da"}))


@pages.post("/users/new")
@access("administrator")
def create() -> BaseResponse | str | tuple[str, int]:
    """Add a user; the password is made here and shown once."""
    form = sent()

    def act(connection: Connection, password: str) -> str:
        user_id = users.add_user(
            connection, actor(), login=form.value("login"), name=form.value("name"), role=form.value("role"),
            organisation_id=form.value("organisation_id") or None, lang=form.value("lang"), password=password,
        )  # fmt: skip
        return url_for("users.edit", user_id=user_id)

    try:
        return _with_password(act, form.value("login"))
    except Refused as refusal:
        return _form(_told(form, refusal)), 422


@pages.get("/users/<user_id>")
@access("administrator")
def edit(user_id: str) -> str:
    """The form of a user."""
    with store().reading() as connection:
        row = users.get_user(connection, user_id)
    return _form(of_row(row), row)


@pages.post("/users/<user_id>")
@access("administrator")
def save(user_id: str) -> BaseResponse | tuple[str, int]:
    """Keep a user's name, role, organisation, language and access."""
    form = sent()
    with store().reading() as connection:
        row = users.get_user(connection, user_id)

    def act(connection: Connection) -> str:
        users.change_user(
            connection, actor(), user_id, name=form.value("name"), role=form.value("role"),
            organisation_id=form.value("organisation_id") or None, lang=form.value("lang"),
            active=form.chosen("active", "yes"), version=form.version,
        )  # fmt: skip
        return url_for("users.index")

    try:
        response = change(act)
    except Refused as refusal:
        return _form(_told(form, refusal), row), 422
    say("users.saved", login=row["login"])
    return response


@pages.post("/users/<user_id>/password")
@access("administrator")
def password(user_id: str) -> BaseResponse | str:
    """Give a user a new password, shown once."""
    with store().reading() as connection:
        row = users.get_user(connection, user_id)

    def act(connection: Connection, made: str) -> str:
        users.set_password(connection, actor(), user_id, made)
        return url_for("users.edit", user_id=user_id)

    return _with_password(act, row["login"])


@pages.post("/users/organisations")
@access("administrator")
def organisation() -> BaseResponse | tuple[str, int]:
    """Add a shelter or an association, or give it a new name."""
    form = sent()

    def act(connection: Connection) -> str:
        users.add_organisation(
            connection, actor(), form.value("organisation_id"), form.value("name"), form.value("kind")
        )
        return url_for("users.index")

    try:
        response = change(act)
    except Refused as refusal:
        return render_template("users/organisation.html", form=_told(form, refusal)), 422
    say("users.organisation.saved", id=form.value("organisation_id"))
    return response


@pages.get("/users/organisations")
@access("administrator")
def new_organisation() -> str:
    """The form for an organisation."""
    return render_template("users/organisation.html", form=Form({"kind": "shelter"}))


@pages.get("/office")
@access("administrator")
def contact() -> str:
    """The form for what letters say of the office."""
    with store().reading() as connection:
        return render_template("users/office.html", form=Form(office.get_office(connection)))


@pages.post("/office")
@access("administrator")
def save_contact() -> BaseResponse | tuple[str, int]:
    """Keep what letters say of the office."""
    form = sent()

    def act(connection: Connection) -> str:
        office.change_office(connection, actor(), {key: form.value(key) for key in office.OFFICE})
        return url_for("users.index")

    try:
        response = change(act)
    except Refused as refusal:
        return render_template("users/office.html", form=_told(form, refusal)), 422
    say("users.office.saved")
    return response


def _with_password(act: Callable[[Connection, str], str], login: str) -> BaseResponse | str:
    """Do ``act`` with a new password and show it; sent again, the same request no longer has it."""
    made = "-".join(secrets.token_hex(2) for _ in range(5))
    given = []

    def once(connection: Connection) -> str:
        address = act(connection, made)
        given.append(made)
        return address

    change(once)
    return render_template("users/password.html", login=login, password=given[0] if given else None)


def _told(form: Form, refusal: Refused) -> Form:
    return form.with_faults({fault.column: t(f"users.fault.{fault.message}") for fault in refusal.faults})


def _form(form: Form, row: Row | None = None) -> str:
    """The form of a user; ``row`` is the one known already."""
    with store().reading() as connection:
        organisations = users.list_organisations(connection)
    options = [(o["organisation_id"], f"{o['name']} ({t('role.' + o['kind'])})") for o in organisations]
    roles = [(role, t(f"role.{role}")) for role in ROLES]
    return render_template("users/form.html", form=form, row=row, roles=roles, organisations=options)
