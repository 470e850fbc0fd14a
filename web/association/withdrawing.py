"""Taking vacancies back, all that were chosen or none; and the day one given back was let."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.overview.own_flats import OwnFlat, own_flats
from data.store import reporting
from data.store.errors import NotFound, NotPossible
from data.store.settings import today
from web.access import access
from web.association import shown
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t
from web.offers.step_form import read_day

pages = Blueprint("own_withdrawing", __name__)
Answer = Response | tuple[str, int]
#: The states a flat can be taken back in; under a nomination one objects instead.
_STATES = ("announced", "reported", "outside", "lapsed")


def _choosable() -> list[OwnFlat]:
    with store().reading() as connection:
        every = own_flats(connection, actor(), today(connection), closed_days=None)
    return [flat for flat in every if flat.stands in _STATES]


def _page(form: Form) -> str:
    reasons = [(code, t(f"own.withdraw.{code}")) for code in reporting.WITHDRAW_REASONS]
    return render_template(
        "association/withdraw.html", form=form, flats=_choosable(), reasons=reasons, shown=shown
    )


@pages.get("/association/withdraw")
@access("association", own=True)
def choose() -> str:
    """Choose vacancies and a reason; ``?id`` names those chosen already."""
    return _page(Form({"id": request.args.getlist("id")}))


@pages.post("/association/withdraw")
@access("association", own=True)
def withdraw() -> Answer:
    """Take back all that were chosen, or none."""
    form = sent("id")
    ids = [str(one) for one in form.values["id"]]

    def act(connection: Connection) -> str:
        reporting.withdraw(connection, actor(), ids, form.value("reason"), words=form.value("words"))
        say("own.said.withdrawn", n=len(ids))
        return shown.link(ids[0]) if len(ids) == 1 else url_for("own_flats.index", show="closed")

    try:
        return change(act)
    except NotPossible as error:
        if error.code in ("flat_held", "flat_closed"):
            fault = {"id": t(f"own.withdraw.fault.{error.code}", flat=error.values["vacancy_id"])}
        elif error.code == "nothing_chosen" or "field" in error.values:
            fault = {str(error.values.get("field", "id")): t(f"error.{error.code}", **error.values)}
        else:
            raise
    return _page(form.with_faults(fault)), 422


@pages.post("/association/flats/<path:vacancy_id>/relet")
@access("association", own=True)
def relet(vacancy_id: str) -> Answer:
    """Keep the day a flat given back was let to someone else."""
    form = sent()
    day, fault = read_day(form, "relet-day")

    def act(connection: Connection) -> str:
        if day is None:
            raise NotPossible("date_missing", field="day")
        reporting.relet(connection, actor(), vacancy_id, day, form.version)
        say("own.said.relet")
        return shown.link(vacancy_id)

    try:
        if fault:
            raise NotPossible("date_missing", field="day")
        return change(act)
    except NotFound:
        raise
    except NotPossible as error:
        if "field" not in error.values:
            raise
        from web.association.flat import page_of

        said = fault or t(f"error.{error.code}", **error.values)
        return page_of(vacancy_id, relet_form=form.with_faults({"relet-day": said})), 422
