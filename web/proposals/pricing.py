"""Choosing a citizen who is not among the candidates shown: the exact price and what follows come first."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from data.store.errors import NotFound, NotPossible
from data.store.prices import price_of
from web import geo, present
from web.access import access
from web.forms import Form
from web.here import seen, store
from web.i18n import t
from web.proposals import flat as flat_page
from web.proposals.common import DECIDERS, one, shown
from web.proposals.decision_form import choose_reasons

pages = Blueprint("pricing", __name__)


def address(run_id: str, vacancy_id: str, citizen_id: str) -> str:
    """Where the price of a pair is shown."""
    return url_for("pricing.index", run_id=run_id, vacancy_id=vacancy_id, chosen=citizen_id)


@pages.get("/runs/<run_id>/price/<path:vacancy_id>")
@access(*DECIDERS)
def index(run_id: str, vacancy_id: str) -> str | tuple[str, int]:
    """What it costs to give the flat to ``?chosen``; back at the flat where they cannot have it."""
    citizen_id = request.args.get("chosen", "").strip()
    try:
        return page(run_id, vacancy_id, citizen_id, Form({"action": "choose"}))
    except NotFound:
        fault = t("decide.fault.unknown", citizen=citizen_id)
    except NotPossible as error:
        fault = t(f"error.{error.code}")
    values = {"action": "choose", "citizen": "other", "other": citizen_id}
    return flat_page.page(run_id, vacancy_id, Form(values, {"other": fault})), 422


def page(run_id: str, vacancy_id: str, citizen_id: str, form: Form) -> str:
    """The price, what the citizen would live on, and the form that chooses.  Raises what price_of raises."""
    run = shown(run_id).run
    flat = one(run.vacancies, vacancy_id)
    with store().reading() as connection:
        price = price_of(connection, run_id, vacancy_id, citizen_id)
    citizen = run.citizens[citizen_id]
    seen("citizen", [citizen_id], "decide")
    return render_template(
        "proposals/price.html",
        run=run,
        flat=flat,
        citizen=citizen,
        price=price,
        loss=present.loss_tag(run, price.cells()),
        margin=present.margin(price.left_over, price.minimum),
        network_km=geo.network_km(run, flat, citizen_id),
        household=present.household(citizen),
        waited=present.waited(run, citizen),
        tier_name=present.tier_name(run, citizen["tier"]),
        elsewhere=run.match_of_citizen.get(citizen_id),
        instead=run.match_of_vacancy.get(vacancy_id),
        codes=list(price.warnings),
        choose_reasons=choose_reasons(),
        form=form,
    )
