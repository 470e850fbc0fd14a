"""Random weeks: the run and the plain implementation with SciPy's ``milp`` agree to the last figure.

A hundred of them at once, four hundred with the long suite.

The run is `matcher.pipeline.propose`; the other side reads the model again in `matcher.check`, which shares
no rule, no arithmetic and no solver with it.  Losses are compared with solving the whole week again.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from data.exchange.results import read_result, write_result
from data.exchange.week import read_week
from data.rates.loader import load_rates
from matcher.check import Assessment, Valuation, verify
from matcher.check.candidates import LOST, order, shown
from matcher.check.cells import cents, codes, number, rows, truth
from matcher.check.stages import Programme, forced_loss
from matcher.check.tables import CRITERIA
from matcher.check.value import broken
from matcher.model import Policy, Result, Week
from matcher.pipeline import propose
from matcher.rates import Rates
from tests.random_weeks import random_week, write_week

BATCH = 10
BATCHES = [
    *range(0, 100, BATCH),
    *(pytest.param(first, marks=pytest.mark.slow) for first in range(100, 400, BATCH)),
]
rates_on = cache(load_rates)


def previous_of(a: Assessment, seed: int) -> list[tuple[str, str]]:
    """Some eligible pairs, as (vacancy_id, citizen_id), as if they had been proposed before."""
    return [(flat_id, citizen_id) for citizen_id, flat_id in a.eligible[seed % 3 :: 4]]


@pytest.mark.parametrize("first", BATCHES)
def test_random_weeks_are_equal(first: int) -> None:
    for seed in range(first, first + BATCH):
        week, policy = random_week(seed)
        compare(week, policy, rates_on(week.decision_date), seed, top=1 + seed % 6)


def compare(week: Week, policy: Policy, rates: Rates, seed: int, top: int) -> None:
    """Run the week and compare everything with the plain implementation."""
    a = Assessment(week, policy, rates, seed)
    previous = previous_of(a, seed)
    result = propose(week, policy, rates, seed=seed, top=top, pairs=True, previous=previous)
    valuation = Valuation(a, [(citizen_id, flat_id) for flat_id, citizen_id in previous])
    programme = Programme(a, valuation)
    best = programme.best()
    if best is None:
        assert result.status == "infeasible", seed
    else:
        assert result.status == "optimal", seed
        compare_pairs(a, result)
        compare_matches(valuation, best[1].gains, result)
        compare_losses(programme, result, top)
    found = verify(week, policy, rates, result, optimum=not policy.limits)
    assert found.breaches == [], seed
    assert not found.notes or policy.limits, seed


def compare_pairs(a: Assessment, result: Result) -> None:
    """Reasons, points, criteria and money of every citizen × vacancy."""
    table = rows(result.pairs)
    assert [(row["citizen_id"], row["vacancy_id"]) for row in table] == [
        (c.id, f.id) for c in a.citizens for f in a.flats
    ]
    for row in table:
        pair = (row["citizen_id"], row["vacancy_id"])
        c, f = a.citizen[pair[0]], a.flat[pair[1]]
        assert codes(row["reasons"]) == a.reasons(pair), pair
        found = tuple(number(row[name]) for name in CRITERIA)
        score = a.score.get(pair)
        assert found == tuple(getattr(score, name) if score else None for name in CRITERIA), pair
        money = (a.support.monthly(c, a.income[c.id], f), a.left_over(c, f))
        assert cents(row["support"]) == cents(money[0]), pair
        assert cents(row["left_over"]) == cents(money[1]), pair


def compare_matches(valuation: Valuation, gains: tuple[int, ...], result: Result) -> None:
    """The matches are allowed and worth as much as the best that milp finds, in every stage."""
    a = valuation.a
    pairs = list(zip(result.matches["citizen_id"], result.matches["vacancy_id"], strict=True))
    assert all(pair in a.score for pair in pairs)
    assert len({c for c, _ in pairs}) == len({f for _, f in pairs}) == len(pairs)
    assert broken(pairs, a) == []
    assert set(pairs) >= a.pins
    assert valuation.of(pairs).gains == gains
    objective = result.summary["objective"]
    told = (*(entry["matched"] for entry in objective["tiers"]), objective["overdue"])
    told += (-objective["shortfall"], objective["points"], objective["waiting_days"], -objective["lots"])
    assert told == gains


def compare_losses(programme: Programme, result: Result, top: int) -> None:
    """Every row of proposals, from solving the week again with each eligible pair in it."""
    a, valuation = programme.a, programme.valuation
    pairs = list(zip(result.matches["citizen_id"], result.matches["vacancy_id"], strict=True))
    value = valuation.of(pairs)
    expected = []
    for f in a.flats:
        tried = {c.id: forced_loss(programme, value, (c.id, f.id)) for c in a.eligible_citizens[f.id]}
        known = {who: loss for who, loss in tried.items() if loss is not None}
        by_loss = sorted(known, key=lambda who: ((who, f.id) not in pairs, order(known[who], who, f.id, a)))
        for rank, who in enumerate(by_loss[:top], start=1):
            expected.append((f.id, rank, who, (who, f.id) in pairs, *shown(known[who], valuation)))
    found = [
        (
            row["vacancy_id"],
            row["rank"],
            row["citizen_id"],
            truth(row["matched"]),
            *(number(row[name]) for name in LOST),
        )
        for row in rows(result.proposals)
    ]
    assert found == expected


@pytest.mark.parametrize(
    "first", [0, *(pytest.param(first, marks=pytest.mark.slow) for first in range(50, 200, 50))]
)
def test_random_week_folders_are_read_run_and_verified(first: int, tmp_path: Path) -> None:
    """The same weeks by way of the files: read without a fault, run, and verified by certificate."""
    for seed in range(first, first + 50):
        on = write_week(seed, tmp_path / str(seed))
        reading = read_week(tmp_path / str(seed), on)
        assert reading.week is not None, [str(fault) for fault in reading.faults]
        result = propose(reading.week, reading.policy, rates_on(on), seed=seed)
        if seed % 10 == 0 and result.status == "optimal":
            write_result(result, tmp_path / f"result {seed}")
            result = read_result(tmp_path / f"result {seed}")
        assert verify(reading.week, reading.policy, rates_on(on), result).breaches == [], seed
