"""How each user wants to be told by e-mail, and where a team is told; no address stands in the record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from data.exchange.faults import Fault
from data.store import record
from data.store.actor import Actor
from data.store.capacity import get_team
from data.store.choosing import require_office
from data.store.errors import Refused
from data.store.outbox import NONE, WAYS
from data.store.schema_landlord import notice_choices, team_contacts

LANGS = ("da", "en")
#: The longest address kept, in characters.
LONGEST = 200
#: An address any mail server takes: no Danish letters before the @, no list, no display name.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[^\W_]([\w-]*\w)?(\.[^\W_]([\w-]*\w)?)+")


@dataclass(frozen=True)
class Choice:
    """A user's address and way (none, step or digest)."""

    email: str = ""
    way: str = NONE


@dataclass(frozen=True)
class Contact:
    """A team's address and language; blank where none is kept."""

    email: str = ""
    lang: str = "da"


def choice_of(connection: Connection, user_id: str) -> Choice:
    """What a user chose; no e-mail until something is."""
    found = select(notice_choices.c.email, notice_choices.c.way).where(notice_choices.c.user_id == user_id)
    row = connection.execute(found).one_or_none()
    return Choice() if row is None else Choice(row.email, row.way)


def choose(connection: Connection, actor: Actor, email: str, way: str) -> None:
    """Keep the actor's own address and way; whoever wants none needs no address.

    Raises Refused; the message of each fault is a code, in words as message ``notices.fault.CODE``.
    """
    email = email.strip()
    faults = {} if way in WAYS else {"way": "way_unknown"}
    if email or way != NONE:
        faults |= _faults(email)
    _refuse("notice_choices", faults)
    before = choice_of(connection, actor.user_id)
    if before == Choice(email, way):
        return
    connection.execute(delete(notice_choices).where(notice_choices.c.user_id == actor.user_id))
    connection.execute(insert(notice_choices).values(user_id=actor.user_id, email=email, way=way))
    details = {"changed": ["notices"], "way": way}
    record.append(connection, actor, "change", "user", actor.user_id, details=details)


def contact_of(connection: Connection, team_id: str) -> Contact:
    """Where a support team is told."""
    found = select(team_contacts.c.email, team_contacts.c.lang).where(team_contacts.c.team_id == team_id)
    row = connection.execute(found).one_or_none()
    return Contact() if row is None else Contact(row.email, row.lang)


def set_contact(connection: Connection, actor: Actor, team_id: str, email: str, lang: str) -> None:
    """Keep the address of a support team (office only); blank takes it away.

    Raises NotFound, NotPossible("role_may_not"), and Refused as ``choose`` does.
    """
    require_office(actor)
    get_team(connection, team_id)
    email = email.strip()
    faults = {} if lang in LANGS else {"lang": "lang_unknown"}
    _refuse("teams", faults | (_faults(email) if email else {}))
    if contact_of(connection, team_id) == Contact(email, lang):
        return
    connection.execute(delete(team_contacts).where(team_contacts.c.team_id == team_id))
    if email:
        connection.execute(insert(team_contacts).values(team_id=team_id, email=email, lang=lang))
    record.append(connection, actor, "change", "team", team_id, details={"changed": ["contact"]})


def _faults(email: str) -> dict[str, str]:
    """What is wrong with an address, as {"email": code}."""
    if not email:
        return {"email": "email_missing"}
    if len(email) > LONGEST or not _ADDRESS.fullmatch(email) or not _sendable(email):
        return {"email": "email_form"}
    return {}


def _sendable(email: str) -> bool:
    """Whether the domain has a plain form, which mail servers know it by."""
    try:
        email.rpartition("@")[2].encode("idna")
    except UnicodeError:
        return False
    return True


def _refuse(table: str, faults: Mapping[str, str]) -> None:
    if faults:
        raise Refused([Fault(table, 1, column, code) for column, code in faults.items()])
