"""The pages about Husrum: what it is and stands on, and how accessible it is."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.access import public

pages = Blueprint("about", __name__)


@pages.get("/about")
@public
def index() -> str:
    """What Husrum is, how it reckons, what it stands on."""
    return render_template("about/about.html")


@pages.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement the law asks for."""
    return render_template("about/accessibility.html")
