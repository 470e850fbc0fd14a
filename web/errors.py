"""What a person is shown when something cannot be done, in their language, with the right status."""

from __future__ import annotations

from flask import Flask, Response, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from data.store.engine import StoreError
from data.store.errors import Conflict, NotFound, NotPossible, Refused
from web import i18n
from web.access import to_api
from web.api import problems
from web.difference import told
from web.faults import by_field
from web.messages import MESSAGES
from web.nav import may_open

_SHOWN = (400, 403, 404, 405, 409, 413, 422, 500, 503)


def register(app: Flask) -> None:
    """Give the application its error pages."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, lambda error: _page(400, "csrf"))
    app.register_error_handler(NotFound, lambda error: _page(404))
    app.register_error_handler(NotPossible, _not_possible)
    app.register_error_handler(Refused, lambda error: _page(422, faults=by_field(error.faults)))
    app.register_error_handler(StoreError, _unreachable)
    app.register_error_handler(SQLAlchemyError, _unreachable)


def _http(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):  # a foreign name in the Host header: no addresses can be built
        return Response(str(error.name), 400, mimetype="text/plain")
    if to_api():
        return problems.of_http(error)
    code = error.code or 500
    if 300 <= code < 400:
        return Response(status=code, headers=dict(error.get_headers()))
    page = _page(code if code in _SHOWN else (400 if code < 500 else 500))
    if not isinstance(error, InternalServerError):
        for name, value in error.get_headers():
            if name == "Allow":
                page.headers[name] = value
    return page


def _not_possible(error: NotPossible) -> Response:
    """The reason in words, and for a stale screen what stands now beside what was shown."""
    difference = told(error.difference) if isinstance(error, Conflict) else []
    shown_again = g.get("actor") is not None and may_open(request.path, g.actor.role)
    again = request.path if shown_again else ""
    return _page(409, error.code, difference=difference, values=error.values, again=again)


def _unreachable(error: Exception) -> Response:
    """The store cannot be read or written: said plainly, told to whoever runs Husrum, nothing half done."""
    current_app.logger.error("the store cannot be used: %s", type(error).__name__, exc_info=error)
    g.user = g.actor = None
    return _page(503)


def _page(status: int, code: str = "", **context: object) -> Response:
    """An error page; ``code`` names the message error.CODE that says more than the status does."""
    if not hasattr(g, "lang"):
        i18n.choose_language()
    for name in ("user", "actor"):
        if not hasattr(g, name):
            setattr(g, name, None)
    known = f"error.{code}" in MESSAGES
    values = context.pop("values", {})
    assert isinstance(values, dict)
    text = i18n.t(f"error.{code}", **values) if known else i18n.t(f"error.{status}.text")
    page = render_template("errors/error.html", status=status, text=text, **context)
    return Response(page, status)
