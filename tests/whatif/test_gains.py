"""What would help most: a gain is the difference of two weekly runs, the change made by hand in the rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from copy import deepcopy
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from data.rates.loader import load_rates
from matcher.best import Best, Settings, best_week, set_scene
from matcher.errors import BlockedPinError
from matcher.model import Result
from matcher.pipeline import propose
from matcher.whatif.gains import CHANGES, Gain, Worth, gains
from tests.plain_frames import POOL
from tests.random_weeks import Draw, drawn, make_frames, make_policy

rates_on = cache(load_rates)


def run(week: Draw) -> Result:
    return propose(make_frames(week), make_policy(week), rates_on(week.today), week.seed, top=1)


def best_of_draw(week: Draw) -> Best | None:
    """The solved week, None where its pins are blocked or cannot hold together."""
    scene = set_scene(make_frames(week), make_policy(week), rates_on(week.today))
    try:
        best = best_week(scene, Settings(week.seed))
    except BlockedPinError:
        return None
    return best if best.solution.status == "optimal" else None


def worth(before: Result, after: Result) -> Worth:
    """The difference of two proposals, read off their summaries."""
    old, new = before.summary["objective"], after.summary["objective"]
    assert [row["tier"] for row in old["tiers"]] == [row["tier"] for row in new["tiers"]]
    more = [n["matched"] - o["matched"] for o, n in zip(old["tiers"], new["tiers"], strict=True)]
    return Worth(
        tuple(more),
        new["overdue"] - old["overdue"],
        old["shortfall"] - new["shortfall"],
        new["points"] - old["points"],
        new["waiting_days"] - old["waiting_days"],
    )


def with_copy(week: Draw, flat: dict[str, Any]) -> Draw:
    week = deepcopy(week)
    copy = {**flat, "vacancy_id": "ZZ", "route": "given", "answer_by": None, "seq": None}
    week.vacancies.append(copy)
    return week


def with_given(week: Draw, flat_id: str) -> Draw:
    """Its turn is given away and the flat comes back as one outside the account: all other turns stay."""
    week = deepcopy(week)
    flat = next(flat for flat in week.vacancies if flat["vacancy_id"] == flat_id)
    week.vacancies.append({**flat, "vacancy_id": "ZZ", "route": "given", "seq": None})
    return week


def with_place(week: Draw, team_id: str, places: int) -> Draw:
    week = deepcopy(week)
    for team in week.teams or ():
        if team["team_id"] == team_id:
            team |= {
                "caseworkers": Fraction(1),
                "caseload": Fraction(places + 1),
                "current_cases": Fraction(0),
            }
    return week


def with_quota(week: Draw, label: str, row: int, flats: int, entitled: int) -> Draw:
    """The pool's account made such that it and the week both allow one more."""
    week = deepcopy(week)
    assert week.quotas is not None
    ordered = sorted(week.quotas, key=lambda quota: tuple(quota.get(name) or "" for name in POOL))
    quota = ordered[row]
    assert name_of_pool(quota) == label
    if quota.get("entitled") is not None:
        quota["entitled"] = entitled + 1
    share = Fraction(quota.get("share") or Fraction(1, 4))
    quota["claimed"] = math.floor(share * ((quota.get("counted") or 0) + flats)) - entitled - 1
    quota["carry_over"] = entitled + 1
    return week


def name_of_pool(quota: Mapping[str, Any]) -> str:
    """A pool's name, with its estate in between where it is one estate's."""
    return "/".join(str(quota[name]) for name in POOL if name != "municipality" and quota.get(name))


def best_and_median(worths: Iterable[Worth]) -> list[Worth]:
    ordered = sorted(worths)
    if len(ordered) < 2:
        return ordered
    return [ordered[-1], ordered[(len(ordered) - 1) // 2]]


def told(found: list[Gain], change: str, where: str = "") -> list[Worth]:
    return [gain.worth for gain in found if (gain.change, gain.where) == (change, where)]


def check_week(week: Draw, best: Best, found: list[Gain]) -> int:
    """Compare everything told of a week; returns in how many changes somebody more gets a home."""
    before = run(week)
    sorts = {
        "cheap_flat": lambda flat: flat["kind"] == "family" and flat["rent"] < 3500,
        "youth_flat": lambda flat: flat["kind"] == "youth",
    }
    for change, is_it in sorts.items():
        copies = [with_copy(week, flat) for flat in week.vacancies if is_it(flat)]
        assert told(found, change) == best_and_median(worth(before, run(copy)) for copy in copies)
    seats = best.problem.seats
    for team, places in zip(seats.team_id, seats.capacity.tolist(), strict=True):
        assert told(found, "team", team) == [worth(before, run(with_place(week, team, places)))]
    pools = best.scene.pools
    quotas = [] if best.scene.week.quotas is None else best.scene.week.quotas.to_dict("records")
    expected: dict[tuple[str, str], list[Worth]] = {}
    for row, quota in enumerate(quotas):
        label, flats = name_of_pool(quota), (pools.pool == row).nonzero()[0]
        if quota["mode"] == "choose":
            after = run(with_quota(week, label, row, len(flats), int(pools.entitled[row])))
            expected.setdefault(("quota", label), []).append(worth(before, after))
        else:
            ids = [str(best.scene.flats.ids[flat]) for flat in flats if pools.not_our_turn[flat]]
            worths = [worth(before, run(with_given(week, flat))) for flat in ids]
            expected.setdefault(("turn", label), []).extend(best_and_median(worths))
    for (change, label), worths in expected.items():
        assert told(found, change, label) == worths
    zero = Worth((0,) * len(found[0].worth.tiers), 0, 0, -(10**9), -(10**9)) if found else None
    assert all(gain.worth >= zero for gain in found), "one more never costs a place"
    return sum(gain.worth.people > 0 for gain in found)


#: Quick weeks in which every change is tried and many help somebody; the long suite takes them as they come.
QUICK = (3, 4, 7, 11, 12, 13)


@pytest.mark.parametrize(
    "seeds", [QUICK, pytest.param(range(40), marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_every_gain_is_what_two_weekly_runs_differ_by(seeds: Iterable[int]) -> None:
    helped, seen = 0, set()
    for seed in seeds:
        week = drawn(seed)
        best = best_of_draw(week)
        if best is not None:
            found = gains(best)
            helped += check_week(week, best, found)
            seen |= {gain.change for gain in found}
    assert helped > 5
    assert seen == set(CHANGES)


def test_a_place_more_is_one_more_also_where_a_team_is_over_its_caseload() -> None:
    """Fifty cases in a team for ten: the one place more is not eaten by the forty too many."""
    for seed in range(60):
        week = drawn(seed)
        for team in week.teams or ():
            team |= {"caseworkers": Fraction(1), "caseload": Fraction(10), "current_cases": Fraction(50)}
        week.decisions = [row for row in week.decisions if row["action"] != "pin"]
        best = best_of_draw(week)
        if best is None or not week.teams or week.limits:
            continue
        if any(gain.change == "team" and gain.worth.people == 1 for gain in gains(best)):
            return
    raise AssertionError("no week found in which a place in a full team houses someone")
