"""Words between office and association: not blank, not too long, no CPR number, no name before its time."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.exchange.faults import holds_cpr
from data.store.actor import Actor
from data.store.errors import NotPossible
from data.store.schema import contacts, offers

#: The longest words that are kept.
LONGEST = 2000
#: In these an association knows who is to live in its flat: the citizen has said yes, a lease is to be made.
RELEASED_STATES = ("accepted", "contract", "moved_in")


def given_words(words: str, field: str, *, required: bool) -> str:
    """The words as they are kept: lines as they were written, without spaces around them.

    Raises NotPossible("words_missing"), ("words_long"), ("words_cpr"), each with ``field``.
    """
    text = "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").strip().split("\n"))
    if required and not text:
        raise NotPossible("words_missing", field=field)
    if len(text) > LONGEST:
        raise NotPossible("words_long", field=field, most=LONGEST)
    if holds_cpr(text):
        raise NotPossible("words_cpr", field=field)
    return text


def for_association(
    connection: Connection, actor: Actor, vacancy_id: str, words: str, field: str, *, required: bool
) -> str:
    """As ``given_words``, for words of the office an association will read.

    Raises NotPossible("words_name") when they hold the id or the name of a citizen who was nominated to the
    flat and is not released to the association: a slip that could not be taken back.
    """
    text = given_words(words, field, required=required)
    if actor.role == "office" and _names_someone(connection, vacancy_id, text):
        raise NotPossible("words_name", field=field)
    return text


def _names_someone(connection: Connection, vacancy_id: str, text: str) -> bool:
    found = (
        select(offers.c.citizen_id, contacts.c.name)
        .join_from(offers, contacts, contacts.c.citizen_id == offers.c.citizen_id, isouter=True)
        .where(offers.c.vacancy_id == vacancy_id, offers.c.state.not_in(RELEASED_STATES))
    )
    folded = " ".join(text.casefold().split())
    for row in connection.execute(found):
        names = (row.citizen_id, " ".join((row.name or "").split()))
        if any(name and name.casefold() in folded for name in names):
            return True
    return False
