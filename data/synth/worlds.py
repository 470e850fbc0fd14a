"""Worlds over time by name: presets, regimes, any municipality, or a week folder."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.exchange.faults import Fault
from data.exchange.week import read_week
from data.geo.places import municipalities, municipality
from data.synth.counts import vacancy_rate
from data.synth.flow import REGIMES, Flow, municipal_flow
from data.synth.presets import PRESETS, Part, municipality_code, parts, plain
from data.synth.resample import week_flow, week_world
from data.synth.spread import municipal_world
from data.synth.write import DECISION_DATE
from matcher.horizon.world import Manners, World
from matcher.model import Policy, Week

__all__ = ["DECISION_DATE", "REGIMES", "FaultyWeekError", "Flow", "Manners", "Place", "places", "world_of"]


class FaultyWeekError(ValueError):
    """A week folder that cannot be read; ``faults`` are its faults, one line each as text."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True)
class Place:
    """Where a world stands: a municipality with its numbers (``part``), or a week folder's week.

    ``flow`` holds the place's own numbers.  Two places are equal when their names and numbers are; a week
    counts by ``input_sha256``.  The week is carried along, so that a place can be sent to another machine.
    """

    name: str
    part: Part | None = None
    flow: Flow = field(default_factory=Flow)
    input_sha256: str = ""
    week: Week | None = field(default=None, compare=False, repr=False)
    policy: Policy | None = field(default=None, compare=False, repr=False)


def places(name: str, start: date = DECISION_DATE) -> list[Place]:
    """The places of a name: a preset (``denmark`` has 98), a regime, a municipality or a week folder.

    A folder called like a preset or a municipality is written as a path (``./town``).  ``start`` is the day
    a week folder is read for.  Raises ValueError for an unknown name, with close suggestions, and
    FaultyWeekError for a folder with faults.
    """
    if name in REGIMES:
        regime = REGIMES[name]
        return [Place(name, parts("town", regime.municipality)[0], regime.flow)]
    if name == "municipality":
        raise ValueError("the preset municipality needs a name: write the municipality itself, as in Esbjerg")
    if name in PRESETS:
        found = parts(name)
        if name == "denmark":
            return [_municipal_place(part) for part in found]
        return [
            Place(_called(name, part), part, municipal_flow(part.citizens, part.vacancies)) for part in found
        ]
    if _is_municipality(name):
        return [_municipal_place(parts("municipality", name)[0])]
    path = Path(name)
    if path.is_dir():
        return [_week_place(path, start)]
    raise ValueError(_unknown(name))


def world_of(
    place: Place, flow: Flow, weeks: int, seed: int, manners: Manners, start: date | None = None
) -> tuple[World, Policy]:
    """The world of a place over so many weeks from ``start``, and the policy that goes with it.

    A week folder starts on the day it was read for, others on DECISION_DATE where no day is given.  What
    ``flow`` leaves open is taken from the regime, the municipality's figures or the week.  The same
    arguments give the same world on every machine.  Raises ValueError when the numbers do not fit the place.
    """
    flow = flow.over(place.flow)
    if place.week is not None and place.policy is not None:
        if start not in (None, place.week.decision_date):
            raise ValueError(f"the week {place.name!r} was read for {place.week.decision_date}, not {start}")
        return week_world(place.week, flow, weeks, seed, manners), place.policy
    if place.part is None:
        raise ValueError(f"the place {place.name!r} has neither a municipality nor a week")
    return municipal_world(place.part, flow, weeks, seed, manners, start or DECISION_DATE)


def _called(preset: str, part: Part) -> str:
    """Presets of one municipality by their own name, those of many by the municipality's."""
    return municipality(part.code).name if part.prefix else preset


def _municipal_place(part: Part) -> Place:
    """A municipality with its estimated real numbers; small ones have less than a vacancy a week."""
    return Place(municipality(part.code).name, part, municipal_flow(part.citizens, vacancy_rate(part.code)))


def _is_municipality(name: str) -> bool:
    try:
        municipality_code(name)
    except ValueError:
        return False
    return True


def _week_place(path: Path, start: date) -> Place:
    reading = read_week(path, start)
    if reading.week is None:
        raise FaultyWeekError(reading.faults)
    sha256 = reading.week.input_sha256
    flow = week_flow(reading.week)
    return Place(path.resolve().name, None, flow, sha256, reading.week, reading.policy)


def _unknown(name: str) -> str:
    """What is wrong with a name, and what may have been meant."""
    if {"/", "\\"} & set(name):
        return f"there is no week folder {name!r}"
    known = {plain(key): key for key in [*PRESETS, *REGIMES]} | {
        plain(one.name): one.name for one in municipalities()
    }
    close = difflib.get_close_matches(plain(name), list(known), n=3, cutoff=0.6)
    advice = "; did you mean " + " or ".join(known[key] for key in close) + "?" if close else ""
    return f"{name!r} is no preset, no municipality and no week folder{advice}"
