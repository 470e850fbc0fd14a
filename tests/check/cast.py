"""A fixed cast: one citizen for whom one flat is possible in every respect; tests change one thing."""

from __future__ import annotations

from datetime import date
from typing import Any

from data.rates.loader import load_rates
from matcher.check import Assessment
from matcher.model import Policy
from tests.plain_frames import make_week

TODAY = date(2026, 8, 31)
RATES = load_rates(TODAY)

CITIZEN: dict[str, Any] = {
    "citizen_id": "C1",
    "municipality": "0101",
    "birth_date": date(1986, 8, 31),  # 40 today
    "benefit": "foertidspension",
    "eu_citizen": True,
    "waiting_since": date(2026, 3, 1),
    "kinds": ("family",),
}
FLAT: dict[str, Any] = {
    "vacancy_id": "F1",
    "municipality": "0101",
    "organisation_id": "O1",
    "department_id": "A1",
    "postcode": "2400",
    "x": 720_000.0,
    "y": 6_175_000.0,
    "kind": "family",
    "rent": 4000.0,
    "utilities": 500.0,
    "size_m2": 50.0,
    "rooms": 2.0,
    "available_from": date(2026, 9, 1),
    "reported_on": date(2026, 8, 24),
}
PLACE: dict[str, Any] = {"citizen_id": "C1", "role": "network", "category": "family"}


def assess(
    citizen: dict[str, Any] | None = None,
    flat: dict[str, Any] | None = None,
    policy: Policy | None = None,
    today: date = TODAY,
    **tables: Any,
) -> Assessment:
    """The pair C1, F1 with these cells changed, in a week with these other tables."""
    week = make_week(today, [{**CITIZEN, **(citizen or {})}], [{**FLAT, **(flat or {})}], **tables)
    return Assessment(week, policy or Policy(), RATES)


def reasons(*args: Any, **tables: Any) -> tuple[str, ...]:
    """Why C1 may not get F1 with these changes."""
    return assess(*args, **tables).reasons(("C1", "F1"))
