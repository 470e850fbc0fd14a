"""What an account of the quarter rule is made of: agreements, numbered events, and the balance they give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

#: opening: the account as entered; what stood before it plays no part.  agreement: another one was entered.
#: reported, restored (withdrawn by mistake, given back or lapsed): the flat is in the pool, counted or not.
#: claimed: an offer holds it.  released: the offer came to nothing.  lapsed: not answered in time.
#: given_back.  let: someone proposed here has moved in.  withdrawn: it was entered wrongly, or belongs to
#: another pool now; as if never counted.  corrected: the office counts a flat after all, or no longer, or
#: says that its claim uses no place, or adds to the totals, with a reason.
KINDS = (
    "opening", "agreement", "reported", "restored", "claimed", "released", "lapsed", "given_back", "let",
    "withdrawn", "corrected",
)  # fmt: skip
MODES = ("choose", "fourth", "first")
PERIODS = ("none", "year", "half_year", "quarter", "month", "week")
CARRIES = ("none", "all", "most")
OURS, THEIRS = "ours", "theirs"
#: Months of the accounting periods that begin with a month.
_MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}


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

    def handed_on(self, left_over: int) -> int:
        """How many of the places left over at the end of a period go on into the next."""
        if self.carry == "none":
            return 0
        return left_over if self.carry == "all" else min(left_over, self.carry_most)


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a pool; ``number`` goes up by one, ``day`` is never before that of the one before.

    ``counts``: of reported, restored and corrected whether the flat is counted; None where a correction is
    about something else.  ``turn``: whose turn a counted flat is; blank: it follows from the account.
    ``counted``, ``claimed``, ``carry_over``: of opening the account's totals, of corrected what is added;
    ``claimed`` of a correction about a flat is 1 or −1, its one place.
    """

    number: int
    day: date
    kind: str
    vacancy_id: str = ""
    counts: bool | None = None
    turn: str = ""
    corrects: int | None = None
    counted: int = 0
    claimed: int = 0
    carry_over: int = 0


@dataclass(frozen=True)
class Balance:
    """An account after an event, or at the end of a day, whole arithmetic shown."""

    counted: int
    """Flats counted since the account was entered, the opening's among them; never negative."""
    used: int
    """Places used, likewise; never negative."""
    earned: Fraction
    """E, exact."""
    period_from: date | None
    """When the accounting period began; None with period none."""
    period_counted: int
    """Flats counted in the period, less those of earlier periods taken out of the count in it."""
    period_used: int
    """Places used by claims of this period; never negative."""
    period_earned: Fraction
    """E' = E less what had been earned when the period began."""
    carried: int
    """Places the opening or the last period handed on, and those of earlier claims that came to nothing."""
    left: int
    """What may still be claimed; in modes fourth and first the flats at disposal whose turn is ours."""

    @property
    def room(self) -> int:
        """What is left in mode choose before it is cut off at nothing: negative when too much was claimed."""
        return min(floor(self.earned) - self.used, ceil(self.period_earned) + self.carried - self.period_used)


def in_force(agreements: tuple[Agreement, ...], day: date) -> Agreement:
    """The agreement that holds on a day; with none, a quarter by free choice and without periods."""
    for one in reversed(agreements):
        if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to):
            return one
    return Agreement(date.min, carry="all")


def next_change(agreements: tuple[Agreement, ...], day: date) -> date | None:
    """The first day after ``day`` on which another agreement or another accounting period may begin."""
    days = [one.valid_from for one in agreements if one.valid_from > day]
    days += [one.valid_to + timedelta(days=1) for one in agreements if one.valid_to and one.valid_to >= day]
    period = in_force(agreements, day).period
    if period == "week":
        days.append(day + timedelta(days=7 - day.weekday()))
    elif period != "none":
        days.append(_months_after(_month_start(period, day), _MONTHS[period]))
    return min(days, default=None)


def period_of(agreement: Agreement, day: date) -> tuple[str, int | None, date | None]:
    """What names the accounting period of a day; where it differs from the day before, a period begins."""
    start = None
    if agreement.period == "week":
        start = day - timedelta(days=day.weekday())
    elif agreement.period != "none":
        start = _month_start(agreement.period, day)
    return agreement.period, agreement.fixed, start


def _month_start(period: str, day: date) -> date:
    """The first day of the year, half-year, quarter or month of a day."""
    months = _MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _months_after(start: date, months: int) -> date:
    """The first of the month so many months after that of ``start``."""
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)
