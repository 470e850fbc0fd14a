"""Three ways to the best week agree: trying everything, SciPy's ``milp``, and the certificate."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import count, islice

import pytest

from data.rates.loader import load_rates
from matcher.check import Assessment, Valuation
from matcher.check.assess import Pair
from matcher.check.candidates import NOTHING
from matcher.check.residual import ROOT, Residual, Weights, residual, weigh, weigh_with_ties
from matcher.check.stages import Programme, best_week, forced_loss
from matcher.check.value import Value, broken
from matcher.check.verify import first_loss
from tests.random_weeks import random_week

MOST_WAYS = 4_000
rates_on = cache(load_rates)


@cache
def assessment(seed: int) -> Assessment:
    week, policy = random_week(seed)
    return Assessment(week, policy, rates_on(week.decision_date), seed)


def every_week(a: Assessment) -> Iterator[tuple[Pair, ...]]:
    """Every set of eligible pairs with each citizen and each vacancy at most once."""

    def grow(flats: list[str], taken: frozenset[str]) -> Iterator[tuple[Pair, ...]]:
        if not flats:
            yield ()
            return
        for rest in grow(flats[1:], taken):
            yield rest
        for c in a.eligible_citizens[flats[0]]:
            if c.id not in taken:
                for rest in grow(flats[1:], taken | {c.id}):
                    yield ((c.id, flats[0]), *rest)

    return grow([flat.id for flat in a.flats], frozenset())


def ways(a: Assessment) -> int:
    """At most this many weeks are to be tried."""
    product = 1
    for people in a.eligible_citizens.values():
        product *= 1 + len(people)
    return product


@cache
def tiny() -> list[int]:
    """The seeds of the first hundred weeks in which everything can be tried."""
    seeds = (seed for seed in count(1000) if ways(assessment(seed)) <= MOST_WAYS)
    return list(islice(seeds, 100))


def test_there_are_tiny_weeks_of_every_kind() -> None:
    weeks = [assessment(seed) for seed in tiny()]
    assert len(weeks) == 100
    assert sum(bool(a.policy.limits) for a in weeks) > 20
    assert sum(bool(a.pins) for a in weeks) > 15
    assert sum(bool(a.teams) for a in weeks) > 35
    assert sum(len(a.eligible) > 5 for a in weeks) > 25


@pytest.mark.parametrize("batch", range(5))
def test_trying_everything_agrees_with_milp(batch: int) -> None:
    for seed in tiny()[batch::5]:
        a = assessment(seed)
        valuation = Valuation(a, a.eligible[::3])
        best: Value | None = None
        with_pair: dict[Pair, tuple[int, ...]] = {}
        for pairs in every_week(a):
            if set(pairs) >= a.pins and not broken(pairs, a):
                value = valuation.of(pairs)
                if best is None or value.gains > best.gains:
                    best = value
                for pair in pairs:
                    with_pair[pair] = max(with_pair.get(pair, value.gains), value.gains)
        found = best_week(a, a.eligible[::3])
        assert (found[1] if found else None) == best, seed
        if best is not None:
            programme = Programme(a, valuation)
            for pair in a.eligible[::2]:
                loss = forced_loss(programme, best, pair)
                assert loss == told(best.gains, with_pair.get(pair)), (seed, pair)


def told(best: tuple[int, ...], forced: tuple[int, ...] | None) -> tuple[int, int] | None:
    """The loss read at the first of the stages 1–4 that differs."""
    if forced is None:
        return None
    four = zip(best[:-2], forced[:-2], strict=True)
    return next(((n, a - b) for n, (a, b) in enumerate(four) if a != b), NOTHING)


@cache
def network_weeks() -> list[int]:
    """The seeds of the first weeks without limits whose pins hold together and that have something to
    choose."""

    def fits(a: Assessment) -> bool:
        return not a.policy.limits and len(a.eligible) > 8 and not broken(sorted(a.pins), a)

    return list(islice((seed for seed in count() if fits(assessment(seed))), 24))


def graph_of(a: Assessment, pairs: list[Pair]) -> tuple[Residual, Weights]:
    weights = weigh(a, Valuation(a))
    graph = residual(a, {flat_id: citizen_id for citizen_id, flat_id in pairs}, weights)
    assert graph is not None
    return graph, weights


@pytest.mark.parametrize("batch", range(4))
def test_certificate_and_losses_agree_with_milp(batch: int) -> None:
    for seed in network_weeks()[batch::4]:
        a = assessment(seed)
        programme = Programme(a, Valuation(a))
        best = programme.best()
        assert best is not None
        graph, weights = graph_of(a, best[0])
        assert graph.improving_cycle() is None, seed
        for flat in a.flats[:3]:
            costs = graph.losses(flat.id)
            for c in a.eligible_citizens[flat.id]:
                cost = costs.get(c.id)
                loss = None if cost is None else first_loss(cost, weights, programme.valuation)
                assert loss == forced_loss(programme, best[1], (c.id, flat.id)), (seed, c.id, flat.id)


def test_every_worse_week_has_an_improving_cycle() -> None:
    """Leave out one match, or force a pair with a loss: the certificate says how to do better."""
    tried = 0
    for seed in network_weeks():
        a = assessment(seed)
        programme = Programme(a, Valuation(a))
        best = programme.best()
        assert best is not None
        free = [pair for pair in best[0] if pair not in a.pins]
        weeks = [[pair for pair in best[0] if pair != left_out] for left_out in free[:2]]
        for pair in a.eligible[:2]:
            other = programme.best([pair])
            if other is not None and other[1].gains < best[1].gains:
                weeks.append(other[0])
        for worse in weeks:
            graph, weights = graph_of(a, worse)
            cycle = graph.improving_cycle()
            assert cycle is not None, (seed, worse)
            around = zip(cycle, [*cycle[1:], cycle[0]], strict=True)
            gain = weights.stages(-sum(graph.arcs[start][end] for start, end in around))
            assert next(step for step in gain if step) > 0, (seed, gain)
            tried += 1
    assert tried > 40


def test_whole_numbers_hold_all_stages_and_give_them_back() -> None:
    worth = {("a", "f"): (1, 0, 700, 40, -3), ("b", "f"): (0, 1, 1000, 9_999, 0)}
    weights = Weights(worth, most=2)
    assert [weights.stages(weights.of[pair]) for pair in worth] == [list(row) for row in worth.values()]
    difference = weights.of["a", "f"] - weights.of["b", "f"]
    assert weights.stages(difference) == [1, -1, -300, -9_959, -3]
    assert difference > 0
    assert weights.stages(-difference) == [-1, 1, 300, 9_959, 3]


def test_ties_are_settled_by_the_smallest_citizen_id_in_the_first_vacancy() -> None:
    """Two citizens and two flats alike: either way is worth the same, and only C1 in F1 is first."""
    from matcher.model import Policy
    from tests.check.cast import CITIZEN, FLAT, RATES, TODAY
    from tests.plain_frames import make_week

    people = [CITIZEN, {**CITIZEN, "citizen_id": "C2"}]
    flats = [FLAT, {**FLAT, "vacancy_id": "F2"}]
    a = Assessment(make_week(TODAY, people, flats), Policy(), RATES)
    for matches, best in (({"F1": "C1", "F2": "C2"}, True), ({"F1": "C2", "F2": "C1"}, False)):
        plain = residual(a, matches, weigh(a, Valuation(a)))
        tied = residual(a, matches, weigh_with_ties(a, Valuation(a)))
        assert plain is not None
        assert tied is not None
        assert plain.improving_cycle() is None
        assert (tied.improving_cycle() is None) == best
    assert ROOT in plain.arcs
