"""Entries of the record in words: who, what, about whom, for which task, and the details a code at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import g
from sqlalchemy import Connection, select

from data.store.actor import SYSTEM
from data.store.record_entries import Entry
from data.store.schema import offers, runs, users
from data.store.schema_landlord import tokens
from web.i18n import lang, t
from web.messages import MESSAGES
from web.nav import may_open

#: Who acts without being a user: Husrum, also while it makes the example.
ITSELF = (SYSTEM.user_id, "demo")
#: Where the page of a subject stands.
_PAGES = {
    "citizen": "/citizens/{}",
    "vacancy": "/vacancies/{}",
    "offer": "/offers/{}",
    "run": "/runs/{}",
    "user": "/users/{}",
    "policy": "/policy/versions/{}",
    "team": "/teams/{}",
    "token": "/tokens/{}",
}


@dataclass(frozen=True)
class Known:
    """What the ids of entries stand for: the names of users, the numbers of runs and offers."""

    names: Mapping[str, str]
    numbers: Mapping[tuple[str, str], int]


def known_of(connection: Connection, entries: Sequence[Entry]) -> Known:
    """What the ids of these entries stand for; Husrum itself is called so."""
    people = select(users.c.user_id, users.c.name).union_all(select(tokens.c.token_id, tokens.c.name))
    names = {row[0]: row[1] for row in connection.execute(people)}
    numbers: dict[tuple[str, str], int] = {}
    for kind, table, key in (("run", runs, runs.c.run_id), ("offer", offers, offers.c.offer_id)):
        ids = {one.subject for one in entries if one.kind == kind}
        found = select(key, table.c.number).where(key.in_(ids))
        numbers |= {(kind, row[0]): row[1] for row in connection.execute(found)} if ids else {}
    return Known(names | dict.fromkeys(ITSELF, t("record.by_itself")), numbers)


def who(one: Entry, known: Known) -> str:
    """The name of who acted."""
    return known.names.get(one.actor, one.actor)


def role(one: Entry) -> str:
    """The role it was done in; blank for Husrum itself."""
    return word("role", one.role) if one.role != "system" else ""


def word(group: str, code: str) -> str:
    """The message ``group.code``; the code itself where there is no word for it."""
    return t(f"{group}.{code}") if f"{group}.{code}" in MESSAGES else code


def action(one: Entry) -> str:
    """What was done."""
    special = f"record.action.{one.action}.{one.kind}"
    return t(special) if special in MESSAGES else word("record.action", one.action)


def purpose(one: Entry) -> str:
    """The task it was done for; blank where the action says it all."""
    text = word("purpose", one.purpose) if one.purpose else ""
    return text[:1].lower() + text[1:]


def subject(one: Entry, known: Known) -> str:
    """What it was about: the kind, and the number, the id or how many."""
    kind = word("record.kind", one.kind)
    ids = one.details.get("ids")
    if not one.subject and isinstance(ids, list):
        return t("record.several", kind=word("record.kinds", one.kind), n=len(ids))
    return f"{kind} {known.numbers.get((one.kind, one.subject), one.subject)}".strip()


def address(one: Entry) -> str | None:
    """The page of the subject, where there is one this person may open."""
    if not one.subject or one.kind not in _PAGES:
        return None
    page = _PAGES[one.kind].format(quote(one.subject, safe="/"))
    return page if may_open(page, g.actor.role) else None


def details(one: Entry) -> list[tuple[str, str]]:
    """The details as label and text; a code is said in words where there are some."""
    return [(word("record.detail", key), text(key, value)) for key, value in one.details.items()]


def text(key: str, value: Any) -> str:
    """One detail as text."""
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, Mapping):
        return "; ".join(f"{word('record.detail', str(k))}: {text(str(k), v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(text(key, one) for one in value)
    if isinstance(value, float):
        shown = f"{value:g}"
        return shown.replace(".", ",") if lang() == "da" else shown
    if key == "changed":
        return word("record.detail", str(value))
    if key in ("from", "to", "state"):
        return _first_word(str(value), "offer.state", "runs.state", "record.state")
    if key in ("reason_code", "kind", "role"):
        return _first_word(str(value), "offer.reason", "reject.reason", "role", "record.kind")
    return str(value)


def _first_word(code: str, *groups: str) -> str:
    return next((t(f"{group}.{code}") for group in groups if f"{group}.{code}" in MESSAGES), code)
