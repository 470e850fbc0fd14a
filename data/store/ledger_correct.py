"""Corrections of the ledger: new events with a reason; what was written stays."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.store import record
from data.store.actor import Actor
from data.store.errors import NotFound, NotPossible
from data.store.flats import must_be_office
from data.store.ledger import account_row
from data.store.ledger_book import Book
from data.store.ledger_flats import flats_of
from data.store.ledger_steps import Step
from data.store.reasons import given_reason
from data.store.schema_account import ledger
from matcher.ledger_account import WITHDRAWN, Account


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
    ("nothing_to_correct"), ("below_zero"); Refused for a reason that cannot be kept.
    """
    must_be_office(actor)
    account_row(connection, actor, quota_id)
    if not reason.strip():
        raise NotPossible("reason_text_missing", field="reason")
    words = given_reason(reason, "ledger")
    known = select(ledger.c.number).where(ledger.c.quota_id == quota_id, ledger.c.number == corrects)
    if corrects is not None and connection.execute(known).first() is None:
        raise NotFound(f"account {quota_id} has no event {corrects}")
    book = Book(connection, actor)
    account = book.account(quota_id)
    if vacancy_id:
        _require_flat(account, vacancy_id, counts, claimed)
    elif not counted and not claimed:
        raise NotPossible("nothing_to_correct")
    why = next((flat.why for flat in flats_of(connection, [vacancy_id])), "") if vacancy_id else ""
    step = Step(
        quota_id, "corrected", book.day, vacancy_id or None, counts=counts if vacancy_id else None, why=why,
        corrects=corrects, counted=0 if vacancy_id else counted, claimed=claimed, reason=words,
    )  # fmt: skip
    try:
        number = book.write(step)
    except ValueError:
        raise NotPossible("below_zero") from None
    book.keep()
    details = {"number": number, "corrects": corrects, "vacancy_id": vacancy_id}
    record.append(connection, actor, "correct", "quota", str(quota_id), purpose="account", details=details)
    return number


def _require_flat(account: Account, vacancy_id: str, counts: bool | None, claimed: int) -> None:
    """The flat is in the pool, and something about it changes."""
    flat = account.flats.get(vacancy_id)
    if flat is None or flat.state == WITHDRAWN:
        raise NotPossible("not_in_pool", vacancy_id=vacancy_id)
    recounted = counts is not None and counts != flat.counted
    reused = claimed in (-1, 1) and (claimed > 0) != (flat.used_on is not None)
    if not recounted and not reused:
        raise NotPossible("nothing_to_correct")
