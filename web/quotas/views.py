"""The pools of the quarter rule as they are entered: the form of one; their accounts stand in web/ledger."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response as Answer

from data.exchange.tables import QUOTAS
from data.store import capacity, cells
from web import choices, entered, entry
from web.access import access
from web.entered import Part, Sheet
from web.entry import field
from web.here import actor, change, say, store
from web.i18n import t

pages = Blueprint("quotas", __name__)


@pages.get("/quotas")
@access("office", "auditor", "analyst")
def index() -> Answer:
    """The list of pools is that of their accounts."""
    return redirect(url_for("ledger.index", saved=request.args.get("saved")))


#: The account as it stood when it was entered.
_TOTALS = ("counted", "claimed", "carry_over")


def _sheet(quota_id: int | None) -> Sheet:
    names = ("organisation_id", "municipality", "department_id", "class", "share", "mode", *_TOTALS)
    title = t("quotas.edit_title") if quota_id else t("quotas.new_title")
    likely = {"organisation_id": choices.organisations}
    parts = [Part("", tuple(field(QUOTAS, name, options=likely.get(name)) for name in names))]
    lead = t("quotas.lead")
    back = url_for("ledger.account", quota_id=quota_id) if quota_id else url_for("ledger.index")
    return Sheet("quota", title, parts, back, t("quotas.title"), lead, "quotas/form.html")


def _address(quota_id: str, effect_id: str) -> str:
    return url_for("ledger.index", saved=effect_id)


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
        return url_for("ledger.index")

    response = change(act)
    say("quotas.removed")
    return response
