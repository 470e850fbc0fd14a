"""Copies of a week's people, places and flats for later weeks: new ids, dates that fit the week they come.

``source`` (K,) are rows of the week's table, ``week_of`` (K,) the week each copy comes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.exchange.locate import DENMARK
from data.synth.cells import numbered
from data.synth.coming import AGO, MOVED_X, MOVED_Y
from data.synth.spread import decision_lags, months_since
from matcher.arrays import Days, Floats, Ints
from matcher.horizon.chance import draws

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A copied place is moved this many metres, least and most, along each axis, so that no two are the same.
_MOVED = (100.0, 400.0)


def new_ids(kind: str, taken: Iterable[str], number: int) -> list[str]:
    """So many ids that no row has yet, sorted by number; ``kind`` begins them."""
    prefix = f"{kind}-"
    while any(name.startswith(prefix) for name in taken):
        prefix = f"{prefix}-"
    return [numbered(prefix, n, number) for n in range(1, number + 1)]


def people(
    frame: pd.DataFrame, source: Ints, week_of: Ints, ids: list[str], start: date, seed: int
) -> pd.DataFrame:
    """Copies of people, referred on the Monday of the week they come, as old as those they copy.

    What happened a time after the referral happens as long after the copy's; decisions still to come take
    their usual time; whoever is parked or plans a release is so as long from the day the copy comes.
    """
    copied = frame.iloc[source].reset_index(drop=True)
    begin = np.datetime64(start, "D")
    monday = begin + (7 * week_of).astype("timedelta64[D]")
    since = _days(copied, "waiting_since")
    by_referral, by_today = monday - since, monday - begin
    lag = decision_lags(len(frame) + len(copied), seed)[len(frame) :].astype("timedelta64[D]")
    dates: dict[str, Days] = {"waiting_since": monday}
    for name in ("support_decided_on", "action_plan_on"):
        known = _days(copied, name)
        dates[name] = np.where(np.isnat(known), monday + lag, known + by_referral)
    for name in ("birth_date", "blocked_until"):
        dates[name] = _days(copied, name) + by_today
    for name in ("released_on", "evicted_on"):
        known = _days(copied, name)
        dates[name] = known + np.where(known > begin, by_today, by_referral)
    dates["admitted_on"] = np.minimum(_days(copied, "admitted_on") + by_referral, monday)
    waited = months_since(since, begin)
    later = months_since(begin, monday)
    months = {
        name: np.maximum(0.0, copied[name].to_numpy(dtype=np.float64) - waited) - later
        for name in ("benefit_months", "partner_benefit_months")
    }
    typed = {name: days.astype("datetime64[s]") for name, days in dates.items()}
    return copied.assign(citizen_id=ids, **typed, **months)


def places(frame: pd.DataFrame, owners: pd.Series[str], ids: list[str], seed: int) -> pd.DataFrame:
    """The places of those who are copied, each moved a few hundred metres; ``owners`` (K,) are their ids."""
    copies = pd.DataFrame({"citizen_id": owners.to_numpy(), "copy_id": ids})
    copied = copies.merge(frame, on="citizen_id", how="inner", sort=False)
    n = np.arange(len(copied))
    west, east, south, north = DENMARK
    x = copied["x"].to_numpy(dtype=np.float64) + _moved(draws(seed, MOVED_X, n))
    y = copied["y"].to_numpy(dtype=np.float64) + _moved(draws(seed, MOVED_Y, n))
    return copied.assign(
        citizen_id=copied["copy_id"],
        x=np.clip(np.round(x), west, east),
        y=np.clip(np.round(y), south, north),
        address="",
        postcode="",
    )[list(frame.columns)]


def _moved(chance: Floats) -> Floats:
    """A distance between the least and the most, in either direction, metres."""
    signed = 2.0 * chance - 1.0
    least, most = _MOVED
    moved: Floats = np.where(signed < 0, -least, least) + (most - least) * signed
    return moved


def flats(
    frame: pd.DataFrame, source: Ints, week_of: Ints, ids: list[str], start: date, seed: int
) -> pd.DataFrame:
    """Copies of flats, reported in the seven days up to the Monday they are at hand, other dates with it."""
    copied = frame.iloc[source].reset_index(drop=True)
    monday = np.datetime64(start, "D") + (7 * week_of).astype("timedelta64[D]")
    ago = np.floor(7 * draws(seed, AGO, np.arange(len(copied)))).astype("timedelta64[D]")
    shift = monday - ago - _days(copied, "reported_on")
    dates = {
        name: (_days(copied, name) + shift).astype("datetime64[s]")
        for name in ("reported_on", "available_from", "answer_by")
    }
    return copied.assign(vacancy_id=ids, **dates, seq=np.nan)


def _days(frame: pd.DataFrame, name: str) -> Days:
    return frame[name].to_numpy().astype("datetime64[D]")
