"""Which flats a change opens and closes, held against whole runs pinned to one pair after the other."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from random_weeks import random_week

from data.rates.loader import load_rates
from data.runs.openings import CLOSING, open_pairs, openings, pair_changes
from matcher.best import Settings, best_week, set_scene
from matcher.eligibility import CODES
from matcher.errors import BlockedPinError
from matcher.model import Policy, Week
from matcher.pipeline import propose

SEEDS = range(16)
_PIN = {"action": "pin", "rule": "", "reason": "asked"}


def plain_week(seed: int) -> tuple[Week, Policy]:
    """A random week without pins and without the council's limits: both stand outside what is open."""
    week, policy = random_week(seed)
    waivers = week.decisions[week.decisions["action"] != "pin"].reset_index(drop=True)
    return replace(week, decisions=waivers), replace(policy, limits=())


def runs_with(week: Week, policy: Policy, citizen_id: str, vacancy_id: str) -> bool:
    """Whether a whole run can give this flat to this citizen."""
    row = {"citizen_id": citizen_id, "vacancy_id": vacancy_id, **_PIN}
    pinned = pd.concat([week.decisions, pd.DataFrame([row])], ignore_index=True).astype(week.decisions.dtypes)
    try:
        scene = set_scene(replace(week, decisions=pinned), policy, load_rates(week.decision_date))
        return best_week(scene, Settings()).solution.status != "infeasible"
    except BlockedPinError:
        return False


def open_in_runs(week: Week, policy: Policy, citizen_id: str) -> set[str]:
    """Every flat some run can give the citizen."""
    if citizen_id not in set(week.citizens["citizen_id"]):
        return set()
    return {flat for flat in week.vacancies["vacancy_id"] if runs_with(week, policy, citizen_id, flat)}


def edited(week: Week, citizen_id: str, dice: random.Random) -> Week:
    """The week with the citizen's wants and means taken from someone else, or the citizen put aside."""
    citizens = week.citizens
    if dice.random() < 0.1:
        frames = {
            name: frame[frame["citizen_id"] != citizen_id].reset_index(drop=True)
            for name, frame in (
                ("citizens", citizens),
                ("places", week.places),
                ("decisions", week.decisions),
            )
        }
        return replace(week, **frames)
    other = citizens.iloc[dice.randrange(len(citizens))]
    mine = citizens["citizen_id"] == citizen_id
    columns = [c for c in citizens.columns if c not in ("citizen_id", "waiting_since", "chances_per_week")]
    row: dict[str, list[Any]] = {c: list(citizens[c]) for c in citizens.columns}
    at = int(mine.to_numpy().argmax())
    for column in columns:
        row[column][at] = other[column]
    changed = {c: pd.Series(cells, dtype=citizens[c].dtype) for c, cells in row.items()}
    places = week.places[week.places["citizen_id"] != citizen_id] if dice.random() < 0.5 else week.places
    return replace(week, citizens=pd.DataFrame(changed), places=places.reset_index(drop=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_opened_and_closed_are_what_whole_runs_can_and_cannot_give(seed: int) -> None:
    """Before and after an edit, every flat of one citizen is asked of a whole run."""
    week, policy = plain_week(seed)
    dice = random.Random(seed)
    citizen_id = str(dice.choice(list(week.citizens["citizen_id"])))
    after = edited(week, citizen_id, dice)
    was, now = open_in_runs(week, policy, citizen_id), open_in_runs(after, policy, citizen_id)
    said = openings(week, after, policy, load_rates(week.decision_date), citizen_id)
    assert set(said.opened) == now - was
    assert {flat for flat, _ in said.closed} == was - now
    assert said.open_now == len(now)
    assert said.present == (citizen_id in set(after.citizens["citizen_id"]))
    if said.present:
        assert sum(said.closing_now.values()) + said.open_now == len(after.vacancies)


@pytest.mark.parametrize("seed", range(12))
def test_reasons_are_those_of_a_whole_run(seed: int) -> None:
    """The codes of a closed pair are the reasons of pairs.csv, with room in team and pool after them."""
    week, policy = plain_week(seed)
    rates = load_rates(week.decision_date)
    found = open_pairs(week, policy, rates)
    pairs = propose(week, policy, rates, pairs=True).pairs
    assert pairs is not None
    for row in pairs.itertuples():
        codes = found.closing((str(row.citizen_id), str(row.vacancy_id)))
        rules = [code for code in codes if code in CODES]
        assert rules == list(row.reasons if not isinstance(row.reasons, str) else row.reasons.split())
        assert list(codes) == sorted(codes, key=CLOSING.index)


@pytest.mark.parametrize("seed", range(8))
def test_a_whole_change_is_the_sum_of_its_citizens(seed: int) -> None:
    """Taking a flat away closes it to those it was open to, and says what else that changes."""
    week, policy = plain_week(seed)
    rates = load_rates(week.decision_date)
    gone = str(week.vacancies["vacancy_id"].iloc[0])
    after = replace(week, vacancies=week.vacancies.iloc[1:].reset_index(drop=True))
    after = replace(
        after, decisions=after.decisions[after.decisions["vacancy_id"] != gone].reset_index(drop=True)
    )
    whole = pair_changes(week, after, policy, rates)
    each = {id: openings(week, after, policy, rates, id) for id in week.citizens["citizen_id"]}
    assert set(whole.opened) == {(id, flat) for id, one in each.items() for flat in one.opened}
    assert set(whole.closed) == {
        ((id, flat), codes) for id, one in each.items() for flat, codes in one.closed
    }
    assert {pair for pair, codes in whole.closed if codes == ("gone",)} == {
        (id, gone) for id in each if (id, gone) in open_pairs(week, policy, rates).pairs
    }
