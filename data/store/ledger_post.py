"""Writing the ledger: what the rows say of a flat, compared with what the ledger last said of it.

Whoever changes a vacancy or the state of an offer calls ``post`` afterwards, in the same transaction; calling
it once more writes nothing.
"""

from __future__ import annotations

from sqlalchemy import Connection

from data.store.actor import Actor


def post(connection: Connection, actor: Actor, vacancy_id: str) -> int:
    """Write the events that lead from what the ledger last said of a flat to what the rows say now.

    Compared are its pool, whether it is counted, and what became of it: at disposal, held by an offer, let,
    given back, lapsed, withdrawn, announced.  The day of the events is the office's today.  Returns how many
    events were written: 0 for a flat outside the quarter rule, without an account, or already said.
    """
    return post_all(connection, actor, [vacancy_id])


def post_all(connection: Connection, actor: Actor, vacancy_ids: list[str]) -> int:
    """As ``post`` for many flats at once, which come in the order of a week: seq, reported_on, id."""
    return 0
