"""Restricted areas (almenboligloven § 59 stk. 6–9): who may not be nominated there.

Part of the second implementation; model.md § 1.1 as a table of one limit of months per benefit and area.
"""

from __future__ import annotations

import calendar
from datetime import date

from matcher.check.facts import Citizen, Flat

VULNERABLE = ("vulnerable", "parallel", "transformation")

#: Benefit → months from which it bars in a vulnerable area and in a prevention area; None never bars.
BARRED_FROM: dict[str, tuple[int | None, int | None]] = {
    "kontanthjaelp_forhoejet": (6, 24),
    "kontanthjaelp_grund": (6, 24),
    "kontanthjaelp_mindste": (6, 6),
    "dagpenge": (6, None),
    "sygedagpenge": (6, None),
    "jobafklaring": (6, None),
}


def restriction(flat: Flat) -> str:
    """``vulnerable``, ``prevention`` or "" for a flat that § 59 stk. 6–9 does not restrict."""
    if flat.area_class in VULNERABLE and flat.kind in ("family", "youth"):
        return "vulnerable"
    return "prevention" if flat.area_class == "prevention" and flat.kind == "family" else ""


def six_months_before(today: date) -> date:
    """The same day six months earlier, or the last day of that month when there is none such."""
    year, month = (today.year, today.month - 6) if today.month > 6 else (today.year - 1, today.month + 6)
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def barred(citizen: Citizen, area: str, today: date) -> bool:
    """Whether the household is barred from a ``vulnerable`` or ``prevention`` area."""
    since = six_months_before(today)
    if any(event is not None and event >= since for event in (citizen.released_on, citizen.evicted_on)):
        return True
    if citizen.eu_citizen is not True and not citizen.student:
        return True
    adults = [(citizen.benefit, citizen.benefit_months)]
    if citizen.adults == 2:
        adults.append((citizen.partner_benefit, citizen.partner_benefit_months))
    for benefit, months in adults:
        if benefit == "foertidspension" and area == "vulnerable":
            return True
        limit = BARRED_FROM.get(benefit, (None, None))[0 if area == "vulnerable" else 1]
        if limit is not None and (months is None or months >= limit):
            return True
    return False
