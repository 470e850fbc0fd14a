"""The one search box: citizens by id or name, flats by id or address, offers and runs by number.

Each role finds only what it may see: the office and the auditor everything, a shelter its own citizens and
their offers, a housing association its own flats and offers, an analyst flats and runs, an administrator
nothing.  The words searched for are kept nowhere: the record holds which citizens were found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from data.store import record
from data.store.actor import Actor
from data.store.offers import list_offers
from data.store.schema import citizens, contacts, runs, vacancies

Row = Mapping[str, Any]
#: How many are shown of each kind; whoever sees as many searches more closely.
MOST = 25
_EVERYTHING = ("office", "auditor")


@dataclass(frozen=True)
class Found:
    """What was found, best first: rows of the tables, citizens with their name."""

    citizens: list[Row]
    vacancies: list[Row]
    offers: list[Row]
    runs: list[Row]

    @property
    def nothing(self) -> bool:
        """Whether all four lists are empty."""
        return not (self.citizens or self.vacancies or self.offers or self.runs)


def search(connection: Connection, actor: Actor, words: str) -> Found:
    """What the actor may see of what the words name; recorded, without the words."""
    words = " ".join(words.split())[:100]
    if not words:
        return Found([], [], [], [])
    found = Found(
        _citizens(connection, actor, words),
        _vacancies(connection, actor, words),
        _offers(connection, actor, words),
        _runs(connection, actor, words),
    )
    if actor.role in (*_EVERYTHING, "shelter"):
        ids = [str(row["citizen_id"]) for row in found.citizens]
        subject = ids[0] if len(ids) == 1 else ""
        record.append(
            connection, actor, "search", "citizen", subject, purpose="look_up", details={"ids": ids}
        )
    return found


def _citizens(connection: Connection, actor: Actor, words: str) -> list[Row]:
    wanted = select(citizens.c.citizen_id, citizens.c.state, citizens.c.tier, contacts.c.name).select_from(
        citizens.outerjoin(contacts)
    )
    if actor.role == "shelter":
        wanted = wanted.where(citizens.c.shelter_id == actor.organisation_id)
    elif actor.role not in _EVERYTHING:
        return []
    return _matching(connection, wanted, words, "citizen_id", "name")


def _vacancies(connection: Connection, actor: Actor, words: str) -> list[Row]:
    wanted = select(
        vacancies.c.vacancy_id, vacancies.c.address, vacancies.c.postcode, vacancies.c.kind, vacancies.c.state
    )
    if actor.role == "association":
        wanted = wanted.where(vacancies.c.organisation_id == actor.organisation_id)
    elif actor.role not in (*_EVERYTHING, "analyst"):
        return []
    return _matching(connection, wanted, words, "vacancy_id", "address")


def _offers(connection: Connection, actor: Actor, words: str) -> list[Row]:
    number = _number(words)
    if number is None:
        return []
    if actor.role not in (*_EVERYTHING, "shelter", "association"):
        return []
    return [row for row in list_offers(connection, actor) if row["number"] == number]


def _runs(connection: Connection, actor: Actor, words: str) -> list[Row]:
    number = _number(words)
    if number is None or actor.role not in (*_EVERYTHING, "analyst"):
        return []
    columns = (runs.c.run_id, runs.c.number, runs.c.state, runs.c.decision_date)
    wanted = select(*columns).where(runs.c.number == number)
    return [dict(row) for row in connection.execute(wanted).mappings()]


def _number(words: str) -> int | None:
    """The number of an offer or a run, also written with a sign before it (#12)."""
    digits = words.lstrip("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


def _matching(connection: Connection, wanted: Select[Any], words: str, key: str, text: str) -> list[Row]:
    """Rows whose id or text holds every word, whatever the case; the very id first, then by id.

    Compared here rather than by the database, whose idea of case ends with the letter z on SQLite.
    """
    folded = words.casefold()

    def fits(row: Row) -> bool:
        within = f"{row[key]} {row[text] or ''}".casefold()
        return all(word in within for word in folded.split())

    rows: list[Row] = [dict(row) for row in connection.execute(wanted).mappings()]
    rows = [row for row in rows if fits(row)]
    rows.sort(key=lambda row: (str(row[key]).casefold() != folded, str(row[key])))
    return rows[:MOST]
