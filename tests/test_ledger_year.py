"""One year of an agreement with a staircase, worked out by hand.

The organisation has three pools.  Estate Elm is spared at first: an eighth until midsummer, then a quarter.
Estate Oak carries more: a third before New Year, a half from New Year on.  For the youth dwellings six flats
a year are agreed, whatever falls vacant.  All are settled by the year.  Elm may carry at most two places on,
Oak none, the youth dwellings all.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import count

from matcher.ledger import Agreement, Balance, Event, account_at, replay

NEW_YEAR = date(2027, 1, 1)


def day(month: int, of_month: int, year: int = 2027) -> date:
    return date(year, month, of_month)


class Pool:
    """Events written one after the other, each in a few words."""

    def __init__(self, *agreements: Agreement) -> None:
        self.agreements = agreements
        self.events: list[Event] = []
        self._names = count(1)

    def add(self, on: date, kind: str, name: str = "", counts: bool | None = None, **totals: int) -> None:
        self.events.append(Event(len(self.events) + 1, on, kind, name, counts, **totals))

    def report(self, on: date, many: int) -> list[str]:
        """So many flats fall vacant on a day; their names."""
        names = [f"V{next(self._names)}" for _ in range(many)]
        for name in names:
            self.add(on, "reported", name, True)
        return names

    def claim(self, on: date, *names: str) -> None:
        for name in names:
            self.add(on, "claimed", name)

    def at(self, on: date) -> Balance:
        return replay(self.agreements, self.events, on)


def elm() -> Pool:
    return Pool(
        Agreement(day(1, 1, 2026), share=Fraction(1, 8), period="year", carry="most", carry_most=2),
        Agreement(day(7, 1), share=Fraction(1, 4), period="year", carry="most", carry_most=2),
    )


def test_an_eighth_until_midsummer_then_a_quarter_carrying_two_on() -> None:
    pool = elm()
    # Entered on 1 September 2026: 24 flats counted so far, of which none was claimed.  E = 24/8 = 3.
    pool.add(day(9, 1, 2026), "opening", counted=24, claimed=0)
    assert (pool.at(day(9, 1, 2026)).earned, pool.at(day(9, 1, 2026)).left) == (3, 0)
    # 3 places are due, but this year's own flats have earned none yet: min(3 − 0, 0 + 0 − 0) = 0.
    autumn = pool.report(day(10, 5, 2026), 9)
    # E = 3 + 9/8 = 33/8, this year's 9/8: min(floor(33/8) − 0, ceil(9/8) + 0 − 0) = min(4, 2) = 2.
    assert pool.at(day(10, 5, 2026)).left == 2
    pool.claim(day(10, 12, 2026), autumn[0])
    assert pool.at(day(12, 31, 2026)).left == 1
    # New Year: floor(33/8) − 1 = 3 places are left over; at most 2 go on.  min(4 − 1, 0 + 2 − 0) = 2.
    at_new_year = pool.at(NEW_YEAR)
    assert (at_new_year.carried, at_new_year.left, at_new_year.period_from) == (2, 2, NEW_YEAR)
    assert (at_new_year.period_counted, at_new_year.period_used, at_new_year.period_earned) == (0, 0, 0)
    # Spring: 12 flats at an eighth earn 3/2.  E = 33/8 + 12/8 = 45/8; min(5 − 1, ceil(3/2) + 2 − 0) = 4.
    spring = pool.report(day(3, 1), 12)
    assert (pool.at(day(3, 1)).earned, pool.at(day(3, 1)).left) == (Fraction(45, 8), 4)
    pool.claim(day(3, 8), *spring[:3])
    assert pool.at(day(3, 8)).left == 1  # min(5 − 4, 2 + 2 − 3)
    # The offer of October comes to nothing in April: U = 3, and the place it had used goes on into this year.
    pool.add(day(4, 1), "released", autumn[0])
    april = pool.at(day(4, 1))
    assert (april.used, april.period_used, april.carried, april.left) == (3, 3, 3, 2)  # min(5 − 3, 2 + 3 − 3)
    # That flat is not answered in time and lapses: counted it stays, used nothing is.
    pool.add(day(4, 20), "lapsed", autumn[0])
    assert pool.at(day(4, 20)) == april
    # Midsummer: the same year goes on, from now on a flat earns a quarter.
    pool.report(day(7, 1), 6)
    # E = 45/8 + 6/4 = 57/8, this year's 3/2 + 3/2 = 3: min(7 − 3, 3 + 3 − 3) = 3.
    july = pool.at(day(7, 1))
    assert (july.earned, july.period_earned, july.left) == (Fraction(57, 8), 3, 3)
    assert july.period_from == NEW_YEAR
    # In August both agree that one flat of March, let within the organisation, ought not to have been
    # counted; it had earned an eighth.  E = 56/8 = 7, this year's 23/8: min(7 − 3, 3 + 3 − 3) = 3.
    pool.add(day(8, 2), "corrected", spring[5], False)
    august = pool.at(day(8, 2))
    assert (august.counted, august.period_counted) == (24 + 9 + 12 + 6 - 1, 12 + 6 - 1)
    assert (august.earned, august.period_earned, august.left) == (7, Fraction(23, 8), 3)
    assert pool.at(day(7, 31)) == july  # what was stated for July still stands
    # At the end of the year 7 − 3 = 4 are left over; 2 go on.
    assert (pool.at(day(1, 1, 2028)).carried, pool.at(day(1, 1, 2028)).left) == (2, 2)


def test_a_third_then_a_half_and_nothing_carried_on() -> None:
    pool = Pool(
        Agreement(day(1, 1, 2026), day(12, 31, 2026), share=Fraction(1, 3), period="year"),
        Agreement(NEW_YEAR, share=Fraction(1, 2), period="year"),
    )
    pool.add(day(11, 2, 2026), "opening", counted=2, claimed=1, carry_over=1)
    # One claimed of 2/3 earned: the account is in debt.  min(0 − 1, 0 + 1 − 0) is −1, so nothing is left.
    assert (pool.at(day(11, 2, 2026)).room, pool.at(day(11, 2, 2026)).left) == (-1, 0)
    november = pool.report(day(11, 9, 2026), 5)
    # E = 7/3; min(2 − 1, ceil(5/3) + 1 − 0) = 1.
    assert pool.at(day(11, 9, 2026)).left == 1
    pool.claim(day(11, 16, 2026), november[4])
    pool.add(day(12, 30, 2026), "let", november[4])
    # New Year: floor(7/3) − 2 = 0, so there would be nothing to carry on anyway.
    january = pool.report(day(1, 11), 3)
    # E = 7/3 + 3/2 = 23/6, this year's 3/2: min(3 − 2, 2 + 0 − 0) = 1.
    assert (pool.at(day(1, 11)).earned, pool.at(day(1, 11)).left) == (Fraction(23, 6), 1)
    # Two are given back; they have been counted all the same.
    pool.add(day(1, 20), "given_back", january[0])
    pool.add(day(1, 20), "given_back", january[1])
    assert (pool.at(day(1, 20)).left, pool.at(day(1, 20)).counted) == (1, 10)
    # One was entered wrongly: E = 10/3, this year's 1: min(3 − 2, 1 − 0) = 1.
    pool.add(day(1, 22), "withdrawn", january[2])
    assert (pool.at(day(1, 22)).earned, pool.at(day(1, 22)).left) == (Fraction(10, 3), 1)
    # The office had forgotten one place used last year: the totals get it.  min(3 − 3, 1 − 1) = 0.
    pool.add(day(2, 1), "corrected", claimed=1)
    assert (pool.at(day(2, 1)).used, pool.at(day(2, 1)).left) == (3, 0)
    # 3 are earned and 3 used at the end of the year, and E goes on with its third: floor(10/3) − 3 = 0.
    assert pool.at(day(1, 1, 2028)).left == 0


def test_six_a_year_whatever_falls_vacant_and_all_of_them_carried_on() -> None:
    pool = Pool(Agreement(NEW_YEAR, share=None, fixed=6, period="year", carry="all"))
    # Until the agreement a quarter by free choice: E = 21/4, U = 5.
    pool.add(day(12, 1, 2026), "opening", counted=21, claimed=5)
    assert pool.at(day(12, 31, 2026)).left == 0
    # From New Year six: E = 21/4 + 6 = 45/4, min(11 − 5, 6 + 0 − 0) = 6, before anything is vacant.
    assert (pool.at(NEW_YEAR).earned, pool.at(NEW_YEAR).left) == (Fraction(45, 4), 6)
    flats = pool.report(day(2, 1), 30)
    assert (pool.at(day(2, 1)).left, pool.at(day(2, 1)).counted) == (6, 51)
    pool.claim(day(2, 8), *flats[:4])
    assert pool.at(day(12, 31)).left == 2
    # Two are left over and go on: six more are earned, min(17 − 9, 6 + 2 − 0) = 8.
    next_year = pool.at(day(1, 1, 2028))
    assert (next_year.carried, next_year.left, next_year.period_from) == (2, 8, day(1, 1, 2028))


def test_every_fourth_with_a_lapse_that_gives_the_turn_back() -> None:
    pool = Pool(Agreement(day(1, 1, 2026), mode="fourth", lapsed_uses_turn=False))
    pool.add(NEW_YEAR, "opening", counted=2)
    flats = pool.report(day(1, 4), 6)
    # Numbers 3 to 8: 4 and 8 are the municipality's.
    turns = [flat.turn for flat in account_at(pool.agreements, pool.events).flats.values()]
    assert turns == ["theirs", "ours", "theirs", "theirs", "theirs", "ours"]
    assert pool.at(day(1, 4)).left == 2
    pool.add(day(1, 18), "lapsed", flats[1])
    assert pool.at(day(1, 18)).left == 1
    # One turn stands of the two earned by 8: the ninth flat makes good for it, the tenth is theirs again.
    ninth, tenth = pool.report(day(1, 25), 2)
    stands = account_at(pool.agreements, pool.events).flats
    assert (stands[ninth].turn, stands[tenth].turn) == ("ours", "theirs")
    assert pool.at(day(1, 25)).left == 2
