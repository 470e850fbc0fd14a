"""What it costs the week to give a flat to a certain citizen, and what the citizen would live on there.

For the candidates of a run it is their row of proposals.csv; for any other eligible citizen the same figures
are computed from the run's frozen input (data/store/other_prices.py), which can take seconds in a large
week: ask before the writing transaction begins, the answer is kept.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection


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


def price_of(connection: Connection, run_id: str, vacancy_id: str, citizen_id: str) -> Price:
    """The price of giving a flat to a citizen in a finished run.

    Raises NotFound for a run, flat or citizen that is not in it, NotPossible("not_eligible") when a rule
    keeps the pair apart, NotPossible("no_week_with_pair") when no week within quota, teams and pins has it.
    """
    raise NotImplementedError
