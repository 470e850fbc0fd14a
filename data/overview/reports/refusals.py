"""Offers that came to nothing: refused, expired or withdrawn, by reason and quarter."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import and_, func, select

from data.overview.days import local_day, quarter, start_of
from data.overview.reports.table import Asked, People, Report, ReportColumn
from data.store.schema import offer_steps, offers

LOST = ("refused", "expired", "withdrawn")


def refusals(asked: Asked) -> Report:
    """The offers lost in the period, counted by quarter, outcome and reason; most frequent first."""
    o, s = offers.c, offer_steps.c
    last = (
        select(s.offer_id, func.max(s.taken_at).label("taken_at"))
        .join_from(offer_steps, offers, and_(o.offer_id == s.offer_id, o.state == s.to_state))
        .where(o.state.in_(LOST))
        .group_by(s.offer_id)
        .subquery()
    )
    chosen = (
        select(o.state, o.reason_code, last.c.taken_at)
        .join_from(offers, last, last.c.offer_id == o.offer_id)
        .where(
            last.c.taken_at >= start_of(asked.period.first), last.c.taken_at < start_of(asked.period.after)
        )
    )
    tally: Counter[tuple[str, str, str]] = Counter()
    for row in asked.connection.execute(chosen):
        year, number = quarter(local_day(row.taken_at))
        tally[f"{year}-{number}", row.state, row.reason_code] += 1
    rows = [
        {"quarter": when, "outcome": outcome, "reason": reason, "offers": times}
        for (when, outcome, reason), times in sorted(
            tally.items(), key=lambda item: (item[0][0], item[1], item[0]), reverse=True
        )
    ]
    every = sum(tally.values())
    by_reason: Counter[tuple[str, str]] = Counter()
    for (_, outcome, reason), times in tally.items():
        by_reason[outcome, reason] += times
    most = max(sorted(by_reason), key=lambda key: by_reason[key], default=("", ""))
    return Report(
        "refusals",
        (
            ReportColumn("quarter", "text"),
            ReportColumn("outcome", "text"),
            ReportColumn("reason", "text"),
            ReportColumn("offers", "whole"),
        ),
        rows,
        {"quarter": "", "outcome": "", "reason": "", "offers": every},
        (People(("offers",)),),
        {"n": every, "outcome": most[0], "reason": most[1]},
    )
