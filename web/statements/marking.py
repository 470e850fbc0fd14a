"""One entry of a statement: the association confirms or disputes it, the office answers a dispute."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.statements import answers, marks
from data.statements.build import WHOLE, entry_of
from data.statements.read import get_statement
from data.store.errors import Conflict, NotPossible, Refused
from data.store.rows import Row
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t
from web.statements.money import read_ore
from web.statements.statement import told
from web.statements.views import READERS

pages = Blueprint("marking", __name__)
Answer = Response | tuple[str, int]


def _known(statement_id: str, key: str) -> tuple[Row, Row]:
    """A statement and an entry of it; 404 for what is not there or not theirs."""
    with store().reading() as connection:
        row = get_statement(connection, actor(), statement_id)
    found = entry_of(row["content"], key)
    if found is None:
        abort(404)
    return row, found


def _page(row: Row, found: Row, form: Form) -> str:
    pool = next((p for p in row["content"]["pools"] if found in p["events"]), None)
    reasons = [(code, t(f"statements.reason.{code}")) for code in marks.REASONS]
    return render_template(
        "statements/entry.html", row=row, e=found, pool=pool, form=form, reasons=reasons,
        mark=row["marks"].get(found["entry"]), **told(row),
    )  # fmt: skip


@pages.get("/statements/<statement_id>/marks")
@access(*READERS, own=True)
def entry(statement_id: str) -> str:
    """One entry (``?entry``): what it says, what both sides say of it, and what can be done."""
    return _page(*_known(statement_id, request.args.get("entry", WHOLE)), Form())


@pages.post("/statements/<statement_id>/marks")
@access("association", own=True)
def mark(statement_id: str) -> Answer:
    """Confirm an entry or dispute it, or confirm all the rest."""
    form = sent()
    key, do = form.value("entry") or WHOLE, form.value("do")
    row, found = _known(statement_id, key)

    def act(connection: Connection) -> str:
        if do == "rest":
            n = marks.confirm_rest(connection, actor(), statement_id)
            say("statements.said.rest", n=n)
        elif do == "confirm":
            marks.confirm(connection, actor(), statement_id, key)
            say("statements.said.confirmed")
        else:
            code, reason = form.value("reason_code"), form.value("reason")
            marks.dispute(connection, actor(), statement_id, key, code, reason)
            say("statements.said.disputed")
        return url_for("statement.index", statement_id=statement_id)

    if do not in ("rest", "confirm", "dispute"):
        return _page(row, found, form.with_faults({"do": t("statements.fault.do")})), 422
    return _changed(row, found, form, act)


@pages.post("/statements/<statement_id>/answers")
@access("office")
def answer(statement_id: str) -> Answer:
    """Answer the dispute of an entry: it stands, or it is put right."""
    form = sent()
    key, verdict = form.value("entry") or WHOLE, form.value("answer")
    row, found = _known(statement_id, key)
    by, faults = _correction(form)
    if not verdict:
        faults["answer"] = t("statements.fault.answer")
    if faults and (verdict == answers.CORRECTED or not verdict):
        return _page(row, found, form.with_faults(faults)), 422

    def act(connection: Connection) -> str:
        answers.answer(connection, actor(), statement_id, key, verdict, form.value("reason"), by)
        say(f"statements.said.{verdict}")
        return url_for("statement.index", statement_id=statement_id)

    return _changed(row, found, form, act)


def _correction(form: Form) -> tuple[answers.Correction, dict[str, str]]:
    """What is put right, and what is wrong with the fields."""
    faults: dict[str, str] = {}
    amount = form.value("amount")
    ore = read_ore(amount) if amount else None
    if amount and ore is None:
        faults["amount"] = t("error.charge_amount")
    numbers = {}
    for name in ("counted", "claimed"):
        text = form.value(name).replace("−", "-")
        plain = text.removeprefix("-")
        if text and not (plain.isascii() and plain.isdigit() and len(plain) < 7):
            faults[name] = t("statements.fault.whole")
        else:
            numbers[name] = int(text or 0)
    counts = {"yes": True, "no": False}.get(form.value("counts"))
    return answers.Correction(counts, numbers.get("counted", 0), numbers.get("claimed", 0), ore), faults


def _changed(row: Row, found: Row, form: Form, act: object) -> Answer:
    """The change, or the page again with what is missing at its field."""
    try:
        return change(act)  # type: ignore[arg-type]
    except Refused as refusal:
        return _page(row, found, form.with_faults(refusal.faults)), 422
    except Conflict:
        raise
    except NotPossible as error:
        name = error.values.get("field") or _FIELDS.get(error.code)
        if name is None:
            raise
        return _page(row, found, form.with_faults({str(name): t(f"error.{error.code}")})), 422


#: The field an answer of the ledger is about.
_FIELDS = {"nothing_to_correct": "answer", "below_zero": "answer", "not_in_pool": "answer"}
