"""The tables of finished runs as the overview counts them; each is read once, for it never changes."""

from __future__ import annotations

import csv
import io
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from data.store.schema import run_files, runs

Row = Mapping[str, str]
T = TypeVar("T")
#: So many counts of runs are kept ready: a few per run of some years.
_KEPT = 1000
_kept: OrderedDict[tuple[str, str, str], Any] = OrderedDict()
_lock = Lock()


def newest_done(connection: Connection) -> Mapping[str, Any] | None:
    """The row of the newest finished run, None before the first."""
    chosen = select(runs).where(runs.c.state == "done").order_by(runs.c.number.desc()).limit(1)
    row = connection.execute(chosen).mappings().first()
    return None if row is None else dict(row)


def rows_of(connection: Connection, run_id: str, table: str) -> list[Row]:
    """The rows of a result table of a run as texts; empty where the run has no such table."""
    content = connection.execute(
        select(run_files.c.content).where(
            run_files.c.run_id == run_id,
            run_files.c.part == "result",
            run_files.c.name == f"{table}.csv",
        )
    ).scalar_one_or_none()
    return [] if content is None else list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def matches_of(connection: Connection, run_id: str) -> Mapping[str, str]:
    """Who a run proposes for which flat: citizen id by vacancy id."""
    return _once(
        connection,
        run_id,
        "matches",
        lambda: {row["vacancy_id"]: row["citizen_id"] for row in rows_of(connection, run_id, "matches")},
    )


def affordability_of(connection: Connection, run_id: str) -> list[Row]:
    """The affordability table of a run: what rent each benefit and household can carry."""
    return _once(connection, run_id, "affordability", lambda: rows_of(connection, run_id, "affordability"))


def reasons_of(connection: Connection, run_id: str) -> Mapping[str, int]:
    """How many citizens had no proposal in a run, by reason code."""
    return _once(
        connection,
        run_id,
        "unmatched",
        lambda: Counter(row["reason"] for row in rows_of(connection, run_id, "unmatched")),
    )


@dataclass(frozen=True)
class FlatOutcome:
    """What a run did with a flat: whom it proposed, why no one, and how many could have had it."""

    citizen_id: str
    unused: str
    eligible: int
    """Citizens who could have the flat."""
    at_least: bool = False
    """The run lists no more candidates than ``eligible``; there may be others."""


def outcomes_of(connection: Connection, run_id: str) -> Mapping[str, FlatOutcome]:
    """The outcome of every flat of a run by vacancy id."""
    return _once(connection, run_id, "outcomes", lambda: _outcomes(connection, run_id))


def _outcomes(connection: Connection, run_id: str) -> dict[str, FlatOutcome]:
    """Exact where the run kept every pair; else no more candidates are known than it lists."""
    pairs = rows_of(connection, run_id, "pairs")
    possible = Counter(row["vacancy_id"] for row in pairs if row["eligible"] == "true")
    listed = Counter(row["vacancy_id"] for row in rows_of(connection, run_id, "proposals"))
    top = _top(connection, run_id)
    outcomes = {}
    for row in rows_of(connection, run_id, "matches"):
        flat = row["vacancy_id"]
        count = possible[flat] if pairs else listed[flat]
        outcomes[flat] = FlatOutcome(row["citizen_id"], "", count, not pairs and count >= top)
    for row in rows_of(connection, run_id, "unused"):
        outcomes[row["vacancy_id"]] = FlatOutcome("", row["reason"], int(row["eligible_citizens"]))
    return outcomes


def _top(connection: Connection, run_id: str) -> int:
    """How many candidates a flat has at most in the run's list: as many there may be more of."""
    summary = connection.execute(select(runs.c.summary).where(runs.c.run_id == run_id)).scalar_one_or_none()
    return int((summary or {}).get("top", 5))


def _once(connection: Connection, run_id: str, what: str, make: Callable[[], T]) -> T:
    key = (str(connection.engine.url), run_id, what)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make()
    state = connection.execute(select(runs.c.state).where(runs.c.run_id == run_id)).scalar_one_or_none()
    if state == "done":
        with _lock:
            _kept[key] = made
            while len(_kept) > _KEPT:
                _kept.popitem(last=False)
    return made


def runs_between(connection: Connection, first: Any, last: Any) -> list[Mapping[str, Any]]:
    """The finished runs of whole weeks decided on a day from ``first`` to ``last``, oldest first."""
    chosen = (
        select(runs.c.run_id, runs.c.number, runs.c.decision_date)
        .where(
            runs.c.state == "done",
            runs.c.kind == "week",
            runs.c.decision_date >= first,
            runs.c.decision_date <= last,
        )
        .order_by(runs.c.number)
    )
    return [dict(row) for row in connection.execute(chosen).mappings()]


def last_number(connection: Connection) -> int:
    """The highest number of a run, 0 before the first."""
    return int(connection.execute(select(func.coalesce(func.max(runs.c.number), 0))).scalar_one())
