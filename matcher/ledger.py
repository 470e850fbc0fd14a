"""The account of the quarter rule as a ledger (ABL § 59): numbered events in, exact balance out, on any day.

An account is what its events make it, nothing else.  Each counted flat earns the municipality the share in
force on the day it is counted; a claimed flat uses one place.  With E all that was earned and U all that was
used since the account was entered (its opening totals among them), and E', U' the same since the accounting
period began, the municipality may still claim in mode choose

    left = max(0, min(floor(E) − U, ceil(E') + carried − U'))

where ``carried`` is what the last period handed on: with u = max(0, floor(E) − U) at its end, 0 (carry none),
u (all) or min(u, most).  Before the first period ends it is the opening's carry_over.  A claim of an earlier
period that comes to nothing hands its place on too.  With one period, and the flats at disposal as this
week's, that is the entitlement of matcher/quota.py to the letter.  A fixed number instead of a share is
earned once, when its period begins; an account opened under one begins even, with U earned.

A period ends with the calendar's (year, half-year, quarter, month, week), and when an agreement with another
kind of period or another fixed number takes over; another share alone ends none.

In modes fourth and first every counted flat gets its turn when it is counted and keeps it: it is the
municipality's when floor(S) (first: ceil(S)) is more than the turns that stand, S being what the pool's flats
have earned with this one.  Without corrections that is ``matcher.quota.is_turn`` by number; after one, the
next flat makes good for it.  A turn stands unless its flat was entered wrongly, or lapsed under an agreement
by which an unanswered offer uses no turn.  What was counted in mode choose has had its turns.

Nothing here knows of a database or a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from matcher.ledger_account import Account
from matcher.ledger_terms import (
    CARRIES,
    KINDS,
    MODES,
    OURS,
    PERIODS,
    THEIRS,
    Agreement,
    Balance,
    Event,
)

__all__ = [
    "CARRIES", "KINDS", "MODES", "OURS", "PERIODS", "THEIRS", "Account", "Agreement", "Balance", "Event",
    "account_at", "history", "replay",
]  # fmt: skip


def replay(agreements: tuple[Agreement, ...], events: Iterable[Event], until: date | None = None) -> Balance:
    """The balance at the end of a day (None: after the last event); raises ValueError on impossible events.

    ``events`` by number, the first an opening; without any the balance is nothing.
    """
    return account_at(agreements, events, until).balance()


def account_at(
    agreements: tuple[Agreement, ...], events: Iterable[Event], until: date | None = None
) -> Account:
    """The account itself, as ``replay``: with its flats and whose turn comes next."""
    account = Account(agreements)
    for event in events:
        if until is not None and event.day > until:
            break
        account.apply(event)
    if until is not None:
        account.advance(until)
    return account


def history(agreements: tuple[Agreement, ...], events: Iterable[Event]) -> Iterator[Balance]:
    """The balance after each event, in their order."""
    account = Account(agreements)
    for event in events:
        account.apply(event)
        yield account.balance()
