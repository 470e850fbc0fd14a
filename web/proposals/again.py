"""Taking a decision back, and running the rest of the week again around what is decided."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.runs import start_run
from data.store import choices
from web.access import access
from web.here import actor, change, say, store
from web.i18n import lang
from web.proposals.common import DECIDERS

pages = Blueprint("again", __name__)


@pages.post("/runs/<run_id>/undo/<choice_id>")
@access(*DECIDERS)
def undo(run_id: str, choice_id: str) -> Response:
    """Take a decision back while nothing was sent; back to the flat."""
    with store().reading() as connection:
        made = choices.choices_of(connection, run_id)
    vacancy = next((str(row["vacancy_id"]) for row in made if row["choice_id"] == choice_id), "")

    def act(connection: Connection) -> str:
        choices.undo(connection, actor(), choice_id)
        say("decide.said.undo")
        return url_for("flat.index", run_id=run_id, vacancy_id=vacancy)

    return change(act)


@pages.post("/runs/<run_id>/again")
@access(*DECIDERS)
def rerun(run_id: str) -> Response:
    """Keep what is decided and run the rest again, with as few changes as can be; to the new run's page."""
    new = start_run(store(), actor(), kind="rerun", lang=lang(), previous=run_id)
    return redirect(f"/runs/{new}", 303)
