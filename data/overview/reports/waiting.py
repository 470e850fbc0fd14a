"""Who waits and who gets a home: by need group, age, benefit or household."""

from __future__ import annotations

from datetime import timedelta

from data.overview.people import overdue_since
from data.overview.reports.people import Person, grouped
from data.overview.reports.table import Asked, People, Report, ReportColumn, Row, middle, share

#: Within so many days of the referral a home counts as soon.
SOON_DAYS = 90
GROUP = ReportColumn("group", "group")


def waiting(asked: Asked) -> Report:
    """Those waiting on the last day of the period, and those housed in it, with how long they waited."""
    every, day = asked.people, asked.until
    kept = [p for p in every if p.waits_on(day) or _housed_in(p, asked)]
    total = _waiting_row("", kept, asked)
    return Report(
        "waiting",
        (
            GROUP,
            ReportColumn("waiting", "whole"),
            ReportColumn("median_days", "whole"),
            ReportColumn("longest_days", "whole"),
            ReportColumn("overdue", "whole"),
            ReportColumn("housed", "whole"),
            ReportColumn("housed_median_days", "whole"),
        ),
        [_waiting_row(group, found, asked) for group, found in grouped(kept, asked.by, day).items()],
        total,
        (
            People(("waiting",), ("median_days", "longest_days")),
            People(("overdue",)),
            People(("housed",), ("housed_median_days",)),
        ),
        {"n": total["waiting"], "days": total["median_days"]},
    )


def _housed_in(person: Person, asked: Asked) -> bool:
    return asked.period.has(person.housed_on) and person.housed_on <= asked.on  # type: ignore[operator]


def _waiting_row(group: str, found: list[Person], asked: Asked) -> Row:
    day = asked.until
    waits = [(day - p.waiting_since).days for p in found if p.waits_on(day)]
    homes = [
        (p.housed_on - p.waiting_since).days
        for p in found
        if p.housed_on is not None and _housed_in(p, asked)
    ]
    limit = (day - overdue_since(day, asked.policy.overdue_days)).days
    return {
        "group": group,
        "waiting": len(waits),
        "median_days": middle(waits),
        "longest_days": max(waits, default=None),
        "overdue": sum(days >= limit for days in waits),
        "housed": len(homes),
        "housed_median_days": middle(homes),
    }


def housed_soon(asked: Asked) -> Report:
    """Of those referred in the period at least 90 days ago: how many had a home within 90 days."""
    judged = [
        p
        for p in asked.people
        if asked.period.has(p.waiting_since) and p.waiting_since + timedelta(days=SOON_DAYS) <= asked.on
    ]
    total = _soon_row("", judged)
    return Report(
        "housed_90",
        (
            GROUP,
            ReportColumn("referred", "whole"),
            ReportColumn("within_90", "whole"),
            ReportColumn("share", "share"),
        ),
        [_soon_row(group, found) for group, found in grouped(judged, asked.by, asked.until).items()],
        total,
        (People(("within_90", "not_within_90"), ("referred", "share")),),
        {"share": total["share"], "n": total["referred"]},
    )


def _soon_row(group: str, found: list[Person]) -> Row:
    soon = sum(p.housed_on is not None and (p.housed_on - p.waiting_since).days <= SOON_DAYS for p in found)
    return {
        "group": group,
        "referred": len(found),
        "within_90": soon,
        "not_within_90": len(found) - soon,
        "share": share(soon, len(found)),
    }
