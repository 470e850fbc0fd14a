"""What it costs the week to give a flat to a certain citizen, and what the citizen would live on there.

For the candidates of a run it is their row of proposals.csv; for any other eligible citizen the same figures
are computed from the run's frozen input (data/store/other_prices.py), which can take seconds in a large
week: ask before the writing transaction begins, the answer is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from data.store.one_pair import MONEY, OnePair, one_pair
from data.store.other_prices import LOST, other_row
from data.store.run_tables import candidates_of, finished_run, match_of


@dataclass(frozen=True)
class Price:
    """One pair of a finished run: rank and losses as in proposals.csv, money in DKK per month.

    ``rank`` is None for a candidate beyond the listed ones.  All five losses None: the loss is not known
    (the run was cut off by its time limit; ``warnings`` then holds ``bound``).  ``teams`` are those that
    can give the support, the run's own first; empty when no place is needed.
    """

    run_id: str
    vacancy_id: str
    citizen_id: str
    rank: int | None
    matched: bool
    points: int
    lost_tier: int | None
    lost_people: int | None
    lost_overdue: int | None
    lost_goals: int | None
    lost_points: int | None
    warnings: tuple[str, ...]
    rent: float
    utilities: float
    support: float
    left_over: float
    minimum: float
    quota_pool: str
    teams: tuple[str, ...]

    def cells(self) -> dict[str, Any]:
        """As plain JSON values, for choices.price."""
        return asdict(self) | {"warnings": list(self.warnings), "teams": list(self.teams)}


#: A finished run never changes, so neither do its prices.
_kept: dict[tuple[str, str, str], Price] = {}
_KEPT_AT_MOST = 2_000


def price_of(connection: Connection, run_id: str, vacancy_id: str, citizen_id: str) -> Price:
    """The price of giving a flat to a citizen in a finished run.

    Raises NotFound for a run, flat or citizen that is not in it, NotPossible("not_eligible") when a rule
    keeps the pair apart, NotPossible("no_week_with_pair") when no week within quota, teams and pins has it.
    """
    run = finished_run(connection, run_id)
    key = (run_id, vacancy_id, citizen_id)
    if key not in _kept:
        if len(_kept) >= _KEPT_AT_MOST:
            _kept.clear()
        _kept[key] = _asked(connection, run, vacancy_id, citizen_id)
    return _kept[key]


def _asked(connection: Connection, run: Mapping[str, Any], vacancy_id: str, citizen_id: str) -> Price:
    run_id = str(run["run_id"])
    match = match_of(connection, run_id, vacancy_id)
    listed = candidates_of(connection, run_id, vacancy_id)
    row = next((row for row in listed if row["citizen_id"] == citizen_id), None)
    if match is not None and match["citizen_id"] == citizen_id:
        return _price(run_id, row or _as_listed(match), _money_of_match(match))
    pair = one_pair(connection, run, vacancy_id, citizen_id)
    if row is None:
        row = other_row(connection, run, vacancy_id, citizen_id)
    return _price(run_id, row, pair)


def _as_listed(match: Mapping[str, str]) -> dict[str, str]:
    """A match as the row of proposals.csv it has there: first, nothing lost."""
    lost = dict.fromkeys(LOST, "") | {"lost_points": "0"}
    named = {name: match[name] for name in ("vacancy_id", "citizen_id", "points", "warnings")}
    return {**named, **lost, "rank": "1", "matched": "true"}


def _money_of_match(match: Mapping[str, str]) -> OnePair:
    rent, utilities, support, left_over, minimum = (float(match[name]) for name in MONEY)
    teams = (match["team_id"],) if match["team_id"] else ()
    return OnePair(rent, utilities, support, left_over, minimum, match["quota_pool"], teams)


def _price(run_id: str, row: Mapping[str, str], pair: OnePair) -> Price:
    lost: dict[str, Any] = {name: int(row[name]) if row[name] else None for name in LOST}
    return Price(
        run_id=run_id,
        vacancy_id=row["vacancy_id"],
        citizen_id=row["citizen_id"],
        rank=int(row["rank"]) if row["rank"] else None,
        matched=row["matched"] == "true",
        points=int(row["points"]),
        **lost,
        warnings=tuple(row["warnings"].split()),
        **vars(pair),
    )
