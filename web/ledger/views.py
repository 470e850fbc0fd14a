"""The accounts of the quarter rule: the list of pools, and one account, every event with its arithmetic."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, request, url_for

from data.store import agreements, ledger, settings
from data.store.ledger import Balance
from data.store.rows import Row
from matcher.ledger_terms import Agreement, in_force
from web import effects, lists, pools, present
from web.access import access
from web.forms import Form
from web.here import actor, store
from web.i18n import t, tn
from web.ledger import told
from web.ledger.told import Line
from web.listing import found
from web.lists import Column, Table
from web.offers.step_form import read_day
from web.present import Tag

pages = Blueprint("ledger", __name__)
READERS = ("office", "auditor", "analyst", "association")


def _left(row: Balance) -> Tag:
    if row.left <= 0:
        return Tag(t("quotas.spent"), "minus", "neutral")
    return Tag(tn("quotas.left", row.left), "check", "success")


def _kinds(row: Balance) -> str:
    return present.capital(pools.kinds(row.quota_class, row.department_id))


_POOL: Column[Balance] = Column(
    "class", "quotas.class", _kinds, link=lambda r: url_for("ledger.account", quota_id=r.quota_id)
)
_WHOSE: Column[Balance] = Column(
    "organisation", "quotas.organisation", lambda r: r.organisation_id, "id",
    link=lambda r: url_for("ledger.account", quota_id=r.quota_id),
)  # fmt: skip
_REST: tuple[Column[Balance], ...] = (
    Column("municipality", "quotas.municipality", lambda r: r.municipality or t("teams.any")),
    Column("share", "quotas.share", lambda r: told.share_told(r.share, r.fixed)),
    Column("mode", "quotas.mode", lambda r: present.label("QUOTA_MODES", r.mode)),
    Column("left", "quotas.left_now", lambda r: r.left, "whole", tag=_left, wide=True),
    Column("vacant", "quotas.vacant", lambda r: r.vacant, "whole"),
    Column("used", "quotas.used", lambda r: r.used, "whole"),
    Column("entitled", "quotas.entitled", lambda r: r.entitled, "whole"),
    Column("counted", "quotas.counted", lambda r: r.counted, "whole"),
    Column("claimed", "quotas.claimed", lambda r: r.claimed, "whole"),
)


@pages.get("/ledger")
@access(*READERS, own=True)
def index() -> Response | str:
    """All accounts with their balance; an association's own."""
    with store().reading() as connection:
        every = ledger.balances(connection, actor())
    own = actor().role == "association"
    query = request.args.get("q", "").strip()[:64]
    rows = [row for row in every if found(query, row.organisation_id, row.department_id, _kinds(row))]
    columns = (_POOL, *_REST) if own else (_WHOSE, _POOL, *_REST)
    table: Table[Balance] = Table(
        "ledger", columns, rows, lambda row: f"{row.pool}/{row.municipality}", caption="quotas.caption"
    )
    return lists.answer(
        table, "ledger/list.html", own=own, query=query, many=len(every) > 25 or bool(query),
        may_enter=actor().role == "office", saved=request.args.get(effects.SAVED),
    )  # fmt: skip


_EVENTS: tuple[Column[Line], ...] = (
    Column("number", "ledger.number", lambda r: r.number, "whole"),
    Column("day", "ledger.day", lambda r: r.on, "date"),
    Column("flat", "ledger.flat", lambda r: r.flat, "id", link=lambda r: told.flat_address(r.flat)),
    Column("what", "ledger.what", lambda r: r.what, note=lambda r: r.reason, wide=True),
    Column("reason", "ledger.reason", lambda r: r.reason, only_file=True),
    Column("counted", "ledger.counted.short", lambda r: r.after.counted, "whole"),
    Column(
        "earned",
        "ledger.earned.short",
        lambda r: told.fraction(r.after.earned),
        sort=lambda r: r.after.earned,
    ),
    Column("used", "ledger.used.short", lambda r: r.after.used, "whole"),
    Column("sum", "ledger.sum", lambda r: r.sum, wide=True),
    Column("left", "ledger.left", lambda r: r.after.left, "whole"),
)


def _correct(row: Line) -> str:
    return url_for("ledger_correcting.form", quota_id=int(row.told["entry"].split(":")[0]), event=row.number)


_CORRECT: Column[Line] = Column(
    "correct", "ledger.correct", lambda r: t("ledger.correct") if r.told["kind"] != "agreement" else "",
    link=_correct,
)  # fmt: skip


@pages.get("/ledger/<int:quota_id>")
@access(*READERS, own=True)
def account(quota_id: int) -> Response | str:
    """One account now or on a day (``?on=``): its balance, what is agreed, and every event until then."""
    asked = request.args.get("on", "")[:10]
    wanted, fault = read_day(Form({"on": asked}), "on")
    with store().reading() as connection:
        row = ledger.account_row(connection, actor(), quota_id)
        entries = ledger.events_of(connection, actor(), quota_id)
        agreed = ledger.agreements_of(connection, quota_id)
        listed = agreements.list_agreements(connection, actor(), quota_id)
        today = settings.today(connection)
        on = min(wanted or today, today)
        balance = ledger.balance_at(connection, quota_id, on)
    every = told.lines_of(quota_id, [one for one in entries if one.event["day"] <= on], agreed, listed)
    may = actor().role == "office"
    table: Table[Line] = Table(
        f"ledger-{quota_id}", (*_EVENTS, _CORRECT) if may and not request.args.get("format") else _EVENTS,
        every, lambda one: str(one.number), caption="ledger.events", falling=True,
    )  # fmt: skip
    mode = in_force(agreed, on).mode
    return lists.answer(
        table, "ledger/account.html", row=row, title=title_of(row), balance=balance, on=on, past=on < today,
        form=Form({"on": asked or on}, {"on": fault} if fault else {}), terms=told.terms_on(agreed, on),
        parts=told.parts_of(balance, mode), sum=told.sum_of(balance, mode), mode=mode, may=may,
        share_told=told.share_told, agreed=_listed(listed, agreed, today),
    )  # fmt: skip


def title_of(row: Row) -> str:
    """Whose account, and of which flats."""
    flats = pools.kinds(row["class"], row["department_id"] or "", row["municipality"] or "")
    return f"{row['organisation_id']}, {flats}"


def _listed(
    rows: list[Row], agreed: tuple[Agreement, ...], today: date
) -> list[tuple[Row, Agreement, Tag | None]]:
    """The agreements entered, the newest first, each with whether it is the one that counts today."""
    entered = agreed[len(agreed) - len(rows) :]
    now = in_force(agreed, today)
    tag = Tag(t("ledger.in_force"), "check", "success")
    return [(row, one, tag if one is now else None) for row, one in zip(rows, entered, strict=True)][::-1]
