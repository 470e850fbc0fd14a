"""The first page: what waits for whoever is logged in."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response as Answer

from data.overview.kept import once_per_change
from data.overview.task import Task
from data.overview.tasks import KINDS, SCOPES, closed_lately, counts, gathered, of_scope, tasks
from data.store.actor import ROLES
from data.store.schema import users
from web import lists
from web.access import access
from web.here import actor, note, seen, store
from web.lists import Table
from web.queue import others
from web.queue.lines import columns
from web.week.law import asked

pages = Blueprint("queue", __name__)
#: The parts of the queue, in the order of the page.
PARTS = ("mine", "unassigned", "stalled", "all", "closed")


@pages.get("/")
@access(*ROLES, own=True)
def index() -> Answer | str:
    """The queue of the office; for the other roles what is theirs to see first."""
    role = actor().role
    if role == "analyst":
        return redirect(url_for("reports.index"))
    if role == "office":
        return office()
    return others.PAGES[role]()


def office() -> Response | str:
    """What waits for the office: mine, no one's, stalled, all, and what was closed lately."""
    with store().reading() as connection:
        question = asked(connection)
        on = question.on
        found = once_per_change(connection, "tasks", on, lambda: tasks(question))
        closed = once_per_change(connection, "closed", on, lambda: closed_lately(connection, on))
        names = {row.user_id: row.name for row in connection.execute(select(users.c.user_id, users.c.name))}
    user = actor().user_id
    me = {user, names.get(user, user)}
    parts = {scope: gathered(of_scope(found, scope, me), on) for scope in SCOPES} | {"closed": closed}
    show = request.args.get("show", "")
    if show not in PARTS:
        show = next((part for part in ("mine", "unassigned") if parts[part]), "all")
    kind = request.args.get("kind", "")
    rows = [task for task in parts[show] if kind not in KINDS or task.kind == kind]
    order = {task.id: place for place, task in enumerate(rows)}
    table = Table("queue", columns(on, names, order), rows, lambda task: task.id, caption="queue.caption")
    record(table)
    return lists.answer(
        table,
        "queue/office.html",
        show=show,
        kind=kind if kind in KINDS else "",
        counts={part: len(lines) for part, lines in parts.items()},
        kinds=counts(parts[show]) if show != "closed" else {},
        late=sum(task.due is not None and task.due < on for task in parts[show]),
        on=on,
    )


def record(table: Table[Task]) -> None:
    """The citizens on this page are seen, those in a file taken out."""
    wanted = request.args.get("format")
    citizens = [task.citizen_id for task in (table.rows if wanted else table.page.rows) if task.citizen_id]
    if wanted:
        note("export", "citizen", citizens, "queue", form=wanted, list=table.name)
    else:
        seen("citizen", citizens, "queue")
