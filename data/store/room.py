"""Whether a run's quota and support teams have room for one more offer, after those made since it began."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, or_, select

from data.store.errors import NotPossible
from data.store.one_pair import one_pair
from data.store.prices import Price
from data.store.run_tables import summary_of
from data.store.schema import offers

Row = Mapping[str, Any]


def place_for(connection: Connection, run: Row, price: Price) -> str:
    """The team that will give the support of a pair, blank when no place is needed.

    The run's own team comes first; where decisions made since have taken its last place, another that can.
    Raises NotPossible("quota_spent", pool=…) or ("team_full").
    """
    summary = summary_of(connection, run["run_id"])
    entitled = sum(
        int(row["entitled"])
        for row in summary.get("quota", ())
        if f"{row['organisation_id']}/{row['class']}" == price.quota_pool
    )
    if price.quota_pool and _taken(connection, run, offers.c.quota_pool, price.quota_pool) >= entitled:
        raise NotPossible("quota_spent", pool=price.quota_pool)
    capacity = {str(row["team_id"]): int(row["capacity"]) for row in summary.get("teams", ())}
    for team in price.teams:
        if _taken(connection, run, offers.c.team_id, team) < capacity.get(team, 0):
            return team
    if not price.teams:
        return ""
    for team in one_pair(connection, run, price.vacancy_id, price.citizen_id).teams:
        if _taken(connection, run, offers.c.team_id, team) < capacity.get(team, 0):
            return team
    raise NotPossible("team_full")


def _taken(connection: Connection, run: Row, column: Any, value: str) -> int:
    """How many offers made since the run's input was frozen hold (or have used up) one place."""
    since = or_(offers.c.run_id == run["run_id"], offers.c.created_at >= run["queued_at"])
    held = or_(offers.c.live, offers.c.state == "ended")
    found = select(func.count()).select_from(offers).where(column == value, since, held)
    return int(connection.execute(found).scalar_one())
