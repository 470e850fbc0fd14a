"""How many flats each citizen may get, per benefit: the rules of the run asked about a synthetic week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Reach:
    """Citizens on one benefit, by the number of flats nothing blocks: none, one or two, three or more."""

    benefit: str
    citizens: int
    none: int
    few: int
    many: int


def reach_by_benefit(folder: Path, decision: date) -> list[Reach]:
    """The table in order of the benefits' frequency; ValueError when the folder has faults."""
    from data.exchange.week import read_week
    from data.rates.loader import load_rates
    from matcher.best import set_scene
    from matcher.eligibility import eligible_pairs

    reading = read_week(folder, decision)
    if reading.week is None:
        raise ValueError(f"{folder.name} has {len(reading.faults)} faults, the first: {reading.faults[0]}")
    scene = set_scene(reading.week, reading.policy, load_rates(decision))
    flats = (eligible_pairs(scene).reasons == 0).sum(axis=1)
    found = []
    for benefit, own in flats_by(reading.week.citizens["benefit"].tolist(), flats.tolist()).items():
        none, few = own.count(0), own.count(1) + own.count(2)
        found.append(Reach(benefit, len(own), none, few, len(own) - none - few))
    return sorted(found, key=lambda reach: (-reach.citizens, reach.benefit))


def flats_by(benefits: list[str], flats: list[int]) -> dict[str, list[int]]:
    """The numbers of flats gathered by benefit."""
    gathered: dict[str, list[int]] = {}
    for benefit, number in zip(benefits, flats, strict=True):
        gathered.setdefault(benefit, []).append(number)
    return gathered
