"""Vacancies: the list of flats, the page of one, its form, and closing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Connection, select

from data.exchange.tables import VACANCIES
from data.overview.flats import AtDisposal, at_disposal
from data.store import flats, settings, standing
from data.store.schema import offers
from data.store.soft_warnings import confirmed_of
from web import choices, effects, entry, history, lists, present
from web.access import access
from web.association import thread
from web.citizens.today import counts, week_now
from web.here import actor, seen, store
from web.i18n import kr, t, tn
from web.listing import found
from web.lists import Column, Table
from web.present import Tag
from web.run import Row

pages = Blueprint("vacancies", __name__)
_READERS = ("office", "auditor")
FILTERS: dict[str, frozenset[str] | None] = {
    "vacant": frozenset(("vacant",)),
    "announced": frozenset(("announced",)),
    "let": frozenset(("let",)),
    "given_back": frozenset(("given_back",)),
    "lapsed": frozenset(("lapsed",)),
    "withdrawn": frozenset(("withdrawn",)),
    "all": None,
}
_STATE = {"vacant": ("home", "info"), "let": ("check", "success"), "given_back": ("reply", "neutral"),
          "withdrawn": ("close", "neutral"), "announced": ("calendar-month", "plain"),
          "lapsed": ("time", "neutral")}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One flat: its row, the void rent so far, and to whom it is proposed or offered."""

    row: Row
    void: AtDisposal | None
    to: Tag | None
    to_citizen: str

    @property
    def id(self) -> str:
        """The flat's id."""
        return str(self.row["vacancy_id"])

    @property
    def cost(self) -> float | None:
        """What the municipality owes so far, kr.; None while nothing runs."""
        return self.void.cost if self.void is not None and self.void.running else None


def state_tag(state: str) -> Tag:
    """The state of a flat."""
    icon, tone = _STATE[state]
    return Tag(t(f"vacancies.state.{state}"), icon, tone)


def _days(line: Line) -> str | None:
    return tn("vacancies.void_days", line.void.days) if line.cost is not None and line.void else None


_COLUMNS: tuple[Column[Line], ...] = (
    Column("id", "vacancies.id", lambda r: r.id, "id", link=lambda r: url_for(".vacancy", vacancy_id=r.id)),
    Column("state", "vacancies.state", lambda r: t(f"vacancies.state.{r.row['state']}"),
           tag=lambda r: state_tag(r.row["state"])),
    Column("address", "vacancies.address", lambda r: r.row["address"],
           note=lambda r: r.row["postcode"], wide=True),
    Column("organisation", "vacancies.organisation", lambda r: r.row["organisation_id"],
           note=lambda r: r.row["department_id"]),
    Column("kind", "vacancies.kind", lambda r: present.capital(present.label("KINDS", r.row["kind"]))),
    Column("rooms", "vacancies.rooms", lambda r: r.row["rooms"], "number"),
    Column("size", "vacancies.size", lambda r: r.row["size_m2"], "number"),
    Column("rent", "vacancies.rent", lambda r: r.row["rent"], "kr"),
    Column("available", "vacancies.available", lambda r: r.row["available_from"], "date"),
    Column("void", "vacancies.void", lambda r: r.cost, "kr", note=_days),
    Column("answer", "vacancies.answer", lambda r: r.row["answer_by"], "date"),
    Column("to", "vacancies.to", lambda r: r.to.text if r.to else None, tag=lambda r: r.to, wide=True),
)  # fmt: skip


def _to(connection: Connection, today: date) -> dict[str, tuple[Tag, str]]:
    """To whom each flat is offered, or proposed in the last run."""
    week = week_now(connection, today)
    found: dict[str, tuple[Tag, str]] = {}
    if week.run is not None:
        for vacancy, match in week.run.match_of_vacancy.items():
            citizen = str(match["citizen_id"])
            found[vacancy] = (Tag(t("vacancies.proposed", citizen=citizen), "check", "info"), citizen)
    for citizen, offer in week.offers.items():
        text = t("vacancies.offer", state=t(f"offer.state.{offer['state']}"), citizen=citizen)
        found[str(offer["vacancy_id"])] = (Tag(text, "email", "info"), citizen)
    return found


def lines() -> list[Line]:
    """Every flat with what is known about it today."""
    with store().reading() as connection:
        today = settings.today(connection)
        void = {flat.vacancy_id: flat for flat in at_disposal(connection, today)}
        to = _to(connection, today)
        out = []
        for stored in flats.list_vacancies(connection, actor()):
            row = entry.typed(VACANCIES, stored)
            tag, citizen = to.get(row["vacancy_id"], (None, "")) if row["state"] == "vacant" else (None, "")
            out.append(Line(row, void.get(row["vacancy_id"]), tag, citizen))
    return out


@pages.get("/vacancies")
@access(*_READERS)
def index() -> Response | str:
    """The list of flats."""
    every = lines()
    show = request.args.get("show", "vacant")
    show = show if show in FILTERS else "vacant"
    query = request.args.get("q", "").strip()[:64]
    wanted = FILTERS[show]
    words = ("vacancy_id", "address", "postcode", "organisation_id", "department_id")
    kept = [
        line
        for line in every
        if (wanted is None or line.row["state"] in wanted)
        and found(query, *(line.row[name] for name in words))
    ]
    columns = [c for c in _COLUMNS if show == "all" or c.key != "state"]
    table: Table[Line] = Table("vacancies", columns, kept, lambda r: r.id, caption="vacancies.caption")
    seen("citizen", [line.to_citizen for line in table.page.rows if line.to_citizen], "vacancy_list")
    running = sum(line.cost or 0 for line in every if line.row["state"] == "vacant")
    return lists.answer(
        table,
        "vacancies/list.html",
        show=show,
        query=query,
        counts=counts((line.row["state"] for line in every), FILTERS),
        running=kr(running),
        may_enter=actor().role == "office",
    )


@pages.get("/vacancies/<path:vacancy_id>")
@access(*_READERS)
def vacancy(vacancy_id: str) -> str:
    """One flat: facts, void rent, to whom it is proposed or offered, what stands about it, history."""
    with store().reading() as connection:
        stored = flats.get_vacancy(connection, actor(), vacancy_id)
        row = entry.typed(VACANCIES, stored)
        today = settings.today(connection)
        void = next((f for f in at_disposal(connection, today) if f.vacancy_id == vacancy_id), None)
        to, citizen = _to(connection, today).get(vacancy_id, (None, ""))
        past = connection.execute(
            select(offers).where(offers.c.vacancy_id == vacancy_id).order_by(offers.c.number.desc())
        ).mappings()
        context: dict[str, Any] = {
            "row": row,
            "id": vacancy_id,
            "state": state_tag(row["state"]),
            "void": void,
            "to": to if row["state"] == "vacant" else None,
            "citizen": citizen,
            "offers": [dict(offer) for offer in past],
            "standing": standing.standing_of(connection, vacancy_id=vacancy_id),
            "told": effects.told(connection, "vacancy", vacancy_id),
            "history": history.of(connection, "vacancy", vacancy_id, VACANCIES, stored),
            "names": choices.organisation_names(),
            "yearly": float(row["rent"]) * 12 / float(row["size_m2"]),
            "confirmed": confirmed_of(connection, vacancy_id),
            "may_edit": actor().role == "office",
            **thread.context(connection, actor(), vacancy_id),
        }
    ids = {*(offer["citizen_id"] for offer in context["offers"]), *([citizen] if citizen else [])}
    seen("citizen", sorted(ids), "vacancy_list")
    return render_template("vacancies/page.html", **context)
