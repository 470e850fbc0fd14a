"""The quarter-rule accounts: as entered, and what has happened since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection


@dataclass(frozen=True)
class Balance:
    """One pool this week: what the municipality may claim of its flats, what it has claimed, what is left.

    ``counted`` and ``claimed`` are the account's totals by now; ``vacant`` is how many flats of the pool are
    vacant and held by no offer.  ``left`` = max(0, entitled − used).
    """

    quota_id: int
    organisation_id: str
    municipality: str
    quota_class: str
    share: Fraction
    mode: str
    counted: int
    claimed: int
    entitled: int
    used: int
    left: int
    vacant: int

    @property
    def pool(self) -> str:
        """The pool as proposals.csv names it: ``organisation/class``."""
        return f"{self.organisation_id}/{self.quota_class}"


def balance(connection: Connection, day: date | None = None) -> list[Balance]:
    """Every pool on a day (default: today), by organisation, municipality and class."""
    raise NotImplementedError


def pool_of(connection: Connection, vacancy_id: str) -> Balance | None:
    """The pool a flat counts in; None outside the quarter rule or where no account covers it."""
    raise NotImplementedError


def may_claim(connection: Connection, vacancy_id: str) -> bool:
    """Whether the flat may be claimed now: outside the rule, or its pool has one left and it is our turn."""
    raise NotImplementedError
