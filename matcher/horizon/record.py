"""What a year of a world comes to: its people, flats and weeks as tables, and the figures of runs.csv.

The tables carry no ids.  Those of several municipalities can be joined, because every figure is worked out
from the rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.calendar import ages
from matcher.horizon.account import Account
from matcher.horizon.world import World
from matcher.horizon.year import REASONS, Year, days_homeless, shelter_days_beyond_refund, void_days

#: Housed soon: within so many days of the referral.
SOON_DAYS = 90


@dataclass(frozen=True)
class Record:
    """A year as tables.

    ``people``: one row per person who was on the list (tier, since_week, home_week, days, waited, km, points,
    refused, beyond_refund, returned, gone, reason and the groups of fairness); ``flats``: one row per vacancy
    at the municipality's disposal (kind, rent, quarter, let_week, void_days); ``weeks``: one row per week
    (on_list, matched, claimed, due, places_used, places).
    """

    people: pd.DataFrame
    flats: pd.DataFrame
    weeks: pd.DataFrame


def record_of(world: World, year: Year) -> Record:
    """The tables of one world's year."""
    return Record(_people(world, year), _flats(world, year), _weeks(world, year))


def joined(records: Iterable[Record]) -> Record:
    """Several municipalities as one: people and flats together, weeks added up."""
    parts = list(records)
    if len(parts) == 1:
        return parts[0]
    weeks = pd.concat([part.weeks for part in parts]).groupby("week", as_index=False).sum()
    people = pd.concat([part.people for part in parts], ignore_index=True)
    return Record(people, pd.concat([part.flats for part in parts], ignore_index=True), weeks)


def figures(record: Record, shelter_day_cost: float) -> dict[str, float]:
    """The figures of a row of runs.csv; docs/horizon.md says what each means."""
    people, flats, weeks = record.people, record.flats, record.weeks
    homes = people[people["home_week"] >= 0]
    left = people[(people["home_week"] < 0) & ~people["gone"]]
    let = flats[flats["let_week"] >= 0]
    quick = people[people["judged_90"]]
    row: dict[str, float] = {"people": len(people), "flats": len(flats), "matched": len(homes)}
    row |= {f"matched_tier_{tier}": int((homes["tier"] == tier).sum()) for tier in range(1, 10)}
    row |= _spread(people["days"], "days") | _spread(homes["days"], "housed_days")
    row |= {"left": len(left)} | _spread(left["days"], "left_days")
    row |= {
        "housed_90_days": _mean(quick["home_90"]),
        "mean_km": _mean(homes["km"]),
        "p95_km": _percentile(homes["km"], 95),
        "mean_points": _mean(homes["points"]),
        "points": int(homes["points"].sum()),
        "offers": int(people["refused"].sum()) + len(let),
        "refusals": int(people["refused"].sum()),
        "returned": int(people["returned"].sum()),
        "void_days": int(flats["void_days"].sum()),
        "void_kr": float((flats["void_days"] * flats["rent"] * 12 / 365).sum()),
        "shelter_days_beyond_90": int(people["beyond_refund"].sum()),
        "shelter_kr_beyond_90": float(people["beyond_refund"].sum() * shelter_day_cost),
        "quota_used": _share(weeks["claimed"].iloc[-1], weeks["due"].iloc[-1]),
        "caseload_used": _share(weeks["places_used"].sum(), weeks["places"].sum()),
    }
    return row | {f"left_{reason}": int((left["reason"] == reason).sum()) for reason in REASONS}


def _people(world: World, year: Year) -> pd.DataFrame:
    citizens = world.citizens
    age = ages(citizens["birth_date"], world.start)
    network = world.places.loc[world.places["role"] == "network", "citizen_id"]
    end = 7 * world.weeks
    homes, days = year.homes, days_homeless(world, year.homes)
    waits = citizens["waiting_since"].to_numpy().astype("datetime64[D]")
    start = (waits - np.datetime64(world.start, "D")).astype(np.int64)
    return pd.DataFrame(
        {
            "tier": citizens["tier"].to_numpy(dtype=np.int64),
            "since_week": world.arrives,
            "home_week": homes.week,
            "days": days,
            "judged_90": (start >= 0) & (start + SOON_DAYS <= end),
            "home_90": (homes.week >= 0) & (days <= SOON_DAYS),
            "km": homes.km,
            "points": np.where(homes.points >= 0, homes.points, 0),
            "refused": year.refused,
            "beyond_refund": shelter_days_beyond_refund(world, homes),
            "returned": year.returned,
            "gone": (homes.week < 0) & (world.leaves < world.weeks),
            "reason": np.array([*REASONS, ""], dtype=object)[year.reason],
            "age": age,
            "adults": citizens["adults"].to_numpy(dtype=np.int64),
            "children": citizens["children"].to_numpy(dtype=np.int64),
            "benefit": citizens["benefit"].to_numpy(dtype=object),
            "step_free": citizens["step_free"].to_numpy(dtype=bool),
            "support_method": citizens["support_method"].to_numpy(dtype=object),
            "situation": citizens["situation"].to_numpy(dtype=object),
            "eu_citizen": citizens["eu_citizen"].map({True: "yes", False: "no"}).fillna("unknown").to_numpy(),
            "network": citizens["citizen_id"].isin(set(network)).to_numpy(dtype=bool),
        }
    )


def _flats(world: World, year: Year) -> pd.DataFrame:
    vacancies, homes = world.vacancies, year.homes
    table = pd.DataFrame(
        {
            "kind": vacancies["kind"].to_numpy(dtype=object),
            "route": vacancies["route"].to_numpy(dtype=object),
            "rent": vacancies["rent"].to_numpy(dtype=np.float64),
            "let_week": homes.let_week,
            "void_days": void_days(world, Account(world), homes),
        }
    )
    at_disposal: pd.DataFrame = table[vacancies["route"].to_numpy() != "none"]
    return at_disposal.reset_index(drop=True)


def _weeks(world: World, year: Year) -> pd.DataFrame:
    progress, let = year.progress, year.homes.let_week
    return pd.DataFrame(
        {
            "week": np.arange(world.weeks),
            "on_list": progress.on_list,
            "matched": np.bincount(let[let >= 0], minlength=world.weeks),
            "claimed": progress.claimed,
            "due": progress.due,
            "places_used": progress.places_used,
            "places": progress.places,
        }
    )


def _spread(days: pd.Series, name: str) -> dict[str, float]:
    return {
        f"mean_{name}": _mean(days),
        f"median_{name}": _percentile(days, 50),
        f"p95_{name}": _percentile(days, 95),
    }


def _mean(values: pd.Series) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _percentile(values: pd.Series, q: float) -> float:
    known = values.dropna()
    return float(np.percentile(known, q)) if len(known) else float("nan")


def _share(part: float, whole: float) -> float:
    return float(part) / float(whole) if whole else float("nan")
