"""One citizen in one flat of a run: the money, the quota pool and the teams, from the run's frozen input.

Only the two rows and the small tables are read, so that it takes no longer in a large week.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

from sqlalchemy import Connection

from data.exchange.folder import Folder
from data.store.errors import NotFound
from data.store.run_tables import INPUT, contents

Row = Mapping[str, Any]
#: The columns of matches.csv that tell the money, DKK per month.
MONEY = ("rent", "utilities", "support", "left_over", "minimum")
#: Input files that say something about a single pair beside its two rows.
_SMALL = ("quotas.csv", "teams.csv", "policy.toml")


@dataclass(frozen=True)
class OnePair:
    """Money in DKK per month, the pool as ``organisation/class``, and the teams that can give the support."""

    rent: float
    utilities: float
    support: float
    left_over: float
    minimum: float
    quota_pool: str
    teams: tuple[str, ...]


def one_pair(connection: Connection, run: Row, vacancy_id: str, citizen_id: str) -> OnePair:
    """The figures of a pair of the run; raises NotFound when citizen or flat is not in it."""
    from data.exchange.week import read_files
    from data.rates.loader import load_rates

    files = contents(connection, run["run_id"], INPUT)
    kept = {name: files[name] for name in _SMALL if name in files}
    kept["citizens.csv"] = _only(files, "citizens", citizen_id, blank=("avoid_milieus",))
    kept["vacancies.csv"] = _only(files, "vacancies", vacancy_id)
    reading = read_files(Folder(kept, frozenset()), run["decision_date"])
    if reading.week is None:
        raise ValueError("; ".join(str(fault) for fault in reading.faults))
    return _figures(reading.week, reading.policy, load_rates(run["decision_date"]))


def _only(files: Mapping[str, bytes], table: str, key: str, blank: tuple[str, ...] = ()) -> bytes:
    """A table with one of its rows; raises NotFound when it is not there."""
    reader = csv.DictReader(io.StringIO(files[f"{table}.csv"].decode("utf-8-sig"), newline=""))
    names = list(reader.fieldnames or ())
    row = next((row for row in reader if row[names[0]] == key), None)
    if row is None:
        raise NotFound(f"{key} in the run's {table}")
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerow(row | dict.fromkeys(set(blank) & set(names), ""))
    return out.getvalue().encode()


def _hundredths(amount: float) -> float:
    """An amount as a result file writes it: two decimals, half up."""
    return floor(float(amount) * 100 + 0.5) / 100


def _figures(week: Any, policy: Any, rates: Any) -> OnePair:
    import numpy as np

    from matcher.best import set_scene
    from matcher.economy import economy_of_pairs
    from matcher.seats import seats_of

    scene = set_scene(week, policy, rates)
    first = np.zeros(1, dtype=np.int64)
    money = economy_of_pairs(scene.citizens, scene.flats, first, first)
    seats = seats_of(week)
    return OnePair(
        rent=_hundredths(scene.flats.rent[0]),
        utilities=_hundredths(scene.flats.utilities[0]),
        support=_hundredths(money.support[0]),
        left_over=_hundredths(money.left_over[0]),
        minimum=_hundredths(scene.citizens.minimum[0]),
        quota_pool=scene.pools.label(0),
        teams=tuple(seats.team_id[row] for row in seats.teams_of[int(seats.seat_class[0])]),
    )
