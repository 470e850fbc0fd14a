"""What an association asks under the guarantee: the list, the form, one of them, and the office's answer."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import Connection, select
from werkzeug.wrappers import Response as Answer

from data.statements import charges
from data.store.errors import Conflict, NotFound, NotPossible, Refused
from data.store.rows import Row
from data.store.schema import vacancies
from data.store.settings import today
from web import lists
from web.access import access
from web.forms import Form, sent
from web.here import actor, change, say, store
from web.i18n import t
from web.lists import Column, Table
from web.statements.money import kr_ore, read_ore
from web.statements.views import READERS
from web.statements.words import charge_tag

pages = Blueprint("charges", __name__)

_COLUMNS: tuple[Column[Row], ...] = (
    Column("day", "charges.day", lambda r: r["day"], "date",
           link=lambda r: url_for("charges.charge", charge_id=r["charge_id"])),
    Column("flat", "charges.flat", lambda r: r["vacancy_id"], "id"),
    Column("kind", "charges.kind", lambda r: t(f"charges.kind.{r['kind']}")),
    Column("state", "charges.state", lambda r: charge_tag(r["state"]).text,
           tag=lambda r: charge_tag(r["state"])),
    Column("amount", "charges.amount", lambda r: r["amount_ore"] / 100, "kr"),
    Column("organisation", "statements.organisation", lambda r: r["organisation_id"]),
    Column("reason", "charges.reason", lambda r: r["reason"], wide=True),
)  # fmt: skip


@pages.get("/charges")
@access(*READERS, own=True)
def index() -> Response | str:
    """The charges: the office's of all associations, an association's own; those that wait come first."""
    with store().reading() as connection:
        rows = charges.list_charges(connection, actor())
    show = request.args.get("show", "all")
    show = show if show in ("all", *charges.STATES) else "all"
    counts = {name: sum(name in ("all", row["state"]) for row in rows) for name in ("all", *charges.STATES)}
    kept = [row for row in rows if show in ("all", row["state"])]
    columns = [c for c in _COLUMNS if c.key != "organisation" or actor().role != "association"]
    table: Table[Row] = Table(
        "charges", columns, kept, lambda r: str(r["charge_id"]), caption="charges.caption", falling=True
    )
    return lists.answer(
        table, "statements/charges.html", show=show, counts=counts, may_claim=actor().role == "association"
    )


@pages.get("/charges/new")
@access("association")
def new() -> str:
    """The form of a charge; ``?vacancy`` names the flat it is about."""
    with store().reading() as connection:
        day = today(connection).isoformat()
    return _form(
        Form({"kind": "restoration", "vacancy_id": request.args.get("vacancy", "")[:64], "day": day})
    )


def _form(form: Form) -> str:
    with store().reading() as connection:
        v = vacancies.c
        own = select(v.vacancy_id, v.address).where(v.organisation_id == actor().organisation_id)
        rows = connection.execute(own.order_by(v.vacancy_id)).all()
    flats = [(row.vacancy_id, " · ".join(filter(None, (row.vacancy_id, row.address)))) for row in rows]
    kinds = [(code, t(f"charges.kind.{code}")) for code in charges.KINDS]
    return render_template("statements/claim.html", form=form, flats=flats, kinds=kinds)


@pages.post("/charges/new")
@access("association")
def claim() -> Answer | tuple[str, int]:
    """Ask for an amount."""
    form = sent()
    ore, day, faults = read_ore(form.value("amount")), _day(form.value("day")), {}
    if ore is None:
        faults["amount"] = t("error.charge_amount")
    if day is None:
        faults["day"] = t("step.fault.date")
    if ore is None or day is None:
        return _form(form.with_faults(faults)), 422
    amount, due = ore, day

    def act(connection: Connection) -> str:
        flat, kind = form.value("vacancy_id"), form.value("kind")
        charge_id = charges.claim(connection, actor(), flat, kind, due, amount, form.value("reason"))
        say("charges.said.claimed")
        return url_for("charges.charge", charge_id=charge_id)

    try:
        return change(act)
    except Refused as refusal:
        return _form(form.with_faults(refusal.faults)), 422
    except NotFound:
        return _form(form.with_faults({"vacancy_id": t("charges.fault.flat")})), 422
    except NotPossible as error:
        if "field" not in error.values:
            raise
        return _form(form.with_faults({error.values["field"]: t(f"error.{error.code}")})), 422


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@pages.get("/charges/<charge_id>")
@access(*READERS, own=True)
def charge(charge_id: str) -> str:
    """One charge and the office's answer to it."""
    return _page(charge_id, Form())


def _page(charge_id: str, form: Form) -> str:
    with store().reading() as connection:
        row = charges.get_charge(connection, actor(), charge_id)
    may_answer = actor().role == "office" and row["state"] == "claimed"
    return render_template(
        "statements/charge.html", row=row, form=form, may_answer=may_answer, kr_ore=kr_ore,
        tag=charge_tag(row["state"]),
    )  # fmt: skip


@pages.post("/charges/<charge_id>/answer")
@access("office")
def answer(charge_id: str) -> Answer | tuple[str, int]:
    """Accept a charge or refuse it."""
    form = sent()
    verdict = form.value("answer")
    if verdict not in ("accepted", "refused"):
        return _page(charge_id, form.with_faults({"answer": t("charges.fault.answer")})), 422

    def act(connection: Connection) -> str:
        reason = form.value("reason")
        charges.answer_charge(connection, actor(), charge_id, verdict == "accepted", reason)
        say(f"charges.said.{verdict}")
        return url_for("charges.charge", charge_id=charge_id)

    try:
        return change(act)
    except Refused as refusal:
        return _page(charge_id, form.with_faults(refusal.faults)), 422
    except Conflict:
        raise
    except NotPossible as error:
        if "field" not in error.values:
            raise
        return _page(charge_id, form.with_faults({error.values["field"]: t(f"error.{error.code}")})), 422
