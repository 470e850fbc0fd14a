"""Corrections of the ledger: new events with a reason; what was written stays."""

from __future__ import annotations

from sqlalchemy import Connection

from data.store.actor import Actor


def correct(
    connection: Connection,
    actor: Actor,
    quota_id: int,
    *,
    corrects: int | None,
    vacancy_id: str | None,
    counts: bool | None = None,
    counted: int = 0,
    claimed: int = 0,
    reason: str,
) -> int:
    """Correct an account by a new event, and return its number.

    About a flat of the pool (``vacancy_id``): ``counts`` whether it is counted after all, ``claimed`` −1 that
    it uses no place, 1 that it does.  Without a flat: ``counted`` and ``claimed`` are added to the totals the
    account was entered with.  ``corrects``: the number of the event it is about, if one.  Office only.
    Raises NotFound; NotPossible("role_may_not"), ("reason_text_missing"), ("not_in_pool"),
    ("nothing_to_correct"), ("below_zero").
    """
    raise NotImplementedError
