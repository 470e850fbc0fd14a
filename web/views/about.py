"""The page about the software and this run."""

from __future__ import annotations

from flask import Blueprint, render_template

from web.views.common import run
from web.views.downloads import available

pages = Blueprint("about", __name__)


@pages.get("/about")
def index() -> str:
    """What this is, the model in short, sources and the accessibility statement."""
    shown = run()
    policy = shown.policy
    weights = [
        ("PARTS", policy.weights),
        ("CRITERIA", policy.need),
        ("CRITERIA", policy.fit),
        ("CRITERIA", policy.choice),
    ]
    headings = (None, "need", "fit", "choice")
    groups = [
        {"of": of, "table": table, "weights": group}
        for of, (table, group) in zip(headings, weights, strict=True)
    ]
    return render_template("about.html", summary=shown.summary, groups=groups, tables=available(shown))
