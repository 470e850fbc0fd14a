"""Entering and editing a vacancy, and closing it as given back or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.exchange.tables import VACANCIES
from data.store import cells, flats, settings
from web import effects, entered, entry
from web.access import access
from web.entered import Sheet
from web.here import actor, store
from web.i18n import t
from web.vacancies import fields

pages = Blueprint("entering_vacancies", __name__)


def _sheet(vacancy_id: str | None) -> Sheet:
    back = url_for("vacancies.vacancy", vacancy_id=vacancy_id) if vacancy_id else url_for("vacancies.index")
    title = t("vacancies.edit_title", id=vacancy_id) if vacancy_id else t("vacancies.new_title")
    back_text = t("vacancies.one", id=vacancy_id) if vacancy_id else t("vacancies.title")
    return Sheet("vacancy", title, fields.parts(new=vacancy_id is None), back, back_text)


def _address(vacancy_id: str, effect_id: str) -> str:
    return url_for("vacancies.vacancy", vacancy_id=vacancy_id, saved=effect_id)


def _today() -> date:
    with store().reading() as connection:
        return settings.today(connection)


@pages.get("/vacancies/new")
@access("office")
def new() -> str:
    """An empty form, or a copy of the flat named by ``?like`` without id and dates."""
    with store().reading() as connection:
        today = settings.today(connection).isoformat()
        municipality = settings.setting(connection, settings.MUNICIPALITY)
        given = {"municipality": municipality}
        like = request.args.get("like")
        if like:
            given = cells.texts(VACANCIES, flats.get_vacancy(connection, actor(), like))
            for name in ("vacancy_id", "available_from", "answer_by", "seq"):
                given.pop(name, None)
    form = entry.filled(VACANCIES, {**given, "reported_on": today})
    return entered.page(_sheet(None), form)


@pages.post("/vacancies/new")
@access("office")
def create() -> Answer | tuple[str, int]:
    """Keep a new flat."""

    def keep(connection: Connection, texts: Mapping[str, str], version: int | None) -> str:
        return flats.save_vacancy(connection, actor(), texts, None)

    today = _today()
    return entered.answer(_sheet(None), keep, _address, doubts=lambda form: fields.doubts(form, today))


@pages.get("/vacancies/<path:vacancy_id>/edit")
@access("office")
def edit(vacancy_id: str) -> str:
    """The form of a stored flat."""
    with store().reading() as connection:
        row = flats.get_vacancy(connection, actor(), vacancy_id)
    form = entry.filled(VACANCIES, cells.texts(VACANCIES, row), row["version"])
    return entered.page(_sheet(vacancy_id), form)


@pages.post("/vacancies/<path:vacancy_id>/edit")
@access("office")
def update(vacancy_id: str) -> Answer | tuple[str, int]:
    """Keep the changes."""

    def keep(connection: Connection, texts: Mapping[str, str], version: int | None) -> str:
        before = cells.texts(VACANCIES, flats.get_vacancy(connection, actor(), vacancy_id))
        changed = {**entry.as_stored(texts, before, VACANCIES), "vacancy_id": vacancy_id}
        return flats.save_vacancy(connection, actor(), changed, version or 0)

    today = _today()
    return entered.answer(_sheet(vacancy_id), keep, _address, doubts=lambda form: fields.doubts(form, today))


@pages.post("/vacancies/<path:vacancy_id>/close")
@access("office")
def close(vacancy_id: str) -> Answer:
    """Give the flat back, or take it off the list; or put it on the list again."""
    state = request.form.get("state", "")
    version = int(request.form.get("version", "0") or 0)

    def act(connection: Connection) -> str:
        if state == "vacant":
            flats.reopen_vacancy(connection, actor(), vacancy_id, version)
        else:
            today = settings.today(connection)
            flats.close_vacancy(connection, actor(), vacancy_id, state, today, version)
        return vacancy_id

    return effects.save("vacancy", act, _address)
