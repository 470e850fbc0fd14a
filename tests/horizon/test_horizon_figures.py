"""The figures of a year: counted by hand on a world of five people, and day by day on drawn ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import isnan

import numpy as np
import pytest

from matcher.horizon.account import Account
from matcher.horizon.allocate import named_allocator
from matcher.horizon.life import live
from matcher.horizon.record import Record, figures, joined, record_of
from matcher.horizon.world import World
from matcher.horizon.year import REASONS, Homes, Progress, Year, shelter_days_beyond_refund, void_days
from matcher.model import Policy
from tests.horizon.tiny import RATES, tiny_world
from tests.plain_frames import make_week

START = date(2026, 11, 23)
WEEKS = 16  # until Monday 15 March 2027
NEVER = np.datetime64("NaT", "D")

#: A is in a shelter and housed soon, B comes in week 2, C is left, D goes by own means, E waits 91 days.
PEOPLE = [
    {"citizen_id": "A", "tier": 1, "waiting_since": date(2026, 10, 24), "situation": "shelter_110",
     "admitted_on": date(2026, 8, 30), "birth_date": date(1980, 1, 1), "benefit": "kontanthjaelp_grund"},
    {"citizen_id": "B", "tier": 2, "waiting_since": date(2026, 12, 7), "birth_date": date(2000, 11, 24),
     "benefit": "su", "children": 2, "eu_citizen": False},
    {"citizen_id": "C", "tier": 2, "waiting_since": date(2026, 11, 23), "birth_date": date(2000, 11, 23),
     "benefit": "loen", "adults": 2, "partner_benefit": "loen", "eu_citizen": True},
    {"citizen_id": "D", "tier": 3, "waiting_since": date(2026, 12, 16), "birth_date": date(1990, 1, 1),
     "benefit": "loen", "support_method": "CTI", "step_free": True},
    {"citizen_id": "E", "tier": 1, "waiting_since": date(2026, 11, 23), "situation": "shelter_110",
     "admitted_on": date(2026, 11, 13), "birth_date": date(1970, 1, 1), "benefit": "foertidspension"},
]  # fmt: skip
#: Rent, route, kind, when available; the week reported and the week let (−1 for never) follow.
FLATS = [
    ("F1", 4000, "given", "family", date(2026, 11, 20), 0, 1),
    ("F2", 3650, "given", "family", date(2026, 12, 1), 0, -1),
    ("F3", 5000, "quarter", "family", date(2027, 2, 1), 3, 4),
    ("F4", 3000, "quarter", "youth", date(2027, 1, 10), 11, 12),
    ("F5", 3000, "quarter", "family", date(2026, 12, 1), 2, -1),
    ("F6", 3000, "none", "family", date(2026, 12, 1), 2, -1),
    ("F7", 7300, "quarter", "elderly", date(2027, 3, 1), 14, -1),
]


def hand_made() -> tuple[World, Year]:
    flats = [
        {"vacancy_id": name, "organisation_id": "O1", "rent": rent, "route": route, "kind": kind,
         "available_from": available, "reported_on": START + timedelta(days=7 * reported),
         "size_m2": 50, "rooms": 2}
        for name, rent, route, kind, available, reported, _ in FLATS
    ]  # fmt: skip
    places = [{"citizen_id": "A", "role": "network", "x": 1, "y": 1}, {"citizen_id": "B", "role": "avoid"}]
    pool = {"organisation_id": "O1", "class": "all", "share": Fraction(1, 4), "counted": 6, "claimed": 1}
    week = make_week(START, PEOPLE, flats, places=places, quotas=[pool])
    reported = np.array([flat[5] for flat in FLATS])
    world = World(
        START, WEEKS, week.citizens, np.array([0, 2, 0, 4, 0]), np.array([10, 40, 40, 5, 40]), week.vacancies,
        reported, week.places, week.milieus, week.quotas, None, np.zeros((0, WEEKS), dtype=np.int64), 1,
    )  # fmt: skip
    keys = np.array(["2026-12-07", "2027-02-01", NEVER, NEVER, "2027-02-22"], dtype="datetime64[D]")
    let_keys = np.full(7, NEVER)
    let_keys[[0, 2, 3]] = keys[[0, 1, 4]]
    homes = Homes(
        week=np.array([1, 4, -1, -1, 12]),
        flat=np.array([0, 2, -1, -1, 3]),
        keys=keys,
        km=np.array([2.0, np.nan, np.nan, np.nan, 5.0]),
        points=np.array([700, 500, -1, -1, 600]),
        let_week=np.array([flat[6] for flat in FLATS]),
        let_keys=let_keys,
    )
    weeks = np.arange(WEEKS)
    progress = Progress(
        on_list=weeks, claimed=weeks // 8, due=weeks // 4, places_used=weeks % 2, places=np.full(WEEKS, 2)
    )
    outranked = REASONS.index("outranked")
    reason = np.array([-1, -1, outranked, -1, -1])
    return world, Year(homes, progress, np.array([0, 1, 2, 0, 0]), np.array([0, 1, 0, 0, 0]), reason)


#: Counted on the fingers.  Days: A 24 Oct to 7 Dec, B 7 Dec to 1 Feb, C all 112, D 16 to 28 Dec, E 23 Nov to
#: 22 Feb.  Beyond the refund: A from 28 Nov (day 90) to 6 Dec, E from 11 to 21 Feb.  Void: F1 20 Nov to
#: 7 Dec, F2 1 Dec until given back after 13 weeks on 22 Feb, F4 a week from the claim, F7 1 to 15 March.
BY_HAND = {
    "people": 5, "flats": 6, "matched": 3,
    "matched_tier_1": 2, "matched_tier_2": 1, "matched_tier_3": 0,
    "mean_days": (44 + 56 + 112 + 12 + 91) / 5, "median_days": 56, "p95_days": 107.8,
    "mean_housed_days": (44 + 56 + 91) / 3, "median_housed_days": 56, "p95_housed_days": 87.5,
    "left": 1, "mean_left_days": 112,
    "housed_90_days": 1 / 3,  # of B, C and E, whose 90 days are over, only B; D's last two days are not
    "mean_km": 3.5, "mean_points": 600, "points": 1800,
    "offers": 6, "refusals": 3, "returned": 1,
    "void_days": 17 + 83 + 7 + 14,
    "void_kr": (17 * 4000 + 83 * 3650 + 7 * 3000 + 14 * 7300) * 12 / 365,
    "shelter_days_beyond_90": 9 + 11, "shelter_kr_beyond_90": 20 * 1500,
    "quota_used": 1 / 3, "caseload_used": 8 / 32,
    "left_outranked": 1, "left_team_full": 0,
}  # fmt: skip


def test_the_figures_are_those_counted_by_hand() -> None:
    row = figures(record_of(*hand_made()), 1500)
    assert {name: row[name] for name in BY_HAND} == pytest.approx(BY_HAND)


def test_the_groups_of_fairness_are_those_of_the_people() -> None:
    people = record_of(*hand_made()).people
    assert people["age"].tolist() == [46, 25, 26, 36, 56]
    assert people["children"].tolist() == [0, 2, 0, 0, 0]
    assert people["adults"].tolist() == [1, 1, 2, 1, 1]
    assert people["eu_citizen"].tolist() == ["unknown", "no", "yes", "unknown", "unknown"]
    assert people["network"].tolist() == [True, False, False, False, False]
    assert people["gone"].tolist() == [False, False, False, True, False]
    assert people["support_method"].tolist() == ["none", "none", "none", "CTI", "none"]


def test_two_municipalities_are_counted_as_one() -> None:
    world, year = hand_made()
    record = record_of(world, year)
    row = figures(joined([record, record]), 1500)
    for name in ("people", "flats", "matched", "points", "void_days", "shelter_days_beyond_90", "left"):
        assert row[name] == 2 * BY_HAND[name], name
    for name in ("median_days", "mean_km", "housed_90_days", "quota_used", "caseload_used"):
        assert row[name] == pytest.approx(BY_HAND[name]), name


def test_nothing_at_all_gives_no_figures_and_no_fault() -> None:
    world, year = hand_made()
    record = record_of(world, year)
    empty = Record(record.people.iloc[:0], record.flats.iloc[:0], record.weeks)
    row = figures(empty, 1500)
    assert row["matched"] == row["left"] == row["void_days"] == 0
    assert isnan(row["mean_days"])


@pytest.mark.parametrize("modes", [("choose",), ("choose", "first", "fourth")], ids=["choose", "mixed"])
@pytest.mark.parametrize("seed", [60, 61, 62])
def test_days_are_what_a_calendar_shows(seed: int, modes: tuple[str, ...]) -> None:
    world = tiny_world(seed, modes=modes)
    year = live(world, named_allocator("husrum", Policy()), RATES, Policy())
    homes, people = year.homes, record_of(world, year).people
    end = world.day(world.weeks)
    beyond = shelter_days_beyond_refund(world, homes)
    for row, person in enumerate(world.citizens.to_dict("records")):
        keys = homes.keys[row].item()
        over = keys or min(world.day(min(int(world.leaves[row]), world.weeks)), end)
        since = person["waiting_since"].date()
        assert people["days"][row] == sum(1 for _ in calendar(since, over))
        admitted = person["admitted_on"]
        sheltered = person["situation"] == "shelter_110" and admitted == admitted
        first = max(admitted.date(), world.start) if sheltered else over
        unpaid = [day for day in calendar(first, over) if (day - admitted.date()).days % 365 >= 90]
        assert beyond[row] == len(unpaid)
    assert beyond.sum() > 0
    void = void_days(world, Account(world), homes)
    for row, flat in enumerate(world.vacancies.to_dict("records")):
        assert void[row] == len(empty_days(world, homes, row, flat)), flat["vacancy_id"]
    assert void.sum() > 0


def test_what_an_account_said_of_one_week_is_not_said_of_the_year() -> None:
    """A world that starts from a week whose account names a number goes on by share and totals."""
    world = tiny_world(3)
    assert world.quotas is not None
    named = replace(world, quotas=world.quotas.assign(entitled=2.0))
    at_hand = np.zeros(len(world.vacancies), dtype=bool)
    for week in (0, 5):
        quotas = Account(named).of_week(week, at_hand)
        assert quotas is not None
        assert quotas["entitled"].isna().all()


def calendar(first: date, over: date) -> list[date]:
    """Every day from the first until the last is over."""
    return [first + timedelta(days=n) for n in range((over - first).days)]


def empty_days(world: World, homes: Homes, row: int, flat: dict[str, object]) -> list[date]:
    """The days the municipality pays an empty flat: free, at its disposal or claimed, and no keys given."""
    free, week = flat["available_from"].date(), int(homes.let_week[row])  # type: ignore[attr-defined]
    quarter = flat["route"] == "quarter" and flat["kind"] in ("family", "youth")
    let = homes.let_keys[row].item()
    if flat["route"] == "none" or (quarter and week < 0):
        return []
    if quarter:
        return [day for day in calendar(free, let) if day >= world.day(week)]
    back = world.day(min(int(world.reported[row]) + 13, world.weeks))
    return calendar(free, let or back)
