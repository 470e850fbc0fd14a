"""A world of one municipality: one large synthetic week whose people and flats come one by one."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from data.exchange.week import Reading, read_week
from data.synth.caseload import freed_places, steady_teams
from data.synth.coming import (
    COMING,
    DECIDED,
    KNOWN,
    LEAVING,
    REPORTED,
    SAMPLE,
    counts_by_week,
    season,
    steps_survived,
    survival_of_mean,
    survival_of_share,
)
from data.synth.disposal import at_disposal, balanced, share_of, with_kept_share
from data.synth.flow import ARRIVAL_SEASON, VACANCY_SEASON, Flow, municipal_flow
from data.synth.presets import Part
from data.synth.write import write_parts
from matcher.arrays import Days, Ints
from matcher.horizon.chance import draws
from matcher.horizon.world import Manners, World
from matcher.model import Policy, Week

if TYPE_CHECKING:
    import pandas as pd

#: Days from the referral to the decision on support and the action plan, on average (our assumption: a month
#: and a little, as a decision needs an assessment and a § 141 plan).
DECISION_DAYS = 35
#: People who come have lately been admitted, where they stay in a shelter (our assumption).
ADMITTED_BEFORE = 10
_DAY = "datetime64[D]"


def municipal_world(
    part: Part, flow: Flow, weeks: int, seed: int, manners: Manners, start: date
) -> tuple[World, Policy]:
    """A world of one municipality, drawn with the generators of ``husrum synth``.

    ``part`` gives the numbers that ``flow`` leaves open.
    """
    drawn_with = seed
    seed = _own_seed(seed, part)
    flow = flow.over(municipal_flow(part.citizens, part.vacancies))
    waiting, arrivals, vacancies = flow.waiting, flow.arrivals, flow.vacancies
    assert waiting is not None and arrivals is not None and vacancies is not None
    coming = counts_by_week(arrivals, season(weeks, start, ARRIVAL_SEASON), seed, COMING)
    reported = counts_by_week(vacancies, season(weeks, start, VACANCY_SEASON), seed, REPORTED)
    # The readers want at least one person and one flat; those beyond the numbers are dropped again.
    everyone, flats = waiting + int(coming.sum()), int(reported.sum())
    large = replace(part, citizens=max(1, everyone), vacancies=max(1, flats))
    reading = _large_week(large, drawn_with, start)
    assert reading.week is not None, reading.faults[0]
    week = reading.week
    week = replace(
        week,
        citizens=week.citizens[:everyone],
        vacancies=week.vacancies[:flats],
        places=week.places if everyone else week.places[:0],
    )
    arrives = _shuffled(np.repeat(np.arange(-1, weeks), [waiting, *coming]), seed, 0)
    first_at_hand = _shuffled(np.repeat(np.arange(weeks), reported), seed, 1)
    return spread(week, arrives, first_at_hand, flow, weeks, seed, manners), reading.policy


def _own_seed(seed: int, part: Part) -> int:
    """The seed of one municipality among several: each has luck of its own, or sums would share it."""
    if not part.prefix:
        return seed
    return int.from_bytes(sha256(f"{seed}:{part.code}".encode()).digest()[:7], "big")


def _large_week(part: Part, seed: int, start: date) -> Reading:
    """One week with everyone who ever comes, made and read as any week folder is."""
    with tempfile.TemporaryDirectory() as folder:
        return read_week(write_parts([part], Path(folder) / "week", seed, start), start)


def _shuffled(values: Ints, seed: int, which: int) -> Ints:
    order = np.argsort(draws(seed, SAMPLE, np.arange(len(values)), which), kind="stable")
    mixed = np.empty(len(values), dtype=np.int64)
    mixed[order] = values
    return mixed


def spread(
    week: Week, arrives: Ints, reported: Ints, flow: Flow, weeks: int, seed: int, manners: Manners
) -> World:
    """Let the people (N,) and flats (M,) of one large week come in their weeks; −1 for those there already.

    Every number of ``flow`` but ``given`` is set.
    """
    kept, exits, vacancies = flow.kept, flow.exits, flow.vacancies
    assert kept is not None and exits is not None and vacancies is not None
    start = week.decision_date
    first = np.maximum(arrives, 0)
    flats = _flats(week.vacancies, reported, start)
    flats = at_disposal(flats, flow.given, kept, seed)
    teams = None
    if week.teams is not None:
        steady = (flow.arrivals or 0.0) + (flow.waiting or 0) / 52
        teams = steady_teams(
            week.teams, week.citizens, min(share_of(flats, kept) * vacancies, steady), flow.places_needed
        )
    return World(
        start=start,
        weeks=weeks,
        citizens=_people(week.citizens, arrives, start, seed),
        arrives=first,
        leaves=leaving(first, exits, weeks, seed),
        vacancies=flats,
        reported=reported,
        places=known_places(week.places, flow.network, seed),
        milieus=week.milieus,
        quotas=None if week.quotas is None else balanced(with_kept_share(week.quotas, kept)),
        teams=teams,
        freed=freed_places(teams, weeks, seed),
        seed=seed,
        manners=manners,
    )


def leaving(first: Ints, exits: float, weeks: int, seed: int) -> Ints:
    """The week each is gone by own means, if still without a home; ``exits`` of them within a year, (N,)."""
    chance = draws(seed, LEAVING, np.arange(len(first)))
    return first + 1 + steps_survived(chance, survival_of_share(exits, 52), weeks + 1)


def known_places(places: pd.DataFrame, share: float, seed: int) -> pd.DataFrame:
    """The places with only this share of the network kept; places to keep away from are always known."""
    known = draws(seed, KNOWN, np.arange(len(places))) < share
    return places[known | (places["role"] != "network").to_numpy(dtype=bool)].reset_index(drop=True)


def decision_lags(n: int, seed: int) -> Ints:
    """Days from the referral to the decision on support of each, (n,)."""
    chance = draws(seed, DECIDED, np.arange(n))
    return steps_survived(chance, survival_of_mean(DECISION_DAYS), 10 * DECISION_DAYS)


def months_since(earlier: Days | np.datetime64, later: Days | np.datetime64) -> Ints:
    """Calendar months from one day to the other, as weeks count months on a benefit."""
    months = later.astype("datetime64[M]") - earlier.astype("datetime64[M]")
    return np.asarray(months).astype(np.int64)


def _people(frame: pd.DataFrame, arrives: Ints, start: date, seed: int) -> pd.DataFrame:
    """People with dates as they will be known: those who come later are referred on the day they come.

    Weeks count months on a benefit from the start, so those of people who come later are set back.
    """
    begin = np.datetime64(start, "D")
    later = arrives >= 0
    shift = np.where(later, 7 * arrives, 0).astype("timedelta64[D]")
    since = _days(frame, "waiting_since")
    referred = np.where(later, begin + shift, since)
    lag = decision_lags(len(frame), seed).astype("timedelta64[D]")
    out: dict[str, Days] = {"waiting_since": referred}
    for name in ("support_decided_on", "action_plan_on"):
        day = _days(frame, name)
        out[name] = np.where(later | np.isnat(day), np.where(later, referred, begin) + lag, day)
    for name in ("blocked_until", "released_on", "evicted_on", "admitted_on"):
        out[name] = _days(frame, name) + shift
    admitted = out["admitted_on"]
    lately = referred - np.timedelta64(ADMITTED_BEFORE, "D")
    out["admitted_on"] = np.where(later & ~np.isnat(admitted), lately, admitted)
    months = months_since(begin, begin + shift)
    benefit = {
        name: frame[name].to_numpy(dtype=np.float64) - months
        for name in ("benefit_months", "partner_benefit_months")
    }
    dates = {name: days.astype("datetime64[s]") for name, days in out.items()}
    return frame.assign(**dates, **benefit, team_id="")


def _flats(frame: pd.DataFrame, reported: Ints, start: date) -> pd.DataFrame:
    """Flats with dates in their weeks: reported in the seven days up to the Monday they are at hand."""
    begin = np.datetime64(start, "D")
    monday = begin + (7 * reported).astype("timedelta64[D]")
    ago = (begin - _days(frame, "reported_on")).astype(np.int64) % 7
    return frame.assign(
        reported_on=(monday - ago.astype("timedelta64[D]")).astype("datetime64[s]"),
        available_from=(_days(frame, "available_from") + (monday - begin)).astype("datetime64[s]"),
        answer_by=np.full(len(frame), np.datetime64("NaT"), dtype="datetime64[s]"),
        seq=np.nan,
    )


def _days(frame: pd.DataFrame, name: str) -> Days:
    return frame[name].to_numpy().astype(_DAY)
