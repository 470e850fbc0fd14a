"""The list of statements, and issuing those of a month that is over."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.statements import issue as issuing
from data.statements.charges import list_charges
from data.statements.months import after_of, months_between
from data.statements.read import list_statements
from data.store.errors import NotPossible
from data.store.rows import Row
from web import lists
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t, tn
from web.listing import found
from web.lists import Column, Table
from web.present import Tag
from web.statements.words import month_name, state_tag

pages = Blueprint("statements", __name__)
READERS = ("office", "association", "auditor")
#: How many months back the form offers.
_MONTHS_BACK = 12
FILTERS: dict[str, frozenset[str] | None] = {
    "open": frozenset(("issued", "disputed", "answered")),
    "disputed": frozenset(("disputed",)),
    "confirmed": frozenset(("confirmed",)),
    "all": None,
}


def _disputes(row: Row) -> Tag | None:
    return Tag(tn("statements.disputes", row["disputes"]), "warning", "warning") if row["disputes"] else None


_MONTH: Column[Row] = Column(
    "month", "statements.month", lambda r: month_name(r["month"]), sort=lambda r: r["month"],
    link=lambda r: url_for("statement.index", statement_id=r["statement_id"]),
)  # fmt: skip
_WHOSE: Column[Row] = Column(
    "organisation", "statements.organisation", lambda r: r["organisation"],
    note=lambda r: r["organisation_id"] if r["organisation_id"] != r["organisation"] else None,
)  # fmt: skip
_REST: tuple[Column[Row], ...] = (
    Column("state", "statements.state", lambda r: state_tag(r["state"]).text,
           tag=lambda r: state_tag(r["state"])),
    Column("disputes", "statements.open_disputes", lambda r: r["disputes"] or None, "whole", tag=_disputes),
    Column("total", "statements.total", lambda r: r["total_ore"] / 100, "kr"),
    Column("edition", "statements.edition", lambda r: r["edition"], "whole"),
    Column("issued", "statements.issued", lambda r: r["issued_at"].date(), "date"),
)  # fmt: skip


@pages.get("/statements")
@access(*READERS, own=True)
def index() -> Response | str:
    """The statements there are: the office's of all associations, an association's own."""
    return page(Form())


def page(form: Form) -> Response | str:
    """The list, with the form that issues as ``form`` fills it in."""
    with store().reading() as connection:
        every = list_statements(connection, actor())
        waiting = len(list_charges(connection, actor(), "claimed"))
        months = [(month, month_name(month)) for month in _months(connection)]
        organisations = issuing.organisations_with_accounts(connection) if actor().role == "office" else []
    counts = {name: _count(every, wanted) for name, wanted in FILTERS.items()}
    show = request.args.get("show", "")
    if show not in FILTERS:
        show = "open" if counts["open"] else "all"
    query = request.args.get("q", "").strip()[:64]
    wanted = FILTERS[show]
    kept = [
        row
        for row in every
        if (wanted is None or row["state"] in wanted)
        and found(query, row["organisation_id"], row["organisation"], row["month"], month_name(row["month"]))
    ]
    columns = (_MONTH, *_REST) if actor().role == "association" else (_MONTH, _WHOSE, *_REST)
    table: Table[Row] = Table(
        "statements", columns, kept, lambda r: f"{r['organisation_id']} {r['edition']}",
        caption="statements.caption", falling=True,
    )  # fmt: skip
    return lists.answer(
        table, "statements/list.html", show=show, query=query, counts=counts, waiting=waiting, form=form,
        months=months, organisations=[(one, one) for one in organisations],
        may_issue=actor().role == "office",
    )  # fmt: skip


def _count(rows: list[Row], wanted: frozenset[str] | None) -> int:
    return sum(wanted is None or row["state"] in wanted for row in rows)


def _months(connection: Connection) -> list[str]:
    """The months that are over, the newest first."""
    last = issuing.last_month(connection)
    first = after_of(last)
    first = first.replace(year=first.year - 1)
    return months_between(f"{first.year:04d}-{first.month:02d}", last)[::-1][:_MONTHS_BACK]


@pages.post("/statements/issue")
@access("office")
def issue() -> Answer | tuple[Response | str, int]:
    """Issue the statements of a month, to one association or to all."""
    form = sent()
    month, organisation_id = form.value("month"), form.value("organisation_id")

    def act(connection: Connection) -> str:
        if organisation_id:
            statement_id = issuing.issue(connection, actor(), organisation_id, month)
            say("statements.said.one", organisation=organisation_id, month=month)
            return url_for("statement.index", statement_id=statement_id)
        issued = issuing.issue_all(connection, actor(), month)
        if issued:
            say(
                "statements.said.many.one" if len(issued) == 1 else "statements.said.many.many", n=len(issued)
            )
        else:
            say("statements.said.none")
        return url_for("statements.index")

    try:
        return change(act)
    except NotPossible as error:
        name = str(error.values.get("field", "organisation_id"))
        values = {key: value for key, value in error.values.items() if key != "field"}
        if "month" in values:
            values["month"] = month_name(str(values["month"]))
        return page(form.with_faults({name: t(f"error.{error.code}", **values)})), 422
