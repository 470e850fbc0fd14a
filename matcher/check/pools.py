"""The quarter rule (model.md § 2) with exact fractions, and places in the support teams (§ 3).

Part of the second implementation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from matcher.check.facts import Citizen, Flat, exact, known
from matcher.model import Week

KEY = ("organisation_id", "municipality", "department_id", "class")
CASELOAD = {"CTI": 10, "ICM": 8, "ACT": 8, "ACT_modified": 8}


@dataclass(slots=True)
class Pool:
    """One row of quotas.csv and this week's vacancies of it, in seq order."""

    organisation_id: str
    municipality: str
    dwelling_class: str
    share: Fraction
    counted: int
    claimed: int
    carry_over: int
    mode: str
    department_id: str = ""
    stated: int | None = None
    flats: list[Flat] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The pool as matches.csv writes it; an estate's own pool names the estate in between."""
        estate = f"{self.department_id}/" if self.department_id else ""
        return f"{self.organisation_id}/{estate}{self.dwelling_class}"

    @property
    def turns(self) -> list[bool]:
        """For modes fourth and first: whether each flat, in seq order, is the municipality's."""
        whole = math.floor if self.mode == "fourth" else math.ceil
        numbers = range(self.counted + 1, self.counted + len(self.flats) + 1)
        return [whole(self.share * k) > whole(self.share * (k - 1)) for k in numbers]

    @property
    def entitled(self) -> int:
        """How many of this week's flats of the pool the municipality may take."""
        if self.mode != "choose":
            return sum(self.turns)
        if self.stated is not None:
            return self.stated
        in_all = math.floor(self.share * (self.counted + len(self.flats))) - self.claimed
        return max(0, min(in_all, math.ceil(self.share * len(self.flats)) + self.carry_over))


def under_quota(flat: Flat) -> bool:
    """Whether the quarter rule covers the flat at all."""
    return flat.kind in ("family", "youth") and flat.route == "quarter"


def read_pools(week: Week, flats: Iterable[Flat]) -> tuple[list[Pool], dict[str, Pool]]:
    """All pools in id order and the pool of each vacancy id that has one."""
    if week.quotas is None:
        return [], {}
    pools = {}
    for row in week.quotas.to_dict("records"):
        owner, place, estate, name = (str(row[column]) for column in KEY)
        counted, claimed, carry_over = (int(row[column]) for column in ("counted", "claimed", "carry_over"))
        pool = Pool(owner, place, name, exact(row["share"]), counted, claimed, carry_over, str(row["mode"]))
        pool.department_id, stated = estate, known(row["entitled"])
        pool.stated = None if stated is None else int(stated)
        pools[owner, place, estate, name] = pool
    pool_of = {}
    for flat in sorted(flats, key=lambda f: (f.seq is None, f.seq or 0, f.reported_on, f.id)):
        covering = [key for key in pools if under_quota(flat) and _covers(key, flat)]
        if covering:
            # A named municipality goes before any, a named estate before all, and the class before both.
            nearest = min(covering, key=lambda key: (not key[1], not key[2], key[3] == "all"))
            pools[nearest].flats.append(flat)
            pool_of[flat.id] = pools[nearest]
    return [pools[key] for key in sorted(pools)], pool_of


def _covers(key: tuple[str, ...], flat: Flat) -> bool:
    """Whether a row of quotas.csv, by organisation, municipality, estate and class, speaks of the flat."""
    organisation_id, municipality, department_id, dwelling_class = key
    return (
        organisation_id == flat.organisation_id
        and municipality in ("", flat.municipality)
        and department_id in ("", flat.department_id)
        and dwelling_class in ("all", flat.kind)
    )


@dataclass(frozen=True, slots=True)
class Team:
    """One row of teams.csv with its capacity this week."""

    id: str
    municipality: str
    method: str
    capacity: int


def read_teams(week: Week) -> list[Team]:
    """All teams in id order; capacity in exact decimals."""
    if week.teams is None:
        return []
    teams = []
    for row in week.teams.to_dict("records"):
        method, per_worker = str(row["method"]), known(row["caseload"])
        caseload = exact(CASELOAD[method] if per_worker is None else per_worker)
        capacity = math.floor(exact(row["caseworkers"]) * caseload - exact(row["current_cases"]))
        teams.append(Team(str(row["team_id"]), str(row["municipality"]), method, max(0, capacity)))
    return sorted(teams, key=lambda team: team.id)


def fitting_teams(citizen: Citizen, teams: Sequence[Team] | None) -> tuple[str, ...] | None:
    """The teams a citizen can take a place in, in id order; None when no place is taken."""
    if teams is None or citizen.support_method == "none":
        return None
    if citizen.team_id:
        return tuple(team.id for team in teams if team.id == citizen.team_id)
    return tuple(
        team.id
        for team in teams
        if team.method == citizen.support_method
        and (not team.municipality or not citizen.municipality or team.municipality == citizen.municipality)
    )


def seat(wishes: Sequence[tuple[str, tuple[str, ...]]], capacity: dict[str, int]) -> dict[str, str] | None:
    """The seating that is first in id order, or None when not everyone can be seated at once.

    ``wishes`` is (citizen_id, fitting teams) in id order; a place is found by moving others (augmenting).
    """
    if _seat_anyhow(wishes, capacity) is None:
        return None
    fixed: list[tuple[str, tuple[str, ...]]] = []
    for number, (citizen_id, teams) in enumerate(wishes):
        if len(teams) == 1:
            fixed.append((citizen_id, teams))
            continue
        for team in sorted(teams):
            trial = [*fixed, (citizen_id, (team,)), *wishes[number + 1 :]]
            if _seat_anyhow(trial, capacity) is not None:
                fixed.append((citizen_id, (team,)))
                break
    return {citizen_id: teams[0] for citizen_id, teams in fixed}


def _seat_anyhow(
    wishes: Sequence[tuple[str, tuple[str, ...]]], capacity: dict[str, int]
) -> dict[str, str] | None:
    """Some seating of everyone, or None."""
    fitting = dict(wishes)
    seated: dict[str, list[str]] = {team: [] for team in capacity}

    def place(citizen_id: str, tried: set[str]) -> bool:
        for team in fitting[citizen_id]:
            if team in tried:
                continue
            tried.add(team)
            if len(seated[team]) < capacity[team]:
                seated[team].append(citizen_id)
                return True
            for other in list(seated[team]):
                if place(other, tried):
                    seated[team].remove(other)
                    seated[team].append(citizen_id)
                    return True
        return False

    for citizen_id, _ in wishes:
        if not place(citizen_id, set()):
            return None
    return {citizen_id: team for team, members in seated.items() for citizen_id in members}
