"""Citizens: who waits, what they need, where their network is; names and contact stand in a table apart.

The office sees and enters all; a shelter only the citizens it referred; an auditor reads.  To everyone else
a citizen is not there (NotFound).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.store.actor import Actor

Row = Mapping[str, Any]
STATES = ("waiting", "housed", "closed")
#: The columns of a contact.
CONTACT = ("name", "phone", "email", "postal_address")
#: Why a citizen's case is closed.
CLOSE_REASONS = ("own_home", "moved_away", "consent_withdrawn", "institution", "no_contact", "dead", "other")


def list_citizens(connection: Connection, actor: Actor, state: str | None = None) -> list[Row]:
    """The citizens the actor may know of, by id, each as its row of ``citizens``."""
    raise NotImplementedError


def get_citizen(connection: Connection, actor: Actor, citizen_id: str) -> Row:
    """One citizen as its row of ``citizens``; raises NotFound."""
    raise NotImplementedError


def places_of(connection: Connection, citizen_id: str) -> list[Row]:
    """The citizen's places as rows of ``places``; ``at`` is (x, y) in metres EPSG:25832, None if unknown."""
    raise NotImplementedError


def contact_of(connection: Connection, actor: Actor, citizen_id: str) -> Row | None:
    """Name and contact, None where none was entered; office and own shelter only, else NotFound."""
    raise NotImplementedError


def contacts_of(connection: Connection, actor: Actor, citizen_ids: Sequence[str]) -> dict[str, Row]:
    """Names and contacts by citizen of those the actor may see; empty for roles without a task with them."""
    raise NotImplementedError


def find_by_name(connection: Connection, actor: Actor, words: str) -> list[Row]:
    """The citizens (rows) whose id or name holds ``words`` in any case, at most 50; for the search box."""
    raise NotImplementedError


def save_citizen(
    connection: Connection,
    actor: Actor,
    cells: Mapping[str, str],
    places: Sequence[Mapping[str, str]] | None,
    contact: Mapping[str, str] | None,
    version: int | None,
) -> str:
    """Enter a citizen (``version`` None) or change one, and return the id.

    ``cells``: texts by column of citizens; a blank ``citizen_id`` makes the next one.  Of a stored citizen
    the columns left out stay as they are; tier and blocked_until are changed by ``set_tier`` and ``park``.
    ``places``: texts by column of places without citizen_id, all the citizen's (None: as they are).
    ``contact``: CONTACT (None: as it is).  Raises Refused (``fault.file`` says citizens, places or contact,
    ``fault.line`` counts places from 1), NotFound, Conflict("stale", difference).
    """
    raise NotImplementedError


def set_tier(
    connection: Connection, actor: Actor, citizen_id: str, tier: int, reason: str, version: int
) -> None:
    """Move a citizen to another need group; a reason is obligatory (Refused on column ``reason``).  Office."""
    raise NotImplementedError


def park(
    connection: Connection, actor: Actor, citizen_id: str, until: date | None, reason: str, version: int
) -> None:
    """Propose the citizen nothing before a day (None: the pause ends now); a reason is obligatory."""
    raise NotImplementedError


def close_citizen(connection: Connection, actor: Actor, citizen_id: str, reason: str, version: int) -> None:
    """Close a waiting citizen's case for one of CLOSE_REASONS; NotPossible("citizen_held") during an offer."""
    raise NotImplementedError


def reopen_citizen(connection: Connection, actor: Actor, citizen_id: str, reason: str, version: int) -> None:
    """Let a closed citizen wait again; a reason is obligatory.  NotPossible("not_closed") for others."""
    raise NotImplementedError


def assign(
    connection: Connection,
    actor: Actor,
    citizen_id: str,
    *,
    case_worker: str | None,
    shelter_id: str | None,
    version: int,
) -> None:
    """Say whose case it is and which shelter referred it (office); None: nobody's."""
    raise NotImplementedError
