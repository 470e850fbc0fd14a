"""The time between any two steps of the way from referral to a home."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import ceil

from sqlalchemy import func, select

from data.overview.days import local_day
from data.overview.reports.table import Asked, People, Report, ReportColumn, middle
from data.store.schema import citizens, offer_steps, offers, vacancies

#: The steps in their order: the referral and the report of the flat come before those of the offer.
STEPS = (
    "referred", "reported", "proposed", "offered", "viewing", "accepted", "contract", "moved_in",
    "refused", "expired", "withdrawn", "ended",
)  # fmt: skip
#: Nothing follows these on the way to the same home.
_LAST = ("refused", "expired", "withdrawn", "ended")


def times(asked: Asked) -> Report:
    """Days between every two steps, of the offers that reached the later one in the period."""
    ways = _ways(asked)
    rows = []
    for first, start in enumerate(STEPS):
        for end in STEPS[first + 1 :]:
            if start in _LAST or end == "reported" or (start == "moved_in" and end != "ended"):
                continue
            days = [
                (way[end] - way[start]).days
                for way in ways
                if start in way and end in way and asked.period.has(way[end]) and way[end] >= way[start]
            ]
            if days:
                rows.append(
                    {
                        "from": start,
                        "to": end,
                        "offers": len(days),
                        "median_days": middle(days),
                        "most_days": sorted(days)[ceil(0.9 * len(days)) - 1],
                        "longest_days": max(days),
                    }
                )
    whole = next((r for r in rows if (r["from"], r["to"]) == ("referred", "moved_in")), None)
    return Report(
        "times",
        (
            ReportColumn("from", "text"),
            ReportColumn("to", "text"),
            ReportColumn("offers", "whole"),
            ReportColumn("median_days", "whole"),
            ReportColumn("most_days", "whole"),
            ReportColumn("longest_days", "whole"),
        ),
        rows,
        None,
        (People(("offers",), ("median_days", "most_days", "longest_days")),),
        None if whole is None else {"days": whole["median_days"], "n": whole["offers"]},
    )


def _ways(asked: Asked) -> list[Mapping[str, date]]:
    """For each offer the day of every step it took: the first time into a state, and what went before."""
    o, s = offers.c, offer_steps.c
    ways: dict[str, dict[str, date]] = {}
    before = (
        select(
            o.offer_id, o.created_at, o.moved_in_on, o.ended_on, citizens.c.waiting_since,
            vacancies.c.reported_on,
        )
        .join_from(offers, citizens, citizens.c.citizen_id == o.citizen_id)
        .join(vacancies, vacancies.c.vacancy_id == o.vacancy_id)
    )  # fmt: skip
    for row in asked.connection.execute(before):
        ways[row.offer_id] = {
            "referred": row.waiting_since,
            "reported": row.reported_on,
            "proposed": local_day(row.created_at),
        }
    reached = select(s.offer_id, s.to_state, func.min(s.taken_at).label("at")).group_by(
        s.offer_id, s.to_state
    )
    for step in asked.connection.execute(reached):
        if step.to_state != "proposed" and step.offer_id in ways:
            ways[step.offer_id][step.to_state] = local_day(step.at)
    homes = select(o.offer_id, o.moved_in_on, o.ended_on).where(o.moved_in_on.is_not(None))
    for home in asked.connection.execute(homes):
        ways[home.offer_id]["moved_in"] = home.moved_in_on
        if home.ended_on is not None:
            ways[home.offer_id]["ended"] = home.ended_on
    return list(ways.values())
