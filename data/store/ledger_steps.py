"""From what the ledger said of a flat to what is so: which events lead from one to the other."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date
from functools import cache

from data.store.ledger_flats import Flat
from matcher.ledger_account import LET, STEPS

#: Why the ledger takes a flat out again; ``counting``: it is counted after all, or no longer, and comes back.
TAKEN_OUT = ("withdrawn", "announced", "outside", "no_account", "in_opening", "other_pool", "counting")


@dataclass(frozen=True)
class Step:
    """An event to come; it gets its number, and a counted flat its turn, when it is written."""

    quota_id: int
    kind: str
    day: date
    vacancy_id: str | None = None
    offer_id: str | None = None
    counts: bool | None = None
    why: str = ""
    corrects: int | None = None
    counted: int = 0
    claimed: int = 0
    carry_over: int = 0
    share: str | None = None
    mode: str | None = None
    reason: str = ""


@cache
def way(state: str, wanted: str) -> tuple[str, ...]:
    """The shortest chain of events from one state of a flat to another, both of matcher/ledger_account.py."""
    found: dict[str, tuple[str, ...]] = {state: ()}
    ahead = deque([state])
    while wanted not in found:
        here = ahead.popleft()
        for kind, (before, after) in STEPS.items():
            if here in before and after not in found and kind != "withdrawn":
                found[after] = (*found[here], kind)
                ahead.append(after)
    return found[wanted]


def happened_on(flat: Flat, kind: str) -> date:
    """The day on which a flat came, was claimed, or left, as its rows have it."""
    if kind in ("reported", "restored"):
        return flat.came_on
    closed: date | None = flat.row["closed_on"]
    if kind == LET and closed is not None:
        return max(closed, flat.left_on or date.min)
    return flat.left_on or flat.came_on
