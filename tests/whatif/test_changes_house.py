"""What would change it: applied to the week and run afresh it houses the citizen, one step less does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.synth.write import write_preset
from matcher.best import Best, Settings, best_week, set_scene
from matcher.outcome import NOT_READY
from matcher.seats import FREE
from matcher.whatif.change import Change, apply_change
from matcher.whatif.own_limits import options
from matcher.whatif.prospects import prospects_of
from matcher.whatif.rent import least_rent_cut
from matcher.whatif.search import Changes, _capacity_changes, what_would_change
from matcher.whatif.trial import matched_after

DAY = date(2026, 11, 23)
#: One step less of each kind of change; the others have no smaller step.
SMALLER = {"rent": 1, "max_rent": 1, "max_km": 0.1, "min_rooms": -1, "max_rooms": 1}


def solved(preset: str, seed: int, folder: Path) -> Best:
    write_preset(preset, folder, seed=seed)
    reading = read_week(folder, DAY)
    assert reading.week is not None
    return best_week(set_scene(reading.week, reading.policy, load_rates(DAY)), Settings())


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Best, Changes]:
    best = solved("town", 0, tmp_path_factory.mktemp("town") / "week")
    return best, what_would_change(best)


def housed(best: Best, change: Change) -> set[int]:
    """Who is matched when the changed week is run from the start, with nothing reused."""
    scene = best.scene
    week = apply_change(scene.week, change)
    again = best_week(set_scene(week, scene.policy, scene.citizens.rates), best.settings)
    return set(again.matched.tolist())


def test_every_change_named_for_the_town_houses_the_citizen(town: tuple[Best, Changes]) -> None:
    best, changes = town
    assert len(changes.first) >= 10
    assert not changes.unexamined
    for citizen, change in changes.first.items():
        assert citizen not in best.matched
        assert citizen in housed(best, change), (citizen, change)


def test_one_step_less_does_not_house_the_citizen(town: tuple[Best, Changes]) -> None:
    best, changes = town
    tried = 0
    for citizen, change in changes.first.items():
        if change.kind in SMALLER:
            less = replace(change, value=change.value - SMALLER[change.kind])
            assert citizen not in housed(best, less), (citizen, change)
            tried += 1
    assert tried >= 2


def test_a_trial_answers_like_a_fresh_run(town: tuple[Best, Changes]) -> None:
    best, changes = town
    rents = [Change("rent", flat, cut) for flat in range(0, 60, 7) for cut in (150, 1500)]
    for change in [*set(changes.first.values()), *rents]:
        assert set(matched_after(best, change).tolist()) == housed(best, change), change


@pytest.mark.parametrize("seed", range(3))
def test_where_nothing_is_named_nothing_works(seed: int, tmp_path: Path) -> None:
    """Every own limit, every flat for free, every place more, tried one by one on small weeks."""
    best = solved("small", seed, tmp_path / "week")
    changes = what_would_change(best)
    ready = ~((best.eligibility.reasons & NOT_READY) != 0).all(axis=1)
    rents = best.scene.flats.rent
    cuts = [
        Change("rent", flat, int(rents[flat] * share)) for flat in range(len(rents)) for share in (0.3, 1)
    ]
    cut_houses = {cut: housed(best, cut) for cut in cuts}
    capacity = _capacity_changes(best)
    capacity_houses = {change: housed(best, change) for _, change in capacity}
    for citizen in range(len(ready)):
        if not ready[citizen] or citizen in best.matched or citizen in changes.first:
            continue
        for option in options(best, citizen):
            assert citizen not in housed(best, option.change), (citizen, option.change)
        fitting = best.problem.seats.teams_of[best.problem.seats.seat_class[citizen]]
        for kind, change in capacity:
            own = kind == "quota" or (
                best.problem.seats.seat_class[citizen] != FREE and change.row in fitting
            )
            assert not (own and citizen in capacity_houses[change]), (citizen, change)
        for cut, who in cut_houses.items():
            assert citizen not in who, (citizen, cut)


def test_nobody_is_told_to_give_up_safety_or_consent(town: tuple[Best, Changes]) -> None:
    best, changes = town
    week = best.scene.week
    for change in changes.first.values():
        after = apply_change(week, change)
        assert after.milieus is week.milieus
        avoid = week.places["role"] == "avoid"
        assert after.places[avoid].equals(week.places[avoid])
        for column in ("consent", "avoid_milieus", "blocked_until", "pets", "step_free"):
            assert after.citizens[column].equals(week.citizens[column])


def test_a_lower_rent_is_not_named_before_it_is_shown_to_be_the_least(town: tuple[Best, Changes]) -> None:
    best, changes = town
    cuts = {citizen: change for citizen, change in changes.first.items() if change.kind == "rent"}
    assert cuts
    for citizen, change in cuts.items():
        enough = prospects_of(best)
        assert least_rent_cut(enough, citizen) == change
        short = prospects_of(best)
        short.trials_left = 1.0
        assert least_rent_cut(short, citizen) is None
