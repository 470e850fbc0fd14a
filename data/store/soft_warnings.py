"""What is unusual about a flat that is reported: asked about before it is kept, never refused.

A warning names a code, the cells it rests on and their text; confirmed, it is kept with user and time, and
asked again only when one of those cells changes.  Nothing of another association's flats is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from sqlalchemy import Connection, insert, select

from data.exchange.columns import fold
from data.exchange.tables import VACANCIES
from data.store.actor import Actor
from data.store.base import now
from data.store.cells import text_of
from data.store.rows import Row, rows_of
from data.store.schema import vacancies
from data.store.schema_landlord import vacancy_warnings
from data.store.settings import today

#: Rent per m² and year, DKK, beyond which a flat is unusual where nothing can be compared with (average 900).
LEAST_RENT, MOST_RENT = 400.0, 1800.0
#: A rent per m² this far below or above the median of what it is compared with is unusual.
FAR_BELOW, FAR_ABOVE = 0.6, 1.6
#: So many flats are compared with at least; of everyone's, they are of so many organisations at least.
LEAST_OWN, LEAST_LIKE, LEAST_ORGANISATIONS = 5, 8, 3
LEAST_SIZE, MOST_SIZE = 15.0, 150.0
#: m² a room, below and above which size and rooms do not seem to belong together.
LEAST_ROOM, MOST_ROOM = 8.0, 60.0
MOST_DEPOSIT = 100_000.0
#: Days to the day it can be taken over: ahead (announce it instead), and back.
DAYS_AHEAD, DAYS_BACK = 180, 90
#: Days the municipality needs to answer, at least.
DAYS_TO_ANSWER = 7


@dataclass(frozen=True)
class SoftWarning:
    """One thing that is unusual: its code (message ``warning.CODE``), the columns it rests on, and ``value``,
    their texts as entered, by which it is confirmed.  ``figures`` are what the message says (numbers, days).
    """

    code: str
    columns: tuple[str, ...]
    value: str
    figures: Mapping[str, Any] = field(default_factory=dict)


def warnings_for(connection: Connection, actor: Actor, cells: Mapping[str, Any]) -> list[SoftWarning]:
    """What is unusual about a flat, by code in a fixed order; empty where nothing is.

    ``cells``: the typed values of a flat by column of vacancies (as ``flats.read_cells(…).values(0)`` or a
    stored row); the row of the same ``vacancy_id`` is left out of what it is compared with.
    """
    v = vacancies.c
    wanted = select(v.vacancy_id, v.address, v.postcode, v.state, v.kind, v.rent, v.size_m2)
    mine = rows_of(
        connection,
        wanted.where(v.organisation_id == cells["organisation_id"], v.vacancy_id != cells["vacancy_id"]),
    )
    found = [
        _rent(connection, mine, cells),
        *_size(cells),
        *_dates(cells, today(connection)),
        _same_address(mine, cells),
    ]
    return [warning for warning in found if warning is not None]


def _rent(connection: Connection, mine: list[Row], cells: Mapping[str, Any]) -> SoftWarning | None:
    """Rent per m² far from the organisation's own flats of the kind, else from like flats, else from all."""
    if cells["rent"] is None or not _has_size(cells):
        return None
    yearly = _yearly(cells)
    value = _value(cells, "rent", "size_m2")
    columns = ("rent", "size_m2")
    own = [_yearly(row) for row in mine if row["kind"] == cells["kind"] and _has_size(row)]
    if len(own) >= LEAST_OWN:
        middle = median(own)
        if not FAR_BELOW * middle <= yearly <= FAR_ABOVE * middle:
            return SoftWarning("rent_own", columns, value, {"yearly": yearly, "usual": middle})
        return None
    like = _like(connection, cells)
    if like and not FAR_BELOW * median(like) <= yearly <= FAR_ABOVE * median(like):
        return SoftWarning("rent_like", columns, value, {"yearly": yearly})
    if not like and not LEAST_RENT <= yearly <= MOST_RENT:
        return SoftWarning("rent_far", columns, value, {"yearly": yearly})
    return None


