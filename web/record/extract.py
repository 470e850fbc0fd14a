"""The citizen's own extract, to be printed: what is stored about the citizen, and who did or saw what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from sqlalchemy import Connection, select

from data.exchange import tables
from data.exchange.columns import Column
from data.exchange.columns import Table as GivenTable
from data.runs.of_citizen import runs_of_citizen
from data.store import cells, people, standing
from data.store.citizen_places import place_texts
from data.store.offers import steps_of
from data.store.record_entries import Entry, about_citizen
from data.store.schema import offers, vacancies
from data.store.settings import today
from web import entry, history, present
from web.access import access
from web.here import actor, note, store
from web.i18n import t
from web.record import shown
from web.record.shown import Known

pages = Blueprint("extract", __name__)
Row = Mapping[str, Any]
Fact = tuple[str, str]
_CATEGORY = entry.field(tables.PLACES, "category")
#: Entries of these kinds are about the citizen alone, so their reasons are the citizen's to read.
_ABOUT_ONE = ("citizen", "offer")


@dataclass(frozen=True)
class Line:
    """One entry of the record as the citizen reads it."""

    at: Any
    who: str
    role: str
    what: str
    purpose: str


@dataclass(frozen=True)
class OfferTold:
    """An offer and its way: (day, state, reason) per step."""

    number: int
    flat: str
    steps: list[tuple[Any, str, str]]


@pages.get("/citizens/<path:citizen_id>/extract")
@access("office")
def index(citizen_id: str) -> str:
    """The extract; that it was made is its last line."""
    with store().reading() as connection:
        people.get_citizen(connection, actor(), citizen_id)
    note("extract", "citizen", [citizen_id], "extract")
    with store().reading() as connection:
        row = people.get_citizen(connection, actor(), citizen_id)
        entries = about_citizen(connection, citizen_id)
        known = shown.known_of(connection, entries)
        context: dict[str, Any] = {
            "day": today(connection),
            "contact": people.contact_of(connection, actor(), citizen_id),
            "facts": facts(tables.CITIZENS, cells.texts(tables.CITIZENS, row)),
            "places": [_place(place) for place in place_texts(connection, citizen_id)],
            "standing": [_standing(one) for one in standing.standing_of(connection, citizen_id=citizen_id)],
            "offers": _offers(connection, citizen_id),
            "runs": runs_of_citizen(connection, citizen_id),
            "changes": [
                one
                for one in history.of(connection, "citizen", citizen_id, tables.CITIZENS, row)
                if one.cells
            ],
            "lines_of_record": [_line(one, known) for one in entries],
        }
    return render_template("record/extract.html", id=citizen_id, row=row, **context)


def facts(table: GivenTable, texts: Mapping[str, str]) -> list[Fact]:
    """The filled cells of a row as label and text."""
    return [
        (entry.Field(table, column).label, _said(column, texts[column.name]))
        for column in table.columns
        if texts.get(column.name)
    ]


def _said(column: Column, text: str) -> str:
    if column.type == "yes_no":
        return t("entry.yes") if text == "true" else t("entry.no")
    value = entry.shown(column, text)
    many = value if isinstance(value, list) else [value]
    return ", ".join(entry.code_text(column, one) if column.codes else str(one) for one in many)


def _place(texts: Mapping[str, str]) -> Fact:
    """A place on one line: what it is, and all that is stored about it."""
    what, *about = sorted(facts(tables.PLACES, texts), key=lambda fact: fact[0] != _CATEGORY.label)
    return what[1], " · ".join(f"{label}: {text}" for label, text in about)


def _standing(row: Row) -> Fact:
    """A standing decision in words, with its reason."""
    rule = present.label("RULE_LABELS", row["rule"]) if row["rule"] else ""
    what = [shown.word("record.action", row["action"]), row["vacancy_id"] or "", rule]
    return present.capital(" · ".join(filter(None, what))), str(row["reason"] or "")


def _offers(connection: Connection, citizen_id: str) -> list[OfferTold]:
    found = (
        select(offers.c.offer_id, offers.c.number, offers.c.vacancy_id, vacancies.c.address)
        .join(vacancies, vacancies.c.vacancy_id == offers.c.vacancy_id)
        .where(offers.c.citizen_id == citizen_id)
        .order_by(offers.c.number)
    )
    told = []
    for row in connection.execute(found):
        steps = [
            (step["taken_at"], shown.text("to", step["to_state"]), _reason(step))
            for step in steps_of(connection, actor(), row.offer_id)
        ]
        told.append(OfferTold(row.number, row.address or row.vacancy_id, steps))
    return told


def _reason(step: Row) -> str:
    code = shown.text("reason_code", step["reason_code"]) if step["reason_code"] else ""
    return ": ".join(filter(None, (code, step["reason"] or "")))


def _line(one: Entry, known: Known) -> Line:
    """An entry in words that name no other citizen."""
    what = [present.capital(shown.action(one))]
    others = [other for other in one.citizens if other]
    if one.kind == "citizen" and not one.subject and len(others) > 1:
        what.append(t("extract.in_list", n=len(others) - 1))
    elif one.kind not in ("citizen", "upload"):
        what.append(shown.subject(one, known))
    if one.kind in _ABOUT_ONE and one.subject:
        to, reason = one.details.get("to"), one.details.get("reason")
        what += [shown.text("to", to)] if isinstance(to, str) and one.kind == "offer" else []
        what += [reason] if isinstance(reason, str) and reason else []
    return Line(one.at, shown.who(one, known), shown.role(one), " · ".join(what), shown.purpose(one))
