"""Chance: even, without pattern, the same whatever is decided, and read off by the chances in Manners."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import chisquare, spearmanr

from matcher.horizon.allocate import named_allocator
from matcher.horizon.chance import ANSWER, AWAY, LOTTERY, RETURNS, TENANCY, draws
from matcher.horizon.world import World
from matcher.model import Policy
from tests.horizon.auditor import Pair, lived, number_of, splitmix64
from tests.horizon.tiny import RESTLESS, tiny_world

POLICY = Policy()
STREAMS = (ANSWER, TENANCY, RETURNS, AWAY, LOTTERY)
#: Far out: a fair generator passes every one of the few tests here.
RARE = 1e-6


def counts(numbers: np.ndarray, boxes: int) -> np.ndarray:
    return np.bincount((numbers * boxes).astype(int), minlength=boxes)


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("seed", [0, 1, 2**40 + 7])
def test_draws_are_even(seed: int, stream: int) -> None:
    names = np.arange(20_000)
    for numbers in (draws(seed, stream, names), draws(seed, stream, np.full(20_000, 5), names)):
        assert ((numbers >= 0) & (numbers < 1)).all()
        assert chisquare(counts(numbers, 50)).pvalue > RARE


def test_neighbours_have_nothing_to_do_with_each_other() -> None:
    """Pairs of draws fill a square evenly: next name, next second name, next stream, next seed."""
    names = np.arange(40_000)
    here = draws(3, ANSWER, names, 7)
    others = {
        "first": draws(3, ANSWER, names + 1, 7),
        "second": draws(3, ANSWER, names, 8),
        "stream": draws(3, TENANCY, names, 7),
        "seed": draws(4, ANSWER, names, 7),
        "swapped": draws(3, ANSWER, np.full(40_000, 7), names),
    }
    for name, there in others.items():
        square = counts((np.floor(here * 10) + there) / 10, 100)
        assert chisquare(square).pvalue > RARE, name
        assert abs(spearmanr(here, there).statistic) < 0.03, name


def test_a_draw_depends_on_its_names_alone() -> None:
    first, second = np.arange(500) * 37, np.arange(500) % 11
    order = np.random.default_rng(1).permutation(500)
    one_by_one = [
        draws(9, ANSWER, np.array([a]), np.array([b]))[0] for a, b in zip(first, second, strict=True)
    ]
    assert np.array_equal(draws(9, ANSWER, first, second), one_by_one)
    assert np.array_equal(draws(9, ANSWER, first[order], second[order]), np.array(one_by_one)[order])


def test_the_generator_is_splitmix64() -> None:
    """The arithmetic in whole numbers of Python, and the first number the generator's authors publish."""
    for seed, stream, first, second in [
        (0, 1, 0, 0),
        (1, 2, 3, 4),
        (12345, 5, 10**6, 2**45),
        (2**63, 1, 1, 1),
    ]:
        assert draws(seed, stream, np.array([first]), second)[0] == number_of(seed, stream, first, second)
    assert splitmix64(0) == 0xE220A8397B1DCDAF  # the first number its authors give for state 0


def answers(world: World, way: str, monkeypatch: pytest.MonkeyPatch) -> dict[Pair, bool]:
    """Every offer of a year and whether it was accepted."""
    year, told = lived(world, named_allocator(way, POLICY), POLICY, monkeypatch)
    let = dict(zip(world.vacancies["vacancy_id"], year.homes.let_week.tolist(), strict=True))
    return {(who, flat): let[flat] == number for number, week in enumerate(told) for who, flat in week.chosen}


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_the_same_offer_gets_the_same_answer_under_every_way(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it comes in another week or after other offers."""
    ways = ("first_come", "tier_first_come", "greedy", "random", "husrum", "optimum")
    given = [answers(tiny_world(seed), way, monkeypatch) for way in ways]
    both = [(one, other, one.keys() & other.keys()) for one, other in combinations(given, 2)]
    assert sum(len(shared) for _, _, shared in both) > 60
    assert all(one[pair] == other[pair] for one, other, shared in both for pair in shared)
    assert sum(not yes for one in given for yes in one.values()) > 10


@pytest.mark.parametrize("way", ["first_come", "husrum"])
def test_of_the_same_offers_fewer_are_refused_when_refusals_are_halved(
    way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = fewer = 0
    for seed in range(10, 14):
        full = tiny_world(seed)
        half = replace(full, manners=replace(RESTLESS, refusals=RESTLESS.refusals / 2))
        before, after = (answers(world, way, monkeypatch) for world in (full, half))
        shared = before.keys() & after.keys()
        assert all(after[pair] for pair in shared if before[pair])
        refused += sum(not before[pair] for pair in shared)
        fewer += sum(not after[pair] for pair in shared)
    assert 0 < fewer < refused


def test_nobody_refuses_when_nothing_is_a_reason_to(monkeypatch: pytest.MonkeyPatch) -> None:
    world = replace(tiny_world(14), manners=replace(RESTLESS, refusals=0.0))
    given = answers(world, "husrum", monkeypatch)
    assert len(given) > 10
    assert all(given.values())
