"""The association's vacancies: where each stands, who must act and by when; filtered, searched, as a file."""

from __future__ import annotations

from flask import Blueprint, Response, request

from data.overview.own_flats import own_flats
from data.store.settings import today
from web import lists
from web.access import access
from web.association.shown import FILTERS, columns
from web.here import actor, store
from web.listing import found
from web.lists import Table

pages = Blueprint("own_flats", __name__)
_SEARCHED = ("vacancy_id", "address", "postcode", "department_id")


@pages.get("/association/flats")
@access("association", own=True)
def index() -> Response | str:
    """Every vacancy of one's own."""
    with store().reading() as connection:
        every = own_flats(connection, actor(), today(connection), closed_days=None)
    show = request.args.get("show", "open")
    show = show if show in FILTERS else "open"
    query = request.args.get("q", "").strip()[:64]

    def shown(name: str) -> list[int]:
        wanted = FILTERS[name]
        return [
            n
            for n, flat in enumerate(every)
            if (bool(flat.todo) if name == "ours" else wanted is None or flat.stands in wanted)
        ]

    kept = [
        every[n]
        for n in shown(show)
        if found(query, every[n].reference, *(every[n].row[name] for name in _SEARCHED))
    ]
    table = Table("vacancies", columns(todo=True), kept, lambda r: r.vacancy_id, caption="own.caption")
    counts = {name: len(shown(name)) for name in FILTERS}
    return lists.answer(table, "association/flats.html", show=show, query=query, counts=counts)
