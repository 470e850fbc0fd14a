"""The first page of those who are not the office: shelter, housing association, administrator, auditor."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from flask import Response, render_template

from data.overview.own import (
    MANY_REFUSED,
    Account,
    Referral,
    accounts,
    record_today,
    referrals,
)
from data.overview.own_flats import own_flats
from data.runs.worker import worker_runs
from data.store.outbox_kept import counts
from data.store.settings import today
from web import lists
from web.association import shown as own
from web.association.waiting import waiting
from web.here import actor, store
from web.i18n import t
from web.lists import Column, Table
from web.messages import MESSAGES
from web.present import Tag

#: What a referral's or a flat's stand looks like: pictogram and tone.
_LOOKS = {
    "waiting": ("hourglass", "plain"),
    "parked": ("time", "warning"),
    "offered": ("email", "info"),
    "viewing": ("visibility", "info"),
    "accepted": ("check", "success"),
    "contract": ("document", "success"),
    "moved_in": ("home", "success"),
}


def _stand(code: str, prefix: str) -> Tag:
    icon, tone = _LOOKS.get(code, ("info", "plain"))
    return Tag(t(f"{prefix}.{code}"), icon, tone)


def _asks(row: Referral) -> str:
    return " · ".join(t(f"referral.asks.{code}") for code in row.asked)


def shelter() -> Response | str:
    """A shelter's own referrals: where each stands and what is asked of the shelter."""
    with store().reading() as connection:
        rows = referrals(connection, actor(), today(connection))
    columns: tuple[Column[Referral], ...] = (
        Column(
            "citizen",
            "referral.citizen",
            lambda r: r.citizen_id,
            "id",
            link=lambda r: (
                f"/offers/{quote(r.offer_id)}" if r.offer_id else f"/citizens/{quote(r.citizen_id)}"
            ),
        ),
        Column(
            "stands",
            "referral.stands",
            lambda r: t(f"referral.{r.stands}"),
            tag=lambda r: _stand(r.stands, "referral"),
        ),
        Column("asks", "referral.asks", _asks, tag=_asked, wide=True),
        Column("deadline", "referral.deadline", lambda r: r.deadline, "date"),
        Column("tier", "referral.tier", lambda r: r.tier, "whole"),
        Column("since", "referral.since", lambda r: r.waiting_since, "date"),
        Column("days", "referral.days", lambda r: r.days, "whole"),
    )
    rows.sort(key=lambda r: ("answer" not in r.asked, not r.asked, r.waiting_since, r.citizen_id))
    table = Table(
        "referrals",
        columns,
        rows,
        lambda r: r.citizen_id,
        kind="citizen",
        purpose="follow",
        caption="referral.caption",
    )
    return lists.answer(
        table,
        "queue/shelter.html",
        asks=sum(bool(r.asked) for r in rows),
        answers=sum("answer" in r.asked for r in rows),
        waiting=sum(r.stands in ("waiting", "parked") for r in rows),
        housed=sum(r.stands == "moved_in" for r in rows),
    )


def _asked(row: Referral) -> Tag | None:
    if not row.asked:
        return None
    return Tag(_asks(row), "flag", "warning")


def association() -> Response | str:
    """What a housing association must do today, then its vacancies; no citizen is named."""
    with store().reading() as connection:
        rows = own_flats(connection, actor(), today(connection))
        tasks = waiting(connection, actor(), rows)
    table = Table(
        "vacancies", own.columns(todo=False), [row for row in rows if not row.closed], lambda r: r.vacancy_id,
        caption="own.caption",
    )  # fmt: skip
    return lists.answer(table, "queue/association.html", waiting=tasks)


def administrator() -> Response | str:
    """Who uses Husrum, what is out of the ordinary, and whether it is well."""
    with store().reading() as connection:
        rows = accounts(connection, today(connection))
        notices = counts(connection)
    columns: tuple[Column[Account], ...] = (
        Column("name", "account.name", lambda r: r.name, link=lambda r: f"/users/{quote(r.user_id)}"),
        Column("login", "account.login", lambda r: r.login),
        Column("role", "account.role", lambda r: t(f"role.{r.role}")),
        Column("look", "account.look", lambda r: _look(r).text, tag=_look),
        Column("seen", "account.seen", lambda r: r.last_seen, "date"),
        Column("refused", "account.refused", lambda r: r.refused or None, "whole"),
    )
    rows.sort(key=lambda r: (_look(r).tone == "plain", r.login))
    table = Table("accounts", columns, rows, lambda r: r.user_id, caption="account.caption")
    return lists.answer(
        table,
        "queue/administrator.html",
        active=sum(r.active for r in rows),
        look=sum(_look(r).tone in ("warning", "error") for r in rows),
        stranded=notices.failed + notices.unsure,
        worker=worker_runs(store()),
        database="SQLite" if store().is_sqlite else "PostgreSQL",
    )


def _look(row: Account) -> Tag:
    """What of an account is worth a look."""
    if not row.active:
        return Tag(t("account.closed"), "lock", "plain")
    if row.refused >= MANY_REFUSED:
        return Tag(t("account.many_refused"), "warning", "error")
    if row.unused:
        return Tag(t("account.unused"), "time", "warning")
    return Tag(t("account.fine"), "check", "plain")


def auditor() -> Response | str:
    """What the record has taken in lately, and where the auditor reads on."""
    with store().reading() as connection:
        found = record_today(connection, today(connection))
    return render_template("queue/auditor.html", found=found, actions=sorted(found.week), action_name=_action)


def _action(code: str) -> str:
    """What was done, in words where the record's pages have them."""
    key = f"record.action.{code}"
    return t(key) if key in MESSAGES else code


#: The first page of each role but the office and the analyst.
PAGES: dict[str, Callable[[], Response | str]] = {
    "shelter": shelter,
    "association": association,
    "administrator": administrator,
    "auditor": auditor,
}
