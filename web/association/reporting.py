"""Reporting a vacancy, announcing one that will fall vacant, changing one, and putting it at disposal."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Blueprint, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.exchange.columns import fold
from data.exchange.tables import VACANCIES
from data.store import cells, flats, reporting
from data.store.errors import NotPossible, Refused
from data.store.references import find, references_of
from data.store.rows import Row
from web import entry
from web.access import access
from web.association import form as asking
from web.association.shown import link
from web.forms import Form
from web.here import actor, change, say, store
from web.i18n import t

pages = Blueprint("own_reporting", __name__)
Answer = Response | tuple[str, int]
Texts = dict[str, str]


def _earlier(connection: Connection) -> list[tuple[str, str]]:
    """The dwellings reported before, newest first: address (or id) and the vacancy's id."""
    rows = sorted(
        flats.list_vacancies(connection, actor()), key=lambda r: (r["reported_on"], r["vacancy_id"])
    )
    seen: dict[str, str] = {}
    for row in reversed(rows):
        seen.setdefault(row["address"] or row["vacancy_id"], row["vacancy_id"])
    return list(seen.items())


def _like(connection: Connection, wanted: str) -> Row | None:
    """The newest own vacancy of that address, id or reference; None where there is none."""
    organisation = str(actor().organisation_id)
    vacancy_id = find(connection, organisation, wanted)
    if vacancy_id is not None:
        return flats.get_vacancy(connection, actor(), vacancy_id)
    same = [
        row
        for row in flats.list_vacancies(connection, actor())
        if row["address"] and fold(row["address"]) == fold(wanted)
    ]
    return max(same, key=lambda r: (r["reported_on"], r["vacancy_id"]), default=None)


def _new_page(form: Form, warnings: tuple[reporting.SoftWarning, ...] = (), copied_from: str = "") -> str:
    with store().reading() as connection:
        return asking.page(
            connection, t("own.new.title"), asking.steps(), form, url_for("own_flats.index"), warnings,
            back_text=t("own.title"), lead=t("own.new.lead"), button=t("own.new.do"), ask_when=True,
            earlier=_earlier(connection), like=request.args.get("like", "").strip()[:200],
            copied_from=copied_from, copying=request.method == "GET",
        )  # fmt: skip


@pages.get("/association/flats/new")
@access("association", own=True)
def new() -> str:
    """The form, blank or filled from the earlier vacancy named by ``?like`` (address, id or reference)."""
    like = request.args.get("like", "").strip()[:200]
    with store().reading() as connection:
        row = _like(connection, like) if like else None
    texts = {} if row is None else asking.copied(row)
    return _new_page(
        asking.filled(texts, when="now"), copied_from="" if row is None else str(row["vacancy_id"])
    )


@pages.post("/association/flats/new")
@access("association", own=True)
def create() -> Answer:
    """Keep a new vacancy."""
    sent = entry.sent_form(asking.fields_of(asking.steps()))
    texts = asking.told(entry.cells_of(sent, asking.fields_of(asking.steps())))
    if sent.value(asking.WHEN) not in ("now", "later"):
        return _new_page(sent.with_faults({asking.WHEN: t("own.when.missing")})), 422

    def act(connection: Connection) -> str:
        vacancy_id = reporting.report_vacancy(
            connection, actor(), texts, asking.confirmed(sent), None, sent.value(asking.WHEN) == "later",
            reference=sent.value(asking.REFERENCE),
        )  # fmt: skip
        say("own.said.new", flat=vacancy_id)
        return link(vacancy_id)

    return _kept(act, sent, _new_page)


def _kept(
    act: Callable[[Connection], str],
    sent: Form,
    again: Callable[[Form, tuple[reporting.SoftWarning, ...]], str],
) -> Answer:
    """Do it, or show the form again with what is wrong, or with what is to be ticked."""
    try:
        return change(act)
    except Refused as refused:
        return again(entry.with_faults(sent, refused.faults), ()), 422
    except reporting.Unconfirmed as unconfirmed:
        return again(sent, unconfirmed.warnings), 422


