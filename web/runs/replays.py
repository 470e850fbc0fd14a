"""Computing a run once more from its frozen week, to show that the same input gives the same answer."""

from __future__ import annotations

from flask import Blueprint, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.runs.queue import queue_of
from data.runs.replay import ask
from web.access import access
from web.here import actor, change, store
from web.runs.shown import SEES_CITIZENS

pages = Blueprint("run_replay", __name__)


@pages.post("/runs/<run_id>/replay")
@access(*SEES_CITIZENS)
def start(run_id: str) -> Response:
    """Ask for it; the worker answers on the run's page."""
    asked: list[str] = []

    def act(connection: Connection) -> str:
        ask(connection, actor(), run_id)
        asked.append(run_id)
        return url_for("runs.run", run_id=run_id) + "#proof"

    response = change(act)
    for identifier in asked:
        queue_of(store()).replay(identifier)
    return response
