"""A change that would house a citizen: what it is, how it is applied to a week, and how it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, isnan
from typing import Any

import pandas as pd

from matcher.model import Week
from matcher.words import KINDS, QUOTA_CLASSES, say

#: The kinds of change, in the order they are looked for.
KINDS_OF_CHANGE = (
    "max_rent", "max_km", "refused_area", "min_rooms", "max_rooms", "kinds", "rent", "team", "quota",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change to row ``row`` of the table its kind speaks of.

    ``value`` is the new limit (max_rent in DKK, max_km, min_rooms, max_rooms), the area no longer refused,
    all the kinds accepted (the new one last), or by how much the rent is lower or the places are more.
    ``target`` is the id of the flat, team or organisation it concerns, blank for the citizen's own limits.
    """

    kind: str
    row: int
    value: Any
    target: str = ""


def apply_change(week: Week, change: Change) -> Week:
    """The week with one change made; everything else is as it was."""
    return _APPLY[change.kind](week, change)


def _set(frame: pd.DataFrame, row: int, column: str, value: Any) -> pd.DataFrame:
    """A copy of a frame with one cell set."""
    cells = list(frame[column])
    cells[row] = value
    return frame.assign(**{column: pd.Series(cells, index=frame.index, dtype=frame[column].dtype)})


def _own_limit(week: Week, change: Change) -> Week:
    return replace(week, citizens=_set(week.citizens, change.row, change.kind, change.value))


def _max_km(week: Week, change: Change) -> Week:
    return replace(week, places=_set(week.places, change.row, "max_km", change.value))


def _refused_area(week: Week, change: Change) -> Week:
    kept = tuple(area for area in week.citizens["refused_areas"].iloc[change.row] if area != change.value)
    return replace(week, citizens=_set(week.citizens, change.row, "refused_areas", kept))


def _rent(week: Week, change: Change) -> Week:
    lower = float(week.vacancies["rent"].iloc[change.row]) - float(change.value)
    return replace(week, vacancies=_set(week.vacancies, change.row, "rent", lower))


def _team(week: Week, change: Change) -> Week:
    """So many more places than the team has now, even when it is over its caseload."""
    assert week.teams is not None
    team = week.teams.iloc[change.row]
    full = team["caseworkers"] * team["caseload"]
    places = max(0, floor(full - team["current_cases"])) + int(change.value)
    return replace(week, teams=_set(week.teams, change.row, "current_cases", full - places))


def _quota(week: Week, change: Change) -> Week:
    """So many more places than the pool has this week: as given, or by the account and the week alike."""
    assert week.quotas is not None
    account = week.quotas.iloc[change.row]
    if not isnan(account["entitled"]):
        more = account["entitled"] + int(change.value)
        return replace(week, quotas=_set(week.quotas, change.row, "entitled", more))
    flats = int(change.target.partition("#")[2])
    share: Fraction = account["share"]
    by_account = floor(share * (int(account["counted"]) + flats)) - int(account["claimed"])
    this_week = ceil(share * flats) + int(account["carry_over"])
    wanted = max(0, min(by_account, this_week)) + int(change.value)
    quotas = _set(week.quotas, change.row, "claimed", account["claimed"] - max(0, wanted - by_account))
    more = max(0, wanted - this_week)
    return replace(week, quotas=_set(quotas, change.row, "carry_over", account["carry_over"] + more))


_APPLY: dict[str, Callable[[Week, Change], Week]] = {
    "max_rent": _own_limit,
    "max_km": _max_km,
    "refused_area": _refused_area,
    "min_rooms": _own_limit,
    "max_rooms": _own_limit,
    "kinds": _own_limit,
    "rent": _rent,
    "team": _team,
    "quota": _quota,
}

#: How each kind of change is said, in Danish and English.
SENTENCES = {
    "max_rent": (
        "et eget loft over husleje og forbrug på {} kr.",
        "an own ceiling of DKK {} on rent and utilities",
    ),
    "max_km": ("op til {} km til stedet i netværket", "up to {} km to the place of the network"),
    "refused_area": ("at området {} ikke er fravalgt", "not ruling out the area {}"),
    "min_rooms": ("at {} rum er nok", "{} rooms being enough"),
    "max_rooms": ("at boligen må have {} rum", "allowing {} rooms"),
    "kinds": (
        "at en {} også kan bruges, hvis borgeren hører til målgruppen",
        "also taking {}, if the citizen belongs to its target group",
    ),
    "rent": ("en husleje, der er {} kr. lavere på {target}", "a rent that is DKK {} lower on {target}"),
    "team": ("en plads mere i team {target}", "one more place in team {target}"),
    "quota": ("en kvoteplads mere på {target}", "one more quota place at {target}"),
}


def sentence(change: Change, lang: str) -> str:
    """What would help, as a sentence."""
    words = SENTENCES[change.kind][0 if lang == "da" else 1]
    told = words.format(_shown(change, lang), target=_target(change, lang))
    return f"Det ville hjælpe: {told.removesuffix('.')}." if lang == "da" else f"What would help: {told}."


def _shown(change: Change, lang: str) -> str:
    if change.kind == "kinds":
        kind = say(KINDS, change.value[-1], lang)
        return kind if lang == "da" else with_article(kind)
    if change.kind == "refused_area":
        return str(change.value)
    text = f"{change.value:,.1f}".removesuffix(".0")
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


def with_article(noun: str) -> str:
    """An English noun with its indefinite article: ``an elderly dwelling``."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _target(change: Change, lang: str) -> str:
    """The flat or team as its id; a quota as its organisation, its estate where it has one, and class."""
    if change.kind != "quota":
        return change.target
    organisation, _, scope = change.target.partition("#")[0].rpartition("/")
    return f"{organisation} ({say(QUOTA_CLASSES, scope, lang)})"
