"""The result tables as files, exactly as the run wrote them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, send_file

from web.run import Run
from web.views.common import run

pages = Blueprint("downloads", __name__)

NAMES = (
    "result.xlsx",
    "matches.csv",
    "proposals.csv",
    "unmatched.csv",
    "unused.csv",
    "affordability.csv",
    "pairs.csv",
)


def available(shown: Run) -> list[str]:
    """The tables this result folder holds."""
    return [name for name in NAMES if (shown.folder / name).is_file()]


@pages.get("/download/<name>")
def table(name: str) -> Response:
    """One table of the result folder, by its fixed name."""
    shown = run()
    if name not in available(shown):
        abort(404)
    return send_file(shown.folder / name, as_attachment=True, download_name=name, max_age=0)
