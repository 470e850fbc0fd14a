"""What the office does about what an association said: answers an objection, calls a meeting, closes."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store.errors import Conflict, NotFound, NotPossible
from data.store.objection_rows import objections_of
from data.store.objections import answer_objection
from data.store.offers import get_offer
from data.store.tenancy_reports import call_meeting, close_report, reports_of
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t
from web.offers import offer as offer_page
from web.offers.step_form import read_day

pages = Blueprint("landlord", __name__)
Answer = Response | tuple[str, int]


def _require(offer_id: str, kind: str, identifier: str) -> None:
    """Raises NotFound unless the objection or report belongs to this offer."""
    with store().reading() as connection:
        get_offer(connection, actor(), offer_id)
        rows = (
            objections_of(connection, actor(), offer_id)
            if kind == "objection"
            else reports_of(connection, actor(), offer_id)
        )
    if identifier not in {row[f"{kind}_id"] for row in rows}:
        raise NotFound(f"there is no {kind} {identifier}")


def _done(
    offer_id: str, form: Form, said: str, part: str, name: Callable[[str], str],
    act: Callable[[Connection], None],
) -> Answer:  # fmt: skip
    """Do ``act``; back on the offer's page, with what is wrong at the field ``name`` gives."""

    def do(connection: Connection) -> str:
        act(connection)
        say(said)
        return url_for("offer.index", offer_id=offer_id) + part

    try:
        return change(do)
    except Conflict:
        raise
    except NotPossible as error:
        if "field" not in error.values:
            raise
        fault = t(f"error.{error.code}", **error.values)
        return offer_page.page(offer_id, form.with_faults({name(str(error.values["field"])): fault})), 422


@pages.post("/offers/<offer_id>/objections/<objection_id>")
@access("office")
def objection(offer_id: str, objection_id: str) -> Answer:
    """Accept the objection, which refuses the offer, or uphold the nomination."""
    _require(offer_id, "objection", objection_id)
    form = sent()
    chosen = form.value("answer")
    return _done(
        offer_id, form, f"landlord.said.{chosen}", "", lambda field: _answer_field(field, chosen),
        lambda connection: answer_objection(
            connection, actor(), objection_id, chosen, reason=form.value(f"{chosen}-reason"),
            version=form.version or 0,
        ),
    )  # fmt: skip


def _answer_field(field: str, chosen: str) -> str:
    """The words belong to the answer that is chosen, whoever of the store asks for them."""
    return f"{chosen}-reason" if field == "reason" else field


@pages.post("/offers/<offer_id>/reports/<report_id>")
@access("office")
def report(offer_id: str, report_id: str) -> Answer:
    """Call the tenant to a meeting, or close the report."""
    _require(offer_id, "report", report_id)
    form = sent()
    do = form.value("do")
    if do == "close":
        return _done(
            offer_id, form, "landlord.said.closed", "#tenancy", lambda field: f"{field}-{report_id}",
            lambda connection: close_report(
                connection, actor(), report_id, form.value(f"closed_words-{report_id}")
            ),
        )  # fmt: skip
    on, fault = read_day(form, f"on-{report_id}")
    if on is None:
        faults = {f"on-{report_id}": fault or t("error.date_missing")}
        return offer_page.page(offer_id, form.with_faults(faults)), 422
    return _done(
        offer_id, form, "landlord.said.meeting", "#tenancy", lambda field: f"{field}-{report_id}",
        lambda connection: call_meeting(connection, actor(), report_id, on),
    )  # fmt: skip
