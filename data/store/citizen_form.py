"""What is typed of one citizen, checked as a week folder would be: the cells, the places, the contact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from data.exchange.faults import Fault, holds_cpr
from data.exchange.locate import locate
from data.exchange.relations import Tables, check_relations
from data.exchange.tables import CITIZENS, PLACES, TEAMS
from data.store.cells import CPR_MESSAGE, RowsRead, Texts, read_rows, texts
from data.store.citizen_places import in_order
from data.store.errors import Refused
from data.store.located import known_addresses
from data.store.rows import Row, rows_of
from data.store.schema import citizens, milieus, teams
from data.store.settings import today

#: The columns of a contact.
CONTACT = ("name", "phone", "email", "postal_address")
_LONGEST_CONTACT = 300
#: Columns of a stored citizen that have a step of their own, with a reason.
_BY_STEP = {"tier": "set_tier", "blocked_until": "park"}


@dataclass(frozen=True)
class Entered:
    """A citizen as entered: values of ``citizens``, of ``places`` (None: as they are), of ``contacts``.

    ``contact`` is None where it stays as it is, empty where it is taken away.
    """

    values: dict[str, Any]
    places: list[dict[str, Any]] | None
    place_texts: list[Texts]
    contact: dict[str, str] | None


def read_citizen(
    connection: Connection,
    stored: Row | None,
    cells: Mapping[str, str],
    places: Sequence[Mapping[str, str]] | None,
    contact: Mapping[str, str] | None,
) -> Entered:
    """Everything typed, understood; raises Refused with every fault at once."""
    faults: list[Fault] = []
    warnings: list[Fault] = []
    before = {} if stored is None else texts(CITIZENS, stored)
    read = read_rows(CITIZENS, [{**before, **_known(cells)}], faults, warnings)
    put = read_rows(PLACES, [_placed(place, read) for place in places or ()], faults, warnings)
    _check(connection, read, put, faults, warnings)
    faults += _about_the_id(connection, stored, read) + _by_step(before, read)
    kept = None if contact is None else _contact(contact, faults)
    if faults:
        raise Refused(faults)
    rows = None if places is None else [put.values(n) for n in range(len(places))]
    return Entered(read.values(0), rows, in_order(put.row(n) for n in range(len(places or ()))), kept)


def _known(cells: Mapping[str, str]) -> Texts:
    return {name: str(text) for name, text in cells.items() if name in CITIZENS.by_name}


def _placed(place: Mapping[str, str], citizen: RowsRead) -> Texts:
    return {**{name: str(text) for name, text in place.items()}, "citizen_id": citizen.row(0)["citizen_id"]}


def _check(
    connection: Connection, read: RowsRead, put: RowsRead, faults: list[Fault], warnings: list[Fault]
) -> None:
    """Against itself, the teams, the milieus and the map; a place to keep away from must be on it."""
    stored_teams = [texts(TEAMS, row) for row in rows_of(connection, select(teams))]
    tables = {"citizens": read.read, "places": put.read}
    if stored_teams:
        tables["teams"] = read_rows(TEAMS, stored_teams, [], []).read
    located = [put.row(n) for n in range(len(put.read))]
    lost: list[Fault] = []
    locate(put.read, known_addresses(connection, located), faults, lost)
    for fault in lost:
        is_avoid = put.read.values["role"][fault.line - 1] == "avoid"
        (faults if is_avoid else warnings).append(fault)
    known = frozenset(connection.execute(select(milieus.c.milieu_id)).scalars())
    check_relations(Tables(today(connection), tables, frozenset(tables), known, faults, warnings))


def _about_the_id(connection: Connection, stored: Row | None, read: RowsRead) -> list[Fault]:
    """A new id is nobody's yet; a stored one stays."""
    citizen_id = read.row(0)["citizen_id"]
    if stored is not None:
        same = citizen_id == stored["citizen_id"]
        return [] if same else [Fault("citizens", 1, "citizen_id", "an id cannot be changed")]
    taken = connection.execute(select(citizens.c.state).where(citizens.c.citizen_id == citizen_id)).first()
    return [Fault("citizens", 1, "citizen_id", "the citizen_id is given already")] if taken else []


def _by_step(before: Mapping[str, str], read: RowsRead) -> list[Fault]:
    after = read.row(0)
    message = "this is changed by a step of its own, with a reason"
    return [
        Fault("citizens", 1, name, message) for name in _BY_STEP if before and before[name] != after[name]
    ]


def _contact(contact: Mapping[str, str], faults: list[Fault]) -> dict[str, str]:
    """The contact on one line each; empty when nothing stands in it."""
    kept = {name: " ".join(str(contact.get(name, "")).split()) for name in CONTACT}
    for name, text in kept.items():
        if holds_cpr(text):
            faults.append(Fault("contact", 1, name, CPR_MESSAGE))
        elif len(text) > _LONGEST_CONTACT or not text.isprintable():
            message = f"at most {_LONGEST_CONTACT} signs are expected"
            faults.append(Fault("contact", 1, name, message))
    return kept if any(kept.values()) else {}
