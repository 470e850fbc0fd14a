"""A year replayed by an auditor who keeps the books by hand: every week and every figure must agree."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from matcher.horizon.allocate import NAMED, named_allocator
from matcher.horizon.world import World
from matcher.horizon.year import REASONS, Year
from matcher.model import Policy
from tests.horizon.auditor import Auditor, audited
from tests.horizon.tiny import tiny_world

WAYS = [name for name in NAMED if name != "hindsight"] + ["random"]
#: Seed, weeks and modes of the worlds that are audited under every way.
MIXED = ("choose", "first", "fourth")
POLICY = Policy()


def check_year(world: World, year: Year, auditor: Auditor) -> None:
    """The year the engine gives back is the one in the books."""
    books, people, flats = auditor.books, list(auditor.people), list(auditor.flats)
    nobody = (-1, None, None)
    homes = year.homes
    first = [books.first_home.get(name, nobody) for name in people]
    assert homes.week.tolist() == [home[0] for home in first]
    assert homes.flat.tolist() == [-1 if home[1] is None else flats.index(home[1]) for home in first]
    assert [None if np.isnat(day) else day.item() for day in homes.keys] == [home[2] for home in first]
    let = [books.let.get(flat, (-1, None)) for flat in flats]
    assert homes.let_week.tolist() == [one[0] for one in let]
    assert [None if np.isnat(day) else day.item() for day in homes.let_keys] == [one[1] for one in let]
    refusals = Counter(name for name, _ in books.refused)
    assert year.refused.tolist() == [refusals[name] for name in people]
    assert year.returned.tolist() == [books.returned[name] for name in people]
    progress = year.progress
    theirs = zip(progress.on_list, progress.claimed, progress.due, progress.places_used, strict=True)
    assert [tuple(map(int, week)) for week in theirs] == books.weeks
    places = int(sum(team["caseworkers"] * team["caseload"] for team in auditor.teams.values()))
    assert progress.places.tolist() == [places] * world.weeks
    for row, name in enumerate(people):
        if name in books.first_home or world.leaves[row] < world.weeks:
            assert year.reason[row] == -1
        else:
            counts = books.in_the_way[name]
            assert counts[REASONS[year.reason[row]]] == max(counts.values())


@pytest.mark.parametrize(("seed", "modes"), [(1, ("choose",)), (2, MIXED)], ids=["choose", "mixed"])
@pytest.mark.parametrize("way", WAYS)
def test_the_books_of_every_way_agree(
    seed: int, way: str, modes: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = tiny_world(seed, modes=modes)
    year, auditor, _ = audited(world, named_allocator(way, POLICY), monkeypatch)
    check_year(world, year, auditor)


def test_places_come_free_after_nine_months_and_are_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = tiny_world(3, weeks=56, people=90, flats=120)
    year, auditor, _ = audited(world, named_allocator("husrum", POLICY), monkeypatch)
    check_year(world, year, auditor)
    held = [team for team, until in auditor.held.values()]
    seated = sum(1 for name in auditor.books.first_home if auditor.people[name]["support_method"] == "CTI")
    assert seated > held.count("CTI-1")
