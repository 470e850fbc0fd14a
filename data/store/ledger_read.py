"""The ledger's rows as events and agreements for matcher/ledger.py."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Select, func, select

from data.store.rows import Row, rows_of
from data.store.schema_account import agreements, ledger
from data.store.settings import today
from matcher.ledger import Account, Agreement, Event, account_at

_OF_EVENT = (
    "number", "day", "kind", "vacancy_id", "counts", "turn", "corrects", "counted", "claimed", "carry_over",
)  # fmt: skip


def event_of(row: Row) -> Event:
    """A row of ``ledger`` as an event; a flat of a blank id is none."""
    return Event(**{name: row[name] for name in _OF_EVENT} | {"vacancy_id": row["vacancy_id"] or ""})


def agreements_by_pool(
    connection: Connection, quota_ids: Collection[int]
) -> dict[int, tuple[Agreement, ...]]:
    """What holds for each account: the share and mode its row had, from day to day, then what was agreed.

    The row's own terms lose nothing at their end: without an agreement there is no period to settle.
    """
    e, a = ledger.c, agreements.c
    own = select(e.quota_id, e.day, e.share, e.mode).where(e.quota_id.in_(quota_ids), e.mode.is_not(None))
    found: dict[int, list[Agreement]] = {quota_id: [] for quota_id in quota_ids}
    for row in connection.execute(own.order_by(e.number)):
        share = Fraction(row.share or "1/4")
        found[row.quota_id].append(Agreement(row.day, share=share, mode=row.mode, carry="all"))
    made = select(agreements).where(a.quota_id.in_(quota_ids)).order_by(a.agreement_id)
    for agreed in rows_of(connection, made):
        found[agreed["quota_id"]].append(agreement_of(agreed))
    return {quota_id: tuple(of) for quota_id, of in found.items()}


def agreement_of(row: Row) -> Agreement:
    """A row of ``agreements`` as an agreement."""
    same = (
        "valid_from",
        "valid_to",
        "fixed",
        "mode",
        "period",
        "carry",
        "lapsed_uses_turn",
        "internal_counts",
    )
    share = None if row["share"] is None else Fraction(row["share"])
    most = int(row["carry_most"] or 0)
    return Agreement(**{name: row[name] for name in same}, share=share, carry_most=most)


def events_by_pool(
    connection: Connection, quota_ids: Collection[int], until: date | None = None
) -> dict[int, list[Event]]:
    """The events of each account from its last opening on (by the end of a day), by number."""
    e = ledger.c
    opened: Any = (
        _until(select(e.quota_id, func.max(e.number).label("number")), until)
        .where(e.quota_id.in_(quota_ids), e.kind == "opening")
        .group_by(e.quota_id)
        .subquery()
    )
    wanted = _until(select(e.quota_id, *(e[name] for name in _OF_EVENT)), until)
    wanted = wanted.join(opened, (opened.c.quota_id == e.quota_id) & (e.number >= opened.c.number))
    found: dict[int, list[Event]] = {quota_id: [] for quota_id in quota_ids}
    for row in connection.execute(wanted.order_by(e.quota_id, e.number)):
        quota_id, number, day, kind, vacancy_id, *rest = row
        found[quota_id].append(Event(number, day, kind, vacancy_id or "", *rest))
    return found


def accounts(
    connection: Connection, quota_ids: Collection[int], until: date | None = None
) -> dict[int, Account]:
    """Each account at the end of a day (None: after its last event)."""
    agreed = agreements_by_pool(connection, quota_ids)
    events = events_by_pool(connection, quota_ids, until)
    return {quota_id: account_at(agreed[quota_id], events[quota_id], until) for quota_id in quota_ids}


def accounts_now(connection: Connection, quota_ids: Collection[int]) -> dict[int, Account]:
    """Each account after all its events, today's accounting period begun."""
    found, day = accounts(connection, quota_ids), today(connection)
    for account in found.values():
        account.advance(day)
    return found


def all_events(connection: Connection, quota_id: int) -> list[Row]:
    """Every row of ``ledger`` of an account, by number."""
    return rows_of(connection, select(ledger).where(ledger.c.quota_id == quota_id).order_by(ledger.c.number))


def _until(wanted: Select[Any], until: date | None) -> Select[Any]:
    return wanted if until is None else wanted.where(ledger.c.day <= until)
