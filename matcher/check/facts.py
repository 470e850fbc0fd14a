"""The week as plain Python values: one ``Citizen``, ``Flat``, ``Milieu`` … for each row of the frames.

Part of the second implementation.  ``None`` is unknown or "no limit"; the defaults that policy.toml decides
are filled in here.  Distances are metres (EPSG:25832), amounts DKK per month, ages whole years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd

from matcher.model import Policy, Week


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


def read_places(week: Week, role: str) -> dict[str, tuple[Place, ...]]:
    """The places of one role for each citizen."""
    column = "max_km" if role == "network" else "min_km"
    found: dict[str, list[Place]] = {}
    for row in week.places.to_dict("records"):
        if row["role"] == role:
            limit = known(row[column])
            weight = known(row["weight"])
            place = Place(
                x=known(row["x"]),
                y=known(row["y"]),
                weight=1 if weight is None else int(weight),
                limit_m=None if limit is None else round(limit * 1000, 6),
            )
            found.setdefault(str(row["citizen_id"]), []).append(place)
    return {citizen_id: tuple(places) for citizen_id, places in found.items()}


TEXTS = ("municipality", "benefit", "partner_benefit", "situation", "support_method", "team_id", "setting")
DATES = ("released_on", "evicted_on", "admitted_on", "support_decided_on", "action_plan_on", "blocked_until")
AMOUNTS = ("other_income", "partner_income", "other_net_income", "wealth")
LISTS = ("wanted_areas", "refused_areas", "avoid_milieus", "priorities", "debt_to")
OPEN = (
    *("net_income", "gross_income", "benefit_months", "partner_benefit_months", "min_rooms", "max_rooms"),
    *("min_size_m2", "max_floor_without_lift", "max_rent", "chances_per_week"),
)
YES_NO = ("activity_ready", "student", "step_free", "pets", "consent")


def read_citizens(week: Week, policy: Policy) -> list[Citizen]:
    """Every citizen of the week in id order."""
    network, avoid = read_places(week, "network"), read_places(week, "avoid")
    citizens = []
    for row in week.citizens.to_dict("records"):
        age = age_on(certain_day(row["birth_date"]), week.decision_date)
        young = bool(row["student"]) or age <= policy.youth_max_age
        fixed = known(row["fixed_costs"])
        values: dict[str, Any] = {name: str(row[name]) for name in TEXTS}
        values |= {name: day(row[name]) for name in DATES}
        values |= {name: float(row[name]) for name in AMOUNTS}
        values |= {name: frozenset(row[name]) for name in LISTS}
        values |= {name: known(row[name]) for name in OPEN}
        values |= {name: bool(row[name]) for name in YES_NO}
        citizen = Citizen(
            id=str(row["citizen_id"]),
            age=age,
            adults=int(row["adults"]),
            children=int(row["children"]),
            fixed_costs=policy.fixed_costs if fixed is None else float(fixed),
            eu_citizen=truth(row["eu_citizen"]),
            waiting_days=(week.decision_date - certain_day(row["waiting_since"])).days,
            tier=int(row["tier"]),
            kinds=frozenset(row["kinds"]) or frozenset({"family"} | ({"youth"} if young else set())),
            network=network.get(str(row["citizen_id"]), ()),
            avoid=avoid.get(str(row["citizen_id"]), ()),
            **values,
        )
        citizens.append(citizen)
    return sorted(citizens, key=lambda citizen: citizen.id)


FLAT_TEXTS = (
    *("municipality", "organisation_id", "department_id", "postcode", "kind", "heating", "area_class"),
    *("setting", "route"),
)


def read_flats(week: Week, policy: Policy) -> list[Flat]:
    """Every vacancy of the week in id order."""
    flats = []
    for row in week.vacancies.to_dict("records"):
        utilities = known(row["utilities"])
        estimate = policy.utilities_per_m2 * float(row["size_m2"])
        values: dict[str, Any] = {name: str(row[name]) for name in FLAT_TEXTS}
        values |= {name: float(row[name]) for name in ("rent", "deposit", "size_m2", "rooms")}
        values |= {name: known(row[name]) for name in ("x", "y", "floor", "min_age", "max_age", "seq")}
        values |= {name: truth(row[name]) for name in ("lift", "step_free", "pets_allowed")}
        flat = Flat(
            id=str(row["vacancy_id"]),
            utilities=estimate if utilities is None else float(utilities),
            utilities_estimated=utilities is None,
            kitchen=bool(row["kitchen"]),
            student_only=bool(row["student_only"]),
            available_from=certain_day(row["available_from"]),
            reported_on=certain_day(row["reported_on"]),
            answer_by=day(row["answer_by"]),
            **values,
        )
        flats.append(flat)
    return sorted(flats, key=lambda flat: flat.id)
