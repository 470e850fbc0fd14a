"""What an association calls its vacancies: its own word (case number), unique within the organisation.

Ids are Husrum's, so that no one learns from a refused id what another organisation has reported.  A word that
is the id of one of its own flats is that flat; one shaped like Husrum's ids (V and a number) is never a word
of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from data.exchange.faults import Fault, holds_cpr
from data.store.cells import CPR_MESSAGE
from data.store.schema import vacancies
from data.store.schema_landlord import vacancy_references

COLUMN = "reference"
LONGEST = 100
_HUSRUMS = re.compile("V[0-9]{1,9}")


def find(connection: Connection, organisation_id: str, word: str) -> str | None:
    """The organisation's flat of that reference or, where there is none, of that id; None for a new word."""
    r, v = vacancy_references.c, vacancies.c
    by_word = select(r.vacancy_id).where(r.organisation_id == organisation_id, r.reference == word)
    by_id = select(v.vacancy_id).where(v.organisation_id == organisation_id, v.vacancy_id == word)
    for wanted in (by_word, by_id):
        found = connection.execute(wanted).scalar_one_or_none()
        if found is not None:
            return str(found)
    return None


def references_of(connection: Connection, vacancy_ids: Collection[str] | None = None) -> dict[str, str]:
    """The reference of each flat that has one, by vacancy_id; of all flats where none are named."""
    r = vacancy_references.c
    wanted = select(r.vacancy_id, r.reference)
    if vacancy_ids is not None:
        wanted = wanted.where(r.vacancy_id.in_(list(vacancy_ids)))
    return {str(row.vacancy_id): str(row.reference) for row in connection.execute(wanted)}


def check_reference(
    connection: Connection, organisation_id: str, vacancy_id: str, reference: str
) -> list[Fault]:
    """What is wrong with a reference of a flat (blank id: a new one); a blank reference is none."""
    message = ""
    other = find(connection, organisation_id, reference) if reference else None
    if len(reference) > LONGEST:
        message = f"{len(reference)} signs are too many; at most {LONGEST} are expected"
    elif holds_cpr(reference):
        message = CPR_MESSAGE
    elif other is not None and other != vacancy_id:
        message = f"the reference is {other}'s already"
    elif other is None and _HUSRUMS.fullmatch(reference):
        message = "a reference shaped like Husrum's own ids (V and a number) is not kept; choose another"
    return [Fault("vacancies", 1, COLUMN, message)] if message else []


def keep_reference(connection: Connection, organisation_id: str, vacancy_id: str, reference: str) -> None:
    """Let a flat be called ``reference``, as was checked; blank, or its own id, takes its word away."""
    r = vacancy_references
    connection.execute(delete(r).where(r.c.vacancy_id == vacancy_id))
    if reference and reference != vacancy_id:
        row = {"organisation_id": organisation_id, "reference": reference, "vacancy_id": vacancy_id}
        connection.execute(insert(r).values(row))


def composed(word: str) -> str:
    """A reference on one line in composed form, without control characters."""
    line = " ".join(unicodedata.normalize("NFC", word).split())
    return "".join(sign for sign in line if sign.isprintable())
