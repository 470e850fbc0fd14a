"""The reports: all with their figure on one page, each as a list with its definition and files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from sqlalchemy import Connection

from data.overview.reports import DIMENSIONS, GROUPED, REPORTS, Asked, Report, quieted, report
from web import lists
from web.access import access
from web.here import actor, store
from web.lists import Table
from web.reports.cells import NUMBER, Row, columns, definition, headline, total
from web.reports.period import choices, period
from web.week.law import asked

pages = Blueprint("reports", __name__)
READERS = ("office", "analyst", "auditor")


def _asked(connection: Connection) -> Asked:
    question = asked(connection)
    by = request.args.get("by", "")
    return Asked(
        connection,
        question.on,
        period(question.on),
        question.policy,
        question.amounts,
        by if by in DIMENSIONS else DIMENSIONS[0],
    )


def _report(code: str, question: Asked) -> Report:
    """A report as this person may see it: an analyst sees nothing about fewer than five people."""
    found = report(code, question)
    return quieted(found) if actor().role == "analyst" else found


def _frame(question: Asked) -> dict[str, Any]:
    """What every page of the reports shows: the period and how to choose another."""
    return {
        "on": question.on,
        "period": question.period,
        "choices": choices(question.on),
        "quiet": actor().role == "analyst",
        "parameters": {"from": question.period.first.isoformat(), "to": question.period.last.isoformat()},
    }


@pages.get("/reports")
@access(*READERS)
def index() -> str:
    """Every report with its figure for the period and what the figure means."""
    with store().reading() as connection:
        question = _asked(connection)
        heads = [(code, headline(_report(code, question)), definition(code, question)) for code in REPORTS]
    return render_template("reports/index.html", heads=heads, **_frame(question))


@pages.get("/reports/<code>")
@access(*READERS)
def show(code: str) -> Response | str:
    """One report as a list; every row of it as a file."""
    if code not in REPORTS:
        abort(404)
    with store().reading() as connection:
        question = _asked(connection)
        found = _report(code, question)
    rows: list[Row] = [{**row, NUMBER: number} for number, row in enumerate(found.rows)]
    table = Table(
        f"{code}-{question.period.first}-{question.period.last}",
        columns(found, question.by),
        rows,
        lambda row: str(row[NUMBER]),
        caption=f"reports.{code}",
    )
    return lists.answer(
        table,
        "reports/report.html",
        code=code,
        figure=headline(found),
        total=total(found),
        report=found,
        by=question.by,
        dimensions=DIMENSIONS if code in GROUPED else (),
        definition=definition(code, question),
        **_frame(question),
    )
