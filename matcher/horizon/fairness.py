"""Waiting and success by group, counts of few people left out; whether needing no support is quicker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Floats, Ints
from matcher.horizon.groups import ALL, COUNTS, GROUPS, Counts, Key, Records, counts_of
from matcher.horizon.interval import Estimate, ratio, ratio_change
from matcher.horizon.suppress import LEAST, hidden

#: The columns of fairness.csv.
COLUMNS = (
    *("policy", "dimension", "group", "seeds", "people", "housed", "share", "share_low", "share_high"),
    *("share_90", "share_90_low", "share_90_high", "mean_days", "mean_km", "left", "left_team_full"),
    *("baseline", "share_change", "share_change_low", "share_change_high"),
    *("days_change", "days_change_low", "days_change_high"),
)


def fairness(
    names: Sequence[str], seeds: Sequence[int], records: Records, baseline: str, least: float = LEAST
) -> pd.DataFrame:
    """fairness.csv: a row per policy × dimension × group, the columns as in ``COLUMNS``.

    All seeds are taken together: ``people``, ``housed``, ``left`` (still waiting at the end) and
    ``left_team_full`` are counts over all of them, the shares and means have intervals over seeds.
    ``share_90`` is the share of those judged (referred 90 days or more before the end) who were housed within
    90 days.  Changes are against ``baseline``.  Counts under ``least``, and what would give them away
    (matcher.horizon.suppress), are NaN.  Where the seeds begin with the same real people, each of them is
    counted once a seed, and ``least`` has to be that many times higher.
    """
    base = counts_of(baseline, seeds, records)
    before = shown_levels(base, least)
    rows: list[dict[str, object]] = []
    for name in names:
        own = base if name == baseline else counts_of(name, seeds, records)
        shown = shown_levels(own, least)
        for key, counts in own.items():
            row: dict[str, object] = {"policy": name, "dimension": key[0], "group": key[1]}
            row |= {"seeds": len(seeds), "baseline": baseline}
            row |= _numbers(counts, shown[key], least)
            if name != baseline and shown[key]["housed"] and before[key]["housed"]:
                row |= _changes(counts, base[key])
            rows.append(row)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def shown_levels(counts: Counts, least: float) -> dict[Key, dict[str, bool]]:
    """Which numbers of each group may be shown: people, housed, soon, left and team_full."""
    shown: dict[Key, dict[str, bool]] = {}
    for dimension in (ALL, *GROUPS):
        keys = [key for key in counts if key[0] == dimension]
        hide = _hidden_levels({name: _totals(counts, keys, name) for name in COUNTS}, least)
        for place, key in enumerate(keys):
            shown[key] = {level: not rows[place] for level, rows in hide.items()}
    return shown


def support_gap(people: pd.DataFrame) -> dict[str, float]:
    """Those who need no support against the others of the same tier: the share housed and the days to a home.

    Each tier weighs as much as it tells (n₁ n₂ / (n₁ + n₂), Mantel and Haenszel).  Positive: a larger share
    of those without need is housed, or they wait longer; NaN when no tier has both.
    """
    free = (people["support_method"] == "none").to_numpy()
    housed = (people["home_week"] >= 0).to_numpy()
    tier = people["tier"].to_numpy()
    days = people["days"].to_numpy(dtype=np.float64)
    return {
        "support_gap_share": _within(tier, free, housed.astype(np.float64)),
        "support_gap_days": _within(tier[housed], free[housed], days[housed]),
    }


def _within(tier: Ints, one: Bools, values: Floats) -> float:
    """The mean of ``values`` where ``one`` less that of the others, within each tier."""
    total, weight = 0.0, 0.0
    for own in np.unique(tier):
        first, second = values[(tier == own) & one], values[(tier == own) & ~one]
        if len(first) and len(second):
            w = len(first) * len(second) / (len(first) + len(second))
            total, weight = total + w * float(first.mean() - second.mean()), weight + w
    return total / weight if weight else float("nan")


def _totals(counts: Counts, keys: Sequence[Key], name: str) -> Floats:
    return np.array([counts[key][name].sum() for key in keys])


def _hidden_levels(totals: Mapping[str, Floats], least: float) -> dict[str, Bools]:
    """Which rows of one dimension are hidden at each level; its totals are shown in the row of everyone."""
    people, housed, left = totals["people"], totals["housed"], totals["left"]
    soon, judged, full = totals["soon"], totals["judged"], totals["team_full"]
    no_home = people - housed

    def level(already: Bools, *parts: Floats) -> Bools:
        return hidden(np.column_stack(parts), already, least)

    hide = {"people": level(np.zeros(len(people), dtype=bool), people)}
    hide["housed"] = level(hide["people"], housed, no_home)
    hide["soon"] = level(hide["housed"], soon, judged - soon, people - judged)
    hide["left"] = level(hide["housed"], left, no_home - left)
    hide["team_full"] = level(hide["left"], full, left - full)
    return hide


def _numbers(counts: Mapping[str, Floats], shown: Mapping[str, bool], least: float) -> dict[str, float]:
    """The numbers of one row that may be shown."""
    row: dict[str, float] = {}
    if shown["people"]:
        row["people"] = float(counts["people"].sum())
    if shown["housed"]:
        row["housed"] = float(counts["housed"].sum())
        row |= _named("share", ratio(counts["housed"], counts["people"]))
        row["mean_days"] = ratio(counts["days"], counts["housed"]).mean
        if counts["km_known"].sum() >= least:
            row["mean_km"] = ratio(counts["km"], counts["km_known"]).mean
    if shown["soon"]:
        row |= _named("share_90", ratio(counts["soon"], counts["judged"]))
    if shown["left"]:
        row["left"] = float(counts["left"].sum())
    if shown["team_full"]:
        row["left_team_full"] = float(counts["team_full"].sum())
    return row


def _changes(counts: Mapping[str, Floats], base: Mapping[str, Floats]) -> dict[str, float]:
    pairs = {"share_change": ("housed", "people"), "days_change": ("days", "housed")}
    row: dict[str, float] = {}
    for name, (part, whole) in pairs.items():
        row |= _named(name, ratio_change(counts[part], counts[whole], base[part], base[whole]))
    return row


def _named(name: str, value: Estimate) -> dict[str, float]:
    return {name: value.mean, f"{name}_low": value.low, f"{name}_high": value.high}
