"""What a person does with an offer: the next step, more time, a step back, the checklist."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store.checklist import settle
from data.store.errors import Conflict, NotPossible
from data.store.offers import get_offer, postpone, step_back, take_step
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t
from web.offers import offer as offer_page
from web.offers.step_form import POSTPONE, fault_of, fields_of, read_day

pages = Blueprint("steps", __name__)
#: Who takes steps: which ones is the store's to say.
ACTORS = ("office", "shelter")
Answer = Response | tuple[str, int]


def _here(offer_id: str) -> str:
    return url_for("offer.index", offer_id=offer_id)


def _require_known(offer_id: str) -> None:
    """Raises NotFound for an offer that is not this person's to know of, before anything else is said."""
    with store().reading() as connection:
        get_offer(connection, actor(), offer_id)


@pages.post("/offers/<offer_id>/step")
@access(*ACTORS, own=True)
def step(offer_id: str) -> Answer:
    """Take the chosen step; back on the page with what is missing when something is."""
    _require_known(offer_id)
    form = sent()
    to = form.value("to")
    names = fields_of(to)
    days: dict[str, date | None] = {}
    faults: dict[str, str] = {}
    for name in ("deadline", "on"):
        days[name], fault = read_day(form, names[name])
        faults |= {names[name]: fault} if fault else {}
    if not to:
        faults["to"] = t("step.fault.none")
    if faults:
        return offer_page.page(offer_id, form.with_faults(faults)), 422
    try:
        return change(lambda connection: _take(connection, offer_id, to, form, days))
    except Conflict:
        raise
    except NotPossible as error:
        found = fault_of(error, to)
        if found is None:
            raise
        return offer_page.page(offer_id, form.with_faults(found)), 422


def _take(connection: Connection, offer_id: str, to: str, form: Form, days: dict[str, date | None]) -> str:
    names, version = fields_of(to), form.version or 0
    reason = form.value(names["reason"])
    if to == POSTPONE:
        deadline = days["deadline"]
        if deadline is None:
            raise NotPossible("deadline_missing", field="deadline")
        postpone(connection, actor(), offer_id, deadline, reason=reason, version=version)
    else:
        take_step(
            connection,
            actor(),
            offer_id,
            to,
            reason_code=form.value(names["reason_code"]),
            reason=reason,
            deadline=days["deadline"],
            on=days["on"],
            version=version,
        )
    say(f"step.said.{to}")
    return _here(offer_id)


@pages.post("/offers/<offer_id>/back")
@access("office")
def back(offer_id: str) -> Answer:
    """Undo the last step, with a reason."""
    _require_known(offer_id)
    form = sent()
    deadline, fault = read_day(form, "back-deadline")
    if fault:
        return offer_page.page(offer_id, form.with_faults({"back-deadline": fault})), 422

    def act(connection: Connection) -> str:
        step_back(
            connection,
            actor(),
            offer_id,
            reason=form.value("back-reason"),
            deadline=deadline,
            version=form.version or 0,
        )
        say("step.said.back")
        return _here(offer_id)

    try:
        return change(act)
    except Conflict:
        raise
    except NotPossible as error:
        name = error.values.get("field")
        if name not in ("reason", "deadline"):
            raise
        found = {f"back-{name}": t(f"error.{error.code}")}
        return offer_page.page(offer_id, form.with_faults(found)), 422


@pages.post("/offers/<offer_id>/checklist/<item>")
@access("office")
def check(offer_id: str, item: str) -> Answer:
    """Settle an item of the checklist or take it up again, or say who owns it and by when."""
    form = sent()
    due, fault = read_day(form, "due")
    if fault:
        return offer_page.page(offer_id, form.with_faults({f"due-{item}": fault})), 422
    shown = form.value("shown")

    def act(connection: Connection) -> str:
        settle(
            connection,
            actor(),
            offer_id,
            item,
            request.form.get("state", shown),
            owner=request.form.get("owner"),
            due_on=due,
            shown=shown,
        )
        say("check.said", item=t(f"check.{item}"))
        return f"{_here(offer_id)}#checklist"

    return change(act)
