"""The lists behind the week: every flat at disposal, every alarm, what each household can pay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from data.overview.alarms import Alarm
from data.overview.flats import AtDisposal
from web.i18n import kr, t, tn, whole
from web.lists import Column
from web.present import Tag, label

#: The pictogram of each kind of alarm.
ICONS = {
    "refund": "payments",
    "overdue": "hourglass",
    "stalled": "warning",
    "parked": "time",
    "youth": "student",
    "cti": "support-agent",
}


def flat_state(flat: AtDisposal, on: date) -> Tag:
    """Where a flat at disposal stands."""
    if flat.lapsed:
        return Tag(t("week.flat.lapsed"), "error", "error")
    if flat.offer_state is not None:
        return Tag(t(f"week.flat.{flat.offer_state}"), "email", "info")
    if flat.available_from > on:
        return Tag(t("week.flat.later"), "time", "plain")
    return Tag(t("week.flat.free"), "warning", "warning")


def flat_columns(on: date) -> tuple[Column[AtDisposal], ...]:
    """The columns of the flats at disposal; what has cost most comes first."""
    return (
        Column(
            "flat", "week.flat", lambda f: f.vacancy_id, "id", sort=lambda f: (-f.cost, f.vacancy_id),
            link=lambda f: f"/vacancies/{quote(f.vacancy_id)}",
            note=lambda f: f"{f.address} {f.postcode}".strip(),
        ),
        Column("state", "week.flat.state", lambda f: flat_state(f, on).text, tag=lambda f: flat_state(f, on)),
        Column("organisation", "week.flat.organisation", lambda f: f.organisation_id),
        Column("kind", "week.flat.kind", lambda f: label("KINDS", f.kind)),
        Column("rent", "week.flat.rent", lambda f: f.rent, "kr"),
        Column("from", "week.flat.from", lambda f: f.available_from, "date"),
        Column("days", "week.flat.days", lambda f: f.days or None, "whole"),
        Column("day", "week.flat.day", lambda f: f.per_day if f.running else None, "kr"),
        Column("cost", "week.flat.cost", lambda f: f.cost if f.running else None, "kr"),
    )  # fmt: skip


def alarm_words(alarm: Alarm) -> str:
    """What an alarm says, with its number or its cost a day."""
    return t(
        f"alarm.{alarm.kind}.{alarm.what}",
        n=whole(alarm.number),
        kr=kr(alarm.per_day),
    )


def alarm_address(alarm: Alarm) -> str:
    """Where an alarm is acted on."""
    if alarm.kind == "stalled" and alarm.offer_id:
        return f"/offers/{quote(alarm.offer_id)}"
    return f"/citizens/{quote(alarm.citizen_id)}"


def alarm_when(alarm: Alarm) -> Tag:
    """How long until it bites, or since when it has."""
    if alarm.days < 0:
        return Tag(tn("week.since", -alarm.days), "error", "error")
    if alarm.days == 0:
        return Tag(t("queue.today"), "time", "warning")
    return Tag(tn("week.in", alarm.days), "time", "warning" if alarm.days <= 14 else "plain")


def alarm_columns(order: Mapping[int, int]) -> tuple[Column[Alarm], ...]:
    """The columns of the alarms; unsorted, as they are found: the ones that bite first at the top."""
    return (
        Column(
            "alarm", "week.alarm", alarm_words, sort=lambda a: order[id(a)], link=alarm_address,
            note=lambda a: a.citizen_id, wide=True,
        ),
        Column("citizen", "week.citizen", lambda a: a.citizen_id, "id", only_file=True),
        Column(
            "kind", "week.kind", lambda a: t(f"alarm.{a.kind}"),
            tag=lambda a: Tag(t(f"alarm.{a.kind}"), ICONS[a.kind], "plain"),
        ),
        Column("when", "week.when", lambda a: alarm_when(a).text, sort=lambda a: a.days, tag=alarm_when),
        Column("due", "week.day", lambda a: a.due, "date"),
        Column("since", "queue.since", lambda a: a.since, "date"),
        Column("per_day", "week.per_day", lambda a: a.per_day or None, "kr"),
    )  # fmt: skip


@dataclass(frozen=True)
class Affordable:
    """A line of the affordability table of a run, with its household in words."""

    benefit: str
    adults: int
    children: int
    citizens: int
    payable: float
    blocked_from: float
    within: int
    without: int

    @property
    def id(self) -> str:
        """One id per line."""
        return f"{self.benefit}:{self.adults}:{self.children}"

    @property
    def household(self) -> str:
        """Single or couple, with children."""
        adults = t("household.couple" if self.adults == 2 else "household.single")
        return tn("household.children", self.children, adults=adults) if self.children else adults


def affordable(rows: Sequence[Mapping[str, Any]]) -> list[Affordable]:
    """The lines of affordability.csv, most citizens first."""
    lines = [
        Affordable(
            row["benefit"], int(row["adults"]), int(row["children"]), int(row["citizens"]),
            float(row["payable_rent"]), float(row["blocked_from"]), int(row["vacancies_within"]),
            int(row["without_any"]),
        )
        for row in rows
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-line.citizens, line.id))


AFFORDABLE: tuple[Column[Affordable], ...] = (
    Column(
        "benefit", "week.benefit", lambda a: label("BENEFITS", a.benefit), sort=lambda a: (-a.citizens, a.id),
        note=lambda a: a.household,
    ),
    Column("household", "week.household", lambda a: a.household, only_file=True),
    Column("citizens", "week.citizens", lambda a: a.citizens, "whole"),
    Column("payable", "week.payable", lambda a: a.payable, "kr"),
    Column("blocked", "week.blocked", lambda a: a.blocked_from, "kr"),
    Column("within", "week.within", lambda a: a.within, "whole"),
    Column("without", "week.without", lambda a: a.without, "whole"),
)  # fmt: skip
