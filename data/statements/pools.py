"""The accounts of an organisation in a month: opening balance, every event with its arithmetic, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from data.statements.months import after_of, first_of, last_of
from data.store import ledger
from data.store.actor import SYSTEM
from data.store.ledger_read import event_of
from data.store.rows import Row, rows_of
from data.store.schema import quotas
from matcher.ledger import Account, account_at
from matcher.ledger_terms import Agreement, Balance, in_force, next_change

#: What a statement repeats of an event; never the offer, nor who entered it.
_SHOWN = ("number", "kind", "counts", "why", "turn", "corrects", "counted", "claimed", "carry_over", "reason")


def pools_of(connection: Connection, organisation_id: str, month: str) -> list[dict[str, Any]]:
    """The accounts of an organisation begun by the end of a month, by municipality, estate and class."""
    q = quotas.c
    wanted = select(quotas).where(q.organisation_id == organisation_id)
    found = (_pool(connection, row, month) for row in rows_of(connection, wanted))
    told = [pool for pool in found if pool is not None]
    keys = ("municipality", "department_id", "class", "quota_id")
    return sorted(told, key=lambda pool: [pool[key] for key in keys])


def _pool(connection: Connection, row: Row, month: str) -> dict[str, Any] | None:
    quota_id, first, after = int(row["quota_id"]), first_of(month), after_of(month)
    entries = [e for e in ledger.events_of(connection, SYSTEM, quota_id) if e.event["day"] < after]
    if not entries:
        return None
    agreed = ledger.agreements_of(connection, quota_id)
    before = None
    if entries[0].event["day"] < first:
        before = balance_told(ledger.balance_at(connection, quota_id, first - timedelta(days=1)))
    told = [event_told(quota_id, e, agreed) for e in entries if e.event["day"] >= first]
    told += turnovers_told(quota_id, entries, agreed, first, after)
    return {
        "quota_id": quota_id,
        "municipality": row["municipality"] or "",
        "department_id": row["department_id"] or "",
        "class": row["class"],
        "opening": before,
        "events": sorted(told, key=lambda event: (event["day"], event["number"] or 0)),
        "closing": balance_told(ledger.balance_at(connection, quota_id, last_of(month))),
        **terms_told(agreed, last_of(month)),
    }


def turnovers_told(
    quota_id: int, entries: Sequence[ledger.Entry], agreed: tuple[Agreement, ...], first: date, after: date
) -> list[dict[str, Any]]:
    """The days on which other terms or a new accounting period began, as events without a number.

    What they change comes before everything else of their day; ``after``: the first day not looked at.
    """
    told: list[dict[str, Any]] = []
    day = next_change(agreed, first - timedelta(days=1))
    while day is not None and day < after:
        events = [event_of(e.event) for e in entries if e.event["day"] < day]
        old, new = account_at(agreed, events, day - timedelta(days=1)), account_at(agreed, events, day)
        period = old.balance().period_from != new.balance().period_from
        if events and (period or old.agreement != new.agreement):
            told.append(_turnover(quota_id, "period" if period else "terms", day, new, agreed))
        day = next_change(agreed, day)
    return told


def _turnover(
    quota_id: int, kind: str, day: date, account: Account, agreed: Sequence[Agreement]
) -> dict[str, Any]:
    nothing = dict.fromkeys(_SHOWN) | {"why": "", "turn": "", "reason": ""}
    return {
        **nothing,
        "entry": f"{quota_id}:{kind}:{day.isoformat()}",
        "kind": kind,
        "day": day.isoformat(),
        "vacancy_id": "",
        "counted": 0,
        "claimed": 0,
        "carry_over": account.balance().carried,
        **terms_told(agreed, day),
        "after": balance_told(account.balance()),
    }


def event_told(quota_id: int, entry: ledger.Entry, agreed: Sequence[Agreement]) -> dict[str, Any]:
    """An event as a statement tells it, with what held on its day and the arithmetic after it."""
    event = entry.event
    return {
        "entry": f"{quota_id}:{event['number']}",
        "day": event["day"].isoformat(),
        "vacancy_id": event["vacancy_id"] or "",
        **{name: event[name] for name in _SHOWN},
        **terms_told(agreed, event["day"]),
        "after": balance_told(entry.after),
    }


def terms_told(agreed: Sequence[Agreement], day: date) -> dict[str, Any]:
    """What holds on a day: mode, and the share or the fixed number; the agreement entered last counts."""
    last = in_force(tuple(agreed), day)
    return {
        "mode": last.mode,
        "share": None if last.share is None else str(last.share),
        "fixed": last.fixed,
        "period": last.period,
    }


def balance_told(balance: Balance) -> dict[str, Any]:
    """The arithmetic of an account; fractions as texts, so that nothing is lost."""
    return {
        "counted": balance.counted,
        "used": balance.used,
        "earned": str(balance.earned),
        "period_from": None if balance.period_from is None else balance.period_from.isoformat(),
        "period_counted": balance.period_counted,
        "period_used": balance.period_used,
        "period_earned": str(balance.period_earned),
        "carried": balance.carried,
        "left": balance.left,
    }
