"""One world lived through under one way of allocating, week by week."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.arrays import Floats, Ints
from matcher.best import Best
from matcher.horizon.account import Account, settled
from matcher.horizon.allocate import Allocator, allocate
from matcher.horizon.answers import end_chances, refusal_chances
from matcher.horizon.chance import ANSWER, AWAY, RETURNS, TENANCY, draws
from matcher.horizon.weekly import Weekly
from matcher.horizon.world import SUPPORT_WEEKS, World, weeks_at_hand
from matcher.horizon.year import REASONS, Progress, Year, keys_after, no_homes, places_of
from matcher.model import Policy
from matcher.outcome import Outcome
from matcher.points import score
from matcher.rates import Rates

_NEVER = 10**6


def live(world: World, allocator: Allocator, rates: Rates, yardstick: Policy) -> Year:
    """Live through a world.  ``yardstick`` gives the points that matches are measured with."""
    life = _Life(world, allocator, rates, yardstick)
    for week in range(world.weeks):
        life.week(week)
    return life.year()


class _Life:
    """Where everyone and every flat stands; one call of ``week`` moves it on by a week."""

    def __init__(self, world: World, allocator: Allocator, rates: Rates, yardstick: Policy) -> None:
        self._account = Account(world)
        self._world = world = settled(world, self._account)
        self._allocator, self._yardstick = allocator, yardstick
        self._own_points = allocator.policy == yardstick
        self._weekly = Weekly(world, self._account, allocator.policy, rates)
        n = len(world.citizens)
        self._homes = no_homes(world)
        self._until = weeks_at_hand(world)
        self._method = world.citizens["support_method"].to_numpy(dtype=object)
        self._since = world.citizens["waiting_since"].to_numpy().astype("datetime64[D]").copy()
        self._waiting = np.zeros(n, dtype=bool)
        self._back = np.full(n, _NEVER)
        self._place_until = np.full(n, -1)
        self._pairs_refused: set[tuple[int, int]] = set()
        self._in_the_way = np.zeros((n, len(REASONS)), dtype=np.int64)
        self._refused, self._returned = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        self._cases, self._ending = _running_cases(world)
        self._weeks: list[tuple[int, int, int, int]] = []

    def week(self, number: int) -> None:
        """Arrivals and departures, this week's matches, the answers, and what follows from them."""
        self._come_and_go(number)
        people = np.nonzero(self._waiting)[0]
        reported = (self._world.reported <= number) & (number < self._until)
        at_hand = reported & (self._homes.let_week < 0)
        supported = self._place_until > number
        scene, flats = self._weekly.scene(
            number, people, at_hand, self._since, supported, self._cases, self._pairs_refused
        )
        best = allocate(scene, self._allocator, self._world.seed)
        for row, reason in Outcome(best).unmatched_reasons().items():
            self._in_the_way[people[row], REASONS.index(reason)] += 1
        accepted = self._answers(best, people, flats)
        self._move_in(number, best, accepted, people, flats)
        claimed, due = int(self._account.used().sum()), int(self._account.due(number).sum())
        self._weeks.append((int(self._waiting.sum()), claimed, due, int(self._cases.sum())))

    def _come_and_go(self, number: int) -> None:
        world, back = self._world, self._back == number
        self._waiting |= (world.arrives == number) | back
        self._waiting &= ~((world.leaves == number) & (self._homes.week < 0))
        self._since[back] = np.datetime64(world.day(number), "D")
        self._returned += back
        self._cases -= self._ending[:, number]

    def _answers(self, best: Best, people: Ints, flats: Ints) -> Ints:
        """Of the pairs chosen those that are accepted, as rows of the pairs."""
        chosen = best.solution.chosen
        c, v = people[best.pairs.c[chosen]], flats[best.pairs.v[chosen]]
        no = refusal_chances(best.scene, best.pairs, chosen, self._world.manners)
        yes = draws(self._world.seed, ANSWER, c, v) >= no
        self._pairs_refused |= set(zip(c[~yes].tolist(), v[~yes].tolist(), strict=True))
        self._refused[c[~yes]] += 1
        self._in_the_way[c[~yes], REASONS.index("refused")] += 1
        accepted: Ints = chosen[yes]
        return accepted

    def _move_in(self, number: int, best: Best, accepted: Ints, people: Ints, flats: Ints) -> None:
        homes, local = self._homes, best.pairs.c[accepted]
        c, v = people[local], flats[best.pairs.v[accepted]]
        keys = keys_after(self._world, number, v)
        homes.let_week[v], homes.let_keys[v] = number, keys
        first = homes.week[c] < 0
        new = c[first]
        homes.week[new], homes.flat[new], homes.keys[new] = number, v[first], keys[first]
        homes.km[new] = best.pairs.km[accepted][first]
        homes.points[new] = self._measured(best)[accepted][first]
        self._account.claim(v)
        self._waiting[c] = False
        for person, row in zip(c.tolist(), local.tolist(), strict=True):
            if row in best.solution.seating:
                self._take_place(number, person, best.solution.seating[row])
        self._back[c] = self._comes_back(
            number, c, end_chances(best.scene, best.pairs, accepted, self._world.manners)
        )

    def _measured(self, best: Best) -> Ints:
        """The points of the week's pairs by the yardstick, (E,)."""
        if self._own_points:
            return best.pairs.points
        return score(replace(best.scene, policy=self._yardstick), best.eligibility).points

    def _take_place(self, number: int, person: int, team: int) -> None:
        until = number + SUPPORT_WEEKS[self._method[person]]
        self._cases[team] += 1
        self._ending[team, until] += 1
        self._place_until[person] = until

    def _comes_back(self, number: int, people: Ints, ends: Floats) -> Ints:
        """The week each comes back to the list after losing the home again; far away for most."""
        seed, manners, times = self._world.seed, self._world.manners, self._returned[people]
        with np.errstate(divide="ignore", invalid="ignore"):  # where no tenancy ends
            lasts = np.log1p(-draws(seed, TENANCY, people, times)) / np.log1p(-ends) * 52.0
        away = -np.log1p(-draws(seed, AWAY, people, times)) * manners.away_weeks
        comes = draws(seed, RETURNS, people, times) < manners.returns
        return np.where(comes, number + 1 + np.fmin(lasts + away, _NEVER).astype(np.int64), _NEVER)

    def year(self) -> Year:
        """What became of everyone."""
        world, homes = self._world, self._homes
        settled_or_gone = (homes.week >= 0) | (world.leaves < world.weeks)
        on_list, claimed, due, used = np.array(self._weeks, dtype=np.int64).reshape(-1, 4).T
        places = np.full(world.weeks, int(places_of(world).sum()))
        return Year(
            homes=homes,
            progress=Progress(on_list, claimed, due, used, places),
            refused=self._refused,
            returned=self._returned,
            reason=np.where(settled_or_gone, -1, self._in_the_way.argmax(axis=1)),
        )


def _running_cases(world: World) -> tuple[Ints, Ints]:
    """The teams' cases at the start, (T,), and how many end before each week, (T, weeks to come)."""
    if world.teams is None:
        return np.zeros(0, dtype=np.int64), np.zeros((0, world.weeks), dtype=np.int64)
    ending = np.zeros((len(world.teams), world.weeks + max(SUPPORT_WEEKS.values())), dtype=np.int64)
    ending[:, : world.weeks] = world.freed
    return world.teams["current_cases"].to_numpy(dtype=np.int64).copy(), ending
