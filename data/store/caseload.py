"""The places of the support teams: cases as entered, and the places taken since by offers and tenancies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection


@dataclass(frozen=True)
class Places:
    """One team on a day: ``capacity`` cases in all, ``cases`` as entered, ``offers`` and ``tenancies`` since.

    ``free`` = max(0, floor(capacity − cases − offers − tenancies)).
    """

    team_id: str
    municipality: str
    method: str
    capacity: Fraction
    cases: Fraction
    offers: int
    tenancies: int
    free: int

    @property
    def now(self) -> Fraction:
        """The cases by now, places held by offers included."""
        return self.cases + self.offers + self.tenancies


def free_places(connection: Connection, day: date | None = None) -> list[Places]:
    """Every team on a day (default: today), by id."""
    raise NotImplementedError


def has_place(connection: Connection, team_id: str) -> bool:
    """Whether a team has a free place today; raises NotFound for a team that is not there."""
    raise NotImplementedError
