"""What is stored of the tables of an upload, by key, as texts: to compare with, and to check against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from data.exchange import tables as given
from data.exchange.columns import fold
from data.exchange.quota_relations import POOL
from data.store import schema
from data.store.cells import Texts, all_texts
from data.store.rows import Row, rows_of

Key = tuple[str, ...]
#: By what a row of a table is known; places have no key and are compared as a whole per citizen.
KEYS: dict[str, tuple[str, ...]] = {
    "citizens": ("citizen_id",),
    "vacancies": ("vacancy_id",),
    "quotas": POOL,
    "teams": ("team_id",),
    "decisions": ("citizen_id", "vacancy_id", "action", "rule"),
    "addresses": ("address", "postcode"),
    "places": ("citizen_id",),
}
_SOME = 500


@dataclass
class Stored:
    """Stored rows by table and key: ``texts`` to compare, ``rows`` as they stand; ``places`` by citizen.

    ``open`` names the keys that are in the coming week: who waits, what is vacant, what stands.
    """

    texts: dict[str, dict[Key, Texts]] = field(default_factory=dict)
    rows: dict[str, dict[Key, Row]] = field(default_factory=dict)
    open: dict[str, set[Key]] = field(default_factory=dict)
    places: dict[str, list[Texts]] = field(default_factory=dict)


def key_of(table: str, row: Texts) -> Key:
    """The key of a row; addresses are the same however they are spaced and capitalised."""
    key = tuple(row.get(name, "") for name in KEYS[table])
    return tuple(map(fold, key)) if table == "addresses" else key


def stored_rows(connection: Connection, sought: dict[str, set[Key]]) -> Stored:
    """All that is open, and of the rest what the upload speaks of (``sought``: its keys by table)."""
    stored = Stored()
    citizens = _people_or_flats(
        connection, schema.citizens, "citizen_id", "waiting", sought.get("citizens", ())
    )
    flats = _people_or_flats(
        connection, schema.vacancies, "vacancy_id", "vacant", sought.get("vacancies", ())
    )
    _put(stored, "citizens", citizens, [row["state"] == "waiting" for row in citizens])
    _put(stored, "vacancies", flats, [row["state"] == "vacant" for row in flats])
    for name, table in (("quotas", schema.quotas), ("teams", schema.teams)):
        rows = rows_of(connection, select(table))
        _put(stored, name, rows, [True] * len(rows))
    _put_decisions(connection, stored)
    _put_places(connection, stored, sought.get("places", set()))
    lost = [*stored.texts["vacancies"].values(), *(row for rows in stored.places.values() for row in rows)]
    _put_addresses(connection, stored, sought.get("addresses", set()) | looked_up(lost))
    return stored


def looked_up(rows: Iterable[Texts]) -> set[Key]:
    """The keys of the addresses by which rows without coordinates are located."""
    lost = (row for row in rows if not row.get("x") and not row.get("lat"))
    return {key_of("addresses", row) for row in lost if row.get("address") and row.get("postcode")}


def _people_or_flats(
    connection: Connection, table: Any, key: str, state: str, sought: Iterable[Key]
) -> list[Row]:
    rows = rows_of(connection, select(table).where(table.c.state == state))
    known = {row[key] for row in rows}
    others = sorted({key[0] for key in sought} - known)
    for start in range(0, len(others), _SOME):
        some = table.c[key].in_(others[start : start + _SOME])
        rows += rows_of(connection, select(table).where(some))
    return rows


def _put(stored: Stored, name: str, rows: Sequence[Row], is_open: Sequence[bool]) -> None:
    keyed = [(key_of(name, texts), texts) for texts in all_texts(given.BY_NAME[name], rows)]
    stored.texts[name] = dict(keyed)
    stored.rows[name] = {key: row for (key, _), row in zip(keyed, rows, strict=True)}
    stored.open[name] = {key for (key, _), stands in zip(keyed, is_open, strict=True) if stands}


def _put_decisions(connection: Connection, stored: Stored) -> None:
    s = schema.standing
    rows = list(rows_of(connection, select(s).where(s.c.lifted_at.is_(None)).order_by(s.c.standing_id)))
    people, flats = stored.open["citizens"], stored.open["vacancies"]
    is_open = [
        (row["citizen_id"],) in people and (not row["vacancy_id"] or (row["vacancy_id"],) in flats)
        for row in rows
    ]
    _put(stored, "decisions", rows, is_open)


def _put_addresses(connection: Connection, stored: Stored, sought: set[Key]) -> None:
    """The addresses the upload speaks of, and those its and the stored rows are looked up by."""
    names = sorted({key[0] for key in sought})
    rows: list[Row] = []
    for start in range(0, len(names), _SOME):
        some = schema.addresses.c.folded.in_(names[start : start + _SOME])
        rows += rows_of(connection, select(schema.addresses).where(some))
    _put(stored, "addresses", rows, [True] * len(rows))


def _put_places(connection: Connection, stored: Stored, sought: set[Key]) -> None:
    rows = rows_of(connection, select(schema.places).order_by(schema.places.c.place_id))
    wanted = stored.open["citizens"] | sought
    rows = [row for row in rows if (row["citizen_id"],) in wanted]
    for row in all_texts(given.PLACES, rows):
        stored.places.setdefault(row["citizen_id"], []).append(row)
