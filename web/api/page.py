"""The readable page about the API: how to come in, what there is, and every problem it can answer."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, current_app, render_template, request

from web.access import API, public, rule_of
from web.api.document import described
from web.api.limits import LIMITS
from web.api.problems import KINDS

pages = Blueprint("api_page", __name__)


@pages.get("/api")
@public
def index() -> str:
    """What a programmer reads first; the document itself is for programs."""
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
    operations = []
    for method, path, endpoint, operation in described(app):
        rule = rule_of(app, endpoint)
        operations.append((method, API + path, operation, sorted(rule.roles) if rule else []))
    example = f'curl -H "Authorization: Bearer $TOKEN" {request.host_url.rstrip("/")}{API}/vacancies'
    return render_template(
        "api/page.html", operations=operations, problems=KINDS, limits=LIMITS, example=example
    )
