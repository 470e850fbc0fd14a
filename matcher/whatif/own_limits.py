"""One own limit of a citizen relaxed by the least step: the options, limit by limit, least first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.best import Best
from matcher.eligibility import BIT
from matcher.facts import numbers, texts
from matcher.model import KINDS
from matcher.rounding import six
from matcher.whatif.change import Change


@dataclass(frozen=True)
class Option:
    """A change of an own limit and the flats (rows) it opens."""

    change: Change
    opens: np.ndarray


def options(best: Best, citizen: int) -> Iterator[Option]:
    """Every way to relax one own limit that opens a flat, in the order they are tried."""
    yield from _max_rent(best, citizen)
    yield from _max_km(best, citizen)
    yield from _refused_areas(best, citizen)
    yield from _rooms(best, citizen)
    yield from _kinds(best, citizen)


def _blocked_only_by(best: Best, citizen: int, rule: str) -> np.ndarray:
    return np.nonzero(best.eligibility.reasons[citizen] == BIT[rule])[0]


def _rising(flats: np.ndarray, needed: np.ndarray) -> Iterator[tuple[float, np.ndarray]]:
    """Each limit that opens more, least first, with all the flats it opens."""
    for limit in np.unique(needed):
        yield float(limit), flats[needed <= limit]


def _max_rent(best: Best, citizen: int) -> Iterator[Option]:
    flats = _blocked_only_by(best, citizen, "max_rent")
    cost = np.ceil(six(best.scene.flats.rent[flats] + best.scene.flats.utilities[flats]))
    for limit, opened in _rising(flats, cost):
        yield Option(Change("max_rent", citizen, limit), opened)


def _max_km(best: Best, citizen: int) -> Iterator[Option]:
    """One place may be farther, in steps of 100 m; only flats that no other place vetoes open."""
    flats = _blocked_only_by(best, citizen, "distance")
    week, places = best.scene.week, best.scene.week.places
    own = np.nonzero(
        (texts(places, "citizen_id") == best.scene.citizens.ids[citizen])
        & (texts(places, "role") == "network")
        & ~np.isnan(numbers(places, "max_km"))
        & ~np.isnan(numbers(places, "x"))
    )[0]
    x, y = numbers(week.vacancies, "x")[flats], numbers(week.vacancies, "y")[flats]
    metres = six(np.hypot(numbers(places, "x")[own, None] - x, numbers(places, "y")[own, None] - y))
    limit_m = six(numbers(places, "max_km")[own] * 1000.0)
    too_far = metres > limit_m[:, None]
    alone = too_far.sum(axis=0) == 1
    steps = []
    for row, place in enumerate(own):
        veto = alone & too_far[row]
        for limit, opened in _rising(flats[veto], np.ceil(six(metres[row, veto] / 100.0)) / 10.0):
            steps.append((six(limit - limit_m[row] / 1000.0), int(place), limit, opened))
    for _, place, limit, opened in sorted(steps, key=lambda step: (float(step[0]), step[1])):
        yield Option(Change("max_km", place, float(limit)), opened)


def _refused_areas(best: Best, citizen: int) -> Iterator[Option]:
    flats = _blocked_only_by(best, citizen, "area_refused")
    refused = best.scene.week.citizens["refused_areas"].iloc[citizen]
    vacancies = best.scene.week.vacancies.iloc[flats]
    lies_in = {
        area: ((vacancies["postcode"] == area) | (vacancies["department_id"] == area)).to_numpy()
        for area in refused
    }
    for area in refused:
        others = np.zeros(len(flats), dtype=bool)
        for other in refused:
            if other != area:
                others |= lies_in[other]
        opened = flats[lies_in[area] & ~others]
        if len(opened):
            yield Option(Change("refused_area", citizen, area), opened)


def _rooms(best: Best, citizen: int) -> Iterator[Option]:
    flats = _blocked_only_by(best, citizen, "rooms")
    rooms = best.scene.flats.rooms[flats]
    frame = best.scene.week.citizens
    least, most = (float(numbers(frame, name)[citizen]) for name in ("min_rooms", "max_rooms"))
    steps = [
        (least - limit, "min_rooms", limit, flats[(rooms < least) & (rooms >= limit)])
        for limit in np.unique(rooms[rooms < least])
    ]
    steps += [
        (limit - most, "max_rooms", limit, flats[(rooms > most) & (rooms <= limit)])
        for limit in np.unique(rooms[rooms > most])
    ]
    for _, limit_name, limit, opened in sorted(steps, key=lambda step: (step[0], step[1] == "max_rooms")):
        yield Option(Change(limit_name, citizen, float(limit)), opened)


def _kinds(best: Best, citizen: int) -> Iterator[Option]:
    flats = _blocked_only_by(best, citizen, "kind")
    mask = int(best.scene.citizens.kinds[citizen])
    accepted = tuple(kind for i, kind in enumerate(KINDS) if mask & (1 << i))
    kind_of = texts(best.scene.week.vacancies, "kind")[flats]
    for kind in KINDS:
        if (kind_of == kind).any():
            yield Option(Change("kinds", citizen, (*accepted, kind)), flats[kind_of == kind])
