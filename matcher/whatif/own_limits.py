"""One own limit of a citizen relaxed by the least step: the options, limit by limit, least first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.arrays import Ints
from matcher.best import Best
from matcher.eligibility import BIT
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
    places, flat = best.scene.geography.places, best.scene.flats.table
    own = np.nonzero(
        (best.scene.geography.of_citizen == citizen)
        & (places.texts("role") == "network")
        & ~np.isnan(places.numbers("max_km"))
        & ~np.isnan(places.numbers("x"))
    )[0]
    x, y = flat.numbers("x")[flats], flat.numbers("y")[flats]
    metres = six(np.hypot(places.numbers("x")[own, None] - x, places.numbers("y")[own, None] - y))
    limit_m = six(places.numbers("max_km")[own] * 1000.0)
    too_far = metres > limit_m[:, None]
    alone = too_far.sum(axis=0) == 1
    steps: list[tuple[float, int, float, Ints]] = []
    for row, place in enumerate(own.tolist()):
        veto = alone & too_far[row]
        for limit, opened in _rising(flats[veto], np.ceil(six(metres[row, veto] / 100.0)) / 10.0):
            steps.append((round(limit - float(limit_m[row]) / 1000.0, 6), place, limit, opened))
    for _, place, limit, opened in sorted(steps, key=lambda step: step[:2]):
        yield Option(Change("max_km", place, float(limit)), opened)


def _refused_areas(best: Best, citizen: int) -> Iterator[Option]:
    """One area may be taken; only flats that no other refused area covers open."""
    flats = _blocked_only_by(best, citizen, "area_refused")
    refused = best.scene.citizens.table.cell(citizen, "refused_areas")
    covers = np.array([np.isin(flats, best.scene.flats.in_area.get(area, ())) for area in refused])
    for row, area in enumerate(refused):
        opened = flats[covers[row] & (covers.sum(axis=0) == 1)]
        if len(opened):
            yield Option(Change("refused_area", citizen, area), opened)


def _rooms(best: Best, citizen: int) -> Iterator[Option]:
    """Fewer rooms than wanted, or more: whichever is the smaller step first."""
    flats = _blocked_only_by(best, citizen, "rooms")
    rooms = best.scene.flats.rooms[flats]
    least, most = (
        float(best.scene.citizens.table.numbers(name)[citizen]) for name in ("min_rooms", "max_rooms")
    )
    steps = [
        *(
            (least - limit, "min_rooms", limit, (rooms < least) & (rooms >= limit))
            for limit in rooms
            if limit < least
        ),
        *(
            (limit - most, "max_rooms", limit, (rooms > most) & (rooms <= limit))
            for limit in rooms
            if limit > most
        ),
    ]
    tried: set[tuple[str, float]] = set()
    for _, name, limit, opens in sorted(steps, key=lambda step: (step[0], step[1] == "max_rooms")):
        if (name, limit) not in tried:
            tried.add((name, limit))
            yield Option(Change(name, citizen, float(limit)), flats[opens])


def _kinds(best: Best, citizen: int) -> Iterator[Option]:
    flats = _blocked_only_by(best, citizen, "kind")
    mask = int(best.scene.citizens.kinds[citizen])
    accepted = tuple(kind for i, kind in enumerate(KINDS) if mask & (1 << i))
    kind_of = best.scene.flats.table.texts("kind")[flats]
    for kind in KINDS:
        if (kind_of == kind).any():
            yield Option(Change("kinds", citizen, (*accepted, kind)), flats[kind_of == kind])
