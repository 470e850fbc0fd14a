"""The quarter-rule accounts: as entered, and what has happened since (data/store/account_flats.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection

from data.store.account_flats import Pool, pools
from data.store.settings import today
from matcher.quota import entitlement


@dataclass(frozen=True)
class Balance:
    """One pool this week: what the municipality may claim of its flats, what it has claimed, what is left.

    ``counted`` and ``claimed`` are the account's totals by now, this week's vacant flats not yet counted;
    ``vacant`` is how many flats of the pool are vacant and held by no offer.
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
    return [_balance(pool) for pool in pools(connection, day or today(connection))]


def pool_of(connection: Connection, vacancy_id: str) -> Balance | None:
    """The pool a flat counts in; None outside the quarter rule or where no account covers it."""
    pool = _pool_with(connection, vacancy_id)
    return None if pool is None else _balance(pool)


def may_claim(connection: Connection, vacancy_id: str) -> bool:
    """Whether the flat may be claimed now: outside the rule, or its pool has one left and it is our turn."""
    pool = _pool_with(connection, vacancy_id)
    if pool is None:
        return True
    if pool.mode == "choose":
        return left_of(pool) > 0
    return vacancy_id in pool.our_turns()


def _pool_with(connection: Connection, vacancy_id: str) -> Pool | None:
    every = pools(connection, today(connection))
    return next((pool for pool in every if any(f.vacancy_id == vacancy_id for f in pool.flats)), None)


def entitled_of(pool: Pool) -> int:
    """How many of this week's flats the municipality may claim, those it has claimed among them."""
    if pool.mode == "choose":
        counted, claimed = pool.before
        return entitlement(pool.share, counted, claimed, pool.carry_over, len(pool.this_week))
    ours = pool.our_turns()
    return sum(flat.vacancy_id in ours for flat in pool.this_week)


def left_of(pool: Pool) -> int:
    """How many of the remaining flats may still be claimed this week."""
    if pool.mode == "choose":
        return max(0, entitled_of(pool) - sum(flat.claimed for flat in pool.this_week))
    ours = pool.our_turns()
    return sum(flat.vacancy_id in ours for flat in pool.remaining)


def _balance(pool: Pool) -> Balance:
    counted, claimed = pool.by_now
    return Balance(
        quota_id=int(pool.quota["quota_id"]),
        organisation_id=str(pool.quota["organisation_id"]),
        municipality=str(pool.quota["municipality"] or ""),
        quota_class=str(pool.quota["class"]),
        share=pool.share,
        mode=pool.mode,
        counted=counted,
        claimed=claimed,
        entitled=entitled_of(pool),
        used=sum(flat.claimed for flat in pool.this_week),
        left=left_of(pool),
        vacant=len(pool.remaining),
    )
