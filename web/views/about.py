"""The page about the software and this run."""

from __future__ import annotations

from datetime import date

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
    return render_template(
        "about.html",
        summary=shown.summary,
        rates_from=_day(shown.summary.get("rates_valid_from")),
        groups=groups,
        tables=available(shown),
    )


def _day(text: object) -> date | None:
    """The date of an ISO text, None when it is none."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None
