"""The main menu: what this person may open, in the order of the week's work."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException

from web.access import rule_of

#: Address and message of every entry; shown to the roles that may open the address.
ENTRIES = (
    ("/", "nav.queue"),
    ("/week", "nav.week"),
    ("/proposals", "nav.proposals"),
    ("/runs", "nav.runs"),
    ("/citizens", "nav.citizens"),
    ("/vacancies", "nav.vacancies"),
    ("/offers", "nav.offers"),
    ("/association/flats", "nav.own_flats"),
    ("/association/nominations", "nav.nominations"),
    ("/ledger", "nav.ledger"),
    ("/statements", "nav.statements"),
    ("/teams", "nav.teams"),
    ("/reports", "nav.reports"),
    ("/policy", "nav.policy"),
    ("/users", "nav.users"),
    ("/notices", "nav.notices"),
    ("/record", "nav.record"),
)
#: Entries only for those who may not open the one they stand under otherwise.
_INSTEAD = {"/runs": "/proposals"}
#: Pages that belong under an entry without standing below its address.
_UNDER = {
    "/runs": "/proposals",
    "/quotas": "/ledger",
    "/milieus": "/citizens",
    "/import": "/week",
    "/office": "/users",
    "/association/withdraw": "/association/flats",
    "/association/upload": "/association/flats",
    "/tokens": "/users",
    "/charges": "/statements",
}


@dataclass(frozen=True)
class Entry:
    """One entry of the menu; ``current`` is page, true (a page below it) or empty."""

    address: str
    key: str
    current: str


def navigation() -> list[Entry]:
    """The entries of the person logged in; empty for a stranger."""
    actor = getattr(g, "actor", None)
    if actor is None:
        return []
    return [
        Entry(address, key, _current(address))
        for address, key in ENTRIES
        if may_open(address, actor.role)
        and not (address in _INSTEAD and may_open(_INSTEAD[address], actor.role))
    ]


def may_open(address: str, role: str) -> bool:
    """Whether there is a page at this address that the role may open."""
    try:
        endpoint, _ = current_app.url_map.bind("localhost").match(address, method="GET")
    except HTTPException:
        return False
    rule = rule_of(current_app._get_current_object(), endpoint)  # type: ignore[attr-defined]
    return rule is not None and role in rule.roles


def may_lead(address: str) -> bool:
    """Whether a link to this address leads the person logged in to a page: no link leads to a refusal."""
    return g.actor is not None and may_open(address.partition("?")[0].partition("#")[0], g.actor.role)


def may_use(endpoint: str) -> bool:
    """Whether the person logged in may use a route, by its endpoint."""
    rule = rule_of(current_app._get_current_object(), endpoint)  # type: ignore[attr-defined]
    return rule is not None and g.actor is not None and g.actor.role in rule.roles


def _current(address: str) -> str:
    path = request.path
    if path == address:
        return "page"
    if address == "/":
        return ""
    for under, entry in _UNDER.items():
        if entry == address and (path == under or path.startswith(under + "/")):
            return "true"
    return "true" if path.startswith(address + "/") else ""
