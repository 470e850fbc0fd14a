"""The API whole: its blueprint with every operation, and its OpenAPI document."""

from __future__ import annotations

import json
from typing import Any, cast

from flask import Flask, Response, current_app

from web.access import public
from web.api import accounts, optimise, vacancies  # each brings its operations
from web.api.blueprint import api
from web.api.document import document_of

pages = api
__all__ = ["accounts", "openapi", "optimise", "pages", "vacancies"]


@api.get("/openapi.json")
@public
def openapi() -> Response:
    """The OpenAPI document of this very application."""
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]
    document: dict[str, Any] = document_of(app)
    return Response(json.dumps(document, ensure_ascii=False), mimetype="application/json")
