"""What an empty flat costs beside what a night in a § 110 shelter costs, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from data.overview.days import Period
from data.overview.reports.table import Asked, People, Report, ReportColumn, Row
from data.statements.void_rent import Void, voids


@dataclass(frozen=True)
class Stretch:
    """Days from ``first`` up to, not including, ``end``."""

    first: date
    end: date

    def days_in(self, period: Period) -> int:
        """How many of the days lie in a period."""
        return max(0, (min(self.end, period.after) - max(self.first, period.first)).days)


def costs(asked: Asked) -> Report:
    """Per month: days flats stood empty and their rent; days in § 110 shelters, their cost and the refund."""
    empty = voids(asked.connection, asked.on)
    stays, refunded = shelter_stretches(asked)
    months = [month for month in asked.period.months() if month.first < asked.on]
    rows = [_month(asked, month, empty, stays, refunded) for month in months]
    total: dict[str, object] = {"month": ""}
    for key in ("void_days", "void_kr", "shelter_days", "shelter_kr", "refund_kr", "net_kr"):
        total[key] = sum(row[key] for row in rows)
    total["people"] = sum(stay.days_in(asked.period) > 0 for stay in stays)
    return Report(
        "costs",
        (
            ReportColumn("month", "text"),
            ReportColumn("void_days", "whole"),
            ReportColumn("void_kr", "kr"),
            ReportColumn("people", "whole"),
            ReportColumn("shelter_days", "whole"),
            ReportColumn("shelter_kr", "kr"),
            ReportColumn("refund_kr", "kr"),
            ReportColumn("net_kr", "kr"),
        ),
        rows,
        total,
        (People(("people",), ("shelter_days", "shelter_kr", "refund_kr", "net_kr")),),
        {"void": total["void_kr"], "shelter": total["net_kr"]},
    )


def _month(
    asked: Asked, month: Period, empty: list[Void], stays: list[Stretch], refunded: list[Stretch]
) -> Row:
    cost = asked.policy.shelter_day_cost
    nights = sum(stay.days_in(month) for stay in stays)
    refund = sum(stay.days_in(month) for stay in refunded) * cost * asked.amounts.refund_share
    return {
        "month": f"{month.first.year}-{month.first.month:02d}",
        "void_days": sum(flat.days_in(month.first, month.after) for flat in empty),
        "void_kr": sum(flat.ore_in(month.first, month.after) for flat in empty) / 100,
        "people": sum(stay.days_in(month) > 0 for stay in stays),
        "shelter_days": nights,
        "shelter_kr": nights * cost,
        "refund_kr": refund,
        "net_kr": nights * cost - refund,
    }


def shelter_stretches(asked: Asked) -> tuple[list[Stretch], list[Stretch]]:
    """The days in a § 110 shelter of each citizen there until the wait ended; and those with state refund."""
    stays, refunded = [], []
    lasts = timedelta(days=asked.amounts.refund_days)
    for person in asked.people:
        if person.in_shelter and person.admitted_on is not None:
            end = min(asked.on, person.left_on or asked.on)
            stays.append(Stretch(person.admitted_on, end))
            refunded.append(Stretch(person.admitted_on, min(end, person.admitted_on + lasts)))
    return stays, refunded
