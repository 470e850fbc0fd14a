"""Correcting an account: a new event with a reason; the one it corrects stays as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound as NoPage
from werkzeug.wrappers import Response as Answer

from data.store import ledger
from data.store.errors import NotPossible, Refused
from data.store.ledger_correct import correct
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t
from web.ledger.told import Line, lines_of
from web.ledger.views import title_of

pages = Blueprint("ledger_correcting", __name__)
#: What the choices of the form mean: whether the flat is counted, and what is added to the places used.
_COUNTS: Mapping[str, bool | None] = {"same": None, "yes": True, "no": False}
_CLAIMED = {"same": 0, "uses": 1, "frees": -1}
#: At which field the form says what the store refuses.
_AT = {"reason_text_missing": "reason", "nothing_to_correct": "-", "below_zero": "-", "not_in_pool": "-"}
_FIELDS = ("counts", "claimed", "counted_more", "claimed_more", "reason")
_MOST = 10_000


@pages.get("/ledger/<int:quota_id>/correct")
@access("office")
def form(quota_id: int) -> str:
    """The form: about the flat of an event (``?event=``), or about the account's totals."""
    return _page(
        quota_id, Form({"event": request.args.get("event", ""), "counts": "same", "claimed": "same"})
    )


@pages.post("/ledger/<int:quota_id>/correct")
@access("office")
def keep(quota_id: int) -> Answer | tuple[str, int]:
    """Write the correction."""
    form = sent()
    faults: dict[str, str] = {}
    with store().reading() as connection:
        event = _event(connection, quota_id, form.value("event"))
    flat = event.flat if event is not None else ""
    what: dict[str, Any] = _about_flat(form) if flat else _about_totals(form, faults)
    if faults:
        return _page(quota_id, form.with_faults(faults)), 422

    def act(connection: Connection) -> str:
        number = correct(
            connection, actor(), quota_id, corrects=event.number if event else None, vacancy_id=flat or None,
            reason=form.value("reason"), **what,
        )  # fmt: skip
        say("ledger.corrected", n=number)
        return url_for("ledger.account", quota_id=quota_id, _anchor="events")

    try:
        return change(act)
    except Refused as refused:
        return _page(quota_id, form.with_faults(refused.faults)), 422
    except NotPossible as error:
        if error.code not in _AT:
            raise
        return _page(quota_id, form.with_faults({_AT[error.code]: t(f"error.{error.code}")})), 422


def _page(quota_id: int, form: Form) -> str:
    with store().reading() as connection:
        row = ledger.account_row(connection, actor(), quota_id)
        event = _event(connection, quota_id, form.value("event"))
    labels = {name: t(f"ledger.correct.{name}") for name in _FIELDS}
    choices = {
        "counts": [(code, t(f"ledger.correct.counts.{code}")) for code in _COUNTS],
        "claimed": [(code, t(f"ledger.correct.claimed.{code}")) for code in _CLAIMED],
    }
    return render_template(
        "ledger/correct.html", row=row, title=title_of(row), event=event, form=form, labels=labels, **choices
    )


def _event(connection: Connection, quota_id: int, number: str) -> Line | None:
    """The event a correction is about, None where none is named; one there is not is not found."""
    entries = ledger.events_of(connection, actor(), quota_id)
    if not number:
        return None
    agreed = ledger.agreements_of(connection, quota_id)
    for line in lines_of(quota_id, entries, agreed):
        if str(line.number) == number:
            return line
    raise NoPage


def _about_flat(form: Form) -> dict[str, Any]:
    """Whether the flat is counted, and whether its claim uses a place."""
    counts, claimed = form.value("counts"), form.value("claimed")
    return {"counts": _COUNTS.get(counts), "claimed": _CLAIMED.get(claimed, 0)}


def _about_totals(form: Form, faults: dict[str, str]) -> dict[str, Any]:
    """What is added to the totals the account was entered with; may be negative."""
    found = {}
    for name in ("counted", "claimed"):
        text = form.value(f"{name}_more").replace("−", "-").removeprefix("+")
        try:
            found[name] = int(text or "0")
        except ValueError:
            found[name] = _MOST + 1
        if abs(found[name]) > _MOST:
            faults[f"{name}_more"] = t("ledger.fault.whole")
    return found
