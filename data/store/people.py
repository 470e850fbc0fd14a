"""Citizens: who waits, what they need, where their network is; names and contact stand in a table apart.

The office sees and enters all; a shelter only the citizens it referred; an auditor reads.  To everyone else
a citizen is not there (NotFound).  What is entered is checked in data/store/citizen_form.py; each change
keeps the state before it and is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from data.exchange.faults import Fault
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.citizen_form import CONTACT, Entered, read_citizen
from data.store.citizen_places import place_texts, places_of
from data.store.citizen_rows import (
    contact_of,
    contacts_of,
    find_by_name,
    get_citizen,
    list_citizens,
    must_write,
    seen_by,
)
from data.store.citizen_steps import (
    CLOSE_REASONS,
    assign,
    close_citizen,
    park,
    reopen_citizen,
    set_tier,
)
from data.store.errors import Refused
from data.store.numbering import next_id
from data.store.rows import row_of
from data.store.schema import citizens, contacts, users
from data.store.schema import places as stored_places
from data.store.versions import CITIZEN, change, check_version, stamps

__all__ = [
    "CLOSE_REASONS", "CONTACT", "STATES", "assign", "close_citizen", "contact_of", "contacts_of",
    "find_by_name", "get_citizen", "list_citizens", "park", "places_of", "reopen_citizen", "save_citizen",
    "seen_by", "set_tier",
]  # fmt: skip

STATES = ("waiting", "housed", "closed")


def save_citizen(
    connection: Connection,
    actor: Actor,
    cells: Mapping[str, str],
    places: Sequence[Mapping[str, str]] | None,
    contact: Mapping[str, str] | None,
    version: int | None,
) -> str:
    """Enter a citizen (``version`` None) or change one, and return the id.

    ``cells``: texts by column of citizens; a blank ``citizen_id`` makes the next one, and only the office may
    give one.  Of a stored citizen the columns left out stay as they are; tier and blocked_until are changed
    by ``set_tier`` and ``park``.
    ``places``: texts by column of places without citizen_id, all the citizen's (None: as they are).
    ``contact``: CONTACT (None: as it is).  Raises Refused (``fault.file`` says citizens, places or contact,
    ``fault.line`` counts places from 1), NotFound, Conflict("stale", difference).
    """
    must_write(actor)
    if version is None:
        return _enter(connection, actor, cells, places, contact)
    row = get_citizen(connection, actor, str(cells.get("citizen_id", "")).strip())
    check_version(connection, CITIZEN, row, version)
    entered = read_citizen(connection, row, cells, places, contact)
    new_contact = _contact_changed(connection, row["citizen_id"], entered)
    moved = entered.places is not None and entered.place_texts != place_texts(connection, row["citizen_id"])
    changed = change(connection, actor, CITIZEN, row, entered.values, force=moved or new_contact)
    if moved:
        _put_places(connection, row["citizen_id"], entered)
    if new_contact:
        _put_contact(connection, actor, row["citizen_id"], entered)
    if changed or moved or new_contact:
        details = {"columns": changed, "places": moved, "contact": new_contact}
        record.append(
            connection, actor, "change", "citizen", row["citizen_id"], purpose="case", details=details
        )
    return str(row["citizen_id"])


def _enter(
    connection: Connection,
    actor: Actor,
    cells: Mapping[str, str],
    given_places: Sequence[Mapping[str, str]] | None,
    contact: Mapping[str, str] | None,
) -> str:
    """A new citizen with places and contact."""
    given = str(cells.get("citizen_id", "")).strip()
    if given and actor.role != "office":  # whether an id is taken would tell of citizens of others
        raise Refused([Fault("citizens", 1, "citizen_id", "the id is given by Husrum; leave it blank")])
    if not given:
        cells = {**cells, "citizen_id": next_id(connection, CITIZEN, "C", 4)}
    entered = read_citizen(connection, None, cells, given_places or (), contact)
    citizen_id = str(entered.values["citizen_id"])
    office = actor.role == "office"
    connection.execute(
        insert(citizens).values(
            **entered.values,
            state="waiting",
            shelter_id=None if office else actor.organisation_id,
            case_worker=_user(connection, actor) if office else None,
            version=1,
            created_at=now(),
            **stamps(actor),
        )
    )
    _put_places(connection, citizen_id, entered)
    _put_contact(connection, actor, citizen_id, entered)
    details = {"places": len(entered.places or ()), "contact": bool(entered.contact)}
    record.append(connection, actor, "create", "citizen", citizen_id, purpose="case", details=details)
    return citizen_id


def _user(connection: Connection, actor: Actor) -> str | None:
    """The actor's user, None where it has none (a command)."""
    return connection.execute(
        select(users.c.user_id).where(users.c.user_id == actor.user_id)
    ).scalar_one_or_none()


def _put_places(connection: Connection, citizen_id: str, entered: Entered) -> None:
    connection.execute(delete(stored_places).where(stored_places.c.citizen_id == citizen_id))
    if entered.places:
        connection.execute(
            insert(stored_places), [{**place, "citizen_id": citizen_id} for place in entered.places]
        )


def _contact_changed(connection: Connection, citizen_id: str, entered: Entered) -> bool:
    if entered.contact is None:
        return False
    row = row_of(connection, select(contacts).where(contacts.c.citizen_id == citizen_id))
    return entered.contact != ({} if row is None else {name: row[name] for name in CONTACT})


def _put_contact(connection: Connection, actor: Actor, citizen_id: str, entered: Entered) -> None:
    """The contact as it is now; earlier names and addresses are not kept, nobody has a task with them."""
    if entered.contact is None:
        return
    of = contacts.c.citizen_id == citizen_id
    number = connection.execute(select(contacts.c.version).where(of)).scalar_one_or_none() or 0
    connection.execute(delete(contacts).where(of))
    if entered.contact:
        values = {**entered.contact, "citizen_id": citizen_id, "version": number + 1, **stamps(actor)}
        connection.execute(insert(contacts).values(**values))
