"""The first change that would house each citizen without a match.

*Works* means: applied and run again, the citizen is matched.  Who is housed is read off the residual graph
exactly; what the points decide is tried.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matcher.best import Best
from matcher.outcome import NOT_READY
from matcher.seats import FREE
from matcher.whatif.change import Change
from matcher.whatif.own_limits import Option, options
from matcher.whatif.prospects import CERTAIN, NEVER, Prospects, prospects_of
from matcher.whatif.rent import least_rent_cut


@dataclass
class Changes:
    """The first change that works for each citizen row; ``unexamined`` are those the work did not reach."""

    first: dict[int, Change] = field(default_factory=dict)
    unexamined: set[int] = field(default_factory=set)


def what_would_change(best: Best) -> Changes:
    """Look for the first change that works for every unmatched citizen, the most acute first."""
    changes = Changes()
    prospects = prospects_of(best)
    if prospects.trials_left <= 0:
        changes.unexamined.update(_in_order_of_need(best))
        return changes
    capacity = _capacity_changes(best)
    all_capacity = all(prospects.works(change, -1) is not None for _, change in capacity)
    for citizen in _in_order_of_need(best):
        first = _own_limit(prospects, citizen) if prospects.own_limit_may_help(citizen) else None
        if first is None and prospects.rent_may_help(citizen):
            first = least_rent_cut(prospects, citizen)
        first = first or _more_capacity(prospects, capacity, citizen)
        if first is not None:
            changes.first[citizen] = first
        elif prospects.trials_left <= 0 and (prospects.is_open(citizen) or not all_capacity):
            changes.unexamined.add(citizen)
    return changes


def _in_order_of_need(best: Best) -> list[int]:
    """Unmatched citizens whom a flat can be proposed at all: acute tiers first, then the longest waiting."""
    ready = ~((best.eligibility.reasons & NOT_READY) != 0).all(axis=1)
    ready[best.matched] = False
    tier = best.scene.citizens.table.numbers("tier")
    waited = best.scene.citizens.waiting_days
    return sorted(np.nonzero(ready)[0].tolist(), key=lambda c: (tier[c], -waited[c], c))


def _own_limit(prospects: Prospects, citizen: int) -> Change | None:
    for option in options(prospects.best, citizen):
        if _works(prospects, option, citizen):
            return option.change
    return None


def _works(prospects: Prospects, option: Option, citizen: int) -> bool:
    verdict = prospects.verdicts[citizen, option.opens]
    if (verdict == NEVER).all():
        return False
    return bool((verdict == CERTAIN).any() or prospects.works(option.change, citizen))


def _capacity_changes(best: Best) -> list[tuple[str, Change]]:
    """One more place in each team, then one more in each quota pool that chooses."""
    out = []
    seats, week = best.problem.seats, best.scene.week
    out += [("team", Change("team", row, 1, team)) for row, team in enumerate(seats.team_id)]
    if week.quotas is not None:
        used = np.bincount(best.problem.pool[best.problem.pool >= 0], minlength=len(week.quotas))
        names = best.scene.pools.names
        for row, mode in enumerate(week.quotas["mode"]):
            if mode == "choose" and used[row] > best.problem.pool_cap[row]:
                out.append(("quota", Change("quota", row, 1, f"{names[row]}#{used[row]}")))
    return out


def _more_capacity(prospects: Prospects, capacity: list[tuple[str, Change]], citizen: int) -> Change | None:
    seats = prospects.best.problem.seats
    seat_class = int(seats.seat_class[citizen])
    fitting = seats.teams_of[seat_class] if seat_class != FREE else ()
    for kind, change in capacity:
        concerns = kind == "quota" or change.row in fitting
        if concerns and prospects.works(change, citizen):
            return change
    return None
