"""Support capacity: which teams a citizen can be seated in, and the seating that is first in id order."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np
import pandas as pd

from matcher.arrays import Ints
from matcher.model import Week
from matcher.table import Table

#: Seat class of a citizen who takes no place.
FREE = 0


@dataclass(frozen=True)
class Seats:
    """Citizens grouped by the teams that can take them.

    ``seat_class`` is (n,) int: 0 takes no place, k > 0 may sit in any of ``teams_of[k]`` (rows of
    ``team_id``; none at all when the method has no fitting team).  ``capacity`` counts free places.
    """

    seat_class: Ints
    teams_of: tuple[tuple[int, ...], ...]
    team_id: tuple[str, ...]
    capacity: Ints


def seats_of(week: Week) -> Seats:
    """Group the citizens; without teams.csv nobody needs a place."""
    n = len(week.citizens)
    if week.teams is None:
        return Seats(np.zeros(n, dtype=np.int64), ((),), (), np.zeros(0, dtype=np.int64))
    teams = week.teams
    capacity = [
        max(0, floor(workers * load - current))
        for workers, load, current in zip(
            teams["caseworkers"], teams["caseload"], teams["current_cases"], strict=True
        )
    ]
    row_of = {team: row for row, team in enumerate(teams["team_id"])}
    any_team = _AnyTeam(teams)
    classes: dict[tuple[int, ...], int] = {}
    seat_class = np.full(n, FREE, dtype=np.int64)
    columns = (Table(week.citizens).texts(name) for name in ("support_method", "team_id", "municipality"))
    for citizen, (method, own, municipality) in enumerate(zip(*columns, strict=True)):
        if method != "none":
            fitting = (row_of[own],) if own else any_team[method, municipality]
            seat_class[citizen] = classes.setdefault(fitting, len(classes) + 1)
    return Seats(seat_class, ((), *classes), tuple(teams["team_id"]), np.array(capacity, dtype=np.int64))


class _AnyTeam(dict[tuple[str, str], tuple[int, ...]]):
    """The teams of a method that can take someone from a municipality; a blank one fits every other."""

    def __init__(self, teams: pd.DataFrame) -> None:
        super().__init__()
        self._teams = list(zip(teams["method"], teams["municipality"], strict=True))

    def __missing__(self, key: tuple[str, str]) -> tuple[int, ...]:
        method, municipality = key
        self[key] = tuple(
            row
            for row, (its_method, its_municipality) in enumerate(self._teams)
            if its_method == method
            and (not municipality or not its_municipality or municipality == its_municipality)
        )
        return self[key]


def seat(seats: Seats, matched: Ints) -> dict[int, int]:
    """Name a team for every matched citizen: in id order, the first team that lets all be seated.

    ``matched`` holds citizen rows that can be seated at once; raises ValueError when they cannot.
    """
    waiting = [int(c) for c in np.sort(matched) if seats.seat_class[c] != FREE]
    seating: dict[int, int] = {}
    for citizen in waiting:
        if not _place(seats, seating, citizen, set()):
            raise ValueError("the matched citizens cannot all be seated")
    for position, citizen in enumerate(waiting):
        for team in seats.teams_of[seats.seat_class[citizen]]:
            if team == seating[citizen] or _move(seats, seating, citizen, team, set(waiting[: position + 1])):
                break
    return seating


def try_seat(seats: Seats, seating: dict[int, int], citizen: int) -> bool:
    """Seat one more citizen, others moving to other teams if need be; whether there was room."""
    return _place(seats, seating, citizen, set())


def has_room(seats: Seats, seating: dict[int, int], seat_class: int) -> bool:
    """Whether one more citizen of a class could be seated, others moving to other teams if need be."""
    open_teams, seen = list(seats.teams_of[seat_class]), set(seats.teams_of[seat_class])
    while open_teams:
        team = open_teams.pop()
        if not _full(seats, seating, team):
            return True
        for citizen in [c for c, taken in seating.items() if taken == team]:
            further = set(seats.teams_of[seats.seat_class[citizen]]) - seen
            open_teams += further
            seen |= further
    return False


def _full(seats: Seats, seating: dict[int, int], team: int) -> bool:
    return sum(1 for taken in seating.values() if taken == team) >= int(seats.capacity[team])


def _place(
    seats: Seats, seating: dict[int, int], citizen: int, tried: set[int], fixed: frozenset[int] = frozenset()
) -> bool:
    """Seat one citizen along an augmenting path that leaves the ``fixed`` where they are."""
    for team in seats.teams_of[seats.seat_class[citizen]]:
        if team in tried:
            continue
        tried.add(team)
        if not _full(seats, seating, team):
            seating[citizen] = team
            return True
        for other in [c for c, taken in seating.items() if taken == team and c not in fixed]:
            if _place(seats, seating, other, tried, fixed):
                seating[citizen] = team
                return True
    return False


def _move(seats: Seats, seating: dict[int, int], citizen: int, team: int, fixed: set[int]) -> bool:
    """Move a citizen to an earlier team if everyone else can still be seated; undone when not."""
    before = dict(seating)
    seating[citizen] = team
    if sum(1 for taken in seating.values() if taken == team) <= seats.capacity[team]:
        return True
    for other in [c for c, taken in seating.items() if taken == team and c not in fixed]:
        if _place(seats, seating, other, {team}, frozenset(fixed)):
            return True
    seating.clear()
    seating.update(before)
    return False
