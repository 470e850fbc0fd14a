"""The people of a study counted by group: age, household, benefit, need of access, support and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from matcher.arrays import Floats, Objects
from matcher.horizon.record import Record

#: The groups of each dimension in the order they are shown; others follow by name.
GROUPS: dict[str, tuple[str, ...]] = {
    "tier": tuple("123456789"),
    "age": ("18-24", "25-29", "30-59", "60+"),
    "household": ("single", "couple", "children"),
    "benefit": (),
    "step_free": ("yes", "no"),
    "support_method": ("none", "CTI", "ICM", "ACT", "ACT_modified"),
    "situation": ("street", "shelter_110", "friends", "institution", "transitional", "hotel", "at_risk"),
    "eu_citizen": ("yes", "no", "unknown"),
    "network": ("yes", "no"),
}
#: Everyone, as a dimension and a group of its own: the first row of every policy.
ALL = "all"
#: What is counted: people, the housed, those judged after 90 days and of them the housed, those left, of them
#: for a full team; days and km of the housed added up, and how many of them have a known distance.
COUNTS = ("people", "housed", "judged", "soon", "left", "team_full", "days", "km", "km_known")

Records = Mapping[tuple[str, int], Record]
#: A dimension and a group in it.
Key = tuple[str, str]
#: Numbers of one policy by group and name of the count, each (S,) over seeds.
Counts = dict[Key, dict[str, Floats]]


def groups_of(people: pd.DataFrame) -> dict[str, Objects]:
    """The group of each person in every dimension, (N,) each."""
    yes_no = {True: "yes", False: "no"}
    adults, children = people["adults"].to_numpy(), people["children"].to_numpy()
    age = pd.cut(people["age"], [-1, 24, 29, 59, 200], labels=list(GROUPS["age"]))
    groups = {
        "tier": people["tier"].astype(str),
        "age": age.astype(str),
        "household": np.where(children > 0, "children", np.where(adults > 1, "couple", "single")),
        "step_free": people["step_free"].map(yes_no),
        "network": people["network"].map(yes_no),
    }
    return {name: np.asarray(groups.get(name, people.get(name)), dtype=object) for name in GROUPS}


def counts_of(name: str, seeds: Sequence[int], records: Records) -> Counts:
    """The counts of one policy; the groups come in order, everyone first."""
    tallies = [_tally(records[name, seed].people) for seed in seeds]
    every = dict.fromkeys(key for tally in tallies for key in tally)
    order = {dimension: place for place, dimension in enumerate((ALL, *GROUPS))}
    known = {(d, group): place for d, groups in GROUPS.items() for place, group in enumerate(groups)}
    keys = sorted(every, key=lambda key: (order[key[0]], known.get(key, len(known)), key[1]))
    nobody = np.zeros(len(COUNTS))
    tables = {key: np.array([tally.get(key, nobody) for tally in tallies]) for key in keys}
    return {key: dict(zip(COUNTS, table.T, strict=True)) for key, table in tables.items()}


def _tally(people: pd.DataFrame) -> dict[Key, Floats]:
    """The counts of one seed by (dimension, group), in the order of ``COUNTS``."""
    home = (people["home_week"] >= 0).to_numpy()
    left = ~home & ~people["gone"].to_numpy(dtype=bool)
    judged, km = people["judged_90"].to_numpy(dtype=bool), people["km"].to_numpy(dtype=np.float64)
    near = home & ~np.isnan(km)
    columns = (
        np.ones(len(people)), home, judged, judged & people["home_90"].to_numpy(dtype=bool),
        left, left & (people["reason"] == "team_full").to_numpy(),
        np.where(home, people["days"], 0), np.where(near, km, 0.0), near,
    )  # fmt: skip
    table = np.column_stack(columns).astype(np.float64)
    tally = {(ALL, ALL): table.sum(axis=0)}
    for dimension, group in groups_of(people).items():
        names, rows = np.unique(group.astype(str), return_inverse=True)
        sums = np.zeros((len(names), table.shape[1]))
        np.add.at(sums, rows, table)
        tally |= {(dimension, str(name)): row for name, row in zip(names, sums, strict=True)}
    return tally
