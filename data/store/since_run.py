"""Whether citizen and flat are still what the run saw: a new place to keep away from, another rent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from data.store.errors import Conflict
from data.store.schema import versions
from data.store.versions import CITIZEN, VACANCY, Kind, whole_state

#: What may change without the run having to be made again: whose case it is, and what decisions do.
_NOT_SEEN_BY_RUNS = frozenset(
    ("state", "closed_on", "closed_reason", "shelter_id", "case_worker", "listed_on")
)  # fmt: skip


def require_unchanged(connection: Connection, since: datetime, citizen_id: str, vacancy_id: str) -> None:
    """Raises Conflict("changed_since_run", difference) when a run frozen at ``since`` saw something else.

    The difference says for each column what the run saw and what stands now.
    """
    for kind, subject in ((CITIZEN, citizen_id), (VACANCY, vacancy_id)):
        difference = _changed(connection, kind, subject, since)
        if difference:
            raise Conflict("changed_since_run", difference, subject=subject)


def _changed(
    connection: Connection, kind: Kind, subject: str, since: datetime
) -> dict[str, tuple[object, object]]:
    row = kind.get(connection, subject)
    if row["changed_at"] <= since:
        return {}
    v = versions.c
    then = select(v.cells).where(v.kind == kind.name, v.subject == subject, v.changed_at <= since)
    seen = connection.execute(then.order_by(v.version.desc()).limit(1)).scalar_one_or_none() or {}
    stands = whole_state(connection, kind, row)
    return {
        name: (seen[name], value)
        for name, value in stands.items()
        if name in seen and name not in _NOT_SEEN_BY_RUNS and seen[name] != value
    }
