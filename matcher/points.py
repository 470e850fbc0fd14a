"""How good a pair is: points from 0 to 1000 (model § 5), in whole numbers throughout.

*Need* says who, *fit* how well by the facts, *choice* how near the flat comes to the citizen's own best.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.arrays import Floats, Ints
from matcher.economy import economy_of_pairs
from matcher.eligibility import Eligibility, Scene, in_areas
from matcher.geography import network_of_pairs
from matcher.model import CRITERIA_OF_CHOICE
from matcher.rounding import half_up, six, weighted_mean

#: Days until a flat is available at which moving in soon counts half.
SOON_HALF_DAYS = 30.0


@dataclass(frozen=True)
class Pairs:
    """The eligible pairs, E of them sorted by citizen and flat, with money and points.

    Money is DKK per month, ``km`` kilometres (NaN when unknown), criteria and points 0–1000 int64;
    ``setting`` and ``area`` are −1 where they do not count.
    """

    c: Ints
    v: Ints
    support: Floats
    left_over: Floats
    km: Floats
    waiting: Ints
    chances: Ints
    network: Ints
    economy: Ints
    size: Ints
    setting: Ints
    area: Ints
    need: Ints
    fit: Ints
    choice: Ints
    points: Ints


def chances(scene: Scene, eligibility: Eligibility) -> Ints:
    """The chances criterion, (n,): high for those whom few of the week's flats suit."""
    given = scene.citizens.table.numbers("chances_per_week")
    if len(given) and not np.isnan(given).any():
        rate = given
    else:
        suits = eligibility.suits
        each = suits.sum(axis=0)
        rate = suits @ np.divide(1.0, each, out=np.zeros(len(each)), where=each > 0)
    hopeful = rate[rate > 0]
    if not len(hopeful):
        return np.full(len(rate), 1000, dtype=np.int64)
    return half_up(1000.0 * np.exp2(-rate / hopeful.mean()))


def waiting(scene: Scene) -> Ints:
    """The waiting criterion, (n,)."""
    return half_up(1000.0 * np.minimum(1.0, scene.citizens.waiting_days / scene.policy.full_waiting_days))


def soon(scene: Scene) -> Ints:
    """The criterion of moving in soon, (m,): half as good for every 30 days until the flat is available."""
    available = scene.flats.table.days("available_from")
    days = np.maximum(0, (available - scene.citizens.today).astype(np.int64))
    return half_up(1000.0 * np.exp2(-days / SOON_HALF_DAYS))


def _economy(scene: Scene, c: Ints, left_over: Floats) -> Ints:
    margin = six(left_over - scene.citizens.minimum[c])
    largest = np.full(len(scene.citizens), -np.inf)
    np.maximum.at(largest, c, margin)
    comfortable = np.minimum(scene.policy.comfortable_margin, largest)[c]
    with np.errstate(invalid="ignore", divide="ignore"):
        score = np.minimum(1000.0, 1000.0 * np.maximum(0.0, margin) / comfortable)
    return half_up(np.where(comfortable <= 0, 1000.0, score))


def _size(scene: Scene, c: Ints, v: Ints) -> Ints:
    wanted = scene.citizens.table.numbers("min_rooms")
    need = np.where(np.isnan(wanted), scene.citizens.persons, wanted)[c]
    extra = six(scene.flats.rooms[v] - need)
    return half_up(np.maximum(0.0, 1000.0 - np.where(extra > 0, 250.0 * extra, -500.0 * extra)))


def _setting(scene: Scene, c: Ints, v: Ints) -> Ints:
    wanted = scene.citizens.table.texts("setting")[c]
    flat = scene.flats.table.texts("setting")[v]
    counted = (wanted != "any") & (flat != "")
    return np.where(counted, np.where(wanted == flat, 1000, 0), -1)


def _area(scene: Scene, c: Ints, v: Ints) -> Ints:
    vacancies = scene.flats.table
    wishes = np.array([len(areas) > 0 for areas in scene.citizens.table.texts("wanted_areas")], dtype=bool)
    placed = (vacancies.texts("postcode") != "") | (vacancies.texts("department_id") != "")
    wishing = np.nonzero(wishes)[0]
    row = np.full(len(wishes), -1)
    row[wishing] = np.arange(len(wishing))
    among = in_areas(scene, "wanted_areas", wishing)
    wanted = np.vstack([among, np.zeros((1, len(vacancies)), dtype=bool)])[row[c], v]
    return np.where(wishes[c] & placed[v], np.where(wanted, 1000, 0), -1)


def _mean(weights: dict[str, Ints | int], values: dict[str, Ints]) -> Ints:
    """The rounded weighted mean of criteria; a criterion below 0 is not counted."""
    total = weight = np.zeros(1, dtype=np.int64)
    for name, value in values.items():
        counted = (value >= 0) * np.asarray(weights[name], dtype=np.int64)
        total = total + counted * value
        weight = weight + counted
    return weighted_mean(total, weight)


def _satisfaction(scene: Scene, c: Ints, criteria: dict[str, Ints]) -> Ints:
    """How well a flat meets the citizen's own wishes; the citizen's priorities count double."""
    weights: dict[str, Ints | int] = {}
    priorities = scene.citizens.table.texts("priorities")
    for name in CRITERIA_OF_CHOICE:
        doubled = np.array([name in own for own in priorities], dtype=bool)
        weights[name] = np.where(doubled, 2, 1)[c] * scene.policy.choice[name]
    return _mean(weights, criteria)


def score(scene: Scene, eligibility: Eligibility) -> Pairs:
    """Every eligible pair with its money, criteria and points."""
    policy = scene.policy
    c, v = eligibility.edges
    money = economy_of_pairs(scene.citizens, scene.flats, c, v)
    near = network_of_pairs(scene.geography.network, scene.flats, c, v, policy.network_half_distance_m)
    has_network = np.diff(scene.geography.network.first)[c] > 0
    reached = np.where(np.isnan(near.score), 0.0, near.score)
    network = np.where(has_network, half_up(reached), policy.network_neutral)
    economy, size = _economy(scene, c, money.left_over), _size(scene, c, v)
    setting, area = _setting(scene, c, v), _area(scene, c, v)
    wait, chance = waiting(scene)[c], chances(scene, eligibility)[c]

    need = _mean(dict(policy.need), {"waiting": wait, "chances": chance})
    parts_of_fit = {"network": network, "economy": economy, "size": size}
    if policy.fit.get("soon"):
        parts_of_fit["soon"] = soon(scene)[v]
    fit = _mean(dict(policy.fit), parts_of_fit)
    criteria = {"network": np.where(has_network, network, -1), "economy": economy, "size": size}
    satisfaction = _satisfaction(scene, c, criteria | {"setting": setting, "area": area})
    best = np.zeros(len(scene.citizens), dtype=np.int64)
    np.maximum.at(best, c, satisfaction)
    choice = 1000 - (best[c] - satisfaction)
    points = _mean(dict(policy.weights), {"need": need, "fit": fit, "choice": choice})
    return Pairs(
        c, v, money.support, money.left_over, near.km,
        wait, chance, network, economy, size, setting, area, need, fit, choice, points,
    )  # fmt: skip
