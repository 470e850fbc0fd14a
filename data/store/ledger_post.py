"""Writing the ledger: what the rows say of a flat, compared with what the ledger last said of it.

Whoever changes a vacancy or the state of an offer calls ``post`` afterwards, in the same transaction, and
whoever enters or changes an account calls ``account_saved``; calling ``post`` once more writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from data.store.actor import SYSTEM, Actor
from data.store.ledger_book import Book
from data.store.ledger_flats import Flat, flats_of, flats_of_organisation
from data.store.ledger_steps import Step
from data.store.rows import Row
from data.store.schema import quotas

#: Of an account's row: the totals that begin it anew, and the terms that hold from today on.
_TOTALS = ("counted", "claimed", "carry_over")
_TERMS = {"share": "1/4", "mode": "choose"}


def post(connection: Connection, actor: Actor, vacancy_id: str) -> int:
    """Write the events that lead from what the ledger last said of a flat to what the rows say now.

    Compared are its pool, whether it is counted, and what became of it: at disposal, held by an offer, let,
    given back, lapsed, withdrawn, announced.  The day of the events is the office's today.  Returns how many
    events were written: 0 for a flat outside the quarter rule, without an account, or already said.
    """
    return post_all(connection, actor, [vacancy_id])


def post_all(connection: Connection, actor: Actor, vacancy_ids: Sequence[str]) -> int:
    """As ``post`` for many flats at once, which are numbered in the order of a week: seq, reported_on, id."""
    return _post(Book(connection, actor), flats_of(connection, vacancy_ids))


def post_organisation(connection: Connection, actor: Actor, organisation_id: str) -> int:
    """As ``post`` for every flat of an organisation: its accounts, or what they cover, have changed."""
    return _post(Book(connection, actor), flats_of_organisation(connection, organisation_id))


def account_saved(connection: Connection, actor: Actor, quota_id: int, before: Row | None) -> None:
    """Say in the ledger that an account was entered (``before`` None), or its row changed from ``before``.

    Totals entered anew open it anew: they stand as they stood when the row's entered_on began, and the flats
    at disposal, or that left since, count on top.  Another share or mode holds from today on.
    """
    row = connection.execute(select(quotas).where(quotas.c.quota_id == quota_id)).mappings().one()
    book = Book(connection, actor)
    if before is None or any((before[name] or 0) != (row[name] or 0) for name in _TOTALS):
        _open(connection, book, dict(row))
    elif any((before[name] or blank) != (row[name] or blank) for name, blank in _TERMS.items()):
        book.write(Step(quota_id, "agreement", book.day, **_terms(dict(row))))
    book.keep()
    if before is not None and before["organisation_id"] != row["organisation_id"]:
        post_organisation(connection, actor, before["organisation_id"])
    post_organisation(connection, actor, row["organisation_id"])


def open_missing(connection: Connection) -> None:
    """Open every account the ledger says nothing of yet, with what has happened since it was entered."""
    book = Book(connection, SYSTEM)
    missing = [row for quota_id, row in book.pools.rows.items() if book.opening(quota_id) is None]
    for row in missing:
        _open(connection, book, row)
    book.keep()
    for organisation_id in sorted({row["organisation_id"] for row in missing}):
        post_organisation(connection, SYSTEM, organisation_id)


def _post(book: Book, flats: Sequence[Flat]) -> int:
    """The events of each flat in turn."""
    book.look_up(flats)
    written = 0
    for flat in flats:
        for step in book.steps(flat):
            book.write(step)
            written += 1
    book.keep()
    return written


def _open(connection: Connection, book: Book, row: Row) -> None:
    """The opening, then what has happened to the flats of the pool since, on the days on which it did.

    A flat that was in another account until now is taken out of it.
    """
    quota_id, day = int(row["quota_id"]), row["entered_on"]
    totals: dict[str, Any] = {name: int(row[name] or 0) for name in _TOTALS}
    book.write(Step(quota_id, "opening", day, **_terms(row), **totals))
    flats = flats_of_organisation(connection, row["organisation_id"])
    book.look_up(flats)
    steps = [step for flat in flats for step in book.steps(flat, dated=True)]
    for step in sorted(steps, key=lambda step: max(day, step.day)):
        book.write(step)


def _terms(row: Row) -> dict[str, Any]:
    """What an account's row says of share and mode, its defaults where it is blank."""
    return {name: row[name] or blank for name, blank in _TERMS.items()}
