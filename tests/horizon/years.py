"""Years made by hand: records with the columns that comparing and counting by group need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from matcher.horizon.record import Record
from matcher.horizon.year import REASONS

#: A person on the list from the first week, of tier 2, single, with a network and without a home.
NOBODY: dict[str, Any] = {
    "tier": 2,
    "since_week": 0,
    "home_week": -1,
    "days": 100,
    "judged_90": False,
    "home_90": False,
    "km": np.nan,
    "points": 0,
    "refused": 0,
    "beyond_refund": 0,
    "returned": 0,
    "gone": False,
    "reason": "",
    "age": 40,
    "adults": 1,
    "children": 0,
    "benefit": "su",
    "step_free": False,
    "support_method": "none",
    "situation": "street",
    "eu_citizen": "yes",
    "network": True,
}
FATES = ("housed", "left", "full", "gone")


def person(**facts: Any) -> dict[str, Any]:
    """A row of people; what is not said is as in NOBODY."""
    return {**NOBODY, **facts}


def housed(days: int = 50, week: int = 1, **facts: Any) -> dict[str, Any]:
    """Someone who gets a home after so many days without one."""
    near = {"home_week": week, "days": days, "home_90": days <= 90, "km": 2.0, "points": 500}
    return person(**{**near, **facts})


def year(people: Sequence[dict[str, Any]], weeks: int = 4) -> Record:
    """The record of such people; a flat for every home, and quiet weeks."""
    table = pd.DataFrame(people, columns=list(NOBODY))
    homes = table[table["home_week"] >= 0]
    flats = pd.DataFrame(
        {
            "kind": "family",
            "route": "given",
            "rent": 4000.0,
            "let_week": [*homes["home_week"], -1],
            "void_days": [*(10 for _ in range(len(homes))), 30],
        }
    )
    here = [
        int(((table["since_week"] <= week) & ~table["home_week"].between(0, week)).sum())
        for week in range(weeks)
    ]
    matched = [int((homes["home_week"] == week).sum()) for week in range(weeks)]
    progress = pd.DataFrame(
        {
            "week": np.arange(weeks),
            "on_list": here,
            "matched": matched,
            "claimed": np.cumsum(matched),
            "due": np.arange(1, weeks + 1) * (len(table) + 1),
            "places_used": 1,
            "places": 2,
        }
    )
    return Record(table, flats, progress)


def with_fate(fate: str, draw: np.random.Generator, weeks: int, facts: dict[str, Any]) -> dict[str, Any]:
    """The same person housed at some time, left, left for a full team, or gone."""
    if fate == "housed":
        week = int(draw.integers(0, weeks))
        days = int(draw.integers(1, 400))
        return housed(
            days, week, **facts, km=float(draw.exponential(4)) if facts.get("network", True) else np.nan
        )
    reason = {"full": "team_full", "gone": ""}.get(fate, str(draw.choice(REASONS)))
    return person(**facts, days=int(draw.integers(1, 400)), reason=reason, gone=fate == "gone")


def some_people(draw: np.random.Generator, n: int) -> list[dict[str, Any]]:
    """Who they are, whatever becomes of them."""
    return [
        {
            "tier": int(draw.integers(1, 4)),
            "since_week": int(draw.integers(0, 3)),
            "judged_90": bool(draw.random() < 0.7),
            "age": int(draw.integers(18, 80)),
            "adults": int(draw.integers(1, 3)),
            "children": int(draw.integers(0, 2)),
            "benefit": str(draw.choice(["su", "folkepension", "kontanthjaelp_grund", "loen"])),
            "step_free": bool(draw.random() < 0.2),
            "support_method": str(draw.choice(["none", "CTI", "ICM"])),
            "situation": str(draw.choice(["street", "shelter_110", "friends"])),
            "eu_citizen": str(draw.choice(["yes", "no", "unknown"])),
            "network": bool(draw.random() < 0.8),
        }
        for _ in range(n)
    ]


def random_years(
    names: Sequence[str], seeds: Sequence[int], n: int, weeks: int = 4
) -> dict[tuple[str, int], Record]:
    """Years of random people, the same under every policy, each with a random fate."""
    records = {}
    for seed in seeds:
        everyone = some_people(np.random.default_rng(seed), n)
        for place, name in enumerate(names):
            draw = np.random.default_rng([seed, place, 7])
            fates = draw.choice(FATES, size=n, p=(0.6, 0.2, 0.1, 0.1))
            records[name, seed] = year(
                [
                    with_fate(str(fate), draw, weeks, facts)
                    for fate, facts in zip(fates, everyone, strict=True)
                ],
                weeks,
            )
    return records
