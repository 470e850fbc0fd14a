"""Worlds over time: people and vacancies that arrive week by week, from a preset or from a week folder."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.stats import poisson

from data.exchange.week import read_week
from data.synth.presets import parts
from data.synth.write import DECISION_DATE, write_preset
from matcher.arrays import Floats, Ints
from matcher.horizon.chance import draws
from matcher.horizon.world import SUPPORT_WEEKS, Manners, World
from matcher.model import Policy, Week

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Names of the draws a world is made with (those of matcher.horizon.chance go up to 9).
_COMING, _REPORTED, _DECIDED, _LEAVING, _SAMPLE, _KNOWN, _FREED = range(10, 17)


@dataclass(frozen=True)
class Flow:
    """How a world goes on; None takes what the municipality's figures or the week give.

    ``waiting`` people at the start, ``arrivals`` new ones and ``vacancies`` new flats a week on average;
    ``given`` the share of family and youth vacancies at the municipality's disposal outside the quarter rule
    (None as drawn); ``exits`` the share of those waiting who find a way of their own in a year; ``places``
    support places against what a steady flow needs; ``network`` the share of network places known;
    ``wishes`` how narrow people's own limits are (1 as drawn).
    """

    waiting: int | None = None
    arrivals: float | None = None
    vacancies: float | None = None
    given: float | None = None
    exits: float = 0.25
    places: float = 1.0
    network: float = 1.0


#: New people a year for each who waits: about as many again come in a year as stay on a given day (our
#: assumption; the shelters' figures of persons in a year and on a day point to 1.1 to 1.3).
ARRIVALS_PER_WAITING = 1.2


@dataclass(frozen=True)
class Regime:
    """A preset made for comparing policies: where it stands and what is scarce."""

    municipality: str
    flow: Flow


REGIMES: dict[str, Regime] = {
    "quota": Regime("0615", Flow(waiting=400, arrivals=14.0, vacancies=60.0)),
    "fit": Regime("0615", Flow(waiting=400, arrivals=18.0, vacancies=25.0, given=1.0)),
    "plenty": Regime("0615", Flow(waiting=100, arrivals=5.0, vacancies=60.0)),
}


def season(weeks: int, start: date, by_month: Sequence[float]) -> Floats:
    """The factor of each week, with mean 1 over a year, (weeks,)."""
    days = pd.date_range(pd.Timestamp(start), periods=weeks, freq="7D")
    return np.asarray(by_month, dtype=np.float64)[days.month.to_numpy() - 1] / float(np.mean(by_month))


#: Moving out by month: 7,097 in July against 6,299 in an average month, fewest in December (Landsbyggefonden
#: 2019); the months between are our interpolation.
VACANCY_SEASON = (6000, 5900, 6100, 6200, 6250, 6600, 7097, 6900, 6500, 6300, 6000, 5741)
#: More come in the cold months; no figures are published (our assumption, ± 8 %).
ARRIVAL_SEASON = (1.08, 1.06, 1.04, 1.0, 0.96, 0.94, 0.92, 0.94, 0.97, 1.0, 1.04, 1.05)


def counts_by_week(mean: float, factors: Floats, seed: int, stream: int) -> Ints:
    """How many arrive each week: Poisson numbers with this mean times the season, (weeks,)."""
    chance = draws(seed, stream, np.arange(len(factors)))
    return poisson.ppf(np.maximum(chance, 1e-12), mean * factors).astype(np.int64)


def preset_world(
    preset: str, flow: Flow, weeks: int, seed: int, manners: Manners, code: str | None = None
) -> tuple[World, Policy]:
    """A world of one municipality, drawn with the generators of ``husrum synth``."""
    if preset in REGIMES:
        regime = REGIMES[preset]
        code, flow = regime.municipality, _over(regime.flow, flow)
        preset = "town"
    part = parts(preset, code)[0] if code is None else parts("municipality", code)[0]
    start = DECISION_DATE
    waiting = flow.waiting or part.citizens
    arrivals = flow.arrivals if flow.arrivals is not None else waiting * ARRIVALS_PER_WAITING / 52
    vacancies = flow.vacancies if flow.vacancies is not None else float(part.vacancies)
    coming = counts_by_week(arrivals, season(weeks, start, ARRIVAL_SEASON), seed, _COMING)
    reported = counts_by_week(vacancies, season(weeks, start, VACANCY_SEASON), seed, _REPORTED)
    with tempfile.TemporaryDirectory() as folder:
        out = write_preset(
            "town",
            Path(folder) / "w",
            seed,
            part.code,
            waiting + int(coming.sum()),
            max(1, int(reported.sum())),
        )
        reading = read_week(out, start)
    assert reading.week is not None
    week = reading.week
    arrives = np.repeat(np.arange(-1, weeks), [waiting, *coming])
    weeks_of_flats = np.repeat(np.arange(weeks), reported)[: len(week.vacancies)]
    order = np.argsort(draws(seed, _SAMPLE, np.arange(len(week.citizens))), kind="stable")
    when = np.empty(len(order), dtype=np.int64)
    when[order] = arrives
    flat_order = np.argsort(draws(seed, _SAMPLE, np.arange(len(week.vacancies)), 1), kind="stable")
    which = np.empty(len(flat_order), dtype=np.int64)
    which[flat_order] = weeks_of_flats
    return spread(week, when, which, flow, weeks, seed, manners), reading.policy


def _over(base: Flow, flow: Flow) -> Flow:
    """The regime's numbers where nothing else is asked for."""
    given = {name: getattr(flow, name) for name in ("waiting", "arrivals", "vacancies", "given")}
    return replace(
        flow, **{name: getattr(base, name) if value is None else value for name, value in given.items()}
    )


