"""Entering an agreement about a pool: one, or the steps of a staircase at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import Blueprint, render_template, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.exchange.faults import Fault
from data.store import agreements, ledger
from data.store.errors import NotPossible, Refused
from matcher.ledger_terms import CARRIES, MODES, PERIODS
from web import present
from web.access import access
from web.faults import by_field
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import day, t
from web.ledger.views import title_of

pages = Blueprint("ledger_agreeing", __name__)
#: How many further steps of a staircase the form takes.
STEPS = range(2, 7)
_CELLS = ("valid_from", "valid_to", "mode", "period", "carry", "carry_most", "reference")
_TICKS = ("lapsed_uses_turn", "internal_counts")
_BLANK = {"what": "share", "share": "1/4", "mode": "choose", "period": "year", "carry": "none",
          "lapsed_uses_turn": "yes"}  # fmt: skip


@pages.get("/ledger/<int:quota_id>/agreements/new")
@access("office")
def form(quota_id: int) -> str:
    """The form, as agreements mostly are: a quarter by free choice, settled each year."""
    return _page(quota_id, Form(_BLANK))


@pages.post("/ledger/<int:quota_id>/agreements/new")
@access("office")
def keep(quota_id: int) -> Answer | tuple[str, int]:
    """Enter the agreement, and one more for each further step; all of them or none."""
    form = sent()
    step = 1

    def act(connection: Connection) -> str:
        nonlocal step
        for step in (1, *_steps_of(form)):
            agreements.enter(connection, actor(), quota_id, _cells(form, step))
        say("ledger.agreed")
        return url_for("ledger.account", quota_id=quota_id, _anchor="agreements")

    try:
        return change(act)
    except Refused as refused:
        return _page(quota_id, form.with_faults(_at_fields(form, refused.faults, step))), 422
    except NotPossible as error:
        if error.code != "agreement_too_early":
            raise
        earliest = error.values.get("earliest")
        told = day(date.fromisoformat(str(earliest))) if earliest else ""
        fault = t("error.agreement_too_early", earliest=told)
        return _page(quota_id, form.with_faults({_field("valid_from", step): fault})), 422


def _steps_of(form: Form) -> list[int]:
    """The further steps that were filled in."""
    return [n for n in STEPS if form.value(f"step-{n}-from") or form.value(f"step-{n}-what")]


def _cells(form: Form, step: int) -> dict[str, str]:
    """The cells of the agreement of one step: as the first, but for its first day and its share or number."""
    cells = {name: form.value(name) for name in _CELLS}
    cells |= {name: "true" if form.value(name) == "yes" else "" for name in _TICKS}
    kind = "fixed" if form.value("what") == "fixed" else "share"
    cells |= {"share": "", "fixed": ""}
    if step == 1:
        return {**cells, kind: form.value(kind)}
    return {**cells, "valid_from": form.value(f"step-{step}-from"), kind: form.value(f"step-{step}-what")}


def _field(column: str, step: int) -> str:
    """The field of a cell: a further step has its own for its first day and its share or number."""
    own = {"valid_from": "from", "share": "what", "fixed": "what"}
    return f"step-{step}-{own[column]}" if step > 1 and column in own else column


def _at_fields(form: Form, faults: Iterable[Fault], step: int) -> dict[str, str]:
    """What is wrong by field; what the store says of the one of share and number that was not agreed
    belongs to the other."""
    agreed, other = ("fixed", "share") if form.value("what") == "fixed" else ("share", "fixed")
    told = by_field(faults)
    of_other = told.pop(other, "")
    if of_other:
        told.setdefault(agreed, of_other)
    return {_field(column, step): text for column, text in told.items()}


def _page(quota_id: int, form: Form) -> str:
    with store().reading() as connection:
        row = ledger.account_row(connection, actor(), quota_id)
        earliest = agreements.earliest_day(connection, row["organisation_id"])
    choices = {
        "modes": [(code, present.capital(present.label("QUOTA_MODES", code))) for code in MODES],
        "periods": [(code, t(f"ledger.period.{code}")) for code in PERIODS],
        "carries": [(code, t(f"ledger.carry.{code}")) for code in CARRIES],
        "kinds": [(code, t(f"ledger.what.{code}")) for code in ("share", "fixed")],
    }
    names = (*_CELLS, "share", "fixed", "what")
    labels = {name: t(f"ledger.agreement.{name}") for name in names}
    for step in STEPS:
        labels[f"step-{step}-from"] = labels[f"step-{step}-what"] = t("ledger.step", n=step)
    opened = bool(_steps_of(form))
    return render_template(
        "ledger/agreement.html", row=row, title=title_of(row), form=form, labels=labels, steps=STEPS,
        opened=opened, earliest=earliest, **choices,
    )  # fmt: skip
