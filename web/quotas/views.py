"""The accounts of the quarter rule: what may be claimed this week, and the form of one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.exchange.tables import QUOTAS
from data.store import account, capacity, cells
from data.store.account import Balance
from web import choices, effects, entered, entry, lists, present
from web.access import access
from web.entered import Part, Sheet
from web.entry import field
from web.here import actor, change, say, store
from web.i18n import t, tn
from web.lists import Column, Table
from web.present import Tag

pages = Blueprint("quotas", __name__)


def _left(row: Balance) -> Tag:
    if row.left <= 0:
        return Tag(t("quotas.spent"), "minus", "neutral")
    return Tag(tn("quotas.left", row.left), "check", "success")


def _link(row: Balance) -> str | None:
    return url_for("quotas.edit", quota_id=row.quota_id) if actor().role == "office" else None


_COLUMNS: tuple[Column[Balance], ...] = (
    Column("organisation", "quotas.organisation", lambda r: r.organisation_id, "id", link=_link),
    Column("class", "quotas.class", lambda r: present.capital(present.label("QUOTA_CLASSES", r.quota_class))),
    Column("municipality", "quotas.municipality", lambda r: r.municipality or t("teams.any")),
    Column("share", "quotas.share", lambda r: str(r.share)),
    Column("mode", "quotas.mode", lambda r: present.label("QUOTA_MODES", r.mode)),
    Column("left", "quotas.left_now", lambda r: r.left, "whole", tag=_left, wide=True),
    Column("vacant", "quotas.vacant", lambda r: r.vacant, "whole"),
    Column("used", "quotas.used", lambda r: r.used, "whole"),
    Column("entitled", "quotas.entitled", lambda r: r.entitled, "whole"),
    Column("counted", "quotas.counted", lambda r: r.counted, "whole"),
    Column("claimed", "quotas.claimed", lambda r: r.claimed, "whole"),
)


@pages.get("/quotas")
@access("office", "auditor", "analyst")
def index() -> Response | str:
    """All accounts with their balance."""
    with store().reading() as connection:
        rows = account.balance(connection)
    table: Table[Balance] = Table(
        "quotas", _COLUMNS, rows, lambda row: f"{row.pool}/{row.municipality}", caption="quotas.caption"
    )
    return lists.answer(
        table, "quotas/list.html", may_enter=actor().role == "office", saved=request.args.get(effects.SAVED)
    )


def _sheet(quota_id: int | None) -> Sheet:
    names = ("organisation_id", "municipality", "class", "share", "mode", "counted", "claimed", "carry_over")
    title = t("quotas.edit_title") if quota_id else t("quotas.new_title")
    likely = {"organisation_id": choices.organisations}
    parts = [Part("", tuple(field(QUOTAS, name, options=likely.get(name)) for name in names))]
    lead = t("quotas.lead")
    return Sheet("quota", title, parts, url_for("quotas.index"), t("quotas.title"), lead, "quotas/form.html")


def _address(quota_id: str, effect_id: str) -> str:
    return url_for("quotas.index", saved=effect_id)


@pages.get("/quotas/new")
@access("office")
def new() -> str:
    """An empty form."""
    return entered.page(_sheet(None), entry.blank(QUOTAS, share="1/4"), quota_id=None)


@pages.post("/quotas/new")
@access("office")
def create() -> Answer | tuple[str, int]:
    """Keep a new account."""

    def keep(connection: Connection, texts: Mapping[str, str], version: int | None) -> str:
        return str(capacity.save_quota(connection, actor(), texts, None))

    return entered.answer(_sheet(None), keep, _address, quota_id=None)


@pages.get("/quotas/<int:quota_id>/edit")
@access("office")
def edit(quota_id: int) -> str:
    """The form of a stored account."""
    with store().reading() as connection:
        row = capacity.get_quota(connection, quota_id)
    form = entry.filled(QUOTAS, cells.texts(QUOTAS, row), row["version"])
    return entered.page(_sheet(quota_id), form, quota_id=quota_id)


@pages.post("/quotas/<int:quota_id>/edit")
@access("office")
def update(quota_id: int) -> Answer | tuple[str, int]:
    """Keep the changes."""

    def keep(connection: Connection, texts: Mapping[str, str], version: int | None) -> str:
        before = cells.texts(QUOTAS, capacity.get_quota(connection, quota_id))
        changed = entry.as_stored(texts, before, QUOTAS)
        return str(capacity.save_quota(connection, actor(), changed, version or 0, quota_id))

    return entered.answer(_sheet(quota_id), keep, _address, quota_id=quota_id)


@pages.post("/quotas/<int:quota_id>/remove")
@access("office")
def remove(quota_id: int) -> Answer:
    """Take an account away."""
    version = int(request.form.get("version", "0") or 0)

    def act(connection: Connection) -> str:
        capacity.remove_quota(connection, actor(), quota_id, version)
        return url_for("quotas.index")

    response = change(act)
    say("quotas.removed")
    return response
