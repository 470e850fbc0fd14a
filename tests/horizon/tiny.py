"""Tiny worlds for the tests of the year: the people and flats of one synthetic week, spread over some weeks.

They are made here and not with the generators of data/synth, so that the engine meets worlds of another
hand: quotas of every mode, teams that fill up, homes that are soon lost again, people who leave early.
"""

from __future__ import annotations

import random
import tempfile
from datetime import timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.synth.write import DECISION_DATE, write_preset
from matcher.horizon.world import Manners, World
from matcher.model import WAIVABLE, Policy, Week
from tests.plain_frames import DECISIONS, frame

RATES = load_rates(DECISION_DATE)
#: Restless: offers are often refused and homes often lost, and those who lose one are soon back.
RESTLESS = Manners(refusals=3.0, end_base=0.85, returns=0.9, away_weeks=2.0)
SHARES = (Fraction(1, 4), Fraction(1, 3), Fraction(2, 5), Fraction(7, 10))


@cache
def synthetic(seed: int, people: int, flats: int) -> tuple[Week, Policy]:
    """The week everyone and every flat is taken from."""
    with tempfile.TemporaryDirectory() as folder:
        week = write_preset("town", Path(folder) / "week", seed, None, people, flats)
        reading = read_week(week, DECISION_DATE)
    assert reading.week is not None
    return reading.week, reading.policy


@cache
def tiny_world(
    seed: int,
    weeks: int = 16,
    people: int = 60,
    flats: int = 70,
    manners: Manners = RESTLESS,
    modes: tuple[str, ...] = ("choose",),
) -> World:
    """A world of half of the people at the start and the others, and all flats, one by one."""
    dice = random.Random(seed)
    week, _ = synthetic(seed, people, flats)
    n, m = len(week.citizens), len(week.vacancies)
    arrives = np.array([dice.choice((0, dice.randrange(weeks))) for _ in range(n)])
    leaves = np.array([when + 1 + int(dice.expovariate(1 / 20)) for when in arrives.tolist()])
    reported = np.array(sorted(dice.randrange(weeks) for _ in range(m)))
    dice.shuffle(reported)
    assert week.quotas is not None
    assert week.teams is not None
    return World(
        start=week.decision_date,
        weeks=weeks,
        citizens=_people(week, arrives, dice),
        arrives=arrives,
        leaves=leaves,
        vacancies=_flats(week, reported, dice),
        reported=reported,
        places=week.places,
        milieus=week.milieus,
        quotas=_quotas(week.quotas, modes, dice),
        teams=_teams(week.teams, dice),
        freed=np.array([[int(dice.random() < 0.04) for _ in range(weeks)] for _ in week.teams.index]),
        seed=seed,
        manners=manners,
        decisions=_decisions(week, dice),
    )


def _days(days: list[object]) -> pd.Series:
    return pd.Series(pd.to_datetime(pd.Series(days, dtype="object")).astype("datetime64[s]"))


def _people(week: Week, arrives: np.ndarray, dice: random.Random) -> pd.DataFrame:
    """Those who come later are referred on the Monday they come; a few get older or ready on the way."""
    start, table = week.decision_date, week.citizens
    since, born, parked = [], [], []
    for row, when in zip(table.to_dict("records"), arrives.tolist(), strict=True):
        since.append(start + timedelta(days=7 * when) if when else row["waiting_since"])
        turning = timedelta(days=dice.randrange(120)) if dice.random() < 0.3 else None
        birthday = (start + turning).replace(year=start.year - 30) if turning else None
        born.append(birthday or row["birth_date"])
        parked.append(start + timedelta(days=dice.randrange(100)) if dice.random() < 0.1 else pd.NaT)
    dates = {"waiting_since": _days(since), "birth_date": _days(born), "blocked_until": _days(parked)}
    method = table["support_method"].where([dice.random() < 0.6 for _ in since], "none")
    months = [float(dice.choice((2, 4, 5, 6, 20, 22, 23, 30))) for _ in since]
    return table.assign(
        **dates,
        benefit_months=months,
        consent=[dice.random() < 0.95 for _ in since],
        support_method=method,
        team_id=table["team_id"].where(method != "none", ""),
    )


def _flats(week: Week, reported: np.ndarray, dice: random.Random) -> pd.DataFrame:
    table, start = week.vacancies, week.decision_date
    monday = [start + timedelta(days=7 * when) for when in reported.tolist()]
    out = {
        "reported_on": _days([day - timedelta(days=dice.randrange(7)) for day in monday]),
        "available_from": _days([day + timedelta(days=dice.randrange(-10, 60)) for day in monday]),
        "answer_by": _days([pd.NaT] * len(table)),
    }
    given = pd.Series([dice.random() < 0.4 for _ in monday], index=table.index)
    seq = [float(row) if dice.random() < 0.3 else np.nan for row in table.index]
    return table.assign(**out, seq=seq, route=table["route"].where(~given, "given"))


def _quotas(table: pd.DataFrame, modes: tuple[str, ...], dice: random.Random) -> pd.DataFrame:
    n = len(table)
    shares = pd.Series([dice.choice(SHARES) for _ in range(n)], dtype="object")
    counted = [dice.randrange(12) for _ in range(n)]
    claimed = [
        max(0, int(share * k) + dice.choice((-1, 0, 1))) for share, k in zip(shares, counted, strict=True)
    ]
    carry = [dice.choice((0, 0, 1)) for _ in range(n)]
    mode = pd.Series([dice.choice(modes) for _ in range(n)], dtype="str")
    return table.assign(share=shares, counted=counted, claimed=claimed, carry_over=carry, mode=mode)


def _decisions(week: Week, dice: random.Random) -> pd.DataFrame:
    """A few flats the office rules out for someone, and a few rules it lifts, for one flat or for all."""
    people, flats = list(week.citizens["citizen_id"]), list(week.vacancies["vacancy_id"])
    pairs = sorted({(dice.choice(people), dice.choice(flats)) for _ in range(40)})
    lifted = [(name, dice.choice((flat, ""))) for name, flat in pairs[:8]]
    rows = [{"citizen_id": name, "vacancy_id": flat, "action": "forbid"} for name, flat in pairs[8:]]
    rows += [
        {"citizen_id": name, "vacancy_id": flat, "action": "waive", "rule": dice.choice(WAIVABLE)}
        for name, flat in lifted
    ]
    return frame(DECISIONS, rows, "citizen_id", "vacancy_id", "action")


def _teams(table: pd.DataFrame, dice: random.Random) -> pd.DataFrame:
    """Small teams, some of them full at the start."""
    places = [dice.choice((2, 4, 7)) for _ in table.index]
    return table.assign(
        caseworkers=pd.Series([Fraction(1)] * len(table), dtype="object"),
        caseload=pd.Series([Fraction(k) for k in places], dtype="object"),
        current_cases=pd.Series([Fraction(dice.randrange(k + 1)) for k in places], dtype="object"),
    )
