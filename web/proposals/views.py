"""The list of a run's flats: what is proposed for each, what is decided, and the week at a glance."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from data.runs import latest_run
from web import lists
from web.access import access
from web.here import note, seen, store
from web.listing import found
from web.lists import Table
from web.proposals.changes import changes_of
from web.proposals.columns import COLUMNS
from web.proposals.common import READERS, shown
from web.proposals.lines import FILTERS, Line, lines
from web.proposals.standing import standing_of
from web.proposals.summary import summary

pages = Blueprint("proposals", __name__)


@pages.get("/proposals")
@access(*READERS)
def newest() -> Answer | str:
    """To the newest finished run; without one, what to do to get one."""
    with store().reading() as connection:
        row = latest_run(connection)
    if row is None:
        return render_template("proposals/none.html")
    return redirect(url_for("proposals.index", run_id=row["run_id"]), 303)


@pages.get("/runs/<run_id>/proposals")
@access(*READERS)
def index(run_id: str) -> Response | str:
    """The week at a glance and one page of the list; every flat of it as a file."""
    run = shown(run_id).run
    with store().reading() as connection:
        standing = standing_of(connection, run_id)
    every = lines(run, standing)
    query, show = request.args.get("q", "").strip(), request.args.get("show", "")
    counts = {name: sum(map(keep, every)) for name, keep in FILTERS.items()}
    if show not in FILTERS:  # what is to be decided comes first, but a search looks everywhere
        show = "all" if query or not counts["to_decide"] else "to_decide"
    kept = [line for line in every if FILTERS[show](line) and found(query, *line.words)]
    table = Table("proposals", COLUMNS, kept, lambda line: line.id)
    _record(table)
    return lists.answer(
        table,
        "proposals/list.html",
        run=run,
        standing=standing,
        summary=summary(run, every),
        changes=changes_of(standing.row),
        counts=counts,
        show=show,
        query=query,
    )


def _record(table: Table[Line]) -> None:
    """The citizens on this page are seen, those in a file taken out."""
    wanted = request.args.get("format")
    rows = table.rows if wanted else table.page.rows
    citizens = [line.citizen for line in rows if line.citizen]
    if wanted:
        note("export", "citizen", citizens, "decide", form=wanted, list=table.name)
    else:
        seen("citizen", citizens, "decide")
