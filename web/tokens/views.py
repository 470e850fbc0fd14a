"""Tokens for the API: made for an organisation or the office, shown once, revoked for good."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as BaseResponse

from data.store import tokens, users
from data.store.errors import Refused
from data.store.rows import Row
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t
from web.lists import Column, Table, answer
from web.present import Tag

pages = Blueprint("tokens", __name__)
#: How the stand of a token looks: pictogram and tone.
_LOOKS = {"": ("check", "success"), "revoked": ("lock", "plain"), "expired": ("time", "warning")}

COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "tokens.name", lambda r: r["name"], link=lambda r: _address(r)),
    Column("whose", "tokens.whose", lambda r: _whose(r)),
    Column("stands", "tokens.stands", lambda r: _stands(r).text, tag=lambda r: _stands(r)),
    Column("expires", "tokens.expires_on", lambda r: r["expires_on"], "date"),
    Column("used", "tokens.used", lambda r: r["used_at"] and r["used_at"].date(), "date"),
    Column("created", "tokens.created", lambda r: r["created_at"].date(), "date"),
    Column("id", "tokens.id", lambda r: r["token_id"], "id"),
)


def _address(row: Row) -> str:
    return url_for("tokens.one", token_id=row["token_id"])


def _whose(row: Row) -> str:
    return str(row["organisation"] or t("tokens.office"))


def _stands(row: Row) -> Tag:
    icon, tone = _LOOKS[row["ended"]]
    return Tag(t(f"tokens.stands.{row['ended'] or 'valid'}"), icon, tone)


@pages.get("/tokens")
@access("administrator")
def index() -> Response | str:
    """Every token ever made, and whether it still opens anything."""
    with store().reading() as connection:
        rows = tokens.list_tokens(connection)
    table = Table("tokens", COLUMNS, rows, lambda row: str(row["token_id"]), caption="tokens.caption")
    return answer(table, "tokens/list.html", valid=sum(not row["ended"] for row in rows))


@pages.get("/tokens/new")
@access("administrator")
def new() -> str:
    """The form for a new token."""
    return _form(Form({"role": "association"}))


@pages.post("/tokens/new")
@access("administrator")
def create() -> BaseResponse | str | tuple[str, int]:
    """Make a token and show it once; sent again, the same request no longer has it."""
    form = sent()
    made: list[str] = []
    try:
        expires = date.fromisoformat(form.value("expires_on")) if form.value("expires_on") else None
    except ValueError:
        return _form(form.with_faults({"expires_on": t("tokens.fault.expires_form")})), 422

    def act(connection: Connection) -> str:
        token_id, token = tokens.make_token(
            connection, actor(), name=form.value("name"), role=form.value("role"),
            organisation_id=form.value("organisation_id") or None, expires_on=expires,
        )  # fmt: skip
        made.append(token)
        return url_for("tokens.one", token_id=token_id)

    try:
        where = change(act)
    except Refused as refusal:
        told = {fault.column: t(f"tokens.fault.{fault.message}") for fault in refusal.faults}
        return _form(form.with_faults(told)), 422
    if not made:
        return where
    return render_template("tokens/made.html", name=form.value("name"), token=made[0])


@pages.get("/tokens/<token_id>")
@access("administrator")
def one(token_id: str) -> str:
    """One token: whose it is, until when, when it was last used."""
    with store().reading() as connection:
        row = tokens.get_token(connection, token_id)
    return render_template("tokens/token.html", row=row, whose=_whose(row), stands=_stands(row))


@pages.post("/tokens/<token_id>/revoke")
@access("administrator")
def revoke(token_id: str) -> BaseResponse:
    """Let a token open nothing from now on."""

    def act(connection: Connection) -> str:
        tokens.revoke_token(connection, actor(), token_id)
        return url_for("tokens.one", token_id=token_id)

    response = change(act)
    say("tokens.revoked", id=token_id)
    return response


def _form(form: Form) -> str:
    with store().reading() as connection:
        organisations = users.list_organisations(connection, "association")
    options = [(row["organisation_id"], row["name"]) for row in organisations]
    roles = [(role, t(f"tokens.role.{role}")) for role in tokens.TOKEN_ROLES]
    return render_template("tokens/form.html", form=form, roles=roles, organisations=options)
