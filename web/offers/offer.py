"""The page of one offer: where it stands, the next step, the checklist, the letters and the history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, render_template
from sqlalchemy import Connection

from data.store.checklist import items_of
from data.store.closed_by import closed_by
from data.store.offer_states import CLOSED, UNANSWERED
from data.store.offers import after_refusal, get_offer, steps_of
from data.store.people import contacts_of
from data.store.settings import today
from web import present
from web.access import access
from web.forms import Form
from web.here import actor, seen, store
from web.offers import landlord_shown
from web.offers.checks import checks
from web.offers.history import events
from web.offers.states import answer_by, late, stages, stalled, state_tag, still_days, who
from web.offers.step_form import choices_for
from web.offers.views import READERS
from web.proposals.common import name_of, shown
from web.run import Row

pages = Blueprint("offer", __name__)


@pages.get("/offers/<offer_id>")
@access(*READERS, own=True)
def index(offer_id: str) -> str:
    """One offer and what can be done with it."""
    return page(offer_id, Form())


def page(offer_id: str, form: Form) -> str:
    """The page of an offer with the form of the next step filled in as ``form`` says."""
    with store().reading() as connection:
        offer = get_offer(connection, actor(), offer_id)
        context = _gather(connection, offer)
    seen("citizen", [offer["citizen_id"]], "offer")
    following = context["following"]
    if following is not None and following.candidate is not None:
        seen("citizen", [following.candidate["citizen_id"]], "decide")
    return render_template("offers/offer.html", offer=offer, form=form, **context)


def _gather(connection: Connection, offer: Row) -> dict[str, Any]:
    me, offer_id, day = actor(), str(offer["offer_id"]), today(connection)
    steps = steps_of(connection, me, offer_id)
    contact = contacts_of(connection, me, [offer["citizen_id"]]).get(str(offer["citizen_id"]))
    names = _names(connection, [offer["owner"], *(step["taken_by"] for step in steps)])
    told = landlord_shown.context(connection, me, offer)
    following = None
    if offer["state"] in CLOSED and offer["state"] != "ended" and me.role in ("office", "auditor"):
        following = after_refusal(connection, me, offer_id)
    return {
        "contact": contact,
        "names": names,
        "tag": state_tag(str(offer["state"])),
        "who": who(offer, day, objected=told["objected"]),
        "deadline": answer_by(offer),
        "late": late(offer, day),
        "stalled": stalled(offer, day),
        "still": still_days(offer, day),
        "stages": stages(offer),
        "choices": choices_for(me, offer, day),
        "checks": checks(items_of(connection, me, offer_id), offer, day),
        "history": events(steps, names),
        "letters": letters_now(str(offer["state"])),
        "can_step_back": me.role == "office" and len(steps) > 1,
        "closed": closed_by(connection, offer_id, str(offer["citizen_id"])) if _housed(offer) else None,
        "following": following,
        **told,
        "following_loss": _loss(following),
    }


def _housed(offer: Row) -> bool:
    return str(offer["state"]) == "moved_in"


def letters_now(state: str) -> list[str]:
    """The letters that can be written in a state."""
    if state in UNANSWERED or state == "accepted":
        return ["offer"]
    return ["refusal"] if state in ("refused", "expired") else []


def _loss(following: Any) -> Any:
    """What the next candidate costs the week, as a tag."""
    if following is None or following.candidate is None:
        return None
    return present.loss_tag(shown(following.run_id).run, following.candidate)


def _names(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The names of users by id."""
    return {user_id: name_of(connection, user_id) for user_id in set(ids)}
