"""The plan of a sweep: which worlds are lived through, each under which policies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from data.simulate.gains import gains_allocator
from data.simulate.study import Settings
from data.synth.worlds import Place
from matcher.horizon.allocate import Allocator
from matcher.rates import Rates


@dataclass(frozen=True)
class Sweep:
    """All that is asked for: every policy in every place with every seed, and with ``gains`` also what would
    help most.
    """

    settings: Settings
    places: tuple[Place, ...]
    policies: tuple[Allocator, ...]
    seeds: tuple[int, ...]
    rates: Rates
    gains: bool = False

    def parts(self, policy: Allocator, seed: int) -> list[PartKey]:
        """What makes up one row of runs.csv: a part of each place, in their order."""
        return [part_key(self.settings, place, seed, policy) for place in self.places]


@dataclass(frozen=True)
class Job:
    """One world, to be lived through under each of its policies.

    It carries all a worker needs, so that one on another machine needs no files.
    """

    settings: Settings
    place: Place
    seed: int
    policies: tuple[Allocator, ...]
    rates: Rates

    def keys(self) -> list[PartKey]:
        """What the job makes, a part per policy."""
        return [part_key(self.settings, self.place, self.seed, policy) for policy in self.policies]


@dataclass(frozen=True)
class PartKey:
    """What a part is called, and the stamp of everything that its numbers depend on."""

    file: str
    stamp: str


def plan(sweep: Sweep, is_there: Callable[[PartKey], bool]) -> list[Job]:
    """A job for every place and seed of which something is missing, seed by seed."""
    asked = [sweep.policies]
    if sweep.gains:
        asked.append((gains_allocator(sweep.settings.policy),))
    jobs = [
        Job(sweep.settings, place, seed, policies, sweep.rates)
        for policies in asked
        for seed in sweep.seeds
        for place in sweep.places
    ]
    return [rest for job in jobs if (rest := what_is_missing(job, is_there)).policies]


def what_is_missing(job: Job, is_there: Callable[[PartKey], bool]) -> Job:
    """The job with only the policies whose part is missing."""
    pairs = zip(job.policies, job.keys(), strict=True)
    return replace(job, policies=tuple(policy for policy, key in pairs if not is_there(key)))


def part_key(settings: Settings, place: Place, seed: int, policy: Allocator) -> PartKey:
    """The key of one policy's year of one world."""
    known = [plain(settings), place_words(place), seed, plain(policy)]
    code = place.part.code if place.part else "week"
    return PartKey(f"{code}-{seed}-{policy.name}.part", sha256(known))


def place_words(place: Place) -> dict[str, Any]:
    """What makes a place this one, as plain values."""
    return {
        "name": place.name,
        "part": plain(place.part),
        "flow": plain(place.flow),
        "input_sha256": place.input_sha256,
    }


def rates_sha256(rates: Rates) -> str:
    """One text that changes with any amount in force."""
    amounts = {name: str(amount) for name, amount in sorted(rates.amounts.items())}
    return sha256([rates.valid_from.isoformat(), rates.outdated, amounts])


def sha256(values: Any) -> str:
    """The hash of plain values, whatever the order of the keys."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def plain(value: Any) -> Any:
    """A record as plain values of JSON: dicts with text as keys, lists, numbers, text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
