"""The account of the quarter rule as a ledger (ABL § 59): numbered events in, exact balance out, on any day.

An account is what its events make it, nothing else.  Each counted flat earns the municipality the share in
force on the day it is counted; a claimed flat uses one place.  With E all that was earned and U all that was
used since the account was entered (its opening totals among them), and E', U' the same since the accounting
period began, the municipality may still claim in mode choose

    left = max(0, min(floor(E) − U, ceil(E') + carried − U'))

where ``carried`` is what the last period handed on: with u = max(0, floor(E) − U) at its end, 0 (carry none),
u (all) or min(u, most).  Before the first period ends it is the opening's carry_over.  With one period, and
the flats at disposal as this week's, that is the entitlement of matcher/quota.py to the letter.  A fixed
number instead of a share is earned once, when its period begins.

In modes fourth and first every counted flat gets its turn when it is counted and keeps it: it is the
municipality's when floor(S) (first: ceil(S)) is more than the turns that stand, S being what the pool's flats
have earned with this one.  Without corrections that is ``matcher.quota.is_turn`` by number; after one, the
next flat makes good for it.  A turn stands unless its flat was entered wrongly, or lapsed under an agreement
by which an unanswered offer uses no turn.

Nothing here knows of a database or a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

#: opening: the account as entered.  agreement: another one was entered.  reported, restored (withdrawn by
#: mistake): the flat is in the pool, counted or not.  claimed: an offer holds it.  released: the offer came
#: to nothing.  lapsed: not answered in time.  given_back.  let: someone proposed here has moved in.
#: withdrawn: it was entered wrongly, or belongs to another pool now; as if never counted.  corrected: the
#: office counts a flat after all, or no longer, or adds to the totals, with a reason.
KINDS = (
    "opening", "agreement", "reported", "restored", "claimed", "released", "lapsed", "given_back", "let",
    "withdrawn", "corrected",
)  # fmt: skip
PERIODS = ("none", "year", "half_year", "quarter", "month", "week")
CARRIES = ("none", "all", "most")


@dataclass(frozen=True)
class Agreement:
    """What holds from a day on; of several in force on a day the one entered last (last in order) counts.

    ``share`` or ``fixed`` is given, never both.  ``valid_to`` None: until another follows.
    """

    valid_from: date
    valid_to: date | None = None
    share: Fraction | None = Fraction(1, 4)
    fixed: int | None = None
    mode: str = "choose"
    period: str = "none"
    carry: str = "none"
    carry_most: int = 0
    lapsed_uses_turn: bool = True
    internal_counts: bool = False


@dataclass(frozen=True)
class Event:
    """One event of a pool; ``number`` 1, 2, … without gaps, ``day`` never before that of the one before."""

    number: int
    day: date
    kind: str
    vacancy_id: str = ""
    counts: bool = False
    turn: str = ""
    corrects: int | None = None
    counted: int = 0
    claimed: int = 0
    carry_over: int = 0


@dataclass(frozen=True)
class Balance:
    """An account after an event, or at the end of a day, whole arithmetic shown."""

    counted: int
    """Flats counted since the account was entered, the opening's among them."""
    used: int
    """Flats claimed, likewise; never negative."""
    earned: Fraction
    """E, exact."""
    period_from: date | None
    """When the accounting period began; None with period none."""
    period_counted: int
    period_used: int
    period_earned: Fraction
    carried: int
    """Places the last period handed on, or the opening."""
    left: int
    """What may still be claimed; in modes fourth and first the flats at disposal whose turn is ours."""


def replay(
    agreements: tuple[Agreement, ...], events: tuple[Event, ...], until: date | None = None
) -> Balance:
    """The balance at the end of a day (None: after the last event); raises ValueError on impossible events."""
    raise NotImplementedError
