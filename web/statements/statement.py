"""One statement: as a page, on paper, and as files."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from data.dossier import pdf
from data.statements.build import WHOLE, entries_of
from data.statements.read import get_statement, list_statements
from data.statements.stand import open_disputes
from data.store.rows import Row
from web.access import access
from web.here import actor, note, store
from web.statements import files, words
from web.statements.money import kr_ore
from web.statements.paper import document
from web.statements.views import READERS

pages = Blueprint("statement", __name__)


@pages.get("/statements/<statement_id>")
@access(*READERS, own=True)
def index(statement_id: str) -> Response | str:
    """The statement with everything in it and what both sides say of it; ``?format=csv`` as a file."""
    with store().reading() as connection:
        row = get_statement(connection, actor(), statement_id)
        others = list_statements(connection, actor(), str(row["organisation_id"]))
    if request.args.get("format") == "csv":
        return _file(row, "csv", files.statement_csv(row), "text/csv; charset=utf-8")
    newer = next((o for o in others if o["month"] == row["month"] and o["edition"] > row["edition"]), None)
    return render_template("statements/statement.html", row=row, newer=newer, **told(row))


def told(row: Row) -> dict[str, Any]:
    """What the pages of a statement show of it beside its row."""
    content, marks = row["content"], row["marks"]
    keys = [entry["entry"] for entry in entries_of(content)]
    disputes = open_disputes(marks) if row["state"] != "replaced" else []
    confirmed = sum(mark["mark"] == "confirmed" for mark in marks.values())
    return {
        "c": content,
        "w": words,
        "kr_ore": kr_ore,
        "whole_key": WHOLE,
        "confirmed": confirmed,
        "rest": len(keys) - confirmed - len(disputes),
        "disputes": disputes,
        "may_mark": actor().role == "association" and row["state"] != "replaced",
        "may_answer": actor().role == "office" and row["state"] != "replaced",
        "now": [entry for entry in content["void"] if entry["month"] == content["month"]],
        "earlier": [entry for entry in content["void"] if entry["month"] != content["month"]],
        "address": lambda key: url_for("marking.entry", statement_id=row["statement_id"], entry=key),
    }


@pages.get("/statements/<statement_id>.pdf")
@access(*READERS, own=True)
def paper(statement_id: str) -> Response:
    """The statement on paper, with its own hash and the head of the record when it was issued."""
    with store().reading() as connection:
        row = get_statement(connection, actor(), statement_id)
    return _file(row, "pdf", pdf(document(row)), "application/pdf")


@pages.get("/statements/<statement_id>/invoice.csv")
@access(*READERS, own=True)
def invoice(statement_id: str) -> Response:
    """The lines of the invoice the association sends, and their sum."""
    with store().reading() as connection:
        row = get_statement(connection, actor(), statement_id)
    return _file(row, "invoice.csv", files.invoice_csv(row), "text/csv; charset=utf-8")


def _file(row: Row, ending: str, content: bytes, mimetype: str) -> Response:
    """A file of a statement; who took it out is recorded."""
    name = f"statement-{row['organisation_id']}-{row['month']}-{row['edition']}.{ending}"
    safe = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-.") else "_" for sign in name)
    note("export", "statement", [row["statement_id"]], "account", file=ending, head=row["record_hash"])
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response
