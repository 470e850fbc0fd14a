"""Every way of allocating against the sentence that describes it, week by week and pair by pair."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace

import pytest

from data.rates.loader import load_rates
from matcher.check import Assessment, Valuation
from matcher.check.residual import residual, weigh_with_ties
from matcher.check.value import broken
from matcher.horizon.allocate import named_allocator
from matcher.horizon.life import live
from matcher.model import Limit, Policy
from matcher.pipeline import propose
from tests.horizon.auditor import Audited, Pair, audited
from tests.horizon.tiny import RATES, RESTLESS, tiny_world

POLICY = Policy()
SEEDS = (4, 6)


def flat_by_flat(a: Assessment, turn: Callable[[str], tuple[object, ...]]) -> list[Pair]:
    """Each flat in the order of reporting goes to the first in turn who may have it and can be seated."""
    taken: list[Pair] = []
    for flat in sorted(a.flats, key=lambda flat: (flat.reported_on, flat.id)):
        for citizen in sorted(a.eligible_citizens[flat.id], key=lambda citizen: turn(citizen.id)):
            housed = {name for name, _ in taken}
            if citizen.id not in housed and not broken([*taken, (citizen.id, flat.id)], a):
                taken.append((citizen.id, flat.id))
                break
    return taken


def by_waiting(a: Assessment) -> list[Pair]:
    return flat_by_flat(a, lambda name: (-a.citizen[name].waiting_days, name))


def by_tier_and_waiting(a: Assessment) -> list[Pair]:
    return flat_by_flat(a, lambda name: (a.citizen[name].tier, -a.citizen[name].waiting_days, name))


def by_points(a: Assessment) -> list[Pair]:
    """The pair with the most points in the most acute tier that still has any, again and again."""
    left, taken = set(a.eligible), []
    while left:
        pair = min(left, key=lambda p: (a.citizen[p[0]].tier, -a.score[p].points, *p))
        left.discard(pair)
        if not broken([*taken, pair], a):
            taken.append(pair)
            left = {(name, flat) for name, flat in left if name != pair[0] and flat != pair[1]}
    return taken


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("way", "plain"),
    [("first_come", by_waiting), ("tier_first_come", by_tier_and_waiting), ("greedy", by_points)],
)
def test_a_list_is_what_its_sentence_says(
    way: str, plain: Callable[[Assessment], list[Pair]], seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = tiny_world(seed, modes=("choose", "fourth"))
    _, _, weeks = audited(world, named_allocator(way, POLICY), monkeypatch)
    assert sum(len(week.chosen) for week in weeks) > 10
    for week in weeks:
        assert sorted(week.chosen) == sorted(plain(week.a))


@pytest.mark.parametrize("way", ["first_come", "tier_first_come", "greedy", "random"])
def test_a_list_keeps_the_limits_the_council_adds(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The auditor finds no week with two youth flats let, nor one with two people of tier 3."""
    limits = (
        Limit("youth", vacancies={"kind": ("youth",)}, at_most=1),
        Limit("tier 3", citizens={"tier": (3,)}, at_most=2, already=1),
    )
    allocator = named_allocator(way, Policy(limits=limits))
    _, _, free = audited(tiny_world(4), named_allocator(way, POLICY), monkeypatch)
    _, _, limited = audited(tiny_world(4), allocator, monkeypatch)
    assert 0 < sum(len(week.chosen) for week in limited) < sum(len(week.chosen) for week in free)


def test_where_no_home_is_lost_nobody_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = replace(RESTLESS, end_base=0.0, end_tight=0.0, end_far=0.0)
    world = tiny_world(4, manners=kept)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        year = live(world, named_allocator("husrum", POLICY), RATES, POLICY)
    assert year.returned.sum() == 0
    assert (year.homes.week >= 0).sum() > 5


def nothing_can_be_added(week: Audited) -> bool:
    housed, let = {name for name, _ in week.chosen}, {flat for _, flat in week.chosen}
    left = [pair for pair in week.a.eligible if pair[0] not in housed and pair[1] not in let]
    return all(broken([*week.chosen, pair], week.a) for pair in left)


@pytest.mark.parametrize("seed", SEEDS)
def test_at_random_leaves_nothing_that_could_be_let(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, weeks = audited(tiny_world(seed), named_allocator("random", POLICY), monkeypatch)
    assert all(nothing_can_be_added(week) for week in weeks)
    assert any(sorted(week.chosen) != sorted(by_waiting(week.a)) for week in weeks)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("way", ["husrum", "optimum"])
def test_every_week_of_the_optimum_is_proven_best_without_its_solver(
    way: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, weeks = audited(tiny_world(seed), named_allocator(way, POLICY), monkeypatch)
    for week in weeks:
        weights = weigh_with_ties(week.a, Valuation(week.a))
        graph = residual(week.a, {flat: name for name, flat in week.chosen}, weights)
        assert graph is not None
        assert graph.improving_cycle() is None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_week_of_the_year_is_the_proposal_of_that_week(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The weekly run, given the tables of a week in the auditor's books, proposes what the year chose."""
    world = tiny_world(seed, modes=("choose", "first"))
    _, _, weeks = audited(world, named_allocator("husrum", POLICY), monkeypatch)
    for week in (weeks[0], weeks[5], weeks[11]):
        rates = load_rates(world.start)
        matches = propose(week.week, POLICY, rates, world.seed).matches
        assert sorted(zip(matches["citizen_id"], matches["vacancy_id"], strict=True)) == sorted(week.chosen)
