"""Studies made by hand for the report: random people, the same under every policy, with random fates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from data.simulate.study import Settings, Study, study_of
from data.synth.worlds import Flow, Manners
from matcher.horizon.allocate import IN_ORDER, NAMED, Allocator, named_allocator
from matcher.horizon.record import Record
from matcher.model import Policy
from tests.horizon.years import random_years

ALL = ("first_come", "tier_first_come", "greedy", "optimum", "husrum", "hindsight")


def settings_of(weeks: int = 52, place: str = "quota", input_sha256: str = "") -> Settings:
    return Settings(
        place=place,
        weeks=weeks,
        start=date(2026, 11, 23),
        flow=Flow(),
        manners=Manners(),
        policy=Policy(),
        input_sha256=input_sha256,
        version="0.1.0",
    )


def allocator(name: str) -> Allocator:
    if name in NAMED or name in IN_ORDER:
        return named_allocator(name, Policy())
    return Allocator(name, Policy(weights={"need": 8, "fit": 1, "choice": 2}, overdue_days=200.0))


def study(
    names: Sequence[str] = ALL,
    seeds: int = 3,
    people: int = 150,
    settings: Settings | None = None,
    records: dict[tuple[str, int], Record] | None = None,
) -> Study:
    """A study of policies that differ by chance alone, unless ``records`` are given."""
    settings = settings or settings_of()
    numbers = list(range(1, seeds + 1))
    years = records or random_years(names, numbers, people, min(settings.weeks, 52))
    return study_of(settings, [allocator(name) for name in names], numbers, years)
