"""Distances, milieus and places: arrays in, arrays out.  Straight lines in EPSG:25832 metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from matcher.arrays import Bools, Floats, Ints
from matcher.facts import CitizenFacts, FlatFacts
from matcher.model import Week
from matcher.rounding import six
from matcher.table import Table


@dataclass(frozen=True)
class Places:
    """Some of the citizens' places, sorted by citizen; ``first[c]:first[c + 1]`` are those of citizen c."""

    citizen: Ints
    x: Floats
    y: Floats
    weight: Floats
    limit_m: Floats
    first: Ints

    def distances(self, rows: slice, flats: FlatFacts) -> Floats:
        """Metres from the places of ``rows`` to every flat, (p, m), NaN where a location is unknown."""
        x, y = flats.table.numbers("x"), flats.table.numbers("y")
        return six(np.hypot(self.x[rows, None] - x, self.y[rows, None] - y))

    def of(self, citizens: slice) -> slice:
        """The places of a block of citizens."""
        return slice(int(self.first[citizens.start]), int(self.first[citizens.stop]))


def _places(table: Table, citizen: Ints, which: Bools, limit: str, count: int) -> Places:
    """The places ``which`` of a table, whose citizens stand in the rows ``citizen``."""
    chosen = np.nonzero(which)[0]
    rows = chosen[np.argsort(citizen[chosen], kind="stable")]
    return Places(
        citizen=citizen[rows],
        x=table.numbers("x")[rows],
        y=table.numbers("y")[rows],
        weight=table.numbers("weight")[rows],
        limit_m=six(table.numbers(limit)[rows] * 1000.0),
        first=np.searchsorted(citizen[rows], np.arange(count + 1)),
    )


@dataclass(frozen=True)
class Geography:
    """Where the citizens' places and milieus lie, seen from the flats.

    ``near_milieu`` is (milieus, m) bool; ``avoided`` the milieu rows each citizen keeps away from.
    """

    places: Table
    """All the places, as read."""
    of_citizen: Ints
    """The citizen row of each of them."""
    network: Places
    """Located network places."""
    bounded: Places
    """Located network places with a max_km of the citizen's own."""
    avoid: Places
    """Located places to keep away from."""
    near_milieu: Bools
    avoided: dict[int, list[int]]
    needs_location: Bools
    """A flat whose location is unknown cannot be cleared for this citizen, (n,) bool."""
    avoid_unlocated: Bools
    """One of the places to keep away from could not be located: no flat can be cleared, (n,) bool."""


def survey(week: Week, citizens: CitizenFacts, flats: FlatFacts) -> Geography:
    """Look up every place and milieu of the week once."""
    places, n = Table(week.places), len(citizens)
    citizen = citizens.table.index_of.get_indexer(pd.Index(places["citizen_id"]))
    network, avoid = places.texts("role") == "network", places.texts("role") == "avoid"
    located = ~places.unknown("x")
    bounded = network & ~places.unknown("max_km")
    row_of = {milieu: i for i, milieu in enumerate(week.milieus["milieu_id"])}
    lists = citizens.table.texts("avoid_milieus")
    avoided = {c: [row_of[milieu] for milieu in ids] for c, ids in enumerate(lists) if ids}

    def has(rows: Bools) -> Bools:
        return np.isin(np.arange(n), citizen[rows])

    return Geography(
        places=places,
        of_citizen=citizen,
        network=_places(places, citizen, network & located, "max_km", n),
        bounded=_places(places, citizen, bounded & located, "max_km", n),
        avoid=_places(places, citizen, avoid & located, "min_km", n),
        near_milieu=_near_milieus(week, flats),
        avoided=avoided,
        needs_location=has(avoid | bounded) | np.isin(np.arange(n), list(avoided)),
        avoid_unlocated=has(avoid & ~located),
    )


def _near_milieus(week: Week, flats: FlatFacts) -> Bools:
    """Whether each flat touches each milieu or lies nearer than its buffer, (milieus, m) bool."""
    x, y = flats.table.numbers("x"), flats.table.numbers("y")
    near = np.zeros((len(week.milieus), len(flats)), dtype=bool)
    for row, (shape, buffer) in enumerate(
        zip(week.milieus["geometry"], week.milieus["buffer_m"].astype(float), strict=True)
    ):
        left, low, right, high = shape.bounds
        margin = buffer + 1.0
        close = (x >= left - margin) & (x <= right + margin) & (y >= low - margin) & (y <= high + margin)
        metres = six(shapely.distance(shape, shapely.points(x[close], y[close])))
        near[row, close] = (metres == 0) | (metres < buffer)
    return near


@dataclass(frozen=True)
class NetworkOfPairs:
    """How near each pair's flat is to the citizen's network, (E,) each.

    ``score`` is 1000 × Σ w 2^(−d/half) / Σ w, ``km`` the weighted mean distance in kilometres; both NaN
    where the citizen has no located network place or the flat's location is unknown.
    """

    score: Floats
    km: Floats


def network_of_pairs(
    places: Places, flats: FlatFacts, c: Ints, v: Ints, half_distance_m: float
) -> NetworkOfPairs:
    """The network of the pairs (c[i], v[i])."""
    count = places.first[c + 1] - places.first[c]
    pair = np.repeat(np.arange(len(c)), count)
    start = np.cumsum(count) - count
    place = np.arange(len(pair)) - start[pair] + places.first[c][pair]
    x, y = flats.table.numbers("x")[v][pair], flats.table.numbers("y")[v][pair]
    metres = six(np.hypot(places.x[place] - x, places.y[place] - y))
    weight = places.weight[place]

    def total(values: Floats) -> Floats:
        return np.bincount(pair, values, minlength=len(c)).astype(np.float64)

    weights = total(weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = 1000.0 * total(weight * np.exp2(-metres / half_distance_m)) / weights
        km = total(weight * metres) / weights / 1000.0
    return NetworkOfPairs(score, six(km))


def distances_to_network(geography: Geography, flats: FlatFacts, c: int, v: int) -> list[tuple[str, float]]:
    """Each network place of a citizen with its distance to a flat in km, NaN where unknown, nearest first."""
    places = geography.places
    own = np.nonzero((geography.of_citizen == c) & (places.texts("role") == "network"))[0]
    x, y = flats.table.numbers("x")[v], flats.table.numbers("y")[v]
    km = six(np.hypot(places.numbers("x")[own] - x, places.numbers("y")[own] - y) / 1000.0)
    told = zip(places.texts("category")[own], km.tolist(), strict=True)
    return sorted(told, key=lambda place: (np.isnan(place[1]), place[1], place[0]))
