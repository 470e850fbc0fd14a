"""What was closed when a citizen moved in, as the record keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data.store.schema import record


@dataclass(frozen=True)
class ClosedBy:
    """How many other decisions and pins about the citizen and the flat stopped standing."""

    choices: int
    pins: int


def closed_by(connection: Connection, offer_id: str, citizen_id: str) -> ClosedBy | None:
    """What moving in by an offer closed beside the citizen's case and the flat; None before moving in."""
    found = (
        select(record.c.details)
        .where(record.c.subject_kind == "citizen", record.c.subject == citizen_id, record.c.action == "house")
        .order_by(record.c.number.desc())
    )
    for text in connection.execute(found).scalars():
        details = json.loads(text)
        if details["offer_id"] == offer_id:
            return ClosedBy(len(details["choices"]), int(details["pins"]))
    return None
