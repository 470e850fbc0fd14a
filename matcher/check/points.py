"""How good an eligible pair is (model.md § 5): criteria 0–1000, need, fit, choice, points.

Part of the second implementation.  All sums of whole numbers are exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.check.facts import Citizen, Flat
from matcher.check.money import rounded, six

if TYPE_CHECKING:
    from matcher.check.assess import Assessment


@dataclass(frozen=True, slots=True)
class Score:
    """The points of a pair and what they are made of; None where a criterion is not counted."""

    points: int
    need: int
    fit: int
    choice: int
    waiting: int
    chances: int
    network: int
    economy: int
    size: int
    setting: int | None
    area: int | None


def mean(values: Mapping[str, int | None], weights: Mapping[str, int]) -> int:
    """The weighted mean over what is counted, half up; 0 when nothing counted has weight."""
    counted = {name: value for name, value in values.items() if value is not None}
    total = sum(weights[name] for name in counted)
    if total == 0:
        return 0
    return (2 * sum(weights[name] * value for name, value in counted.items()) + total) // (2 * total)


def network(c: Citizen, f: Flat, a: Assessment) -> int:
    """How near the citizen's network is."""
    places = c.located_network
    if not places:
        return a.policy.network_neutral
    if not f.located:
        return 0
    half = a.policy.network_half_distance_m
    near = sum(place.weight * 2 ** (-a.metres(place, f) / half) for place in places)
    return rounded(1000 * near / sum(place.weight for place in places))


def economy(c: Citizen, f: Flat, largest: float, a: Assessment) -> int:
    """How much is left above the minimum, against what is comfortable or within reach."""
    margin = min(a.policy.comfortable_margin, largest)
    if margin <= 0:
        return 1000
    return rounded(min(1000.0, 1000 * max(0.0, surplus(c, f, a)) / margin))


def surplus(c: Citizen, f: Flat, a: Assessment) -> float:
    """left_over − minimum, six decimals."""
    return six(a.left_over(c, f) - a.income[c.id].minimum)


def size(c: Citizen, f: Flat) -> int:
    """How well the number of rooms fits the need."""
    need = c.min_rooms if c.min_rooms is not None else c.adults + c.children
    off = 250 * (f.rooms - need) if f.rooms > need else 500 * (need - f.rooms)
    return rounded(max(0.0, 1000 - off))


def soon(f: Flat, a: Assessment) -> int:
    """How soon the flat is available: half as good every 30 days."""
    days = max(0, (f.available_from - a.week.decision_date).days)
    return rounded(1000 * 0.5 ** (days / 30))


def setting(c: Citizen, f: Flat) -> int | None:
    """Town, suburb or country as wished."""
    if c.setting == "any" or f.setting == "":
        return None
    return 1000 if c.setting == f.setting else 0


def area(c: Citizen, f: Flat) -> int | None:
    """Whether the flat lies where the citizen wants to live."""
    if not c.wanted_areas or not f.areas:
        return None
    return 1000 if not c.wanted_areas.isdisjoint(f.areas) else 0


def score_citizen(c: Citizen, flats: Sequence[Flat], share: float, a: Assessment) -> dict[str, Score]:
    """The scores of all eligible vacancies of one citizen; ``share`` is λ / mean λ."""
    if not flats:
        return {}
    policy = a.policy
    waiting = rounded(1000 * min(1.0, c.waiting_days / policy.full_waiting_days))
    chances = rounded(1000 * 2**-share)
    need = mean({"waiting": waiting, "chances": chances}, policy.need)
    largest = max(surplus(c, f, a) for f in flats)
    wishes = {name: weight * (2 if name in c.priorities else 1) for name, weight in policy.choice.items()}
    found: dict[str, dict[str, int | None]] = {}
    satisfaction = {}
    for f in flats:
        found[f.id] = criteria = {
            "network": network(c, f, a),
            "economy": economy(c, f, largest, a),
            "size": size(c, f),
            "setting": setting(c, f),
            "area": area(c, f),
        }
        own = criteria if c.located_network else {**criteria, "network": None}
        satisfaction[f.id] = mean(own, wishes)
    best = max(satisfaction.values())
    scores = {}
    for f in flats:
        criteria = found[f.id]
        fitting = {name: criteria[name] for name in ("network", "economy", "size")}
        if "soon" in policy.fit:
            fitting["soon"] = soon(f, a)
        fit = mean(fitting, policy.fit)
        choice = 1000 - (best - satisfaction[f.id])
        points = mean({"need": need, "fit": fit, "choice": choice}, policy.weights)
        scores[f.id] = Score(points, need, fit, choice, waiting, chances, **criteria)  # type: ignore[arg-type]
    return scores