def _own(vacancy_id: str, *states: str) -> tuple[Row, str]:
    """The row of one's own flat in one of ``states``, and its reference; raises NotFound, NotPossible."""
    with store().reading() as connection:
        row = flats.get_vacancy(connection, actor(), vacancy_id)
        if row["state"] not in states:
            raise NotPossible("flat_closed", vacancy_id=vacancy_id)
        return row, references_of(connection, [vacancy_id]).get(vacancy_id, "")


def _edit_page(
    row: Row, form: Form, warnings: tuple[reporting.SoftWarning, ...] = (), *, dispose: bool = False
) -> str:
    vacancy_id = str(row["vacancy_id"])
    what = "dispose" if dispose else "edit"
    with store().reading() as connection:
        return asking.page(
            connection, t(f"own.{what}.title", flat=vacancy_id), _steps_of(row), form, link(vacancy_id),
            warnings, back_text=t("own.one", flat=vacancy_id), lead=t(f"own.{what}.lead"),
            button=t(f"own.{what}.do"), ask_when=False,
        )  # fmt: skip


def _steps_of(row: Row) -> list[asking.Step]:
    return asking.steps(given=row["route"] == "given")


def _changed(row: Row, sent: Form) -> Texts:
    """The cells sent, as they are stored where they say the same; the id goes with them."""
    stored = cells.texts(VACANCIES, row) | {"none_reason": row["none_reason"] or ""}
    texts = asking.told(entry.cells_of(sent, asking.fields_of(_steps_of(row))))
    reason = {"none_reason": texts.pop("none_reason", "")}
    return {**entry.as_stored(texts, stored, VACANCIES), **reason, "vacancy_id": str(row["vacancy_id"])}


@pages.get("/association/flats/<path:vacancy_id>/edit")
@access("association", own=True)
def edit(vacancy_id: str) -> str:
    """The form of one's own flat, as long as it is open."""
    row, reference = _own(vacancy_id, *reporting.OPEN)
    return _edit_page(row, asking.of_row(row, reference))


@pages.post("/association/flats/<path:vacancy_id>/edit")
@access("association", own=True)
def update(vacancy_id: str) -> Answer:
    """Keep the changes."""
    row, _ = _own(vacancy_id, *reporting.OPEN)
    sent = entry.sent_form(asking.fields_of(_steps_of(row)))

    def act(connection: Connection) -> str:
        reporting.report_vacancy(
            connection, actor(), _changed(row, sent), asking.confirmed(sent), sent.version or 0,
            reference=sent.value(asking.REFERENCE),
        )  # fmt: skip
        say("own.said.changed", flat=vacancy_id)
        return link(vacancy_id)

    return _kept(act, sent, lambda form, warnings: _edit_page(row, form, warnings))


@pages.get("/association/flats/<path:vacancy_id>/dispose")
@access("association", own=True)
def dispose(vacancy_id: str) -> str:
    """Look an announced flat through before it is put at the municipality's disposal."""
    row, reference = _own(vacancy_id, "announced")
    return _edit_page(row, asking.of_row(row, reference), dispose=True)


@pages.post("/association/flats/<path:vacancy_id>/dispose")
@access("association", own=True)
def put_at_disposal(vacancy_id: str) -> Answer:
    """Put it at the municipality's disposal from today."""
    row, _ = _own(vacancy_id, "announced")
    sent = entry.sent_form(asking.fields_of(_steps_of(row)))

    def act(connection: Connection) -> str:
        reporting.put_at_disposal(
            connection, actor(), vacancy_id, _changed(row, sent), asking.confirmed(sent), sent.version or 0
        )
        say("own.said.disposed", flat=vacancy_id)
        return f"/association/flats/{quote(vacancy_id)}"

    return _kept(act, sent, lambda form, warnings: _edit_page(row, form, warnings, dispose=True))
