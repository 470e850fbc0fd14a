"""The week as plain Python values: one ``Citizen``, ``Flat``, ``Place`` for each row of the frames.

Part of the second implementation.  ``None`` is unknown or "no limit".  Distances are metres (EPSG:25832),
amounts DKK per month, ages whole years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd


def known(cell: Any) -> Any:
    """The cell, or None when it is NaN, NaT or NA."""
    return None if cell is None or cell is pd.NaT or cell is pd.NA or cell != cell else cell


def day(cell: Any) -> date | None:
    """The date in a cell of a date column, or None."""
    stamp = known(cell)
    return None if stamp is None else pd.Timestamp(stamp).date()


def certain_day(cell: Any) -> date:
    """The date in a cell that may not be blank."""
    return pd.Timestamp(cell).date()


def truth(cell: Any) -> bool | None:
    """Yes, no, or None for unknown."""
    value = known(cell)
    return None if value is None else bool(value)


def exact(cell: Any) -> Fraction:
    """The cell as an exact fraction; a float is taken as the decimal it is written as."""
    return cell if isinstance(cell, Fraction) else Fraction(str(cell))


def age_on(birth: date, today: date) -> int:
    """Whole years; someone born on 29 February has the birthday on 1 March in other years."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


@dataclass(frozen=True, slots=True)
class Place:
    """A network place, or a place to keep away from; ``limit_m`` is max_km or min_km in metres."""

    x: float | None
    y: float | None
    weight: int
    limit_m: float | None

    @property
    def located(self) -> bool:
        """Whether anyone knows where it is."""
        return self.x is not None and self.y is not None


@dataclass(frozen=True, slots=True)
class Citizen:
    """One household, with its places; columns as in citizens.csv."""

    id: str
    municipality: str
    age: int
    adults: int
    children: int
    benefit: str
    partner_benefit: str
    activity_ready: bool
    other_income: float
    partner_income: float
    other_net_income: float
    net_income: float | None
    gross_income: float | None
    fixed_costs: float
    wealth: float
    benefit_months: float | None
    partner_benefit_months: float | None
    eu_citizen: bool | None
    student: bool
    released_on: date | None
    evicted_on: date | None
    situation: str
    admitted_on: date | None
    waiting_days: int
    tier: int
    support_method: str
    support_decided_on: date | None
    action_plan_on: date | None
    team_id: str
    kinds: frozenset[str]
    min_rooms: float | None
    max_rooms: float | None
    min_size_m2: float | None
    step_free: bool
    max_floor_without_lift: float | None
    pets: bool
    setting: str
    wanted_areas: frozenset[str]
    refused_areas: frozenset[str]
    avoid_milieus: frozenset[str]
    max_rent: float | None
    priorities: frozenset[str]
    debt_to: frozenset[str]
    blocked_until: date | None
    consent: bool
    chances_per_week: float | None
    network: tuple[Place, ...]
    avoid: tuple[Place, ...]

    @property
    def located_network(self) -> tuple[Place, ...]:
        """The network places whose location is known."""
        return tuple(place for place in self.network if place.located)


@dataclass(frozen=True, slots=True)
class Flat:
    """One vacancy; columns as in vacancies.csv, blank utilities estimated by policy."""

    id: str
    municipality: str
    organisation_id: str
    department_id: str
    postcode: str
    x: float | None
    y: float | None
    kind: str
    rent: float
    utilities: float
    utilities_estimated: bool
    heating: str
    deposit: float
    size_m2: float
    rooms: float
    floor: float | None
    lift: bool | None
    step_free: bool | None
    pets_allowed: bool | None
    kitchen: bool
    area_class: str
    student_only: bool
    min_age: float | None
    max_age: float | None
    setting: str
    available_from: date
    reported_on: date
    answer_by: date | None
    seq: float | None
    route: str

    @property
    def located(self) -> bool:
        """Whether the flat's location is known."""
        return self.x is not None and self.y is not None

    @property
    def areas(self) -> frozenset[str]:
        """What a wish or a refusal can name: postcode and department, as far as given."""
        return frozenset({self.postcode, self.department_id} - {""})
