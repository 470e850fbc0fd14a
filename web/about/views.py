"""The pages about Husrum: what it is and stands on, and how accessible it is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from flask import Blueprint, render_template

from data.rates.loader import load_rates
from data.store.migrate import current
from data.store.settings import today
from web.access import public
from web.here import store

pages = Blueprint("about", __name__)


@pages.get("/about")
@public
def index() -> str:
    """What Husrum is, how it reckons, what it stands on."""
    with store().reading() as connection:
        day = today(connection)
    return render_template(
        "about/about.html", version=_version(), form=current(store()), rates_from=load_rates(day).valid_from
    )


@pages.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement the law asks for."""
    return render_template("about/accessibility.html")


def _version() -> str:
    try:
        return version("husrum")
    except PackageNotFoundError:  # run from its folder, not installed
        return ""
