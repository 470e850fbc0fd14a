"""The running account: one event after the other is added, and the balance can be read at any time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor

from matcher.ledger_terms import OURS, THEIRS, Agreement, Balance, Event, in_force, next_change, period_of

AT_DISPOSAL, CLAIMED, LET = "at_disposal", "claimed", "let"
GIVEN_BACK, LAPSED, WITHDRAWN = "given_back", "lapsed", "withdrawn"
#: From which states of a flat each kind of event leads to which ("" before the first).
STEPS: dict[str, tuple[tuple[str, ...], str]] = {
    "reported": (("",), AT_DISPOSAL),
    "restored": ((WITHDRAWN, GIVEN_BACK, LAPSED), AT_DISPOSAL),
    "claimed": ((AT_DISPOSAL, LET), CLAIMED),
    "released": ((CLAIMED, LET), AT_DISPOSAL),
    "lapsed": ((AT_DISPOSAL,), LAPSED),
    "given_back": ((AT_DISPOSAL,), GIVEN_BACK),
    "let": ((CLAIMED,), LET),
    "withdrawn": ((AT_DISPOSAL, CLAIMED, LET, GIVEN_BACK, LAPSED), WITHDRAWN),
}


@dataclass(slots=True)
class Flat:
    """A flat of the pool as the events have left it."""

    state: str = ""
    counted: bool = False
    earned: Fraction = Fraction(0)
    turn: str = ""
    #: Whether its turn stands as one of ours that has been given.
    stands: bool = False
    #: The day of the claim by which it uses a place; None while it uses none.
    used_on: date | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it may be claimed in modes fourth and first."""
        return self.state == AT_DISPOSAL and self.counted and self.turn == OURS


