"""The list of offers: where each stands, who must act, by when, and which stand still."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from data.overview.landlord_tasks import open_matters
from data.store.offer_states import STATES
from data.store.offers import list_offers
from data.store.settings import today
from web import i18n, lists
from web.access import access
from web.here import actor, store
from web.i18n import t, tn
from web.listing import found
from web.lists import Column, Table
from web.offers.states import answer_by, is_open, late, stalled, state_tag, still_days, who
from web.present import Tag
from web.run import Row

pages = Blueprint("offers", __name__)
#: Who reads offers: a shelter those of its own citizens.
READERS = ("office", "shelter", "auditor")

Filter = Callable[[Row], bool]


def filters(day: date, matters: Mapping[str, list[str]]) -> dict[str, Filter]:
    """Which offers each filter keeps; ``matters`` is what the association said, by offer."""
    me = actor().user_id
    return {
        "mine": lambda offer: is_open(offer) and offer["owner"] == me,
        "open": is_open,
        "overdue": lambda offer: stalled(offer, day),
        "landlord": lambda offer: str(offer["offer_id"]) in matters,
        "closed": lambda offer: not is_open(offer),
        "all": lambda offer: True,
    }


@pages.get("/offers")
@access(*READERS, own=True)
def index() -> Response | str:
    """The offers the reader may know of."""
    with store().reading() as connection:
        rows = list_offers(connection, actor())
        day = today(connection)
        matters = {} if actor().role == "shelter" else open_matters(connection, day)
    keep = filters(day, matters)
    hidden = {"office": (), "shelter": ("mine", "landlord")}.get(actor().role, ("mine",))
    names = [name for name in keep if name not in hidden]
    counts = {name: sum(map(keep[name], rows)) for name in names}
    query, show = request.args.get("q", "").strip(), request.args.get("show", "")
    if show not in names:  # one's own first, when there are any; a search looks everywhere
        show = "all" if query else "mine" if counts.get("mine") else "open"
    kept = [
        row
        for row in rows
        if keep[show](row)
        and found(query, row["number"], row["citizen_id"], row["vacancy_id"], row["address"])
    ]
    table = Table(
        "offers",
        columns(day, matters),
        kept,
        lambda row: str(row["citizen_id"]),
        "citizen",
        "offer",
        "offers.caption",
    )
    return lists.answer(table, "offers/list.html", counts=counts, show=show, query=query, names=names)


def columns(day: date, matters: Mapping[str, list[str]]) -> list[Column[Row]]:
    """The columns of the list and of its files; ``matters`` is what the association said, by offer."""
    told: Column[Row] = Column(
        "landlord", "offers.landlord", lambda o: _told(o, matters), tag=lambda o: _matter(o, matters),
        only_file=not matters,
    )  # fmt: skip
    return [
        Column("number", "offers.number", lambda o: o["number"], "id", link=_address, sort=_newest_first),
        Column("state", "offers.state", lambda o: t(f"offer.state.{o['state']}"), tag=_state, sort=_stage),
        Column("who", "offers.who", lambda o: who(o, day, objected="objection" in _said(o, matters))),
        Column("deadline", "offers.deadline", answer_by, "date", tag=lambda o: _late(o, day)),
        Column(
            "still",
            "offers.still",
            lambda o: still_days(o, day) if is_open(o) else None,
            "whole",
            tag=lambda o: _still(o, day),
        ),
        Column("citizen", "offers.citizen", lambda o: o["citizen_id"], "id"),
        Column(
            "vacancy", "offers.flat", lambda o: o["vacancy_id"], "id", note=lambda o: o["address"], wide=True
        ),
        *([told] if actor().role != "shelter" else []),
    ]


def _told(offer: Row, matters: Mapping[str, list[str]]) -> str | None:
    """What the association has said and nobody has dealt with yet."""
    return ", ".join(t(f"offers.landlord.{what}") for what in _said(offer, matters)) or None


def _said(offer: Row, matters: Mapping[str, list[str]]) -> list[str]:
    return list(dict.fromkeys(matters.get(str(offer["offer_id"]), [])))


def _matter(offer: Row, matters: Mapping[str, list[str]]) -> Tag | None:
    told = _told(offer, matters)
    return None if told is None else Tag(told, "flag", "warning")


def _newest_first(offer: Row) -> int:
    return -int(offer["number"])


def _stage(offer: Row) -> int:
    return STATES.index(offer["state"])


def _address(offer: Row) -> str:
    return url_for("offer.index", offer_id=offer["offer_id"])


def _state(offer: Row) -> Tag:
    return state_tag(str(offer["state"]))


def _late(offer: Row, day: date) -> Tag | None:
    if not late(offer, day):
        return None
    return Tag(t("offers.late", date=i18n.day(offer["deadline"])), "warning", "error")


def _still(offer: Row, day: date) -> Tag | None:
    """Pointed out where the offer stands still; nothing where it is closed."""
    if not stalled(offer, day) or late(offer, day):
        return None
    return Tag(tn("days", still_days(offer, day)), "time", "warning", t("offers.stalled"))
