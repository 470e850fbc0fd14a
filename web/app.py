"""The web application: read-only pages of one run."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, Response, g, render_template
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from web import filters, i18n, security
from web.explained import Told
from web.run import Run, load_run
from web.vendor import NODE_MODULES, vendor_files

_ERRORS = (400, 404, 405, 500)


def create_app(
    week_folder: Path, result_folder: Path, *, lang_default: str = "da", demo: bool = False
) -> Flask:
    """The pages of the result in ``result_folder``, made from ``week_folder``.

    ``HUSRUM_TILES`` or ``HUSRUM_WMS`` (with ``HUSRUM_WMS_LAYERS``) may name a map background; without them
    the pages ask no other machine for anything.  Raises RunError when the folders cannot be shown.
    """
    return app_for(load_run(week_folder, result_folder, demo=demo), lang_default=lang_default)


def app_for(run: Run, *, lang_default: str = "da", node_modules: Path = NODE_MODULES) -> Flask:
    """The pages of a run that is already read."""
    app = Flask(__name__)
    tiles, wms = os.environ.get("HUSRUM_TILES", ""), os.environ.get("HUSRUM_WMS", "")
    app.config.update(
        LANG_DEFAULT=lang_default,
        TRUSTED_HOSTS=security.TRUSTED_HOSTS,
        PROVIDE_AUTOMATIC_OPTIONS=False,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        CONTENT_POLICY=security.content_policy(*filter(None, (tiles, wms))),
        MAP={"tiles": tiles, "wms": wms, "layers": os.environ.get("HUSRUM_WMS_LAYERS", "")},
        NODE_MODULES=node_modules,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["husrum_run"] = run
    app.extensions["husrum_told"] = Told(run)
    app.extensions["husrum_vendor"] = vendor_files(node_modules)
    app.before_request(i18n.choose_language)
    app.before_request(security.only_reading)
    app.before_request(_need_front_end)
    app.after_request(i18n.remember_language)
    app.after_request(security.harden)
    app.register_error_handler(HTTPException, _error)
    filters.register(app)
    _register_views(app)
    return app


def _register_views(app: Flask) -> None:
    from web.views import BLUEPRINTS

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def _need_front_end() -> tuple[str, int] | None:
    """Without node_modules every page says what to do, instead of looking broken."""
    from flask import current_app, request

    if current_app.extensions["husrum_vendor"] or request.endpoint == "static":
        return None
    return render_template("missing.html"), 503


def _error(error: HTTPException) -> Response:
    """An error page in the reader's language; what went wrong inside is only logged."""
    if isinstance(error, SecurityError):  # a foreign name in the Host header: no addresses can be built
        return Response(str(error.name), 400, mimetype="text/plain")
    if not hasattr(g, "lang"):
        i18n.choose_language()
    code = error.code or 500
    shown = code if code in _ERRORS else (400 if code < 500 else 500)
    page = Response(render_template("error.html", code=shown), code)
    if not isinstance(error, InternalServerError):
        for name, value in error.get_headers():
            if name == "Allow":
                page.headers[name] = value
    return page
