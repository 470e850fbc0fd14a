"""Still in the home after twelve months."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from data.overview.days import months_after
from data.overview.reports.people import HOUSED, Person, grouped
from data.overview.reports.table import Asked, People, Report, ReportColumn, Row, share
from data.overview.reports.waiting import GROUP
from data.store.schema import offers


def still_there(asked: Asked) -> Report:
    """Of those who moved in in the period at least twelve months ago: how many lived there after twelve."""
    o = offers.c
    chosen = select(o.citizen_id, o.moved_in_on, o.ended_on).where(
        o.state.in_(HOUSED), o.moved_in_on >= asked.period.first, o.moved_in_on <= asked.period.last
    )
    homes: dict[str, list[tuple[date, date | None]]] = {}
    for row in asked.connection.execute(chosen):
        if months_after(row.moved_in_on, 12) <= asked.on:
            homes.setdefault(row.citizen_id, []).append((row.moved_in_on, row.ended_on))
    found = [person for person in asked.people if person.citizen_id in homes]
    total = _row("", found, homes)
    return Report(
        "kept_12",
        (
            GROUP,
            ReportColumn("moved_in", "whole"),
            ReportColumn("still", "whole"),
            ReportColumn("share", "share"),
        ),
        [_row(group, some, homes) for group, some in grouped(found, asked.by, asked.until).items()],
        total,
        (People(("still", "left"), ("moved_in", "share")),),
        {"share": total["share"], "n": total["moved_in"]},
    )


def _row(group: str, found: list[Person], homes: dict[str, list[tuple[date, date | None]]]) -> Row:
    stays = [stay for person in found for stay in homes[person.citizen_id]]
    still = sum(ended is None or ended >= months_after(moved, 12) for moved, ended in stays)
    return {
        "group": group,
        "moved_in": len(stays),
        "still": still,
        "left": len(stays) - still,
        "share": share(still, len(stays)),
    }
