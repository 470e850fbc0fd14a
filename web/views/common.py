"""What the pages share: the run they show."""

from __future__ import annotations

from typing import cast

from flask import abort, current_app

from web.explained import Told
from web.run import Row, Run


def run() -> Run:
    """The run this application shows."""
    return cast(Run, current_app.extensions["husrum_run"])


def told() -> Told:
    """The run's explanations, per language."""
    return cast(Told, current_app.extensions["husrum_told"])


def one(rows: dict[str, Row], identifier: str) -> Row:
    """The row with this id, or the page-not-found page: an id is only ever looked up, never a path."""
    if identifier not in rows:
        abort(404)
    return rows[identifier]
