"""What the templates can call: messages, words, numbers, and the frame of every page."""

from __future__ import annotations

import secrets
from typing import Any

from flask import Flask, current_app, request, url_for
from markupsafe import Markup

from matcher.words import LANGS
from web import i18n, present
from web.here import KEY
from web.nav import may_lead, may_use, navigation

_NAMES = {"da": "Dansk", "en": "English"}


def _language_links() -> list[dict[str, Any]]:
    """For each language the address of this very page in it; an error page leads to the first page."""
    links = []
    for code in LANGS:
        if request.endpoint and request.url_rule and request.method == "GET":
            arguments = {**request.args.to_dict(), **(request.view_args or {}), "lang": code}
            address = url_for(request.endpoint, **arguments)
        else:
            address = "/?lang=" + code
        links.append({"code": code, "name": _NAMES[code], "url": address, "current": code == i18n.lang()})
    return links


def icon(name: str) -> Markup:
    """A pictogram of the design system, for the eye only: the text beside it says the same."""
    address = url_for("vendor.file", name="dkfds/img/all-svg-icons.svg") + f"#{name}"
    return Markup(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>'
    ).format(address)


def register(app: Flask) -> None:
    """Give the templates their functions and filters."""
    app.jinja_env.globals.update(
        t=i18n.t,
        tn=i18n.tn,
        lang=i18n.lang,
        label=present.label,
        icon=icon,
        language_links=_language_links,
        navigation=navigation,
        may_lead=may_lead,
        may_use=may_use,
        new_key=lambda: secrets.token_urlsafe(24),
        request_key_field=KEY,
        map_config=lambda: current_app.config["MAP"],
    )
    app.jinja_env.filters.update(
        kr=i18n.kr,
        km=i18n.km,
        whole=i18n.whole,
        decimal=i18n.decimal,
        day=lambda value: i18n.day(present.as_date(value)),  # type: ignore[arg-type]
        moment=i18n.moment,
        capital=present.capital,
    )
