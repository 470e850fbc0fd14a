"""Who may open which address: every route carries a rule, and an application with a route without one
does not start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, request

from data.store.actor import ROLES
from matcher.errors import HusrumError

#: Where the API begins: its addresses are opened by tokens, and answered in JSON.
API = "/api/v1"
View = TypeVar("View", bound=Callable[..., Any])
_RULE = "husrum_access"


class AccessError(HusrumError):
    """A route has no access rule; the application must not start."""


@dataclass(frozen=True)
class Rule:
    """The roles a route is for.

    ``public``: also without being logged in.  ``own``: for shelter and association only what belongs to
    their organisation; the view asks the store with the actor, and what is not theirs is not found (404).
    ``token``: by a token of the API and never by a log-in; the roles are those of the token.
    """

    roles: frozenset[str]
    public: bool = False
    own: bool = False
    token: bool = False


def access(*roles: str, own: bool = False) -> Callable[[View], View]:
    """Mark a view with the roles it is for: ``@access("office", "auditor")`` under the route decorator."""
    return _marking(Rule(_known(roles), own=own))


def by_token(*roles: str, own: bool = False) -> Callable[[View], View]:
    """Mark a view of the API: it is opened by a token in one of the roles, never by a log-in."""
    return _marking(Rule(_known(roles), own=own, token=True))


def everyone(view: View) -> View:
    """Mark a view as open to every user who is logged in."""
    return _marking(Rule(frozenset(ROLES)))(view)


def public(view: View) -> View:
    """Mark a view as open to anyone: the log-in, health, and the files of the pages."""
    return _marking(Rule(frozenset(ROLES), public=True))(view)


def _known(roles: tuple[str, ...]) -> frozenset[str]:
    unknown = set(roles) - set(ROLES)
    if unknown or not roles:
        raise AccessError(f"not roles: {sorted(unknown) or 'none given'}")
    return frozenset(roles)


def _marking(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _RULE, rule)
        return view

    return mark


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule of an endpoint, None where it has none."""
    if endpoint == "static":
        return Rule(frozenset(ROLES), public=True)
    return getattr(app.view_functions[endpoint], _RULE, None)


def require_rules(app: Flask) -> None:
    """Raises AccessError naming every route without a rule."""
    bare = sorted(
        {str(route.endpoint) for route in app.url_map.iter_rules() if rule_of(app, route.endpoint) is None}
    )
    if bare:
        raise AccessError(f"without an access rule: {', '.join(bare)}")


def to_api() -> bool:
    """Whether this request is to the API, also to an address of it that is not there."""
    return request.path == API or request.path.startswith(f"{API}/")
