"""The synthetic weeks are worth running: every outcome occurs, quotas bind, speed weeks are sparse."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.synth.write import DECISION_DATE, write_preset
from matcher.best import set_scene
from matcher.eligibility import BIT, eligible_pairs
from matcher.model import Result
from matcher.pipeline import propose


def _propose(folder: Path) -> Result:
    reading = read_week(folder, DECISION_DATE)
    assert reading.week is not None
    return propose(reading.week, reading.policy, load_rates(DECISION_DATE))


@pytest.fixture(scope="module")
def result(town: Path) -> Result:
    return _propose(town)


def test_in_town_everything_happens_that_can_happen(result: Result) -> None:
    assert result.status == "optimal"
    assert 15 <= len(result.matches) <= 35
    reasons = {"not_ready", "no_eligible_vacancy", "team_full", "quota_spent", "outranked"}
    assert set(result.unmatched["reason"]) == reasons
    assert {"route_none", "quota_turn", "no_eligible_citizen", "quota_spent"} <= set(result.unused["reason"])


def test_in_town_the_quota_binds_and_flats_have_several_candidates(result: Result) -> None:
    accounts = [account for account in result.summary["quota"] if account["entitled"]]
    assert sum(account["used"] == account["entitled"] for account in accounts) >= len(accounts) - 1
    assert any(account["entitled"] == 0 for account in result.summary["quota"])
    candidates = result.proposals.groupby("vacancy_id").size()
    assert candidates.median() == 5


def test_the_small_week_shows_the_same_on_one_page(tmp_path: Path) -> None:
    small = _propose(write_preset("small", tmp_path / "small"))
    assert 6 <= len(small.matches) <= 20
    assert {"not_ready", "no_eligible_vacancy", "outranked"} <= set(small.unmatched["reason"])
    assert {"quota_spent", "quota_turn"} <= set(small.unused["reason"])


def test_rent_is_what_keeps_the_lowest_benefits_out(town: Path) -> None:
    reading = read_week(town, DECISION_DATE)
    assert reading.week is not None
    scene = set_scene(reading.week, reading.policy, load_rates(DECISION_DATE))
    reasons = eligible_pairs(scene).reasons
    lowest = (reading.week.citizens["benefit"] == "kontanthjaelp_mindste").to_numpy()
    own = reasons[lowest]
    lifted = {code: int((own == bit).sum()) for code, bit in BIT.items()}
    # Of all rules, lifting rent alone opens most pairs for those on the lowest rate.
    assert max(lifted, key=lambda code: lifted[code]) == "rent"


@pytest.mark.parametrize("preset", ["stress-m", "stress-l"])
def test_in_the_speed_weeks_8_to_10_per_cent_of_the_pairs_are_possible(preset: str, tmp_path: Path) -> None:
    reading = read_week(write_preset(preset, tmp_path / preset), DECISION_DATE)
    assert reading.week is not None
    scene = set_scene(reading.week, reading.policy, load_rates(DECISION_DATE))
    assert 0.08 <= (eligible_pairs(scene).reasons == 0).mean() <= 0.10