def _like(connection: Connection, cells: Mapping[str, Any]) -> list[float]:
    """DKK per m² and year of flats of the kind and about the size, of several organisations; else none."""
    v, size = vacancies.c, float(cells["size_m2"])
    wanted = select(v.organisation_id, v.rent, v.size_m2).where(
        v.kind == cells["kind"], v.size_m2.between(0.75 * size, 1.25 * size), v.state != "withdrawn",
        v.vacancy_id != cells["vacancy_id"],
    )  # fmt: skip
    rows = rows_of(connection, wanted)
    several = len({row["organisation_id"] for row in rows}) >= LEAST_ORGANISATIONS
    return [_yearly(row) for row in rows] if several and len(rows) >= LEAST_LIKE else []


def _has_size(row: Mapping[str, Any]) -> bool:
    """Whether a rent per m² says anything; less than a square metre is warned of by itself."""
    return float(row["size_m2"] or 0) >= 1


def _yearly(row: Mapping[str, Any]) -> float:
    return float(row["rent"]) * 12 / float(row["size_m2"])


def _size(cells: Mapping[str, Any]) -> Iterable[SoftWarning | None]:
    size, rooms, deposit = cells["size_m2"], cells["rooms"], cells.get("deposit")
    if size and not LEAST_SIZE <= size <= MOST_SIZE:
        yield SoftWarning("size", ("size_m2",), _value(cells, "size_m2"), {"size": size})
    if size and rooms and not LEAST_ROOM <= size / rooms <= MOST_ROOM:
        columns = ("size_m2", "rooms")
        yield SoftWarning("size_rooms", columns, _value(cells, *columns), {"size": size, "rooms": rooms})
    if deposit and deposit > MOST_DEPOSIT:
        yield SoftWarning("deposit", ("deposit",), _value(cells, "deposit"), {"deposit": deposit})


def _dates(cells: Mapping[str, Any], day: date) -> Iterable[SoftWarning | None]:
    free, answer = cells["available_from"], cells.get("answer_by")
    if free is not None and not -DAYS_BACK <= (free - day).days <= DAYS_AHEAD:
        code = "available_ahead" if free > day else "available_back"
        yield SoftWarning(code, ("available_from",), _value(cells, "available_from"), {"day": free})
    if answer is not None and (answer - day).days < DAYS_TO_ANSWER:
        figures = {"days": (answer - day).days, "least": DAYS_TO_ANSWER}
        yield SoftWarning("answer_short", ("answer_by",), _value(cells, "answer_by"), figures)


def _same_address(mine: list[Row], cells: Mapping[str, Any]) -> SoftWarning | None:
    """The organisation has reported this address already, and it still stands vacant."""
    address = fold(cells.get("address") or "")
    for row in mine if address else ():
        same = (fold(row["address"] or ""), row["postcode"] or "") == (address, cells.get("postcode") or "")
        if same and row["state"] in ("announced", "vacant"):
            columns = ("address", "postcode")
            return SoftWarning(
                "address_vacant", columns, _value(cells, *columns), {"other": row["vacancy_id"]}
            )
    return None


def _value(cells: Mapping[str, Any], *columns: str) -> str:
    """The cells as the text they are confirmed by."""
    return " / ".join(text_of(VACANCIES.by_name[name], cells.get(name)) for name in columns)


def confirmed_of(connection: Connection, vacancy_id: str) -> list[Row]:
    """The warnings someone confirmed about a flat, oldest first, as rows of ``vacancy_warnings``."""
    w = vacancy_warnings
    return rows_of(connection, select(w).where(w.c.vacancy_id == vacancy_id).order_by(w.c.warning_id))


def keep_confirmed(
    connection: Connection, actor: Actor, vacancy_id: str, warnings: Collection[SoftWarning]
) -> None:
    """Keep who confirmed what, and when."""
    rows = [
        {"vacancy_id": vacancy_id, "code": w.code, "value": w.value, "confirmed_by": actor.user_id,
         "confirmed_at": now()}
        for w in warnings
    ]  # fmt: skip
    if rows:
        connection.execute(insert(vacancy_warnings), rows)
