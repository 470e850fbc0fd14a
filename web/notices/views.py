"""The administrator's page of notices: which mail server they go out by, what waits and what failed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.notices.server import SMTP, MailError, MailServer, mail_server
from data.notices.words import KIND_WORDS
from data.store import outbox_kept
from data.store.notice_choices import choice_of
from data.store.outbox import NONE, TEAM, tell_user
from data.store.outbox_kept import STRANDED
from web import lists
from web.access import access
from web.here import actor, change, say, store
from web.i18n import lang, t
from web.lists import Column, Table
from web.present import Tag

pages = Blueprint("notices", __name__)
Row = Mapping[str, Any]
#: Pictogram and tone of a notice's state.
_LOOKS = {
    "waiting": ("hourglass", "plain"),
    "sending": ("email", "info"),
    "sent": ("check", "success"),
    "failed": ("warning", "error"),
    "unsure": ("help", "warning"),
    "dropped": ("minus", "plain"),
}
#: What the list can be narrowed to, with the states shown.
SHOWN = {
    "stranded": STRANDED,
    "waiting": ("waiting", "sending"),
    "sent": ("sent",),
    "dropped": ("dropped",),
}


def _state(row: Row) -> Tag:
    return Tag(t(f"notices.state.{row['state']}"), *_LOOKS[row["state"]])


def _reader(row: Row) -> str:
    if row["reader_kind"] == TEAM:
        return t("notices.reader.team", id=row["reader"])
    return str(row["name"] or row["reader"])


def _error(row: Row) -> str:
    """What went wrong, in words, with the server's number."""
    code, _, number = str(row["error"]).partition(" ")
    return t(f"notices.error.{code}", number=f" ({number})" if number else "") if code else ""


_COLUMNS: tuple[Column[Row], ...] = (
    Column("number", "notices.number", lambda r: r["notice_id"], "id", link=lambda r: _open(r)),
    Column("made", "notices.made", lambda r: r["made_at"].date(), "date", sort=lambda r: r["notice_id"]),
    Column("kind", "notices.kind", lambda r: KIND_WORDS[r["kind"]][lang()].subject, wide=True),
    Column("reader", "notices.reader", _reader),
    Column("way", "notices.way", lambda r: t(f"notices.way.{r['way']}")),
    Column("state", "notices.state", lambda r: _state(r).text, tag=_state, note=_error),
    Column("tries", "notices.tries", lambda r: r["tries"], "whole"),
    Column("error", "notices.error", _error, only_file=True),
)


def _open(row: Row) -> str | None:
    """A notice that waits for the administrator leads to its page."""
    return url_for("notices.notice", notice_id=row["notice_id"]) if row["state"] in STRANDED else None


@pages.get("/notices")
@access("administrator")
def index() -> Response | str:
    """What waits, what failed and what was sent, and how the notices go out."""
    with store().reading() as connection:
        rows = outbox_kept.list_notices(connection, actor())
        counts = outbox_kept.counts(connection)
        own = choice_of(connection, actor().user_id)
    numbers = {name: sum(row["state"] in states for row in rows) for name, states in SHOWN.items()}
    numbers["all"] = len(rows)
    show = request.args.get("show", "")
    if show not in numbers:
        show = "stranded" if numbers["stranded"] else "all"
    shown = [row for row in rows if show == "all" or row["state"] in SHOWN[show]]
    table = Table("notices", _COLUMNS, shown, lambda r: str(r["notice_id"]), caption="notices.title",
                  falling=True)  # fmt: skip
    server, fault = _server()
    again = any(row["state"] == "waiting" and row["tries"] for row in rows)
    return lists.answer(
        table, "notices/list.html", counts=counts, numbers=numbers, show=show, server=server, fault=fault,
        variable=SMTP, again=again, may_test=own.way != NONE,
    )  # fmt: skip


def _server() -> tuple[MailServer | None, str]:
    """The mail server of the pages, which the worker shares, and what is wrong with it as a code."""
    try:
        return mail_server(), ""
    except MailError as error:
        return None, error.code


@pages.get("/notices/<int:notice_id>")
@access("administrator")
def notice(notice_id: int) -> Answer | str:
    """One notice that failed or of which nobody knows, and what can be done about it."""
    with store().reading() as connection:
        row = outbox_kept.get_notice(connection, actor(), notice_id)
    if row["state"] not in STRANDED:
        return redirect(url_for("notices.index"), 303)
    context = {"state": _state(row), "reader": _reader(row), "error": _error(row)}
    subject = KIND_WORDS[row["kind"]][lang()].subject
    return render_template("notices/notice.html", row=row, subject=subject, **context)


@pages.post("/notices/<int:notice_id>/again")
@access("administrator")
def again(notice_id: int) -> Answer:
    """Send a message again."""

    def act(connection: Connection) -> str:
        outbox_kept.send_again(connection, actor(), notice_id)
        return url_for("notices.index")

    response = change(act)
    say("notices.again.done")
    return response


@pages.post("/notices/<int:notice_id>/drop")
@access("administrator")
def drop(notice_id: int) -> Answer:
    """Leave a message unsent."""

    def act(connection: Connection) -> str:
        outbox_kept.drop(connection, actor(), notice_id)
        return url_for("notices.index")

    response = change(act)
    say("notices.drop.done")
    return response


@pages.post("/notices/now")
@access("administrator")
def now() -> Answer:
    """Try what waits for another try at once."""

    def act(connection: Connection) -> str:
        outbox_kept.try_now(connection, actor())
        return url_for("notices.index")

    response = change(act)
    say("notices.now.done")
    return response


@pages.post("/notices/test")
@access("administrator")
def test() -> Answer:
    """Put a test to oneself in the outbox."""

    def act(connection: Connection) -> str:
        tell_user(connection, actor().user_id, "test", url_for("notices.index"))
        return url_for("notices.index", show="all")

    response = change(act)
    say("notices.test.done")
    return response
