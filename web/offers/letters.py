"""Letters to the citizen, ready to be printed: the offer, a refusal noted, and not yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy import Connection

from data.letters import Letter, not_yet_letter, offer_letter, refusal_letter
from data.runs import latest_run
from data.store.actor import Actor
from data.store.offers import get_offer
from matcher.words import LANGS
from web.access import access
from web.here import actor, note, store
from web.i18n import day_in

pages = Blueprint("letters", __name__)
#: Who writes to citizens.
WRITERS = ("office",)

_OF_OFFER: dict[str, Callable[[Connection, Actor, str, str], Letter]] = {
    "offer": offer_letter,
    "refusal": refusal_letter,
}


def _wanted() -> str:
    """The language of the letter, which need not be that of the page: Danish unless asked for."""
    asked = request.args.get("in", "da")
    return asked if asked in LANGS else "da"


@pages.get("/offers/<offer_id>/letters/<kind>")
@access(*WRITERS)
def of_offer(offer_id: str, kind: str) -> str:
    """The letter that offers the flat, or the one that notes a refusal."""
    if kind not in _OF_OFFER:
        abort(404)
    wanted = _wanted()
    with store().reading() as connection:
        offer = get_offer(connection, actor(), offer_id)
        letter = _OF_OFFER[kind](connection, actor(), offer_id, wanted)
    note("letter", "citizen", [offer["citizen_id"]], "offer", kind=kind, lang=wanted)
    return _page(letter, f"/offers/{offer_id}")


@pages.get("/citizens/<path:citizen_id>/letters/not_yet")
@access(*WRITERS)
def not_yet(citizen_id: str) -> str:
    """No home this week, why, and what would change it; of ``?run`` or the newest finished run."""
    wanted = _wanted()
    with store().reading() as connection:
        newest = latest_run(connection)
        run_id = request.args.get("run") or ("" if newest is None else str(newest["run_id"]))
        letter = not_yet_letter(connection, actor(), run_id, citizen_id, wanted)
    note("letter", "citizen", [citizen_id], "explain", kind="not_yet", lang=wanted, run=run_id)
    back = url_for("outcome.index", run_id=run_id, citizen_id=citizen_id)
    return _page(letter, back)


def _page(letter: Letter, back: str) -> str:
    """The letter as a page to be printed, with a way to the other language."""
    given: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict()}
    others = {code: url_for(str(request.endpoint), **{**given, "in": code}) for code in LANGS}
    written = day_in(letter.date, letter.lang)
    return render_template("offers/letter.html", letter=letter, back=back, others=others, written=written)
