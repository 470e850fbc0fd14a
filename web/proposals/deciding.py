"""Deciding about a flat of a run: the forms' answers.  Each is one transaction, done once and recorded."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store import choices, standing
from data.store.errors import Conflict, NotPossible, Refused
from data.store.prices import price_of
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.proposals import flat as flat_page
from web.proposals import pricing
from web.proposals.common import DECIDERS, one, shown
from web.proposals.decision_form import TICK, fault_of, faults_of, tick_field

pages = Blueprint("deciding", __name__)
Answer = Response | tuple[str, int]


@pages.post("/runs/<run_id>/flats/<path:vacancy_id>")
@access(*DECIDERS)
def decide(run_id: str, vacancy_id: str) -> Answer:
    """Do what the form says; back on the page with what is missing when something is."""
    run = shown(run_id).run
    one(run.vacancies, vacancy_id)
    form = _sent()
    action = form.value("action")
    if action == "choose" and form.value("citizen") == "other" and form.value("other"):
        return redirect(pricing.address(run_id, vacancy_id, form.value("other")), 303)
    match = run.match_of_vacancy.get(vacancy_id)
    citizen = form.value("citizen") if action == "choose" else str(match["citizen_id"]) if match else ""
    faults = faults_of(form, "" if citizen == "other" else citizen)
    if faults:
        return _again(run_id, vacancy_id, citizen, form.with_faults(faults))
    try:
        return _ACTS[action](run_id, vacancy_id, citizen, form)
    except Conflict:
        raise
    except Refused as error:
        wrong = {f"{action}_{fault.column}": fault.message for fault in error.faults}
        return _again(run_id, vacancy_id, citizen, form.with_faults(wrong))
    except NotPossible as error:
        found = fault_of(error, action, citizen)
        if found is None:
            raise
        return _again(run_id, vacancy_id, citizen, form.with_faults(found))


def _sent() -> Form:
    """The form of this request, with the warnings ticked for each citizen as lists."""
    return sent(*(name for name in request.form if name.startswith(TICK)))


def _ticked(citizen_id: str) -> list[str]:
    return request.form.getlist(tick_field(citizen_id))


def _page(run_id: str, vacancy_id: str) -> str:
    return url_for("flat.index", run_id=run_id, vacancy_id=vacancy_id)


def _again(run_id: str, vacancy_id: str, citizen_id: str, form: Form) -> Answer:
    """The page the form stands on, with what is missing."""
    if form.value("from") == "price":
        return pricing.page(run_id, vacancy_id, citizen_id, form), 422
    return flat_page.page(run_id, vacancy_id, form), 422


def _accept(run_id: str, vacancy_id: str, citizen_id: str, form: Form) -> Response:
    def act(connection: Connection) -> str:
        choices.accept(connection, actor(), run_id, vacancy_id, warnings_ticked=_ticked(citizen_id))
        say("decide.said.offer", citizen=citizen_id)
        return _page(run_id, vacancy_id)

    return change(act)


def _choose(run_id: str, vacancy_id: str, citizen_id: str, form: Form) -> Response:
    """The price is asked for before the transaction begins: it can take seconds, and is kept."""
    with store().reading() as connection:
        price = price_of(connection, run_id, vacancy_id, citizen_id)

    def act(connection: Connection) -> str:
        choices.choose(
            connection,
            actor(),
            run_id,
            vacancy_id,
            citizen_id,
            price=price,
            warnings_ticked=_ticked(citizen_id),
            reason_code=form.value("choose_code"),
            reason=form.value("choose_reason"),
        )
        say("decide.said.offer", citizen=citizen_id)
        return _page(run_id, vacancy_id)

    return change(act)


def _reject(run_id: str, vacancy_id: str, citizen_id: str, form: Form) -> Response:
    def act(connection: Connection) -> str:
        choices.reject(
            connection,
            actor(),
            run_id,
            vacancy_id,
            reason_code=form.value("reject_code"),
            reason=form.value("reject_reason"),
            standing=form.value("reject_standing") == "yes",
        )
        say("decide.said.reject")
        return _page(run_id, vacancy_id)

    return change(act)


def _park(run_id: str, vacancy_id: str, citizen_id: str, form: Form) -> Response:
    def act(connection: Connection) -> str:
        choices.park_flat(
            connection,
            actor(),
            run_id,
            vacancy_id,
            reason_code=form.value("park_code"),
            reason=form.value("park_reason"),
        )
        say("decide.said.park")
        return _page(run_id, vacancy_id)

    return change(act)


def _standing(run_id: str, vacancy_id: str, citizen_id: str, form: Form) -> Response:
    kind, other = form.value("standing_kind"), form.value("standing_citizen")
    one(shown(run_id).run.citizens, other)

    def act(connection: Connection) -> str:
        decide_pair = standing.pin if kind == "pin" else standing.forbid
        decide_pair(connection, actor(), other, vacancy_id, form.value("standing_reason"))
        say(f"decide.said.{kind}", citizen=other)
        return _page(run_id, vacancy_id)

    return change(act)


_ACTS: dict[str, Callable[[str, str, str, Form], Response]] = {
    "accept": _accept,
    "choose": _choose,
    "reject": _reject,
    "park": _park,
    "standing": _standing,
}