def spread(
    week: Week, arrives: Ints, reported: Ints, flow: Flow, weeks: int, seed: int, manners: Manners
) -> World:
    """Let the people and flats of one large week come one by one; −1 for those there at the start."""
    start = week.decision_date
    citizens = _people(week.citizens, arrives, start, seed)
    vacancies = _flats(week.vacancies, reported, flow.given, seed)
    first = np.maximum(arrives, 0)
    stay = -np.log1p(-draws(seed, _LEAVING, np.arange(len(citizens)))) * 52 / -np.log1p(-flow.exits)
    leaves = first + 1 + np.minimum(stay, 10**5).astype(np.int64)
    places = week.places
    known = draws(seed, _KNOWN, np.arange(len(places))) < flow.network
    places = places[known | (places["role"] != "network").to_numpy(dtype=bool)].reset_index(drop=True)
    flow_a_week = _matches_a_week(arrives, citizens, reported, vacancies, weeks)
    teams = None if week.teams is None else _teams(week.teams, citizens, flow_a_week, flow.places)
    freed = np.zeros((0, weeks), dtype=np.int64) if teams is None else _freed(teams, weeks, seed)
    return World(
        start, weeks, citizens, first, leaves, vacancies, reported, places, week.milieus, week.quotas, teams,
        freed, seed, manners,
    )  # fmt: skip


def _people(frame: pd.DataFrame, arrives: Ints, start: date, seed: int) -> pd.DataFrame:
    """People with dates as they will be known: those who come later are referred on the day they come."""
    n = len(frame)
    begin = np.datetime64(start, "D")
    since = frame["waiting_since"].to_numpy().astype("datetime64[D]")
    coming = begin + 7 * np.maximum(arrives, 0)
    later = arrives >= 0
    shift = np.where(later, (coming - begin).astype(np.int64), 0)
    referred = np.where(later, coming, since)
    lag = np.floor(-np.log1p(-draws(seed, _DECIDED, np.arange(n))) * 35).astype(np.int64)
    out = {"waiting_since": referred}
    for name in ("support_decided_on", "action_plan_on"):
        day = frame[name].to_numpy().astype("datetime64[D]")
        out[name] = np.where(later | np.isnat(day), np.where(later, referred, begin) + lag, day)
    for name in ("blocked_until", "released_on", "evicted_on", "admitted_on"):
        out[name] = frame[name].to_numpy().astype("datetime64[D]") + shift
    admitted = out["admitted_on"]
    out["admitted_on"] = np.where(later & ~np.isnat(admitted), referred - 10, admitted)
    return frame.assign(**{name: days.astype("datetime64[s]") for name, days in out.items()}, team_id="")


def _flats(frame: pd.DataFrame, reported: Ints, given: float | None, seed: int) -> pd.DataFrame:
    shift = 7 * reported
    out = {
        name: (frame[name].to_numpy().astype("datetime64[D]") + shift).astype("datetime64[s]")
        for name in ("reported_on", "available_from")
    }
    route = frame["route"].to_numpy(dtype=object)
    if given is not None:
        lucky = draws(seed, _SAMPLE, np.arange(len(frame)), 2) < given
        route = np.where(lucky, "given", np.where(route == "given", "quarter", route))
    never = np.full(len(frame), np.datetime64("NaT"), dtype="datetime64[s]")
    return frame.assign(**out, answer_by=never, seq=np.nan, route=route)


def _matches_a_week(
    arrives: Ints, citizens: pd.DataFrame, reported: Ints, vacancies: pd.DataFrame, weeks: int
) -> float:
    """About how many can move in a week: as many as come and wait, or as many as there are flats."""
    quarter = (vacancies["route"] == "quarter").to_numpy(dtype=bool)
    given = (vacancies["route"] == "given").to_numpy(dtype=bool)
    flats = (0.25 * quarter.sum() + given.sum()) / weeks
    return float(min(flats, len(citizens) / weeks))


def _teams(teams: pd.DataFrame, citizens: pd.DataFrame, flow: float, slack: float) -> pd.DataFrame:
    """Teams of a size that carries the flow for good: matches a week × share × weeks a place is held."""
    from fractions import Fraction

    share = citizens["support_method"].value_counts(normalize=True)
    per_method = teams.groupby("method")["team_id"].transform("size")
    size = [
        ceil(slack * flow * share.get(method, 0.0) * SUPPORT_WEEKS[method] / count)
        for method, count in zip(teams["method"], per_method, strict=True)
    ]
    current = [round(0.95 * places) for places in size]
    return teams.assign(
        caseworkers=[Fraction(places) for places in size], caseload=Fraction(1), current_cases=current
    )


def _freed(teams: pd.DataFrame, weeks: int, seed: int) -> Ints:
    """Running cases end evenly over the time a place is held, (T, weeks)."""
    freed = np.zeros((len(teams), weeks), dtype=np.int64)
    for row, (method, current) in enumerate(zip(teams["method"], teams["current_cases"], strict=True)):
        ends = draws(seed, _FREED, np.arange(int(current)), row) * SUPPORT_WEEKS[method]
        when = ends.astype(np.int64)
        freed[row] += np.bincount(when[when < weeks], minlength=weeks)
    return freed
