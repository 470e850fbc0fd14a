"""The blueprint of the API: what every request to it goes through, and every answer carries."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, Response, current_app
from flask.blueprints import BlueprintSetupState
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, Unauthorized

from data.store.engine import StoreError
from data.store.errors import NotFound, NotPossible, Refused
from web.access import API
from web.api import limits, problems

api = Blueprint("api", __name__, url_prefix=API)
#: What can be told as a problem.
_TOLD = (problems.Wrong, NotFound, Refused, NotPossible, HTTPException)


def _register(state: BlueprintSetupState) -> None:
    """What the application itself must know: the counters, and that no form's token is asked for here."""
    app = cast(Flask, state.app)
    limits.register(app)
    csrf: CSRFProtect = app.extensions["csrf"]
    csrf.exempt(api)  # a bearer token is sent by no browser of itself


api.record_once(_register)
api.before_request(limits.count_request)
api.after_request(limits.tell)
api.after_request(problems.language_header)


def _unauthorized(error: Unauthorized) -> Response:
    return limits.count_stranger() or problems.of_http(error)


def _unreachable(error: Exception) -> Response:
    current_app.logger.error("the store cannot be used: %s", type(error).__name__, exc_info=error)
    return problems.answer("unavailable")


for _kind in _TOLD:
    api.register_error_handler(_kind, problems.of)
api.register_error_handler(Unauthorized, _unauthorized)
for _lost in (StoreError, SQLAlchemyError):
    api.register_error_handler(_lost, _unreachable)
