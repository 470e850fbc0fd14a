"""How one wants to be told by e-mail: at each step, once a day, or not at all."""

from __future__ import annotations

from flask import Blueprint, g, render_template, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store import notice_choices
from data.store.errors import Refused
from data.store.outbox import WAYS
from web.access import everyone
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t

pages = Blueprint("own_notices", __name__)


@pages.get("/account/notices")
@everyone
def index() -> str:
    """The form of one's own address and wish."""
    with store().reading() as connection:
        chosen = notice_choices.choice_of(connection, actor().user_id)
    # who logs in with an address most likely reads mail there
    usual = g.user["login"] if "@" in g.user["login"] else ""
    return _page(Form({"email": chosen.email or usual, "way": chosen.way}))


@pages.post("/account/notices")
@everyone
def save() -> Response | tuple[str, int]:
    """Keep one's own address and wish."""
    form = sent()

    def act(connection: Connection) -> str:
        notice_choices.choose(connection, actor(), form.value("email"), form.value("way"))
        return url_for("account.index")

    try:
        response = change(act)
    except Refused as refusal:
        return _page(told(form, refusal)), 422
    say("notices.own.saved")
    return response


def told(form: Form, refusal: Refused) -> Form:
    """The form with what the store said is wrong with it."""
    return form.with_faults({fault.column: t(f"notices.fault.{fault.message}") for fault in refusal.faults})


def _page(form: Form) -> str:
    ways = [(way, t(f"notices.way.{way}.long")) for way in WAYS]
    return render_template("notices/own.html", form=form, ways=ways)
