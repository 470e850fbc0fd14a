"""What a save opened and closed this week, worked out after it and kept for the page that follows.

The week is read just before the save and just after it, and the rules are asked when the store is free again:
a save holds no one up.  Should someone else change a flat in that moment, it is told here as well.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import floor
from typing import Any

from sqlalchemy import Connection, insert, select

from data.exchange.week import Reading
from data.rates.loader import load_rates
from data.runs.openings import Open, between, only, open_pairs, openings
from data.store.base import now
from data.store.engine import Store
from data.store.export import read_files, week_files
from data.store.schema import effects
from data.store.settings import today
from matcher.model import Policy, Week

#: How many ids of citizens or flats an effect names; the rest is counted.
NAMED = 25
Files = Mapping[str, bytes]
_OF_A_CITIZEN = ("citizens.csv", "places.csv", "decisions.csv")


@dataclass
class Watch:
    """The week as it stood before and after a save."""

    effect_id: str
    day: date | None = None
    files: list[dict[str, bytes]] = field(default_factory=list)

    def look(self, store: Store) -> None:
        """Take the week as it stands: once before the change and once after it."""
        with store.reading() as connection:
            self.day = today(connection)
            self.files.append(week_files(connection, self.day))

    @property
    def complete(self) -> bool:
        """Whether both sides were taken; not when the request was only answered again."""
        return len(self.files) == 2


def finish(store: Store, watch: Watch, kind: str, subject: str) -> None:
    """Work the effect out and keep it; nothing to do when the change was not made."""
    if not watch.complete or watch.day is None:
        return
    effect = effect_of(kind, subject, *watch.files, day=watch.day)
    with store.writing() as connection:
        row = {"effect_id": watch.effect_id, "kind": kind, "subject": subject, "effect": effect}
        connection.execute(insert(effects).values(**row, made_at=now()))


def find(connection: Connection, effect_id: str, kind: str, subject: str) -> dict[str, Any] | None:
    """A kept effect of this very citizen, flat, milieu or team; None where there is none."""
    found = select(effects.c.effect).where(
        effects.c.effect_id == effect_id, effects.c.kind == kind, effects.c.subject == subject
    )
    effect = connection.execute(found).scalar_one_or_none()
    return None if effect is None else dict(effect)


def effect_of(kind: str, subject: str, before: Files, after: Files, *, day: date) -> dict[str, Any]:
    """The effect as plain JSON values.

    For a citizen the fields of Openings; for anything else how many citizens gained and lost flats, some of
    their ids, and what closed the pairs.  ``unreadable`` holds the faults when the week cannot be run.
    """
    if kind == "citizen":
        before, after = (reduced(files, subject) for files in (before, after))
    readings = [_read(files, day) for files in (before, after)]
    faults = [str(fault) for reading in readings[1:] for fault in reading.faults]
    was, now_ = (reading.week for reading in readings)
    if was is None or now_ is None:
        return {"unreadable": faults[:NAMED]}
    policy, rates = readings[1].policy, load_rates(day)
    if kind == "citizen":
        said = openings(was, now_, policy, rates, subject)
        return {
            "opened": list(said.opened),
            "closed": [[vacancy, list(codes)] for vacancy, codes in said.closed],
            "open_now": said.open_now,
            "vacancies": said.vacancies,
            "closing_now": dict(said.closing_now),
            "present": said.present,
        }
    effect = _of_all(open_pairs(was, policy, rates), open_pairs(now_, policy, rates))
    if kind == "team":
        effect["places"] = [_places(was, subject), _places(now_, subject)]
    return effect


def _of_all(was: Open, now_: Open) -> dict[str, Any]:
    changes = between(was, now_)
    opened, closed = changes.citizens_opened, changes.citizens_closed
    return {
        "citizens_opened": len(opened),
        "citizens_closed": len(closed),
        "pairs_opened": len(changes.opened),
        "pairs_closed": len(changes.closed),
        "opened_ids": list(opened[:NAMED]),
        "closed_ids": list(closed[:NAMED]),
        "reasons": changes.reasons,
    }


def _places(week: Week, team_id: str) -> int | None:
    """The free places of a team, None where there is no such team."""
    if week.teams is None:
        return None
    row = week.teams[week.teams["team_id"] == team_id]
    if row.empty:
        return None
    workers, load, cases = (row[name].iloc[0] for name in ("caseworkers", "caseload", "current_cases"))
    free: int = floor(workers * load - cases)
    return max(0, free)


def _read(files: Files, day: date) -> Reading:
    return read_files(files, day)


def reduced(files: Files, citizen_id: str) -> dict[str, bytes]:
    """The files of the same week with one citizen only: as many flats, far fewer rows to read."""
    return {name: _rows_of(raw, citizen_id) if name in _OF_A_CITIZEN else raw for name, raw in files.items()}


def _rows_of(raw: bytes, citizen_id: str) -> bytes:
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    if not rows:
        return raw
    column = rows[0].index("citizen_id")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [rows[0], *(r for r in rows[1:] if r[column] == citizen_id)]
    )
    return out.getvalue().encode()


def situation(files: Files, citizen_id: str, day: date) -> tuple[Open, Policy] | None:
    """Which flats are open to one citizen now; None when the week cannot be read."""
    reading = _read(reduced(files, citizen_id), day)
    if reading.week is None:
        return None
    return open_pairs(only(reading.week, citizen_id), reading.policy, load_rates(day)), reading.policy
