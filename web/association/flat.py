"""A flat's page for its association: where it stands, what happens next, its history and its account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template
from sqlalchemy import Connection

from data.exchange.tables import VACANCIES
from data.overview.own_flats import own_flat
from data.store import flats, ledger, reporting
from data.store.nominations import Nomination, nominations
from data.store.rows import Row
from data.store.settings import today
from data.store.soft_warnings import confirmed_of
from web import entry, history
from web.access import access
from web.association import nomination, shown, thread
from web.forms import Form
from web.here import actor, store
from web.history import Happening
from web.i18n import t

pages = Blueprint("own_flat", __name__)
#: What is told of a flat's own history; what the office decides about it is told by the nomination.
_TOLD = ("create", "change", "close", "reopen", "put_at_disposal", "relet", "lapse")


@pages.get("/association/flats/<path:vacancy_id>")
@access("association", own=True)
def page(vacancy_id: str) -> str:
    """One of one's own flats."""
    return page_of(vacancy_id)


def page_of(vacancy_id: str, relet_form: Form | None = None) -> str:
    """The page, with the form of the day it was let as it was sent; raises NotFound."""
    with store().reading() as connection:
        stored = flats.get_vacancy(connection, actor(), vacancy_id)
        day = today(connection)
        flat = own_flat(connection, actor(), stored, day)
        context: dict[str, Any] = {
            **nomination.context(connection, actor(), vacancy_id),
            **thread.context(connection, actor(), vacancy_id),
            "id": vacancy_id,
            "flat": flat,
            "row": entry.typed(VACANCIES, stored),
            "state": shown.state_tag(flat),
            "asked": shown.asked(flat),
            "who": shown.acts(flat),
            "next": shown.next_line(flat),
            "may_edit": stored["state"] in reporting.OPEN,
            "may_withdraw": flat.stands in ("announced", "reported", "outside", "lapsed"),
            "relet_form": relet_form or Form({"relet-day": stored["relet_on"]}, {}, stored["version"]),
            "happened": _happened(connection, vacancy_id, stored),
            "event_text": shown.event,
            "events": ledger.events_of_flat(connection, actor(), vacancy_id),
            "confirmed": confirmed_of(connection, vacancy_id),
            "yearly": float(stored["rent"]) * 12 / float(stored["size_m2"]),
        }
    return render_template("association/flat.html", **context)


def _happened(connection: Connection, vacancy_id: str, stored: Row) -> list[Happening]:
    """What happened to the flat and to the nominations to it, newest first."""
    told = history.of(connection, "vacancy", vacancy_id, VACANCIES, stored, only=_TOLD)
    every = [*told, *_steps(nominations(connection, actor(), vacancy_id))]
    return sorted(every, key=lambda one: (one.day, one.clock or "99"), reverse=True)


def _steps(named: Sequence[Nomination]) -> list[Happening]:
    steps: list[Happening] = []
    for one in named:
        for state, day in one.steps:
            what = t("own.done.nomination", n=one.number, state=t(f"nomination.state.{state}"))
            steps.append(Happening(day, "", "", what, ""))
    return steps[::-1]
