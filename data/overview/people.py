"""Citizens who wait, counted by need group and by benefit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from data.overview.cells import filled
from data.store.schema import citizens, offers


@dataclass(frozen=True)
class GroupCount:
    """How many wait in a group: of them parked, overdue, with an offer under way; longest waiting."""

    group: str
    waiting: int
    parked: int
    overdue: int
    offered: int
    longest: int
    """Days the one waiting longest has waited."""

    @property
    def free(self) -> int:
        """Those who may be proposed: neither parked nor under offer."""
        return self.waiting - self.parked - self.offered


def overdue_since(on: date, overdue_days: float) -> date:
    """Who has waited since this day or before it is overdue on the day ``on``."""
    return on - timedelta(days=math.ceil(overdue_days))


def by_tier(connection: Connection, on: date, overdue_days: float) -> list[GroupCount]:
    """One count per need group that anyone waits in, the most acute first."""
    return _by(connection, filled("citizens", "tier"), on, overdue_days)


def by_benefit(connection: Connection, on: date, overdue_days: float) -> list[GroupCount]:
    """One count per benefit that anyone who waits lives on, by its code."""
    return _by(connection, citizens.c.benefit, on, overdue_days)


def _by(connection: Connection, group: ColumnElement[str], on: date, overdue_days: float) -> list[GroupCount]:
    c, o = citizens.c, offers.c

    def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    under_offer = c.citizen_id.in_(select(o.citizen_id).where(o.live))
    chosen = (
        select(
            group.label("of"),
            func.count().label("waiting"),
            how_many(and_(c.blocked_until > on, ~under_offer)).label("parked"),
            how_many(c.waiting_since <= overdue_since(on, overdue_days)).label("overdue"),
            how_many(under_offer).label("offered"),
            func.min(c.waiting_since).label("first"),
        )
        .where(c.state == "waiting")
        .group_by(group)
        .order_by(group)
    )
    return [
        GroupCount(str(r.of), r.waiting, r.parked, r.overdue, r.offered, max(0, (on - r.first).days))
        for r in connection.execute(chosen)
    ]
