"""The list of citizens, and the page of one: who it is, where the case stands, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, request, url_for
from sqlalchemy import Connection

from data.exchange import tables
from data.overview.kept import once_per_change
from data.store import people, settings, users
from data.store.actor import Actor
from web import choices, entry, lists, present
from web.access import access
from web.citizens.today import Today, counts, week_now
from web.here import actor, store
from web.i18n import lang
from web.listing import found
from web.lists import Column, Table
from web.run import Row

pages = Blueprint("citizens", __name__)
_READERS = ("office", "shelter", "auditor")
#: What each filter shows, by the code of the situation today; None is everyone.
FILTERS: dict[str, frozenset[str] | None] = {
    "waiting": frozenset(("proposed", "none", "new", "no_run")),
    "offer": frozenset(("offer",)),
    "parked": frozenset(("parked",)),
    "housed": frozenset(("housed",)),
    "closed": frozenset(("closed",)),
    "all": None,
}


@dataclass(frozen=True)
class Line:
    """One row of the list."""

    row: Row
    today: Today
    days: int
    where: str

    @property
    def id(self) -> str:
        """The citizen's pseudonym."""
        return str(self.row["citizen_id"])


def columns(*, office: bool) -> tuple[Column[Line], ...]:
    """The columns of the list; a shelter does not see the need group or whose case it is."""
    return (
        Column("id", "citizens.id", lambda r: r.id, "id", link=_link),
        Column("today", "citizens.today", lambda r: r.today.tag.text, tag=lambda r: r.today.tag, wide=True),
        *((Column("tier", "citizens.tier", lambda r: r.row["tier"], "whole"),) if office else ()),
        Column("days", "citizens.waited", lambda r: r.days, "whole"),
        Column("household", "citizens.household", lambda r: present.capital(present.household(r.row))),
        Column("benefit", "citizens.benefit", _benefit),
        Column("situation", "citizens.situation", _situation),
        *((Column("where", "citizens.where", lambda r: r.where),) if office else ()),
    )


def _link(line: Line) -> str:
    return url_for("citizens.citizen", citizen_id=line.id)


def _benefit(line: Line) -> str:
    return present.capital(present.label("BENEFITS", line.row["benefit"]))


def _situation(line: Line) -> str:
    return present.capital(present.label("SITUATIONS", line.row["situation"]))


def lines() -> list[Line]:
    """Every citizen the person may know of, with the situation today; worked out once per change."""
    who = actor()
    with store().reading() as connection:
        today = settings.today(connection)
        kept = f"citizens {who.role} {who.organisation_id} {lang()}"
        return once_per_change(connection, kept, today, lambda: _lines(connection, who, today))


def _lines(connection: Connection, who: Actor, today: date) -> list[Line]:
    shelters = dict(choices.shelters())
    week = week_now(connection, today)
    rows = people.list_citizens(connection, who)
    workers = {u["user_id"]: u["name"] for u in users.list_users(connection)} if rows else {}
    out = []
    for stored in rows:
        row = entry.typed(tables.CITIZENS, stored)
        where = workers.get(stored["case_worker"]) or shelters.get(stored["shelter_id"], "")
        situation = week.of(row, shelter=who.role == "shelter")
        out.append(Line(row, situation, (today - row["waiting_since"]).days, where))
    return out


@pages.get("/citizens")
@access(*_READERS)
def index() -> Response | str:
    """The list, filtered and searched by id."""
    every = lines()
    show = request.args.get("show", "waiting")
    show = show if show in FILTERS else "waiting"
    query = request.args.get("q", "").strip()[:64]
    wanted = FILTERS[show]
    kept = [
        line
        for line in every
        if (wanted is None or line.today.code in wanted) and found(query, line.id, line.today.tag.text)
    ]
    context: dict[str, Any] = {
        "show": show,
        "query": query,
        "counts": counts((line.today.code for line in every), FILTERS),
        "may_enter": actor().role in ("office", "shelter"),
    }
    table: Table[Line] = Table(
        "citizens",
        columns(office=actor().role != "shelter"),
        kept,
        lambda line: line.id,
        kind="citizen",
        purpose="citizen_list",
        caption="citizens.caption",
    )
    return lists.answer(table, "citizens/list.html", **context)
