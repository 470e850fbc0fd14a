"""What another policy would do to this week: the same citizens and flats, solved under both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from data.exchange.policy import FILE, parse_policy
from data.rates.loader import load_rates
from data.store.errors import NotPossible
from data.store.export import read_files, week_files
from matcher.best import Best, Settings, best_week, set_scene
from matcher.errors import BlockedPinError
from matcher.model import Policy, Week
from matcher.rates import Rates


@dataclass(frozen=True)
class Outcome:
    """What a policy does this week.  Means are None where no one gets a home."""

    housed: int
    tiers: Mapping[int, int]
    """How many of each need group get a home."""
    points: int
    """The points of the week by the policy's own weights."""
    network_km: float | None
    """Mean distance to the network of those housed whose distance is known, km."""
    left_over: float | None
    """Mean amount left over a month of those housed, DKK."""
    waited: float | None
    """Mean days those housed have waited."""
    homes: Mapping[str, str]
    """The flat of each citizen housed."""


@dataclass(frozen=True)
class Move:
    """A citizen for whom the two policies differ; a blank flat is none."""

    citizen_id: str
    tier: int
    before: str
    after: str

    @property
    def kind(self) -> str:
        """gains a home, loses it, or moves to another."""
        return "gains" if not self.before else "loses" if not self.after else "moves"


@dataclass(frozen=True)
class Effect:
    """The week under the policy in force and under the one tried out."""

    citizens: int
    flats: int
    before: Outcome
    after: Outcome
    moves: tuple[Move, ...]

    def count(self, kind: str) -> int:
        """How many citizens gain, lose or move."""
        return sum(move.kind == kind for move in self.moves)

    @property
    def tiers(self) -> list[tuple[int, int, int]]:
        """Need group, housed before, housed after; of every group with anyone in either."""
        groups = sorted({*self.before.tiers, *self.after.tiers})
        return [(tier, self.before.tiers.get(tier, 0), self.after.tiers.get(tier, 0)) for tier in groups]


def effect_on(connection: Connection, on: date, toml: str) -> Effect:
    """What ``toml`` would do to the week as it stands on the day ``on``, beside the policy in force.

    Raises NotPossible("week_faults") when the week cannot be read, ("pins_blocked") when a rule blocks a
    pinned pair, ("pins_conflict") when the pins cannot hold together under one of the policies.
    """
    files = week_files(connection, on)
    reading = read_files(files, on)
    if reading.week is None:
        raise NotPossible("week_faults", n=len(reading.faults))
    in_force = parse_policy(files.get(FILE, b""))[0]
    return compared(reading.week, in_force, parse_policy(toml.encode())[0], load_rates(on))


def compared(week: Week, before: Policy, after: Policy, rates: Rates) -> Effect:
    """A week under two policies."""
    first, second = _solved(week, before, rates), _solved(week, after, rates)
    tiers = dict(zip(week.citizens["citizen_id"], week.citizens["tier"], strict=True))
    old, new = _outcome(first), _outcome(second)
    moves = tuple(
        Move(citizen, int(tiers[citizen]), old.homes.get(citizen, ""), new.homes.get(citizen, ""))
        for citizen in sorted({*old.homes, *new.homes})
        if old.homes.get(citizen) != new.homes.get(citizen)
    )
    return Effect(len(week.citizens), len(week.vacancies), old, new, moves)


def _solved(week: Week, policy: Policy, rates: Rates) -> Best:
    try:
        best = best_week(set_scene(week, policy, rates), Settings())
    except BlockedPinError as error:
        raise NotPossible("pins_blocked", n=len(error.blocked)) from error
    if best.solution.status == "infeasible":
        raise NotPossible("pins_conflict")
    return best


def _outcome(best: Best) -> Outcome:
    rows = best.solution.chosen
    c, v = best.problem.c[rows], best.problem.v[rows]
    citizens = best.scene.citizens
    week = best.scene.week
    since = week.citizens["waiting_since"].to_numpy().astype("datetime64[D]")
    waited = (np.datetime64(week.decision_date, "D") - since).astype(np.int64)[c]
    tiers = Counter(int(tier) for tier in week.citizens["tier"].to_numpy()[c])
    km = best.pairs.km[rows]
    return Outcome(
        housed=len(rows),
        tiers=dict(sorted(tiers.items())),
        points=int(best.pairs.points[rows].sum()),
        network_km=_mean(km[~np.isnan(km)]),
        left_over=_mean(best.pairs.left_over[rows]),
        waited=_mean(waited.astype(np.float64)),
        homes={str(citizens.ids[i]): str(best.scene.flats.ids[j]) for i, j in zip(c, v, strict=True)},
    )


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None
