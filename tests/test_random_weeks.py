"""The 200 random weeks use the whole model: every rule, warning, reason, column, policy and limit key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from functools import cache

import pytest

from data.exchange.tables import TABLES
from data.rates.loader import load_rates
from matcher.check import Assessment
from matcher.check.notices import warnings
from matcher.check.outcomes import Outcomes
from matcher.check.rules import RULES
from matcher.check.stages import best_week
from matcher.model import AREA_CLASSES, KINDS, METHODS, SETTINGS, SITUATIONS, WARNINGS, Policy, Result, Week
from tests.plain_frames import CITIZENS, DECISIONS, PLACES, QUOTAS, TEAMS, VACANCIES
from tests.random_weeks import BENEFITS, Draw, drawn, make_frames, make_policy, random_week

SEEDS = range(200)
NOT_DRAWN = {"lat", "lon", "address", "places.postcode"}


@pytest.fixture(scope="module")
def draws() -> list[Draw]:
    return [drawn(seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def weeks(draws: list[Draw]) -> list[Assessment]:
    rates = cache(load_rates)
    return [Assessment(make_frames(d), make_policy(d), rates(d.today), d.seed) for d in draws]


def test_the_same_seed_is_the_same_week() -> None:
    assert drawn(17) == drawn(17)
    assert drawn(17) != drawn(18)


def test_sizes(weeks: list[Assessment]) -> None:
    assert {len(a.citizens) for a in weeks} == set(range(3, 15))
    assert {len(a.flats) for a in weeks} == set(range(2, 10))
    assert sum(bool(a.eligible) for a in weeks) > 180


def test_every_rule_blocks_somewhere_alone_and_passes_somewhere(weeks: list[Assessment]) -> None:
    alone: Counter[str] = Counter()
    waived: Counter[str] = Counter()
    for a in weeks:
        for c in a.citizens:
            for f in a.flats:
                reasons = a.reasons((c.id, f.id))
                alone.update(reasons if len(reasons) == 1 else ())
                waived.update(a.waived((c.id, f.id)))
    assert set(alone) == set(RULES)
    assert all(sum(a.reasons(pair, [code]) == () for a in weeks for pair in a.eligible) for code in RULES)
    assert set(waived) == {"area_law", "rent", "debt", "persons", "age", "support_undecided"}


def test_every_warning_appears(weeks: list[Assessment]) -> None:
    seen = {code for a in weeks for c, f in a.eligible for code in warnings(a.citizen[c], a.flat[f], a)}
    assert seen == set(WARNINGS) - {"bound"}  # bound is a run stopped by its time limit


def test_every_outcome_appears(weeks: list[Assessment]) -> None:
    unmatched: Counter[str] = Counter()
    unused: Counter[str] = Counter()
    statuses: Counter[bool] = Counter()
    for a in weeks:
        best = best_week(a)
        statuses[best is None] += 1
        outcomes = Outcomes(a, {f: c for c, f in (best[0] if best else ())})
        unmatched.update(outcomes.unmatched(c) for c in a.citizens if c.id not in outcomes.housed)
        unused.update(outcomes.unused(f) for f in a.flats if f.id not in outcomes.matches)
    assert set(unmatched) == {"not_ready", "no_eligible_vacancy", "team_full", "quota_spent", "outranked"}
    every = {"route_none", "quota_turn", "no_eligible_citizen", "quota_spent", "team_full", "outcompeted"}
    assert set(unused) == every
    assert 1 <= statuses[True] < 20


def test_every_policy_key_differs_from_its_default_somewhere(draws: list[Draw]) -> None:
    policies, default = [make_policy(draw) for draw in draws], Policy()
    for field in fields(Policy):
        assert any(getattr(p, field.name) != getattr(default, field.name) for p in policies), field.name
    for group in ("weights", "need", "fit", "choice"):
        for name in getattr(default, group):
            assert any(getattr(p, group)[name] == 0 for p in policies), (group, name)
    for key, values in (("require_support_decision", 4), ("debt", 2)):
        assert len({getattr(policy, key) for policy in policies}) == values


def test_every_limit_key_is_used(draws: list[Draw]) -> None:
    limits = [limit for draw in draws for limit in make_policy(draw).limits]
    flats = {"organisation_id", "department_id", "kind", "area_class", "postcode"}
    people = {"tier", "situation", "support_method", "team_id", "under_age", "student"}
    assert {key for limit in limits for key in limit.vacancies} == flats
    assert {key for limit in limits for key in limit.citizens} == people
    assert any(limit.at_most is not None and limit.already > limit.at_most for limit in limits)
    assert any(limit.at_least is not None and not limit.vacancies and not limit.citizens for limit in limits)


def cells(draws: list[Draw], table: str, column: str) -> Iterable[object]:
    return (row.get(column) for draw in draws for row in getattr(draw, table) or ())


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("citizens", CITIZENS),
        ("vacancies", VACANCIES),
        ("places", PLACES),
        ("decisions", DECISIONS),
        ("quotas", QUOTAS),
        ("teams", TEAMS),
    ],
)
def test_every_column_is_filled_somewhere(draws: list[Draw], table: str, columns: dict[str, object]) -> None:
    names = {
        column.name for columns_of in TABLES if columns_of.name == table for column in columns_of.columns
    }
    assert names - set(columns) <= {"lat", "lon"}
    for name in sorted(names - NOT_DRAWN):
        if f"{table}.{name}" not in NOT_DRAWN:
            assert any(value not in (None, ()) for value in cells(draws, table, name)), name


def test_every_code_is_used(draws: list[Draw]) -> None:
    for table, column, codes in (
        ("citizens", "benefit", BENEFITS),
        ("citizens", "partner_benefit", BENEFITS),
        ("citizens", "situation", SITUATIONS),
        ("citizens", "support_method", METHODS[1:]),
        ("citizens", "setting", SETTINGS),
        ("vacancies", "kind", KINDS),
        ("vacancies", "area_class", AREA_CLASSES[1:]),
        ("vacancies", "setting", SETTINGS),
        ("quotas", "mode", ("choose", "fourth", "first")),
        ("quotas", "class", ("family", "youth", "all")),
        ("decisions", "action", ("pin", "forbid", "waive")),
    ):
        assert set(codes) <= set(cells(draws, table, column)), (table, column)


def test_distances_exactly_at_a_limit_are_common(weeks: list[Assessment]) -> None:
    exact = 0
    for a in weeks:
        for c in a.citizens:
            for place in (*c.network, *c.avoid):
                if place.located and place.limit_m is not None:
                    exact += sum(f.located and a.metres(place, f) == place.limit_m for f in a.flats)
    assert exact > 30


def test_nothing_about_readiness_abuse_or_diagnosis_is_drawn() -> None:
    """Housing first: no rule and no column of the kind exists to be drawn."""
    words = ("ready_to", "readiness", "abuse", "misbrug", "diagnos", "sober")
    names = [*RULES, *CITIZENS, *VACANCIES]
    assert not [name for name in names if any(word in name for word in words)]
    week, policy = random_week(0)
    assert isinstance(week, Week)
    assert isinstance(policy, Policy)
    assert not [field.name for field in fields(Result) if "ready" in field.name]