class Account:
    """An account as it stands after the events added so far; ``flats`` by vacancy_id."""

    def __init__(self, agreements: tuple[Agreement, ...]) -> None:
        self.flats: dict[str, Flat] = {}
        self.number = 0
        self.day: date | None = None
        self.agreement = in_force(agreements, date.min)
        self._agreements = agreements
        self._next: date | None = None
        self._counted = self._used = self._turns = 0
        #: How many flats at disposal are ours by their turn.
        self._ours = 0
        #: The totals without those of the flats of the events: the opening's and what corrections added.
        self._entered = (0, 0)
        self._earned = Fraction(0)
        self._carried = self._period_used = self._counted_before = 0
        self._earned_before = Fraction(0)
        self._began, self._period = date.min, period_of(self.agreement, date.min)

    def apply(self, event: Event) -> None:
        """Add the next event; raises ValueError when it cannot follow those before it."""
        if self.day is None and event.kind != "opening":
            raise ValueError("an account begins with its opening")
        if self.day is not None and (event.number != self.number + 1 or event.day < self.day):
            raise ValueError(f"event {event.number} of {event.day} follows {self.number} of {self.day}")
        self.advance(event.day)
        if event.kind == "opening":
            self._open(event)
        elif event.vacancy_id:
            self._about_flat(event)
        elif event.kind == "corrected":
            self._correct_totals(event)
        self.number, self.day = event.number, event.day

    def advance(self, day: date) -> None:
        """Let time pass until a day, beginning the agreements and accounting periods on the way."""
        if self.day is None:
            return
        while self._next is not None and self._next <= day:
            self._turn_over(self._next)
        self.day = max(self.day, day)

    def next_turn(self) -> str:
        """Whose turn a flat counted now would be: ours or theirs, blank in mode choose."""
        if self.agreement.mode == "choose":
            return ""
        earned = self._earned + (self.agreement.share or 0)
        return OURS if _whole(self.agreement.mode, earned) > self._turns else THEIRS

    def balance(self) -> Balance:
        """The account as it stands."""
        found = Balance(
            counted=self._counted,
            used=self._used,
            earned=self._earned,
            period_from=None if self.agreement.period == "none" else self._began,
            period_counted=self._counted - self._counted_before,
            period_used=self._period_used,
            period_earned=self._earned - self._earned_before,
            carried=self._carried,
            left=self._ours,
        )
        return replace(found, left=max(0, found.room)) if self.agreement.mode == "choose" else found

    def _open(self, event: Event) -> None:
        """Begin anew with the totals entered; under a fixed number what was claimed was due."""
        if event.counted < 0 or event.claimed < 0:
            raise ValueError("an account is entered with totals of at least 0")
        self.flats, self._ours = {}, 0
        self.agreement = in_force(self._agreements, event.day)
        self._counted, self._used = self._entered = (event.counted, event.claimed)
        share = self.agreement.share
        self._earned = Fraction(event.claimed) if share is None else share * event.counted
        self._turns = _whole(self.agreement.mode, self._earned)
        self._begin(event.day, event.carry_over)
        self._next = next_change(self._agreements, event.day)

    def _turn_over(self, day: date) -> None:
        before, now = self.agreement, in_force(self._agreements, day)
        if before.mode == "choose" != now.mode:
            self._turns = _whole(now.mode, self._earned)
        self.agreement, self._next = now, next_change(self._agreements, day)
        if period_of(now, day) != self._period:
            self._begin(day, before.handed_on(max(0, floor(self._earned) - self._used)))

    def _begin(self, day: date, carried: int) -> None:
        """Begin an accounting period; a fixed number is earned now."""
        self._began, self._period = day, period_of(self.agreement, day)
        self._carried, self._period_used = carried, 0
        self._counted_before, self._earned_before = self._counted, self._earned
        self._earned += self.agreement.fixed or 0

    def _about_flat(self, event: Event) -> None:
        flat = self.flats.setdefault(event.vacancy_id, Flat())
        before = flat.is_ours
        if event.kind == "corrected":
            self._correct(event, flat)
        else:
            self._step(event, flat)
        self._ours += flat.is_ours - before

    def _step(self, event: Event, flat: Flat) -> None:
        allowed, state = STEPS[event.kind]
        if flat.state not in allowed:
            raise ValueError(f"event {event.number}: {event.vacancy_id} is {flat.state or 'not reported'}")
        before, flat.state = flat.state, state
        if event.kind in ("reported", "restored") and before in ("", WITHDRAWN) and event.counts:
            self._count(flat, event.turn)
        elif event.kind == "restored" and before == LAPSED:
            self._stand(flat, flat.counted and flat.turn == OURS)
        elif event.kind == "claimed" and before == AT_DISPOSAL:
            self._use(flat, event.day)
        elif event.kind in ("released", "withdrawn"):
            self._free(flat)
        elif event.kind == "lapsed" and not self.agreement.lapsed_uses_turn:
            self._stand(flat, False)
        if event.kind == "withdrawn" and flat.counted:
            self._uncount(flat)

    def _correct(self, event: Event, flat: Flat) -> None:
        if flat.state in ("", WITHDRAWN):
            raise ValueError(f"event {event.number}: {event.vacancy_id} is not in the pool")
        if event.counts is not None and event.counts != flat.counted:
            if event.counts:
                self._count(flat, event.turn)
            else:
                self._uncount(flat)
        if event.claimed > 0:
            self._use(flat, event.day)
        elif event.claimed < 0:
            self._free(flat)

    def _correct_totals(self, event: Event) -> None:
        """A place taken back is handed on, so that no period has used less than nothing."""
        counted, used = self._entered[0] + event.counted, self._entered[1] + event.claimed
        if counted < 0 or used < 0:
            raise ValueError(f"event {event.number}: the totals would be negative")
        self._entered = (counted, used)
        self._counted += event.counted
        self._earned += (self.agreement.share or 0) * event.counted
        self._used += event.claimed
        self._turns += event.claimed
        self._period_used += max(0, event.claimed)
        self._carried -= min(0, event.claimed)

    def _count(self, flat: Flat, turn: str) -> None:
        turn = turn or self.next_turn()
        flat.counted, flat.turn, flat.earned = True, turn, self.agreement.share or Fraction(0)
        self._counted += 1
        self._earned += flat.earned
        self._stand(flat, turn == OURS and self.agreement.mode != "choose")

    def _uncount(self, flat: Flat) -> None:
        self._stand(flat, False)
        self._counted -= 1
        self._earned -= flat.earned
        flat.counted, flat.turn, flat.earned = False, "", Fraction(0)

    def _stand(self, flat: Flat, stands: bool) -> None:
        self._turns += stands - flat.stands
        flat.stands = stands

    def _use(self, flat: Flat, day: date) -> None:
        if flat.used_on is None:
            flat.used_on = day
            self._used += 1
            self._period_used += 1

    def _free(self, flat: Flat) -> None:
        """A claim of an earlier period that comes to nothing hands its place on."""
        if flat.used_on is None:
            return
        self._used -= 1
        if flat.used_on >= self._began:
            self._period_used -= 1
        else:
            self._carried += 1
        flat.used_on = None


def _whole(mode: str, earned: Fraction) -> int:
    """The turns due for what has been earned: the fourth completes a place, the first begins it."""
    return ceil(earned) if mode == "first" else floor(earned)
