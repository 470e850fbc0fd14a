"""Distances, milieus and places: arrays in, arrays out.  Straight lines in EPSG:25832 metres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from matcher.arrays import Bools, Floats, Ints
from matcher.facts import CitizenFacts, FlatFacts, numbers, texts
from matcher.model import Week
from matcher.rounding import six


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
        x, y = numbers(flats.frame, "x"), numbers(flats.frame, "y")
        return six(np.hypot(self.x[rows, None] - x, self.y[rows, None] - y))

    def of(self, citizens: slice) -> slice:
        """The places of a block of citizens."""
        return slice(int(self.first[citizens.start]), int(self.first[citizens.stop]))


def _places(rows: pd.DataFrame, index: pd.Index, limit: str) -> Places:
    citizen = index.get_indexer(pd.Index(rows["citizen_id"]))
    order = np.argsort(citizen, kind="stable")
    rows, citizen = rows.iloc[order], citizen[order]
    return Places(
        citizen=citizen,
        x=numbers(rows, "x"),
        y=numbers(rows, "y"),
        weight=numbers(rows, "weight"),
        limit_m=six(numbers(rows, limit) * 1000.0),
        first=np.searchsorted(citizen, np.arange(len(index) + 1)),
    )


@dataclass(frozen=True)
class Geography:
    """Where the citizens' places and milieus lie, seen from the flats.

    ``near_milieu`` is (milieus, m) bool; ``avoided`` the milieu rows each citizen keeps away from.
    """

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
    index = pd.Index(citizens.ids)
    places = week.places
    network, avoid = places["role"] == "network", places["role"] == "avoid"
    located = places["x"].notna()
    bounded = network & places["max_km"].notna()
    row_of = {milieu: i for i, milieu in enumerate(week.milieus["milieu_id"])}
    avoided = {
        c: [row_of[milieu] for milieu in ids] for c, ids in enumerate(week.citizens["avoid_milieus"]) if ids
    }

    def has(rows: pd.Series) -> Bools:
        return np.isin(citizens.ids, texts(places[rows], "citizen_id"))

    return Geography(
        network=_places(places[network & located], index, "max_km"),
        bounded=_places(places[bounded & located], index, "max_km"),
        avoid=_places(places[avoid & located], index, "min_km"),
        near_milieu=_near_milieus(week, flats),
        avoided=avoided,
        needs_location=has(avoid | bounded) | np.isin(np.arange(len(index)), list(avoided)),
        avoid_unlocated=has(avoid & ~located),
    )


def _near_milieus(week: Week, flats: FlatFacts) -> Bools:
    """Whether each flat touches each milieu or lies nearer than its buffer, (milieus, m) bool."""
    x, y = numbers(flats.frame, "x"), numbers(flats.frame, "y")
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
    x, y = numbers(flats.frame, "x")[v][pair], numbers(flats.frame, "y")[v][pair]
    metres = six(np.hypot(places.x[place] - x, places.y[place] - y))
    weight = places.weight[place]

    def total(values: Floats) -> Floats:
        return np.bincount(pair, values, minlength=len(c)).astype(np.float64)

    weights = total(weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        score = 1000.0 * total(weight * np.exp2(-metres / half_distance_m)) / weights
        km = total(weight * metres) / weights / 1000.0
    return NetworkOfPairs(score, six(km))


def network_of_place(
    week: Week, citizens: CitizenFacts, flats: FlatFacts, c: int, v: int
) -> list[tuple[str, float]]:
    """Each network place of a citizen with its distance to a flat in km, NaN where unknown, nearest first."""
    own = week.places[(week.places["citizen_id"] == citizens.ids[c]) & (week.places["role"] == "network")]
    x, y = numbers(flats.frame, "x")[v], numbers(flats.frame, "y")[v]
    km = six(np.hypot(numbers(own, "x") - x, numbers(own, "y") - y) / 1000.0)
    places = zip(texts(own, "category"), km.tolist(), strict=True)
    return sorted(places, key=lambda place: (np.isnan(place[1]), place[1], place[0]))
