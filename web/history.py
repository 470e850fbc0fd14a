"""What has happened to a citizen, flat, milieu or team, newest first: the record with the earlier states."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from data.exchange.columns import Column, Table
from data.store import cells, versions
from data.store.schema import record, users
from web import entry
from web.i18n import t
from web.messages import MESSAGES

Row = Mapping[str, Any]
Cells = tuple[tuple[str, str, str], ...]
#: An entry follows the change it tells of within this time.
_TOGETHER = timedelta(seconds=5)
_ZONE = ZoneInfo("Europe/Copenhagen")
#: Looking is no change; it stands in the citizen's extract.  A thread stands on the page itself.
_LOOKING = ("view", "search", "export", "read", "message")


@dataclass(frozen=True)
class Happening:
    """One entry: when, who, what was done, why, and which cells it changed (label, before, after)."""

    day: date
    clock: str
    who: str
    what: str
    why: str
    cells: Cells = ()


def of(
    connection: Connection,
    kind: str,
    subject: str,
    table: Table | None,
    row: Row,
    only: Sequence[str] | None = None,
) -> list[Happening]:
    """Every change (or those of the actions ``only``), newest first; with ``table`` what each changed."""
    names = {u.user_id: u.name for u in connection.execute(select(users.c.user_id, users.c.name))}
    entries = (
        connection.execute(
            select(record)
            .where(
                record.c.subject_kind == kind, record.c.subject == subject, record.c.action.not_in(_LOOKING)
            )
            .order_by(record.c.number)
        )
        .mappings()
        .all()
    )
    changed = [] if table is None else _differences(connection, kind, subject, table, row)
    found = []
    for one in entries:
        details = json.loads(one["details"])
        at = datetime.fromisoformat(one["at"])
        local = at.astimezone(_ZONE)
        who = names.get(one["actor"], one["actor"])
        if only is not None and one["action"] not in only:
            continue
        what, why = _what(one["action"], kind), _why(details)
        found.append(Happening(local.date(), f"{local:%H:%M}", who, what, why, _made_at(changed, at)))
    if not any(one["action"] == "create" for one in entries):
        found.insert(0, _first(row, names))
    found.reverse()
    return found


def _first(row: Row, names: Mapping[str, str]) -> Happening:
    """How a row that was imported came to be: the record tells of the import as a whole."""
    at = (row.get("created_at") or row["changed_at"]).astimezone(_ZONE)
    return Happening(at.date(), f"{at:%H:%M}", "", t("done.import"), "")


def _made_at(changed: list[tuple[datetime, Cells]], at: datetime) -> Cells:
    """What was changed by the entry of this moment: the row is stamped just before its entry is written."""
    mine = [one for one in changed if one[0] <= at and at - one[0] < _TOGETHER]
    for one in mine:
        changed.remove(one)
    return tuple(cell for _, cells_changed in mine for cell in cells_changed)


def _what(action: str, kind: str) -> str:
    for key in (f"done.{kind}.{action}", f"done.{action}", f"record.action.{action}"):
        if key in MESSAGES:
            return t(key)
    return action


def _why(details: Mapping[str, Any]) -> str:
    reason = str(details.get("reason") or "")
    code = f"close.{reason}"
    return t(code) if code in MESSAGES else reason


def _differences(
    connection: Connection, kind: str, subject: str, table: Table, row: Row
) -> list[tuple[datetime, Cells]]:
    """What each change did to the cells, with the moment it was made."""
    earlier = versions.versions_of(connection, kind, subject)
    states = [(v["changed_at"], dict(v["cells"])) for v in earlier]
    states.append((row["changed_at"], cells.texts(table, row)))
    return [(at, _changed(table, before, after)) for (_, before), (at, after) in pairwise(states)]


def _changed(table: Table, before: Mapping[str, str], after: Mapping[str, str]) -> Cells:
    return tuple(
        (entry.Field(table, column).label, _said(column, before), _said(column, after))
        for column in table.columns
        if before.get(column.name, "") != after.get(column.name, "")
    )


def _said(column: Column, texts: Mapping[str, str]) -> str:
    """A cell in words; a dash where it is blank."""
    text = texts.get(column.name, "")
    if not text:
        return "–"
    if column.type == "yes_no":
        return t("entry.yes") if text == "true" else t("entry.no")
    value = entry.shown(column, text)
    many = value if isinstance(value, list) else [value]
    return ", ".join(entry.code_text(column, one) if column.codes else str(one) for one in many)
