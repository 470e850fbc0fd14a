"""Whether the quarter rule's account and the support teams of a run have room for one more offer.

The account is asked as it stands now; the teams as the run saw them, less the offers made since it began.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, or_, select

from data.store.errors import NotPossible
from data.store.ledger import may_claim
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
    if not may_claim(connection, price.vacancy_id):
        raise NotPossible("quota_spent", pool=price.quota_pool)
    summary = summary_of(connection, run["run_id"])
    capacity = {str(row["team_id"]): int(row["capacity"]) for row in summary.get("teams", ())}
    for team in price.teams:
        if _taken(connection, run, team) < capacity.get(team, 0):
            return team
    if not price.teams:
        return ""
    for team in one_pair(connection, run, price.vacancy_id, price.citizen_id).teams:
        if _taken(connection, run, team) < capacity.get(team, 0):
            return team
    raise NotPossible("team_full")


def _taken(connection: Connection, run: Row, team_id: str) -> int:
    """How many offers made since the run's input was frozen hold (or have used up) a place of a team."""
    since = or_(offers.c.run_id == run["run_id"], offers.c.created_at >= run["queued_at"])
    held = or_(offers.c.live, offers.c.state == "ended")
    found = select(func.count()).select_from(offers).where(offers.c.team_id == team_id, since, held)
    return int(connection.execute(found).scalar_one())
