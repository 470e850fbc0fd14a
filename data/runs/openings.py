"""What a change opens and closes this week: which flats for a citizen, which citizens for a flat.

A flat is *open* to a citizen when no rule blocks the pair and there is room for it: a place in a fitting
support team, and a place in the flat's quota pool.  Nothing is solved; who gets what is for the run to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from matcher.arrays import Bools
from matcher.best import set_scene
from matcher.eligibility import CODES, Eligibility, codes_of, eligible_pairs
from matcher.model import Policy, Week
from matcher.rates import Rates
from matcher.seats import seats_of

#: Beside the rules: no place in any fitting team, no place in the pool, no longer part of the week.
TEAM_FULL, QUOTA_SPENT, GONE = "team_full", "quota_spent", "gone"
#: Every code a closed pair can carry, in the order they are named.
CLOSING = (*CODES, TEAM_FULL, QUOTA_SPENT, GONE)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Openings:
    """What one change does to one citizen's week.

    ``opened`` are vacancy ids; ``closed`` pairs of a vacancy id and the codes (of CLOSING) that now close it.
    ``open_now`` counts the flats open afterwards, of ``vacancies`` in all; ``closing_now`` counts the
    others by the first code that closes them.  ``present`` is False when the citizen is not in the week.
    """

    opened: tuple[str, ...]
    closed: tuple[tuple[str, tuple[str, ...]], ...]
    open_now: int
    vacancies: int
    closing_now: Mapping[str, int]
    present: bool


@dataclass(frozen=True)
class PairChanges:
    """What one change does to the whole week.

    ``opened`` are pairs (citizen_id, vacancy_id); ``closed`` the pairs that are no longer open, each with the
    codes that now close it.
    """

    opened: tuple[Pair, ...]
    closed: tuple[tuple[Pair, tuple[str, ...]], ...]

    @property
    def citizens_opened(self) -> tuple[str, ...]:
        """The citizens to whom any flat was opened, in id order."""
        return tuple(sorted({citizen for citizen, _ in self.opened}))

    @property
    def citizens_closed(self) -> tuple[str, ...]:
        """The citizens to whom any flat was closed, in id order."""
        return tuple(sorted({pair[0] for pair, _ in self.closed}))

    @property
    def reasons(self) -> dict[str, int]:
        """How many pairs each code closed, by the first code of each pair, in the order of CLOSING."""
        count = Counter(codes[0] for _, codes in self.closed)
        return {code: count[code] for code in CLOSING if code in count}


@dataclass(frozen=True)
class Open:
    """One week's pairs: the rules' answers, and where there is room."""

    week: Week
    eligibility: Eligibility
    seated: Bools
    """Citizens for whom some fitting team has a place, or who need none, (n,)."""
    pooled: Bools
    """Flats outside the quota, or whose pool has a place, (m,)."""

    @cached_property
    def citizens(self) -> dict[str, int]:
        """The row of each citizen."""
        return {str(id): row for row, id in enumerate(self.week.citizens["citizen_id"])}

    @cached_property
    def vacancies(self) -> dict[str, int]:
        """The column of each flat."""
        return {str(id): row for row, id in enumerate(self.week.vacancies["vacancy_id"])}

    @cached_property
    def open(self) -> Bools:
        """Which flats are open to whom, (n, m)."""
        allowed: Bools = self.eligibility.reasons == 0
        return allowed & self.seated[:, None] & self.pooled[None, :]

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """The open pairs by id."""
        citizens, vacancies = list(self.citizens), list(self.vacancies)
        rows, columns = np.nonzero(self.open)
        return frozenset((citizens[c], vacancies[v]) for c, v in zip(rows, columns, strict=True))

    def closing(self, pair: Pair) -> tuple[str, ...]:
        """The codes that close a pair, in the order of CLOSING; none when it is open."""
        row, column = self.citizens.get(pair[0]), self.vacancies.get(pair[1])
        if row is None or column is None:
            return (GONE,)
        codes = codes_of(int(self.eligibility.reasons[row, column]))
        codes += [] if self.seated[row] else [TEAM_FULL]
        codes += [] if self.pooled[column] else [QUOTA_SPENT]
        return tuple(codes)


def open_pairs(week: Week, policy: Policy, rates: Rates) -> Open:
    """Ask every rule about every pair of the week, and every team and pool whether it has a place."""
    scene = set_scene(week, policy, rates)
    seats, pools = seats_of(week), scene.pools
    has_place = [any(seats.capacity[team] > 0 for team in teams) for teams in seats.teams_of]
    has_place[0] = True  # the class of those who take no place
    seated = np.array(has_place, dtype=bool)[seats.seat_class]
    pooled = np.append(pools.entitled > 0, True)[pools.pool]  # pool -1, outside the quota, reads the last
    return Open(week, eligible_pairs(scene), seated, pooled)


def only(week: Week, citizen_id: str) -> Week:
    """The week with one citizen: the same flats, teams and pools, far fewer pairs."""
    return replace(
        week,
        citizens=_of(week.citizens, citizen_id),
        places=_of(week.places, citizen_id),
        decisions=_of(week.decisions, citizen_id),
    )


def _of(frame: pd.DataFrame, citizen_id: str) -> pd.DataFrame:
    return frame[frame["citizen_id"] == citizen_id].reset_index(drop=True)


def openings(before: Week, after: Week, policy: Policy, rates: Rates, citizen_id: str) -> Openings:
    """Which flats a change opened and closed for one citizen, with what now closes them.

    A citizen who is in neither week has nothing opened or closed; one who is new has every open flat opened.
    """
    was, now = (open_pairs(only(week, citizen_id), policy, rates) for week in (before, after))
    changes = between(was, now)
    present = citizen_id in now.citizens
    reasons = [now.closing((citizen_id, vacancy)) for vacancy in now.vacancies] if present else []
    count = Counter(codes[0] for codes in reasons if codes)
    return Openings(
        opened=tuple(vacancy for _, vacancy in changes.opened),
        closed=tuple((pair[1], codes) for pair, codes in changes.closed),
        open_now=sum(not codes for codes in reasons),
        vacancies=len(now.vacancies),
        closing_now={code: count[code] for code in CLOSING if code in count},
        present=present,
    )


def pair_changes(before: Week, after: Week, policy: Policy, rates: Rates) -> PairChanges:
    """Which pairs of the whole week a change opened and closed, with what now closes them."""
    return between(open_pairs(before, policy, rates), open_pairs(after, policy, rates))


def between(was: Open, now: Open) -> PairChanges:
    """The difference between two weeks' open pairs, in id order."""
    opened = sorted(now.pairs - was.pairs)
    closed = sorted(was.pairs - now.pairs)
    return PairChanges(tuple(opened), tuple((pair, now.closing(pair)) for pair in closed))
