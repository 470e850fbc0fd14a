"""What a month costs: void rent by flat, what is asked under the guarantee, and what was wrong before.

Every amount is billed once.  An earlier month whose void rent turns out otherwise than it was billed (a flat
claimed late, a day put right) comes with the difference alone, and a charge accepted late with the first
statement after that; so all statements together come to what is owed, to the øre.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select

from data.statements.months import after_of, first_of, last_of, month_of, months_between
from data.statements.void_rent import Void, voids
from data.store.rows import Row, rows_of
from data.store.schema import vacancies
from data.store.schema_account import charges

#: The parts of the sum, in the order of the statement.
SUMS = ("void", "earlier", "restoration", "arrears", "adjustment")


@dataclass(frozen=True)
class Billed:
    """What an organisation's other statements have said: øre by entry, refusals told of, the first month."""

    ore: Mapping[str, int]
    refused: frozenset[str]
    since: str


def billed(others: Iterable[Row], month: str) -> Billed:
    """What statements of other months say; ``others`` are rows of ``statements``, the newest editions."""
    ore: Counter[str] = Counter()
    refused, since = set(), month
    for row in others:
        since = min(since, row["month"])
        for entry in (*row["content"]["void"], *row["content"]["charges"]):
            ore[entry["entry"]] += entry["ore"]
            if entry.get("state") == "refused":
                refused.add(entry["entry"])
    return Billed(ore, frozenset(refused), since)


def void_entries(
    connection: Connection, organisation_id: str, month: str, before: Billed
) -> list[dict[str, Any]]:
    """The void rent of a month by flat, then what was billed wrongly for the months before it.

    Each with entry, vacancy_id, address, month, first and last day (None without days), days, rent (DKK a
    month), why (a code of void_rent.ENDS, or none), whole_ore (what the flat costs in that month) and ore
    (what is billed now).
    """
    found = {void.flat.vacancy_id: void for void in voids(connection, after_of(month), organisation_id)}
    wanted = {
        (flat, one)
        for flat, void in found.items()
        for one in months_between(max(before.since, month_of(void.first)), month)
    }
    wanted |= {(flat, one) for flat, one in map(_parts, before.ore) if flat and one <= month}
    known = _flats(connection, organisation_id)
    entries = [_void_entry(known[flat], found.get(flat), one, before) for flat, one in wanted]
    kept = [e for e in entries if e["ore"] or (e["days"] and e["month"] == month)]
    return sorted(kept, key=lambda e: (e["month"] != month, e["vacancy_id"], e["month"]))


def void_key(vacancy_id: str, month: str) -> str:
    """The key of a flat's void rent in a month."""
    return f"void:{vacancy_id}:{month}"


def _parts(key: str) -> tuple[str, str]:
    """Flat and month of a key of void rent; blank for another."""
    kind, _, rest = key.partition(":")
    vacancy_id, _, month = rest.rpartition(":")
    return (vacancy_id, month) if kind == "void" else ("", "")


def _flats(connection: Connection, organisation_id: str) -> dict[str, Row]:
    v = vacancies.c
    wanted = select(v.vacancy_id, v.address, v.rent).where(v.organisation_id == organisation_id)
    return {row["vacancy_id"]: row for row in rows_of(connection, wanted)}


def _void_entry(flat: Row, void: Void | None, month: str, before: Billed) -> dict[str, Any]:
    first, after = first_of(month), after_of(month)
    key = void_key(flat["vacancy_id"], month)
    days = 0 if void is None else void.days_in(first, after)
    whole = 0 if void is None else void.ore_in(first, after)
    entry = {
        "entry": key,
        "vacancy_id": flat["vacancy_id"],
        "address": flat["address"] or "",
        "month": month,
        "first": None,
        "last": None,
        "days": days,
        "rent": flat["rent"],
        "why": "none",
        "whole_ore": whole,
        "ore": whole - before.ore.get(key, 0),
    }
    if void is not None and days:
        entry["first"] = max(first, void.first).isoformat()
        entry["last"] = (min(after, void.end) - timedelta(days=1)).isoformat()
        entry["why"] = void.why if void.end <= after else "running"
    return entry


def charge_entries(
    connection: Connection, organisation_id: str, month: str, before: Billed
) -> list[dict[str, Any]]:
    """The charges that fell due by the end of a month and are not settled in another statement.

    Each with entry, charge_id, kind, vacancy_id, day, state, reason, answer_reason, amount_ore (what was
    asked) and ore (what is billed: nothing unless it was accepted).
    """
    c = charges.c
    due = select(charges).where(c.organisation_id == organisation_id, c.day <= last_of(month))
    entries = []
    for row in rows_of(connection, due.order_by(c.day, c.charge_id)):
        key = f"charge:{row['charge_id']}"
        owed = row["amount_ore"] if row["state"] == "accepted" else 0
        ore = owed - before.ore.get(key, 0)
        if ore or row["state"] == "claimed" or (row["state"] == "refused" and key not in before.refused):
            entries.append(_charge_entry(row, key, ore))
    return entries


def _charge_entry(row: Row, key: str, ore: int) -> dict[str, Any]:
    names = ("charge_id", "kind", "vacancy_id", "state", "amount_ore", "reason", "answer_reason")
    return {"entry": key, "day": row["day"].isoformat(), **{name: row[name] for name in names}, "ore": ore}


def sums_of(void: Iterable[Row], asked: Iterable[Row], month: str) -> dict[str, int]:
    """Whole øre by part of ``SUMS``, and ``total``."""
    parts: Counter[str] = Counter()
    for entry in void:
        parts["void" if entry["month"] == month else "earlier"] += entry["ore"]
    for entry in asked:
        parts[entry["kind"]] += entry["ore"]
    return {**{part: parts[part] for part in SUMS}, "total": parts.total()}
