"""Policies compared on the same worlds: paired differences over seeds, and who is better or worse off.

Under every policy the people, the flats and the chances of a seed are the same, so the difference within a
seed is the policy's doing, and differences vary far less over seeds than the figures themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from matcher.arrays import Floats, Ints
from matcher.horizon.fairness import support_gap
from matcher.horizon.groups import Records
from matcher.horizon.interval import estimate

#: What every policy is measured against when it is among the policies: plain order of referral, and the
#: lawful one, which minds the council's need groups.
REFERENCE, LAWFUL = "first_come", "tier_first_come"
#: A bound on what could be reached; nothing is measured against it.
BOUND = "hindsight"
#: Housed by so many days earlier or later counts as better or worse off: four weekly lists.
MOVED_DAYS = 28
WORSE, SAME, BETTER = -1, 0, 1
#: The columns of compare.csv.
COLUMNS = (
    *("policy", "baseline", "figure", "seeds", "mean", "mean_low", "mean_high"),
    *("baseline_mean", "difference", "low", "high", "relative"),
)


def baselines(names: Sequence[str]) -> tuple[str, ...]:
    """The policies to compare with: first come (else the first policy), and the lawful one if it is there."""
    first = next((name for name in names if name != BOUND), names[0])
    reference = REFERENCE if REFERENCE in names else first
    return (reference, LAWFUL) if LAWFUL in names and reference != LAWFUL else (reference,)


def main_baseline(names: Sequence[str]) -> str:
    """The one to compare with where only one is shown: the lawful one if it is there."""
    return baselines(names)[-1]


def moved(people: pd.DataFrame, base: pd.DataFrame) -> Ints:
    """Whether each person is WORSE, BETTER or about the SAME off than under the baseline, (N,).

    Worse off: housed under the baseline only, or ``MOVED_DAYS`` or more later.  Better off likewise.  Raises
    ValueError when the two are not the same people in the same order.
    """
    for column in ("since_week", "tier"):
        if not np.array_equal(people[column].to_numpy(), base[column].to_numpy()):
            raise ValueError("the two tables are not of the same people in the same order")
    housed, before = ((table["home_week"] >= 0).to_numpy() for table in (people, base))
    later = people["days"].to_numpy() - base["days"].to_numpy()
    both = housed & before
    worse = (before & ~housed) | (both & (later >= MOVED_DAYS))
    better = (housed & ~before) | (both & (later <= -MOVED_DAYS))
    return np.where(worse, WORSE, np.where(better, BETTER, SAME))


def paired_figures(people: pd.DataFrame, base: pd.DataFrame) -> dict[str, float]:
    """Figures of one seed that need two policies: how many are worse and better off, also by tier."""
    turn = moved(people, base)
    tier = people["tier"].to_numpy()
    sides = (("worse_off", WORSE), ("better_off", BETTER), ("unchanged", SAME))
    row = {name: float((turn == side).sum()) for name, side in sides}
    for name, side in sides:
        row |= {f"{name}_tier_{t}": float(((turn == side) & (tier == t)).sum()) for t in range(1, 10)}
    return row


def compare(runs: pd.DataFrame, records: Records) -> pd.DataFrame:
    """compare.csv: a row per baseline × policy × figure, the columns as in ``COLUMNS``.

    ``runs`` is runs.csv: policy, seed and figures.  ``mean`` is the policy's mean over seeds with its
    interval; ``difference`` that of the paired differences to the baseline with its own; ``relative`` is the
    difference over the baseline's mean.  The figures of ``paired_figures`` are 0 for the baseline itself.
    """
    names = list(dict.fromkeys(runs["policy"]))
    tables = {name: _figures_of(runs, records, name) for name in names}
    rows: list[dict[str, object]] = []
    for baseline in baselines(names):
        people = {seed: records[baseline, seed].people for seed in tables[baseline].index}
        own = tables[baseline].join(_paired(records, baseline, people))
        for name in names:
            table = tables[name].join(_paired(records, name, people)).reindex(own.index)
            pairs = zip(table, table.to_numpy().T, own[list(table)].to_numpy().T, strict=True)
            rows += [_row(name, baseline, str(figure), values, base) for figure, values, base in pairs]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _figures_of(runs: pd.DataFrame, records: Records, name: str) -> pd.DataFrame:
    """The figures of one policy, a row per seed."""
    own = runs[runs["policy"] == name].set_index("seed").drop(columns="policy").astype(np.float64)
    gaps = {seed: support_gap(records[name, seed].people) for seed in own.index}
    return own.join(pd.DataFrame.from_dict(gaps, orient="index"))


def _paired(records: Records, name: str, base: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    rows = {seed: paired_figures(records[name, seed].people, people) for seed, people in base.items()}
    return pd.DataFrame.from_dict(rows, orient="index")


def _row(name: str, baseline: str, figure: str, values: Floats, base: Floats) -> dict[str, object]:
    """One row, over the seeds in which both have the figure."""
    both = ~(np.isnan(values) | np.isnan(base))
    own, change = estimate(values[both]), estimate(values[both] - base[both])
    before = float(base[both].mean()) if both.any() else np.nan
    relative = change.mean / before if before else np.nan
    numbers = (own.n, own.mean, own.low, own.high, before, change.mean, change.low, change.high, relative)
    return dict(zip(COLUMNS, (name, baseline, figure, *numbers), strict=True))
