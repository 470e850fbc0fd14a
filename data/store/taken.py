"""One flat, one citizen, one offer: what the unique indexes of the store say, in the words of a conflict."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from data.store.errors import Conflict

#: What names the broken index, on PostgreSQL and on SQLite, and what it means.
_MEANING = (
    (("uq_offers_one_live_per_citizen", "offers.citizen_id"), "citizen_taken"),
    (("uq_offers_one_live_per_vacancy", "offers.vacancy_id"), "flat_taken"),
    (("uq_choices_one_per_flat", "choices.run_id, choices.vacancy_id"), "flat_taken"),
)


@contextmanager
def first_come() -> Iterator[None]:
    """Whoever comes second gets a Conflict: flat_taken or citizen_taken."""
    try:
        yield
    except IntegrityError as error:
        told = str(error.orig)
        for signs, code in _MEANING:
            if any(sign in told for sign in signs):
                raise Conflict(code) from error
        raise
