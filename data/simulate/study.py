"""A finished study: what was asked, and every policy's year of every seed, as the report reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.synth.worlds import Flow
from matcher.horizon.allocate import Allocator
from matcher.horizon.record import Record, figures
from matcher.horizon.world import Manners
from matcher.model import Policy

#: The first columns of runs.csv; the other figures follow in the order of ``matcher.horizon.record.figures``.
FIRST_COLUMNS = ("policy", "seed", "matched", "mean_days", "p95_days", "mean_km")

#: Records by (name of the policy, seed).
Records = Mapping[tuple[str, int], Record]


@dataclass(frozen=True)
class Settings:
    """Where, when and how the world goes on: the same for every policy and seed of a study.

    ``place`` is the name of a preset, regime, municipality or week folder, ``start`` the day of the first
    week.  ``policy`` is the place's own policy with what ``--set`` changed: the named policies decide by it,
    every policy's points are measured with it, and it gives the cost of a day in a shelter (DKK).
    ``input_sha256`` is that of a week folder's files (blank for a synthetic place), ``rates_sha256`` that of
    the amounts in force, ``version`` the version of Husrum.
    """

    place: str
    weeks: int
    start: date
    flow: Flow
    manners: Manners
    policy: Policy
    input_sha256: str = ""
    rates_sha256: str = ""
    version: str = ""


@dataclass(frozen=True)
class Study:
    """Every policy's year of every seed.

    ``policies`` are in the order asked, ``seeds`` ascending; ``records`` has every (policy, seed), for
    several municipalities joined, and may read it from its file at each access, so keep what is used twice.
    The people of one seed are the same rows in the same order under every policy.  ``runs`` is the table of
    runs.csv: a row per policy × seed in that order, the columns as in ``FIRST_COLUMNS`` and ``figures``;
    ``gains`` that of gains.csv, None when it was not asked for.
    """

    settings: Settings
    policies: tuple[Allocator, ...]
    seeds: tuple[int, ...]
    records: Records
    runs: pd.DataFrame
    gains: pd.DataFrame | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the policies in the order asked."""
        return tuple(policy.name for policy in self.policies)


def study_of(
    settings: Settings, policies: Sequence[Allocator], seeds: Sequence[int], records: Records
) -> Study:
    """The study of these records, with its table of figures."""
    rows = [
        {
            "policy": policy.name,
            "seed": seed,
            **figures(records[policy.name, seed], settings.policy.shelter_day_cost),
        }
        for policy in policies
        for seed in sorted(seeds)
    ]
    runs = pd.DataFrame(rows)
    others = [name for name in runs.columns if name not in FIRST_COLUMNS]
    return Study(settings, tuple(policies), tuple(sorted(seeds)), records, runs[[*FIRST_COLUMNS, *others]])
