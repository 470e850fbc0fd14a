"""What an association sees and does about the nomination to one of its flats, and the tenancy that follows.

``context`` is the part of the flat's page ``association/_nomination.html`` shows; the forms there lead here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Blueprint, render_template
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store.actor import Actor
from data.store.errors import Conflict, NotPossible
from data.store.flats import get_vacancy
from data.store.nominations import landlord_step, nominations
from data.store.objections import object_to, objection_reasons, withdraw_objection
from data.store.released import first_year_ends, released_tenant
from data.store.settings import today
from data.store.tenancy_reports import CONCERNS, report_arrears, report_concern, reports_of
from web.access import access
from web.association.nomination_shown import next_step, report_tag, state_tag, who_acts
from web.forms import Form, sent
from web.here import actor, change, note, say, store
from web.i18n import t
from web.offers.step_form import read_day

pages = Blueprint("nomination", __name__)
Answer = Response | tuple[str, int]
#: Why a citizen is looked at here, in the record.
PURPOSE = "lease"


def context(
    connection: Connection, actor: Actor, vacancy_id: str, form: Form | None = None
) -> dict[str, Any]:
    """What ``association/_nomination.html`` needs about a flat of the actor's; raises NotFound.

    Showing who is to live there is recorded as a view before the page is answered.
    """
    every = nominations(connection, actor, vacancy_id)
    now = next((one for one in every if one.live), None)
    tenant = released_tenant(connection, actor, vacancy_id)
    if tenant is not None:
        note("view", "citizen", [tenant.citizen_id], PURPOSE, vacancy_id=vacancy_id)
    day = today(connection)
    first_year = now is not None and now.moved_in_on is not None and day <= first_year_ends(now.moved_in_on)
    reasons = () if now is None or now.objection is not None else objection_reasons(now.state)
    return {
        "nomination": now,
        "nomination_id": vacancy_id,
        "nomination_form": form or Form(),
        "nomination_tag": None if now is None else state_tag(now.state),
        "nomination_who": "" if now is None else who_acts(now),
        "nomination_next": None if now is None else next_step(now),
        "nomination_past": [one for one in every if not one.live],
        "past_tag": state_tag,
        "objection_reasons": [(code, t(f"objection.{code}")) for code in reasons],
        "tenant": tenant,
        "first_year": first_year_ends(now.moved_in_on) if first_year and now and now.moved_in_on else None,
        "reports": [] if now is None else reports_of(connection, actor, now.offer_id),
        "report_tag": report_tag,
        "concerns": [(code, t(f"concern.{code}")) for code in CONCERNS],
    }


def address(vacancy_id: str) -> str:
    """The part of the flat's page this is."""
    return f"/association/flats/{quote(vacancy_id)}#nomination"


def page(vacancy_id: str, form: Form) -> tuple[str, int]:
    """The part by itself, with what is wrong in a form."""
    with store().reading() as connection:
        flat = get_vacancy(connection, actor(), vacancy_id)
        shown = context(connection, actor(), vacancy_id, form)
    return render_template("association/nomination.html", flat=flat, back=address(vacancy_id), **shown), 422


def answer(
    vacancy_id: str, form: Form, prefix: str, said: str, act: Callable[[Connection], object]
) -> Answer:
    """Do ``act`` and go back to the flat, or show what is wrong at the fields of the form ``prefix``."""

    def do(connection: Connection) -> str:
        get_vacancy(connection, actor(), vacancy_id)
        act(connection)
        say(said)
        return address(vacancy_id)

    try:
        return change(do)
    except Conflict:
        raise
    except NotPossible as error:
        if "field" not in error.values:
            raise
        field = error.values["field"]
        name = "-" if field == "to" else f"{prefix}-{field}"  # the step itself has no field of its own
        return page(vacancy_id, form.with_faults({name: t(f"error.{error.code}", **error.values)}))


def _require_own(vacancy_id: str) -> None:
    """Raises NotFound for a flat that is not this person's, before anything is said of the form."""
    with store().reading() as connection:
        get_vacancy(connection, actor(), vacancy_id)


@pages.post("/association/flats/<path:vacancy_id>/step")
@access("association", own=True)
def step(vacancy_id: str) -> Answer:
    """A viewing is arranged, the lease signed, the tenant moved in."""
    _require_own(vacancy_id)
    form = sent()
    to = form.value("to")
    on, fault = read_day(form, "step-on")
    if fault:
        return page(vacancy_id, form.with_faults({"step-on": fault}))
    return answer(
        vacancy_id, form, "step", f"nomination.said.{to}",
        lambda connection: landlord_step(
            connection, actor(), vacancy_id, to, on=on, version=form.version or 0
        ),
    )  # fmt: skip


@pages.post("/association/flats/<path:vacancy_id>/objection")
@access("association", own=True)
def objection(vacancy_id: str) -> Answer:
    """Object to the nomination, with a reason."""
    _require_own(vacancy_id)
    form = sent()
    return answer(
        vacancy_id, form, "objection", "objection.said",
        lambda connection: object_to(
            connection, actor(), vacancy_id, reason_code=form.value("objection-reason_code"),
            reason=form.value("objection-reason"), version=form.version or 0,
        ),
    )  # fmt: skip


@pages.post("/association/flats/<path:vacancy_id>/objection/withdraw")
@access("association", own=True)
def withdraw(vacancy_id: str) -> Answer:
    """Take an objection back that the office has not answered."""
    return answer(
        vacancy_id, sent(), "objection", "objection.said.withdrawn",
        lambda connection: withdraw_objection(connection, actor(), vacancy_id),
    )  # fmt: skip


@pages.post("/association/flats/<path:vacancy_id>/arrears")
@access("association", own=True)
def arrears(vacancy_id: str) -> Answer:
    """Tell of a payment demand within the first year."""
    _require_own(vacancy_id)
    form = sent()
    day, fault = read_day(form, "arrears-day")
    due_on, due_fault = read_day(form, "arrears-due_on")
    missing = t("error.date_missing")
    faults = {} if day and not fault else {"arrears-day": fault or missing}
    faults |= {} if due_on and not due_fault else {"arrears-due_on": due_fault or missing}
    if day is None or due_on is None:
        return page(vacancy_id, form.with_faults(faults))
    return answer(
        vacancy_id, form, "arrears", "arrears.said",
        lambda connection: report_arrears(connection, actor(), vacancy_id, day=day, due_on=due_on),
    )  # fmt: skip


@pages.post("/association/flats/<path:vacancy_id>/concern")
@access("association", own=True)
def concern(vacancy_id: str) -> Answer:
    """Tell of a concern about the tenancy."""
    _require_own(vacancy_id)
    form = sent()
    return answer(
        vacancy_id, form, "concern", "concern.said",
        lambda connection: report_concern(
            connection, actor(), vacancy_id, code=form.value("concern-code"),
            words=form.value("concern-words"),
        ),
    )  # fmt: skip
