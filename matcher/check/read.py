"""The frames of a week read into ``Citizen`` and ``Flat``; the defaults that policy.toml decides filled in.

Part of the second implementation.
"""

from __future__ import annotations

from typing import Any

from matcher.check.facts import Citizen, Flat, Place, age_on, certain_day, day, known, truth
from matcher.model import Policy, Week


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
