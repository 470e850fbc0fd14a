"""The one search box; a POST, so that a name never stands in an address or a log."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, render_template, request

from data.store.search import MOST, search
from web.access import access
from web.here import actor, store
from web.nav import may_open

pages = Blueprint("search", __name__)
#: Where a hit of each kind leads; shown as a link to the roles that may open it.
ADDRESSES = {
    "citizen": "/citizens/{}",
    "vacancy": "/vacancies/{}",
    "offer": "/offers/{}",
    "run": "/runs/{}",
}


@pages.post("/search")
@access("office", "shelter", "association", "analyst", "auditor", own=True)
def find() -> str:
    """What the words name, by kind."""
    words = request.form.get("q", "")
    with store().writing() as connection:
        found = search(connection, actor(), words)
    return render_template("search/found.html", found=found, most=MOST, blank=not words.strip(), to=_address)


def _address(kind: str, identifier: str) -> str | None:
    """The page of a hit, None where there is none for this role."""
    page = ADDRESSES[kind]
    return page.format(quote(identifier)) if may_open(page.format(identifier), actor().role) else None
