"""What has been promised or ruled out since a run was frozen: the pairs it could not know of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from data.store.schema import offers, standing

Row = Mapping[str, Any]


def held_since(connection: Connection, since: datetime) -> list[Row]:
    """The live offers (offer_id, vacancy_id, citizen_id, state) made or taken up again since a moment.

    Those that stood before hold citizens and flats that were never in the run.
    """
    found = select(offers.c.offer_id, offers.c.vacancy_id, offers.c.citizen_id, offers.c.state).where(
        offers.c.live, offers.c.changed_at >= since
    )
    return [dict(row) for row in connection.execute(found).mappings()]


def forbidden_since(connection: Connection, since: datetime) -> frozenset[tuple[str, str]]:
    """The pairs (citizen_id, vacancy_id) ruled out since a moment, also by a refusal, that still are."""
    found = select(standing.c.citizen_id, standing.c.vacancy_id).where(
        standing.c.action == "forbid", standing.c.lifted_at.is_(None), standing.c.decided_at >= since
    )
    return frozenset((str(row.citizen_id), str(row.vacancy_id)) for row in connection.execute(found))
