"""A world's week as the rules see it: who is on the list, what is at hand, how the account stands."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Days, Ints
from matcher.best import set_scene
from matcher.eligibility import Scene
from matcher.horizon.account import Account
from matcher.horizon.world import World
from matcher.model import Policy, Week
from matcher.rates import Rates

#: Months on a benefit, as of the start of the world, go on from week to week.
_MONTHS = ("benefit_months", "partner_benefit_months")


class Weekly:
    """Makes the scene of any week of a world for one policy."""

    def __init__(self, world: World, account: Account, policy: Policy, rates: Rates) -> None:
        self._world, self._account, self._policy, self._rates = world, account, policy, rates
        citizens = world.citizens
        self._months = {name: citizens[name].to_numpy(dtype=np.float64) for name in _MONTHS}
        self._method = citizens["support_method"].to_numpy(dtype=object)
        self._team = citizens["team_id"].to_numpy(dtype=object)
        self._citizen_ids = citizens["citizen_id"].to_numpy(dtype=object)
        self._vacancy_ids = world.vacancies["vacancy_id"].to_numpy(dtype=object)
        index = pd.Index(citizens["citizen_id"])
        self._person_of_place = index.get_indexer(pd.Index(world.places["citizen_id"]))
        self._people, self._flats, self._places = map(_quick, (citizens, world.vacancies, world.places))

    def scene(
        self,
        number: int,
        people: Ints,
        at_hand: Bools,
        since: Days,
        supported: Bools,
        cases: Ints,
        refused: Iterable[tuple[int, int]],
    ) -> tuple[Scene, Ints]:
        """The scene of a week and the rows of its flats in the world.

        ``people`` are rows of those on the list, ``at_hand`` (M,) the vacancies reported and not let,
        ``since`` (N,) when each began to wait, ``supported`` (N,) whose support still runs (they need no new
        place), ``cases`` (T,) the teams' running cases, ``refused`` pairs (person, flat) not to be offered
        again.
        """
        world = self._world
        flats = np.nonzero(at_hand & self._account.ours)[0]
        here = np.zeros(len(world.citizens), dtype=bool)
        here[people] = True
        week = Week(
            decision_date=world.day(number),
            citizens=self._citizens(number, people, since, supported),
            vacancies=_rows(self._flats, flats),
            places=_rows(self._places, np.nonzero(here[self._person_of_place])[0]),
            milieus=world.milieus,
            decisions=self._decisions(here, flats, [(c, v) for c, v in refused if here[c] and at_hand[v]]),
            quotas=self._account.of_week(number, at_hand),
            teams=None if world.teams is None else world.teams.assign(current_cases=cases),
        )
        return set_scene(week, self._policy, self._rates), flats

    def _citizens(self, number: int, people: Ints, since: Days, supported: Bools) -> pd.DataFrame:
        world, day = self._world, self._world.day(number)
        months = (day.year - world.start.year) * 12 + day.month - world.start.month
        frame = _rows(self._people, people).assign(
            waiting_since=since[people].astype("datetime64[s]"),
            **{name: known[people] + months for name, known in self._months.items()},
        )
        running = supported[people]
        if not running.any():
            return frame
        return frame.assign(
            support_method=np.where(running, "none", self._method[people]),
            team_id=np.where(running, "", self._team[people]),
        )

    def _decisions(self, here: Bools, flats: Ints, refused: list[tuple[int, int]]) -> pd.DataFrame:
        """decisions.csv: what the world started with about those on the list, and what was refused since."""
        forbidden = self._forbidden(refused)
        first = self._world.decisions
        if first is None:
            return forbidden
        people, at_hand = self._citizen_ids[here], self._vacancy_ids[flats]
        applies = first["citizen_id"].isin(people) & first["vacancy_id"].isin(["", *at_hand])
        return pd.concat([first[applies], forbidden], ignore_index=True)

    def _forbidden(self, pairs: list[tuple[int, int]]) -> pd.DataFrame:
        """decisions.csv: a pair once refused is never offered again."""
        return pd.DataFrame(
            {
                "citizen_id": [self._citizen_ids[c] for c, _ in pairs],
                "vacancy_id": [self._vacancy_ids[v] for _, v in pairs],
                "action": "forbid",
                "rule": "",
                "reason": "refused",
            },
            dtype=object,
        )


def _quick(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with text as plain objects: rows are taken from it several times as fast."""
    text = [name for name in frame.columns if frame[name].dtype == "str"]
    return frame.astype(dict.fromkeys(text, object)).copy()


def _rows(frame: pd.DataFrame, rows: Ints) -> pd.DataFrame:
    taken: pd.DataFrame = frame.take(rows)
    taken.index = pd.RangeIndex(len(rows))
    return taken
