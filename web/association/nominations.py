"""The nominations to an association's flats as a list: what waits for it, what is open, the first year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from flask import Blueprint, request
from werkzeug.wrappers import Response

from data.store.nominations import Nomination, nominations
from data.store.offer_states import STATES
from data.store.released import first_year_ends
from data.store.settings import today
from web import lists
from web.access import access
from web.association.nomination_shown import next_step, state_tag, who_acts
from web.here import actor, store
from web.i18n import day as written
from web.i18n import t
from web.listing import found
from web.lists import Column, Table
from web.present import Tag

pages = Blueprint("nominations", __name__)
_ORDER = (*STATES, "nothing")


def filters(day: date) -> dict[str, Callable[[Nomination], bool]]:
    """Which nominations each filter keeps."""
    return {
        "act": lambda one: one.live and one.state in ("accepted", "contract") and next_step(one) is not None,
        "open": lambda one: one.live and one.state != "moved_in",
        "first_year": lambda one: in_first_year(one, day),
        "closed": lambda one: not one.live,
        "all": lambda one: True,
    }


def in_first_year(one: Nomination, day: date) -> bool:
    """Whether a payment demand to the tenant must be told of on this day."""
    return one.live and one.moved_in_on is not None and day <= first_year_ends(one.moved_in_on)


@pages.get("/association/nominations")
@access("association", own=True)
def index() -> Response | str:
    """The nominations to one's own flats; no citizen is named."""
    with store().reading() as connection:
        every = nominations(connection, actor())
        day = today(connection)
    keep = filters(day)
    counts = {name: sum(map(test, every)) for name, test in keep.items()}
    query, show = request.args.get("q", "").strip()[:64], request.args.get("show", "")
    if show not in keep:  # what waits for them first, when anything does; a search looks everywhere
        show = "all" if query else next((name for name in ("act", "open") if counts[name]), "all")
    kept = [one for one in every if keep[show](one) and found(query, one.number, one.vacancy_id, one.address)]
    table = Table(
        "nominations", _columns(day), kept, lambda one: one.vacancy_id, caption="nominations.caption"
    )
    return lists.answer(table, "association/nominations.html", counts=counts, show=show, query=query)


def _columns(day: date) -> list[Column[Nomination]]:
    return [
        Column("number", "nominations.number", lambda n: n.number, "id", sort=lambda n: -n.number),
        Column("flat", "nominations.flat", lambda n: n.vacancy_id, "id", link=_address),
        Column("address", "nominations.address", lambda n: n.address, wide=True),
        Column(
            "state", "nominations.state", lambda n: t(f"nomination.state.{n.state}"),
            tag=lambda n: state_tag(n.state), sort=lambda n: _ORDER.index(n.state),
        ),
        Column("who", "nominations.who", who_acts),
        Column("deadline", "nominations.deadline", lambda n: n.deadline, "date"),
        Column("since", "nominations.since", lambda n: n.since, "date"),
        Column("moved_in", "nominations.moved_in", lambda n: n.moved_in_on, "date"),
        Column(
            "note", "nominations.note", lambda n: _text(n, day), tag=lambda n: _note(n, day), wide=True
        ),
    ]  # fmt: skip


def _address(one: Nomination) -> str:
    return f"/association/flats/{quote(one.vacancy_id)}"


def _note(one: Nomination, day: date) -> Tag | None:
    """What is special about a nomination now."""
    if one.objection is not None:
        return Tag(t("nominations.note.objection"), "hourglass", "warning")
    if in_first_year(one, day) and one.moved_in_on is not None:
        until = written(first_year_ends(one.moved_in_on))
        return Tag(t("nominations.note.first_year", day=until), "calendar-month", "plain")
    return None


def _text(one: Nomination, day: date) -> str | None:
    tag = _note(one, day)
    return None if tag is None else tag.text
