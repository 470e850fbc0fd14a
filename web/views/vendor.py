"""The front-end files, by their listed names only."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, send_file

pages = Blueprint("vendor", __name__)


@pages.get("/vendor/<path:name>")
def file(name: str) -> Response:
    """One of the listed files of node_modules; any other name does not exist."""
    files: dict[str, Path] = current_app.extensions["husrum_vendor"]
    if name not in files:
        abort(404)
    return send_file(files[name])
