"""What a citizen needs and wishes: situation, support and its decisions, the flat asked for.

Shares of situations are VIVE's of 2024 (street 8 %, § 110 45 %, friends 25 %); the rest is our assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp

from data.synth.cells import Row, yes
from data.synth.dice import Dice

SITUATIONS: Mapping[str, float] = {
    "street": 8,
    "shelter_110": 45,
    "friends": 25,
    "institution": 6,
    "transitional": 5,
    "hotel": 5,
    "at_risk": 3,
    "other": 3,
}
_TIERS = {
    "street": {1: 14, 2: 40, 3: 32, 4: 12, 5: 2},
    "shelter_110": {1: 6, 2: 27, 3: 41, 4: 21, 5: 5},
    "": {1: 4, 2: 20, 3: 41, 4: 28, 5: 7},
}
#: Parked for a while, or does not (yet) want to be proposed.
READINESS = {"ready": 92.5, "parked": 4.5, "unwilling": 3.0}
_METHODS = {
    "street": {"none": 14, "CTI": 34, "ICM": 30, "ACT": 14, "ACT_modified": 8},
    "shelter_110": {"none": 20, "CTI": 44, "ICM": 25, "ACT": 6, "ACT_modified": 5},
    "": {"none": 38, "CTI": 38, "ICM": 18, "ACT": 3, "ACT_modified": 3},
}


@dataclass(frozen=True)
class Surroundings:
    """What a citizen can name: the teams by method, the postcodes, departments, organisations and milieus."""

    teams: Mapping[str, list[str]] = field(default_factory=dict)
    postcodes: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    milieus: tuple[str, ...] = ()


def support(situation: str, around: Surroundings, decision: date, dice: Dice) -> Row:
    """The columns from situation to team_id: what has been decided, and what has not."""
    waited = min(1400, 7 + round(exp(dice.normal(4.9, 0.9))))
    method = dice.pick(_METHODS.get(situation, _METHODS[""]))
    sheltered = situation == "shelter_110"
    admitted = decision - timedelta(days=dice.whole(8, 320))
    decided = dice.chance(0.80 if sheltered else 0.6 if method != "none" else 0.0)
    planned = dice.chance(0.84 if sheltered else 0.25)
    teams = around.teams.get(method, [])
    return {
        "situation": situation,
        "admitted_on": admitted.isoformat() if sheltered and dice.chance(0.95) else "",
        "waiting_since": (decision - timedelta(days=waited)).isoformat(),
        "tier": str(dice.pick(_TIERS.get(situation, _TIERS[""]))),
        "support_method": method,
        "support_decided_on": _after(decision, waited, dice) if decided else "",
        "action_plan_on": _after(decision, waited, dice) if planned else "",
        "team_id": dice.among(teams) if teams and dice.chance(0.2) else "",
    }


def _after(decision: date, waited: int, dice: Dice) -> str:
    """A day after the referral, and no later than three days before the decision date."""
    return (decision - timedelta(days=dice.whole(3, max(3, waited - 4)))).isoformat()


def wishes(row: Row, age: int, around: Surroundings, dice: Dice) -> Row:
    """The columns from kinds to debt_to: what kind of home, where, and where not."""
    persons = int(row["adults"]) + int(row["children"])
    return {
        "kinds": _kinds(age, row["student"] == "true", dice),
        "min_rooms": _least_rooms(persons, dice),
        "max_rooms": _most_rooms(persons, dice),
        "min_size_m2": str(dice.among((25, 30, 35, 40))) if dice.chance(0.08) else "",
        "step_free": yes(dice.chance(0.16 if age >= 55 else 0.04)),
        "max_floor_without_lift": str(dice.among((0, 1, 1, 2)))
        if dice.chance(0.3 if age >= 50 else 0.08)
        else "",
        "pets": yes(dice.chance(0.18)),
        "setting": dice.pick({"": 66, "urban": 16, "suburban": 12, "rural": 6}),
        "wanted_areas": " ".join(_areas(around, 0.25, 2, dice)),
        "refused_areas": " ".join(_areas(around, 0.14, 2, dice)),
        "avoid_milieus": " ".join(dice.some(around.milieus, dice.whole(1, 3)) if dice.chance(0.4) else []),
        "max_rent": str(dice.whole(14, 30) * 250) if dice.chance(0.25) else "",
        "priorities": _priorities(dice),
        "debt_to": dice.among(around.organisations) if around.organisations and dice.chance(0.09) else "",
    }


def readiness(state: str, decision: date, dice: Dice) -> Row:
    """The columns blocked_until and consent."""
    until = decision + timedelta(days=dice.whole(5, 60))
    return {
        "blocked_until": until.isoformat() if state == "parked" else "",
        "consent": yes(state != "unwilling"),
    }


def _kinds(age: int, student: bool, dice: Dice) -> str:
    """Blank most often: family, and youth for the young; the old and the few ask for their own kinds."""
    if age >= 60 and dice.chance(0.6):
        return "family elderly"
    if age <= 24 and dice.chance(0.35):
        return "family youth start"
    if dice.chance(0.05) and not student:
        return dice.among(("family odd", "family inclusion", "family stepdown", "odd"))
    return ""


def _least_rooms(persons: int, dice: Dice) -> str:
    if persons == 1:
        return "2" if dice.chance(0.22) else ""
    return str(min(4, persons)) if dice.chance(0.6) else ""


def _most_rooms(persons: int, dice: Dice) -> str:
    """Most referrals name the size the office can defend: a room more than persons, seldom two."""
    more = dice.pick({1: 64, 2: 22, 0: 14})
    return str(persons + more) if more else ""


def _areas(around: Surroundings, share: float, most: int, dice: Dice) -> list[str]:
    if not dice.chance(share):
        return []
    # Where a town has one postcode or two, people name estates.
    estates = dice.chance(0.3 if len(around.postcodes) > 5 else 0.75)
    source = around.departments if estates else around.postcodes
    return sorted(dice.some(source, dice.whole(1, most)))


def _priorities(dice: Dice) -> str:
    criteria = ("network", "economy", "size", "setting", "area")
    number = dice.pick({0: 45, 1: 25, 2: 20, 3: 10})
    return " ".join(dice.some(criteria, number))
