"""Support teams: how many places they have, how many are free, and the form of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.exchange.tables import TEAMS
from data.store import capacity, caseload, cells
from data.store.caseload import Places
from data.store.notice_choices import contact_of
from web import effects, entered, entry, history, lists, present
from web.access import access
from web.entered import Part, Sheet
from web.entry import field
from web.here import actor, change, say, store
from web.i18n import decimal, t, tn
from web.lists import Column, Table
from web.present import Tag

pages = Blueprint("teams", __name__)
_READERS = ("office", "auditor")


def _free(team: Places) -> Tag:
    """Free places as text; how full the team is."""
    if team.free <= 0:
        return Tag(t("teams.full"), "warning", "warning")
    return Tag(tn("teams.free", team.free), "check", "success")


def _load(team: Places) -> str:
    return t("teams.load", now=decimal(float(team.now)), all=decimal(float(team.capacity)))


_COLUMNS: tuple[Column[Places], ...] = (
    Column(
        "id", "teams.id", lambda r: r.team_id, "id", link=lambda r: url_for("teams.team", team_id=r.team_id)
    ),
    Column("method", "teams.method", lambda r: present.label("METHODS", r.method)),
    Column("municipality", "teams.municipality", lambda r: r.municipality or t("teams.any")),
    Column("free", "teams.free_places", lambda r: r.free, "whole", tag=_free, wide=True),
    Column("load", "teams.caseload", _load, sort=lambda r: float(r.now / r.capacity) if r.capacity else None),
    Column("now", "teams.cases", lambda r: float(r.now), "number", only_file=True),
    Column("capacity", "teams.capacity", lambda r: float(r.capacity), "number", only_file=True),
    Column("offers", "teams.offers", lambda r: r.offers, "whole"),
    Column("tenancies", "teams.tenancies", lambda r: r.tenancies, "whole"),
)


@pages.get("/teams")
@access(*_READERS, "analyst")
def index() -> Response | str:
    """All teams with their caseload."""
    with store().reading() as connection:
        rows = caseload.free_places(connection)
    table: Table[Places] = Table("teams", _COLUMNS, rows, lambda row: row.team_id, caption="teams.caption")
    may = actor().role == "office"
    return lists.answer(table, "teams/list.html", may_enter=may, free=sum(max(0, r.free) for r in rows))


def _sheet(team_id: str | None) -> Sheet:
    names = ("municipality", "method", "caseworkers", "caseload", "current_cases")
    fields = tuple(field(TEAMS, name) for name in names)
    back = url_for("teams.team", team_id=team_id) if team_id else url_for("teams.index")
    title = t("teams.edit_title", id=team_id) if team_id else t("teams.new_title")
    first = () if team_id else (field(TEAMS, "team_id", given=True),)
    back_text = team_id or t("teams.title")
    return Sheet("team", title, [Part("", (*first, *fields))], back, back_text)


def _address(team_id: str, effect_id: str) -> str:
    return url_for("teams.team", team_id=team_id, saved=effect_id)


@pages.get("/teams/new")
@access("office")
def new() -> str:
    """An empty form."""
    return entered.page(_sheet(None), entry.blank(TEAMS))


@pages.post("/teams/new")
@access("office")
def create() -> Answer | tuple[str, int]:
    """Keep a new team."""

    def keep(connection: Connection, texts: Mapping[str, str], version: int | None) -> str:
        return capacity.save_team(connection, actor(), texts, None)

    return entered.answer(_sheet(None), keep, _address)


@pages.get("/teams/<path:team_id>/edit")
@access("office")
def edit(team_id: str) -> str:
    """The form of a stored team."""
    with store().reading() as connection:
        row = capacity.get_team(connection, team_id)
    return entered.page(_sheet(team_id), entry.filled(TEAMS, cells.texts(TEAMS, row), row["version"]))


@pages.post("/teams/<path:team_id>/edit")
@access("office")
def update(team_id: str) -> Answer | tuple[str, int]:
    """Keep the changes."""

    def keep(connection: Connection, texts: Mapping[str, str], version: int | None) -> str:
        before = cells.texts(TEAMS, capacity.get_team(connection, team_id))
        changed = {**entry.as_stored(texts, before, TEAMS), "team_id": team_id}
        return capacity.save_team(connection, actor(), changed, version or 0)

    return entered.answer(_sheet(team_id), keep, _address)


@pages.post("/teams/<path:team_id>/remove")
@access("office")
def remove(team_id: str) -> Answer:
    """Take a team away that no one needs any more."""
    version = int(request.form.get("version", "0") or 0)

    def act(connection: Connection) -> str:
        capacity.remove_team(connection, actor(), team_id, version)
        return url_for("teams.index")

    response = change(act)
    say("teams.removed", id=team_id)
    return response


@pages.get("/teams/<path:team_id>")
@access(*_READERS)
def team(team_id: str) -> str:
    """One team: its places, and what has happened."""
    with store().reading() as connection:
        row = capacity.get_team(connection, team_id)
        places = next(p for p in caseload.free_places(connection) if p.team_id == team_id)
        context: dict[str, Any] = {
            "row": row,
            "places": places,
            "free": _free(places),
            "contact": contact_of(connection, team_id),
            "told": effects.told(connection, "team", team_id),
            "history": history.of(connection, "team", team_id, TEAMS, row),
            "may_edit": actor().role == "office",
        }
    return render_template("teams/page.html", id=team_id, **context)
