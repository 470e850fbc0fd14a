"""A run stopped by its time limit keeps the rules, claims no proof, and says how far it could still go."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.synth.write import write_preset
from matcher.check import verify
from matcher.model import Limit, Policy, Week
from matcher.pipeline import propose

DAY = date(2026, 11, 23)
LIMITS = (
    Limit(
        "few with support at B01",
        {"organisation_id": ("B01",)},
        {"support_method": ("CTI", "ICM")},
        at_most=1,
    ),
    Limit("young people", {}, {"under_age": (30,)}, at_least=9),
)


@pytest.fixture(scope="module")
def crossed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Week, Policy]:
    folder = tmp_path_factory.mktemp("crossed") / "week"
    write_preset("town", folder)
    reading = read_week(folder, DAY)
    assert reading.week is not None
    return reading.week, replace(reading.policy, limits=LIMITS)


@pytest.mark.parametrize("seconds", [0.0, 0.5])
def test_a_stopped_run_is_valid_and_claims_no_proof(crossed: tuple[Week, Policy], seconds: float) -> None:
    week, policy = crossed
    rates = load_rates(DAY)
    start = time.monotonic()
    result = propose(week, policy, rates, time_limit=seconds)
    assert time.monotonic() - start < seconds + 5
    assert result.status == "feasible"
    assert verify(week, policy, rates, result).breaches == []
    bound = result.summary["objective"]["bound"]
    reached = {f"tier {tier['tier']}": tier["matched"] for tier in result.summary["objective"]["tiers"]}
    assert bound["value"] >= reached.get(bound["stage"], 0)
    cut_off = result.proposals[result.proposals["warnings"].str.contains("bound")]
    assert len(cut_off) > 0
    assert cut_off.filter(like="lost_").isna().all(axis=None)


def test_a_week_without_vacancies_leaves_everyone_without_an_eligible_one(tmp_path: Path) -> None:
    write_preset("small", tmp_path / "week")
    reading = read_week(tmp_path / "week", DAY)
    assert reading.week is not None
    empty = replace(reading.week, vacancies=reading.week.vacancies.iloc[:0])
    rates = load_rates(DAY)
    result = propose(empty, reading.policy, rates)
    assert set(result.unmatched["reason"]) == {"no_eligible_vacancy"}
    assert verify(empty, reading.policy, rates, result).breaches == []
