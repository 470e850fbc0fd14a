"""Void rent (tomgangsleje, ABL § 59 stk. 1): from when to when the municipality pays for an empty flat.

It pays for a flat at its disposal: one outside the quarter rule, one whose turn is the municipality's, or
one an offer has held.  A flat of a pool in mode choose that was never claimed costs nothing, nor one whose
turn is the association's.  The rent runs from the later of available_from and reported_on, until

- the day the tenancy begins, itself not counted;
- the day it is let to someone else when it was given back, at most 3 months after that (youth dwellings 6
  weeks), when a notice of termination would have taken effect;
- the end of the day to answer by when it lapsed, or until the last offer that held it longer came to nothing.

A flat withdrawn was entered wrongly and costs nothing, nor does one announced and not yet at disposal.  A day
costs twelve months' rent over 365; øre are rounded once per flat and month.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import Connection

from data.overview.days import months_after
from data.statements.months import whole_ore
from data.statements.void_flats import VoidFlat, void_flats

#: How long the municipality pays at most for a flat it gave back.
NOTICE_MONTHS, NOTICE_YOUTH = 3, timedelta(weeks=6)
#: What ended the rent: running (it has not), let, relet (given back and let to another), notice (given back,
#: the notice has run out), lapsed.
ENDS = ("running", "let", "relet", "notice", "lapsed")


@dataclass(frozen=True)
class Void:
    """The days one flat is paid for: from ``first`` up to, not including, ``end``."""

    flat: VoidFlat
    first: date
    end: date
    why: str
    """A code of ``ENDS``."""

    def days_in(self, first: date, after: date) -> int:
        """How many of the days lie from ``first`` up to, not including, ``after``."""
        return max(0, (min(self.end, after) - max(self.first, first)).days)

    def ore_in(self, first: date, after: date) -> int:
        """What those days cost, whole øre."""
        return ore_of(self.flat.rent, self.days_in(first, after))


def ore_of(rent: float, days: int) -> int:
    """So many days of a monthly rent, DKK, in whole øre."""
    return whole_ore(Fraction(str(rent)) * 100 * 12 * days / 365)


def voids(connection: Connection, on: date, organisation_id: str | None = None) -> list[Void]:
    """The flats paid for on some day before ``on``, by vacancy id; a rent that runs ends, so far, there.

    ``organisation_id``: of one organisation only.
    """
    return _paid(void_flats(connection, organisation_id), on)


def _paid(flats: Iterable[VoidFlat], on: date) -> list[Void]:
    found = (void_of(flat, on) for flat in flats)
    return [void for void in found if void is not None and void.end > void.first]


def void_of(flat: VoidFlat, on: date) -> Void | None:
    """What is paid for a flat as seen on the day ``on``; None where nothing is, whatever its dates."""
    if flat.state in ("withdrawn", "announced") or not flat.at_disposal:
        return None
    end, why = _end(flat, on)
    first = max(flat.available_from, flat.reported_on)
    return Void(flat, first, min(end, on), why if end <= on else "running")


def _end(flat: VoidFlat, on: date) -> tuple[date, str]:
    if flat.moved_in_on is not None:
        return flat.moved_in_on, "let"
    if flat.state == "let":
        return flat.closed_on or on, "let"
    if flat.state == "given_back":
        given_back = flat.closed_on or on
        notice = (
            given_back + NOTICE_YOUTH if flat.kind == "youth" else months_after(given_back, NOTICE_MONTHS)
        )
        if flat.relet_on is not None and flat.relet_on <= notice:
            return flat.relet_on, "relet"
        return notice, "notice"
    if flat.held or flat.answer_by is None:
        return date.max, "running"
    lapsed = flat.answer_by + timedelta(days=1)
    released = min(flat.released_on or lapsed, flat.closed_on or date.max)
    return max(lapsed, released), "lapsed"
