"""The web application: the office's week over one store."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFProtect

from data.store.engine import Store
from web import errors, features, filters, gate, i18n, security
from web.access import require_rules
from web.vendor import NODE_MODULES, vendor_files

#: The largest request taken: a week's files with some room.
MAX_REQUEST_BYTES = 64 * 2**20


def create_app(
    store: Store,
    *,
    lang_default: str = "da",
    demo: bool = False,
    secret: str | bytes | None = None,
    node_modules: Path = NODE_MODULES,
    api_limits: Mapping[str, str] | None = None,
) -> Flask:
    """The pages over ``store``; ``secret`` signs the cookies (default: the key kept in the store's home).

    ``HUSRUM_TILES`` or ``HUSRUM_WMS`` (with ``HUSRUM_WMS_LAYERS``) may name a map background; without them
    the pages ask no other machine for anything.  ``HUSRUM_HOSTS`` names the hosts the pages are reached by,
    separated by commas.  ``api_limits``: how often the API may be asked (web/api/limits.py).
    Raises AccessError when a route has no rule about who may open it.
    """
    app = Flask(__name__)
    tiles, wms = os.environ.get("HUSRUM_TILES", ""), os.environ.get("HUSRUM_WMS", "")
    app.config.update(
        API_LIMITS=dict(api_limits or {}),
        **security.cookie_settings(secret or security.secret_key(store.home)),
        LANG_DEFAULT=lang_default,
        DEMO=demo,
        TRUSTED_HOSTS=security.trusted_hosts(),
        PROVIDE_AUTOMATIC_OPTIONS=False,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        CONTENT_POLICY=security.content_policy(*filter(None, (tiles, wms))),
        MAP={"tiles": tiles, "wms": wms, "layers": os.environ.get("HUSRUM_WMS_LAYERS", "")},
        NODE_MODULES=node_modules,
    )
    app.url_map.converters["int"] = security.Number
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["husrum_store"] = store
    app.extensions["husrum_vendor"] = vendor_files(node_modules)
    _before_and_after(app)
    errors.register(app)
    filters.register(app)
    features.register(app)
    require_rules(app)
    return app


def _before_and_after(app: Flask) -> None:
    """The order in which every request is looked at, and every answer finished."""
    app.before_request(i18n.choose_language)
    app.before_request(_need_front_end)
    app.before_request(gate.recognise)
    app.before_request(gate.guard)
    app.before_request(security.refuse_cross_site)
    app.before_request(security.refuse_nul)
    CSRFProtect(app)
    app.after_request(i18n.remember_language)
    app.after_request(security.harden)


def _need_front_end() -> tuple[str, int] | None:
    """Without node_modules every page says what to do, instead of looking broken."""
    from flask import current_app

    without = ("static", "health.", "api.")
    if current_app.extensions["husrum_vendor"] or (request.endpoint or "").startswith(without):
        return None
    return render_template("missing.html"), 503
