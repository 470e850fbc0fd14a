"""How citizens reach the office: what its letters say it is called, and its phone and e-mail."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import Connection

from data.exchange.faults import Fault
from data.store import record
from data.store.actor import Actor
from data.store.errors import Refused
from data.store.settings import set_setting, setting

#: The settings that stand on a letter; a letter without a name says the office's usual one.
OFFICE_NAME, OFFICE_PHONE, OFFICE_EMAIL = "office_name", "office_phone", "office_email"
OFFICE = (OFFICE_NAME, OFFICE_PHONE, OFFICE_EMAIL)
#: The longest text kept, in characters: a line of a letter.
LONGEST = 200
_PHONE = re.compile(r"\+?[0-9 ()-]*[0-9][0-9 ()-]*")
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")


def get_office(connection: Connection) -> dict[str, str]:
    """Name, phone and e-mail by setting; blank where none was set."""
    return {key: setting(connection, key) for key in OFFICE}


def change_office(connection: Connection, actor: Actor, given: Mapping[str, str]) -> None:
    """Keep name, phone and e-mail; blank or left out takes one away.

    Raises Refused; the message of each fault is a code, in words as message ``users.fault.CODE``.
    """
    before = get_office(connection)
    after = {key: " ".join(given.get(key, "").split()) for key in OFFICE}
    faults = {key: "too_long" for key, text in after.items() if len(text) > LONGEST}
    if after[OFFICE_PHONE] and not _PHONE.fullmatch(after[OFFICE_PHONE]):
        faults.setdefault(OFFICE_PHONE, "phone_form")
    if after[OFFICE_EMAIL] and not _EMAIL.fullmatch(after[OFFICE_EMAIL]):
        faults.setdefault(OFFICE_EMAIL, "email_form")
    if faults:
        raise Refused([Fault("settings", 1, key, code) for key, code in faults.items()])
    changed = [key for key in OFFICE if before[key] != after[key]]
    for key in changed:
        set_setting(connection, key, after[key])
    if changed:
        record.append(connection, actor, "change", "setting", "", details={"changed": changed})
