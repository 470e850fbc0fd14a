"""Reading the record: its entries by who, what, about whom and when; and all that concerns one citizen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select

from data.store.errors import NotFound
from data.store.record import COVERED
from data.store.schema import offers, record

_HERE = ZoneInfo("Europe/Copenhagen")
#: What the list can be sorted by; the moments follow the numbers.
ORDERS = {
    "number": record.c.number,
    "at": record.c.number,
    "actor": record.c.actor,
    "action": record.c.action,
    "subject": record.c.subject,
    "purpose": record.c.purpose,
}
#: The keys of an entry's details under which other things than ids stand.
_NOT_IDS = ("reason", "columns", "error")


@dataclass(frozen=True)
class Entry:
    """One entry as it is read: ``at`` with its zone, ``details`` taken apart ({} where it is none)."""

    number: int
    at: datetime
    actor: str
    role: str
    action: str
    kind: str
    subject: str
    purpose: str
    details: Mapping[str, Any]
    previous_hash: str
    hash: str

    @property
    def citizens(self) -> list[str]:
        """The citizens an entry about citizens names."""
        named = [self.subject, *self.details.get("ids", ())] if self.kind == "citizen" else []
        also = self.details.get("citizen_id")
        return list(dict.fromkeys(str(one) for one in (*named, also) if one))


@dataclass(frozen=True)
class Wanted:
    """Which entries: of an actor, an action, about an id (as subject or named in it), on days from–to."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    first_day: date | None = None
    last_day: date | None = None


def entries(
    connection: Connection,
    wanted: Wanted,
    *,
    order: str = "number",
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
) -> list[Entry]:
    """The wanted entries in ``order`` (a key of ORDERS; ties newest first), cut out by limit and offset."""
    column = ORDERS[order]
    found = (
        select(record)
        .where(_conditions(wanted))
        .order_by(column.desc() if descending else column, record.c.number.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_entry(row) for row in connection.execute(found).mappings()]


def count(connection: Connection, wanted: Wanted) -> int:
    """How many entries are wanted."""
    found = select(func.count()).select_from(record).where(_conditions(wanted))
    return int(connection.execute(found).scalar_one())


def entry(connection: Connection, number: int) -> Entry:
    """One entry; raises NotFound."""
    row = connection.execute(select(record).where(record.c.number == number)).mappings().one_or_none()
    if row is None:
        raise NotFound(f"no entry {number}")
    return _entry(row)


def last_of(connection: Connection, action: str, kind: str) -> Entry | None:
    """The newest entry of an action on a kind of subject."""
    found = select(record).where(record.c.action == action, record.c.subject_kind == kind)
    row = connection.execute(found.order_by(record.c.number.desc()).limit(1)).mappings().one_or_none()
    return None if row is None else _entry(row)


def actors(connection: Connection) -> list[str]:
    """Everyone who stands in the record as actor, by id."""
    return list(connection.execute(select(record.c.actor).distinct().order_by(record.c.actor)).scalars())


def actions(connection: Connection) -> list[str]:
    """Every action that stands in the record."""
    return list(connection.execute(select(record.c.action).distinct().order_by(record.c.action)).scalars())


def about_citizen(connection: Connection, citizen_id: str) -> list[Entry]:
    """Every entry that concerns a citizen, oldest first: the citizen itself, the citizen's offers, and lists,
    searches, files and decisions about flats that name the citizen."""
    theirs = select(offers.c.offer_id).where(offers.c.citizen_id == citizen_id)
    of_offer = and_(record.c.subject_kind == "offer", record.c.subject.in_(theirs))
    found = select(record).where(or_(_about(citizen_id), of_offer)).order_by(record.c.number)
    own = set(connection.execute(theirs).scalars())
    read = (_entry(row) for row in connection.execute(found).mappings())
    return [one for one in read if _concerns(one, citizen_id, own)]


def _conditions(wanted: Wanted) -> ColumnElement[bool]:
    conditions = [record.c.number > 0]
    if wanted.actor:
        conditions.append(record.c.actor == wanted.actor)
    if wanted.action:
        conditions.append(record.c.action == wanted.action)
    if wanted.subject:
        conditions.append(_about(wanted.subject))
    if wanted.first_day:
        conditions.append(record.c.at >= _start(wanted.first_day))
    if wanted.last_day:
        conditions.append(record.c.at < _start(wanted.last_day + timedelta(days=1)))
    return and_(*conditions)


def _about(subject: str) -> ColumnElement[bool]:
    """As the subject, or as a whole text inside the details."""
    inside = record.c.details.contains(json.dumps(subject, ensure_ascii=False), autoescape=True)
    return or_(record.c.subject == subject, inside)


def _start(day: date) -> str:
    """The moment a day begins in Denmark, as the record writes moments."""
    return datetime.combine(day, time(), _HERE).astimezone(UTC).isoformat(timespec="microseconds")


def _concerns(one: Entry, citizen_id: str, own_offers: set[str]) -> bool:
    if one.kind == "offer" and one.subject in own_offers:
        return True
    if one.kind == "citizen" and one.subject == citizen_id:
        return True
    return citizen_id in _texts({k: v for k, v in one.details.items() if k not in _NOT_IDS})


def _texts(value: Any) -> Iterator[str]:
    """Every text inside a value of JSON."""
    if isinstance(value, str):
        yield value
    inside: Sequence[Any] = ()
    if isinstance(value, Mapping):
        inside = list(value.values())
    elif isinstance(value, list):
        inside = value
    for one in inside:
        yield from _texts(one)


def _entry(row: RowMapping) -> Entry:
    told = {name: row[name] for name in (*COVERED, "hash")}
    told["kind"] = told.pop("subject_kind")
    told["at"] = datetime.fromisoformat(told["at"])
    details = json.loads(told["details"] or "{}")
    told["details"] = details if isinstance(details, dict) else {}
    return Entry(**told)
