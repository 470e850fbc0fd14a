"""Where a support team is told by e-mail, as the office keeps it."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store import capacity, notice_choices
from data.store.errors import Refused
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.notices.own import told

pages = Blueprint("team_notices", __name__)


@pages.get("/teams/<path:team_id>/contact")
@access("office")
def index(team_id: str) -> str:
    """The form of a team's address."""
    with store().reading() as connection:
        capacity.get_team(connection, team_id)
        contact = notice_choices.contact_of(connection, team_id)
    return _page(team_id, Form({"email": contact.email, "lang": contact.lang}))


@pages.post("/teams/<path:team_id>/contact")
@access("office")
def save(team_id: str) -> Response | tuple[str, int]:
    """Keep a team's address, or take it away."""
    form = sent()

    def act(connection: Connection) -> str:
        notice_choices.set_contact(connection, actor(), team_id, form.value("email"), form.value("lang"))
        return url_for("teams.team", team_id=team_id)

    try:
        response = change(act)
    except Refused as refusal:
        return _page(team_id, told(form, refusal)), 422
    say("notices.team.saved", id=team_id)
    return response


def _page(team_id: str, form: Form) -> str:
    return render_template("notices/team.html", form=form, id=team_id)
