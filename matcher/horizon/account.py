"""The quarter rule over a year: whose turn, what is counted, what was claimed."""

from __future__ import annotations

from dataclasses import replace
from math import floor

import numpy as np
import pandas as pd

from matcher.arrays import Bools, Ints
from matcher.horizon.world import World
from matcher.quota import is_turn, pool_of_each
from matcher.table import Table


class Account:
    """The running quota account of a world: P pools, one per row of quotas.csv.

    In modes first and fourth the turns follow from the order of the reports, whatever is decided, so they are
    settled at once; in mode choose the account grows week by week with what was reported and claimed.
    """

    def __init__(self, world: World) -> None:
        self._quotas = world.quotas
        self._reported = world.reported
        m = len(world.vacancies)
        self._choose = np.zeros(0, dtype=bool)
        self.pool = np.full(m, -1)
        self.ours = world.vacancies["route"].to_numpy() != "none"
        if self._quotas is None:
            self.claimed = np.zeros(0, dtype=np.int64)
            return
        self.pool = pool_of_each(Table(world.vacancies), self._quotas)
        self.claimed = self._quotas["claimed"].to_numpy(dtype=np.int64).copy()
        self._choose = self._quotas["mode"].to_numpy() == "choose"
        # What the account said of one week does not hold for those that follow.
        self._choosing = self._quotas[self._choose].reset_index(drop=True).assign(entitled=np.nan)
        self._counted, self._before = self._quotas["counted"].to_numpy(dtype=np.int64), self.claimed.copy()
        for row in np.nonzero(~self._choose)[0]:
            self.ours &= self._turns(int(row), world)

    def _turns(self, row: int, world: World) -> Bools:
        """Every vacancy, but of this pool those only whose turn is the municipality's, (M,) bool.

        Turns go by the week a vacancy is first at hand, within it as in the weekly run: seq, report, id.
        """
        assert self._quotas is not None
        share, counted, mode = (self._quotas[name].iloc[row] for name in ("share", "counted", "mode"))
        ours = np.ones(len(self.pool), dtype=bool)
        flats = np.nonzero(self.pool == row)[0]
        table = Table(world.vacancies)
        keys = (table.days("reported_on"), table.numbers("seq"), world.reported)
        order = np.lexsort([key[flats] for key in keys])
        for number, flat in enumerate(flats[order], start=int(counted) + 1):
            ours[flat] = is_turn(share, number, mode)
        return ours

    def of_week(self, week: int, at_hand: Bools) -> pd.DataFrame | None:
        """quotas.csv as it stands in a week: the pools of mode choose, with what was counted and claimed.

        Counted are the vacancies reported until now that are no longer at hand; those at hand are this
        week's.
        """
        if self._quotas is None:
            return None
        gone = (self._reported <= week) & ~at_hand & (self.pool >= 0)
        more = np.bincount(self.pool[gone], minlength=len(self.claimed))
        choose = self._choose
        return self._choosing.assign(
            counted=self._counted[choose] + more[choose], claimed=self.claimed[choose]
        )

    def due(self, week: int) -> Ints:
        """How many flats each pool owes from the start until this week, used or not, (P,)."""
        if self._quotas is None:
            return self.claimed
        known = self._reported <= week
        owed = np.bincount(self.pool[known & self.ours & (self.pool >= 0)], minlength=len(self.claimed))
        reported = self._counted + np.bincount(self.pool[known & (self.pool >= 0)], minlength=len(owed))
        shares = self._quotas["share"].tolist()
        for row in np.nonzero(self._choose)[0]:
            owed[row] = max(0, floor(shares[row] * int(reported[row])) - int(self._before[row]))
        return owed

    def used(self) -> Ints:
        """How many flats of each pool were claimed since the start, (P,)."""
        if self._quotas is None:
            return self.claimed
        return self.claimed - self._before

    def claim(self, flats: Ints) -> None:
        """Book accepted flats."""
        pools = self.pool[flats]
        np.add.at(self.claimed, pools[pools >= 0], 1)


def settled(world: World, account: Account) -> World:
    """The world with the flats whose turn is the municipality's outside the weekly choice (route given)."""
    if world.quotas is None:
        return world
    by_turn = ~world.quotas["mode"].eq("choose").to_numpy(dtype=bool)
    of_turn = (account.pool >= 0) & np.append(by_turn, False)[account.pool] & account.ours
    route = np.where(of_turn, "given", world.vacancies["route"].to_numpy(dtype=object))
    return replace(world, vacancies=world.vacancies.assign(route=route))
