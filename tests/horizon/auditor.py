"""A second, plain keeping of the books of a year, as an auditor would do it: dicts, loops, exact fractions.

The auditor is told only which pairs were chosen each week and in which team each newcomer was seated; who is
on the list, what is at hand, how the accounts stand, who says no, who comes back and when places come free it
works out anew, and asks the second implementation of the rules (matcher.check) about each week.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from matcher.best import Best
from matcher.check import Assessment
from matcher.check.outcomes import Outcomes
from matcher.check.value import broken
from matcher.horizon import life
from matcher.horizon.allocate import Allocator
from matcher.horizon.world import Manners, World
from matcher.horizon.year import Year
from matcher.model import Policy, Week
from tests.horizon.tiny import RATES
from tests.plain_frames import DECISIONS, frame

Pair = tuple[str, str]
HELD = {"CTI": 39, "ICM": 104, "ACT": 156, "ACT_modified": 156}
MASK = 2**64 - 1


def splitmix64(state: int) -> int:
    """The number that SplitMix64 gives in this state, in whole numbers of Python."""
    z = (state + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def number_of(seed: int, stream: int, first: int, second: int = 0) -> float:
    """The draw of these names: each name is added to the state and mixed in."""
    state = seed
    for name in (stream, first, second):
        state = splitmix64((state + name) & MASK)
    return (state >> 11) / 2**53


@dataclass
class Told:
    """What the engine said of one week: the frames it asked about, the pairs chosen, the teams taken."""

    week: Week
    chosen: list[Pair]
    seated: dict[str, str]


def lived(
    world: World, allocator: Allocator, yardstick: Policy, monkeypatch: pytest.MonkeyPatch
) -> tuple[Year, list[Told]]:
    """The engine's year, and what it said of each week."""
    told: list[Told] = []
    real = life.allocate

    def listening(*args: Any, **kwargs: Any) -> Best:
        best = real(*args, **kwargs)
        scene, rows = best.scene, best.solution.chosen
        people, flats = scene.citizens.ids, scene.flats.ids
        chosen = [(str(people[best.pairs.c[row]]), str(flats[best.pairs.v[row]])) for row in rows]
        names = [] if scene.week.teams is None else list(scene.week.teams["team_id"])
        seated = {str(people[c]): str(names[team]) for c, team in best.solution.seating.items()}
        told.append(Told(scene.week, chosen, seated))
        return best

    with monkeypatch.context() as patch:
        patch.setattr(life, "allocate", listening)
        year = life.live(world, allocator, RATES, yardstick)
    return year, told


def audited(
    world: World, allocator: Allocator, monkeypatch: pytest.MonkeyPatch
) -> tuple[Year, Auditor, list[Audited]]:
    """Replay a year with everything that can be said of a single week asserted."""
    year, told = lived(world, allocator, allocator.policy, monkeypatch)
    auditor, weeks = Auditor(world, allocator.policy), []
    assert len(told) == world.weeks
    for number, of_week in enumerate(told):
        auditor.come_and_go(number)
        week = auditor.week(number)
        same_tables(week, of_week.week)
        a = Assessment(week, allocator.policy, RATES, world.seed)
        auditor.check_rules(of_week, a)
        auditor.note_reasons(of_week, a)
        accepted = auditor.settle(number, of_week, a)
        weeks.append(Audited(week, a, of_week.chosen, accepted))
    return year, auditor, weeks


@dataclass
class Audited:
    """A week as the auditor found it: its tables, what the rules say, the pairs offered and accepted."""

    week: Week
    a: Assessment
    chosen: list[Pair]
    accepted: list[Pair]


@dataclass
class Books:
    """Everything the auditor keeps, by id."""

    first_home: dict[str, tuple[int, str, date]] = field(default_factory=dict)
    let: dict[str, tuple[int, date]] = field(default_factory=dict)
    refused: set[Pair] = field(default_factory=set)
    returned: Counter[str] = field(default_factory=Counter)
    in_the_way: dict[str, Counter[str]] = field(default_factory=dict)
    weeks: list[tuple[int, int, int, int]] = field(default_factory=list)


class Auditor:
    """Walks through a world week by week with what was told."""

    def __init__(self, world: World, policy: Policy) -> None:
        self.world, self.policy, self.books = world, policy, Books()
        self.people = {str(row["citizen_id"]): row for row in world.citizens.to_dict("records")}
        self.row = {name: i for i, name in enumerate(self.people)}
        self.arrives = dict(zip(self.people, world.arrives.tolist(), strict=True))
        self.leaves = dict(zip(self.people, world.leaves.tolist(), strict=True))
        self.flats = {str(row["vacancy_id"]): row for row in world.vacancies.to_dict("records")}
        self.flat_row = {name: i for i, name in enumerate(self.flats)}
        self.reported = dict(zip(self.flats, world.reported.tolist(), strict=True))
        self.pools = [] if world.quotas is None else world.quotas.to_dict("records")
        self.pool_of = {name: self._pool(flat) for name, flat in self.flats.items()}
        self.claims: Counter[int] = Counter()
        self.turn = {name: self._is_turn(name) for name in self.flats}
        self.teams = (
            {} if world.teams is None else {row["team_id"]: row for row in world.teams.to_dict("records")}
        )
        self.cases = {name: Fraction(team["current_cases"]) for name, team in self.teams.items()}
        self.held: dict[str, tuple[str, int]] = {}
        self.on_list: set[str] = set()
        self.since = {name: person["waiting_since"].date() for name, person in self.people.items()}
        self.back: dict[str, int] = {}

    # The quarter rule

    def _pool(self, flat: dict[str, Any]) -> int | None:
        if flat["kind"] not in ("family", "youth") or flat["route"] != "quarter":
            return None
        for place in (flat["municipality"], ""):
            for scope in (flat["kind"], "all"):
                for number, row in enumerate(self.pools):
                    key = (row["organisation_id"], row["municipality"], row["class"])
                    if key == (flat["organisation_id"], place, scope):
                        return number
        return None

    def _is_turn(self, name: str) -> bool:
        """Modes first and fourth: by the flat's number in the pool; everything else is open."""
        pool = self.pool_of[name]
        if pool is None or self.pools[pool]["mode"] == "choose":
            return self.flats[name]["route"] != "none"
        mates = [other for other in self.flats if self.pool_of[other] == pool]
        mates.sort(key=self._sequence)
        k, share = self.pools[pool]["counted"] + mates.index(name) + 1, self.pools[pool]["share"]
        rounded = math.ceil if self.pools[pool]["mode"] == "first" else math.floor
        return rounded(share * k) > rounded(share * (k - 1))

    def _sequence(self, name: str) -> tuple[Any, ...]:
        """Flats in the order they come to hand: by week, then those with seq in its order, report, id."""
        flat = self.flats[name]
        without = bool(pd.isna(flat["seq"]))
        return self.reported[name], without, 0 if without else flat["seq"], flat["reported_on"], name

    def _weeks_open(self, name: str) -> int:
        """Two Mondays for a flat that is chosen under the quarter rule, thirteen for all others."""
        pool = self.pool_of[name]
        chosen = pool is None or self.pools[pool]["mode"] != "choose"
        quarter = self.flats[name]["route"] == "quarter" and self.flats[name]["kind"] in ("family", "youth")
        return 2 if quarter and (pool is None or not chosen) else 13

    def at_hand(self, week: int) -> list[str]:
        """The flats reported, not let and not given back, whoever's turn it is."""
        return [
            name
            for name, when in self.reported.items()
            if when <= week < when + self._weeks_open(name) and name not in self.books.let
        ]

    def quotas(self, week: int) -> list[dict[str, Any]]:
        """The rows of quotas.csv of mode choose as they stand."""
        at_hand, rows = set(self.at_hand(week)), []
        for number, row in enumerate(self.pools):
            mates = [name for name in self.flats if self.pool_of[name] == number]
            gone = sum(1 for name in mates if self.reported[name] <= week and name not in at_hand)
            if row["mode"] == "choose":
                rows.append(
                    {**row, "counted": row["counted"] + gone, "claimed": row["claimed"] + self.claims[number]}
                )
        return rows

    def due(self, week: int) -> int:
        """How many flats the pools have owed since the start."""
        owed = 0
        for number, row in enumerate(self.pools):
            known = [
                name for name in self.flats if self.pool_of[name] == number and self.reported[name] <= week
            ]
            if row["mode"] == "choose":
                owed += max(0, math.floor(row["share"] * (row["counted"] + len(known))) - row["claimed"])
            else:
                owed += sum(self.turn[name] for name in known)
        return owed

    # The week

    def come_and_go(self, week: int) -> None:
        """Who is on the list, and which places come free."""
        monday = self.world.day(week)
        for name in self.people:
            if self.back.get(name) == week:
                self.since[name] = monday
                self.books.returned[name] += 1
                self.on_list.add(name)
            if self.arrives[name] == week:
                self.on_list.add(name)
            if self.leaves[name] == week and name not in self.books.first_home:
                self.on_list.discard(name)
        for number, team in enumerate(self.teams):
            self.cases[team] -= int(self.world.freed[number, week])
        for name, (team, until) in list(self.held.items()):
            if until == week:
                self.cases[team] -= 1
                del self.held[name]

    def week(self, number: int) -> Week:
        """The week's tables, made from the books."""
        day = self.world.day(number)
        passed = (day.year - self.world.start.year) * 12 + day.month - self.world.start.month
        citizens = []
        for name in sorted(self.on_list):
            person = dict(self.people[name])
            person["waiting_since"] = pd.Timestamp(self.since[name])
            for months in ("benefit_months", "partner_benefit_months"):
                person[months] += passed
            if name in self.held:
                person |= {"support_method": "none", "team_id": ""}
            citizens.append(person)
        flats = []
        for name in sorted(self.at_hand(number)):
            flat = dict(self.flats[name])
            if self.pool_of[name] is not None and self.pools[self.pool_of[name] or 0]["mode"] != "choose":
                flat["route"] = "given"
            if self.turn[name]:
                flats.append(flat)
        teams = [{**team, "current_cases": self.cases[name]} for name, team in self.teams.items()]
        at_hand = {str(flat["vacancy_id"]) for flat in flats}
        decisions = [
            {"citizen_id": c, "vacancy_id": v, "action": "forbid", "reason": "refused"}
            for c, v in self.books.refused
            if c in self.on_list and v in at_hand
        ]
        decisions += [
            {str(key): value for key, value in row.items()}
            for row in ([] if self.world.decisions is None else self.world.decisions.to_dict("records"))
            if row["citizen_id"] in self.on_list and row["vacancy_id"] in {"", *at_hand}
        ]
        world, places = self.world, self.world.places
        return Week(
            decision_date=day,
            citizens=_like(world.citizens, citizens),
            vacancies=_like(world.vacancies, flats),
            places=places[places["citizen_id"].isin(self.on_list)].reset_index(drop=True),
            milieus=world.milieus,
            decisions=frame(DECISIONS, decisions, "citizen_id", "vacancy_id", "action"),
            quotas=None if world.quotas is None else _like(world.quotas, self.quotas(number)),
            teams=None if world.teams is None else _like(world.teams, teams),
        )

    # The answers

    def refusal(self, pair: Pair, a: Assessment) -> float:
        """The chance of a no, from the sentence in Manners."""
        manners, c, f = self.world.manners, a.citizen[pair[0]], a.flat[pair[1]]
        far = 1 - 2 ** (-self.km(pair, a) / 8)
        tight = a.left_over(c, f) < a.income[c.id].minimum
        wrong_setting = c.setting != "any" and f.setting != "" and c.setting != f.setting
        placed = bool(f.postcode or f.department_id)
        wrong_area = bool(c.wanted_areas) and placed and c.wanted_areas.isdisjoint(f.areas)
        return min(
            0.95,
            manners.refusals
            * (
                manners.refuse_base
                + manners.refuse_far * far
                + manners.refuse_tight * tight
                + manners.refuse_setting * wrong_setting
                + manners.refuse_area * wrong_area
            ),
        )

    def km(self, pair: Pair, a: Assessment) -> float:
        """The mean distance to the network, weighted; 0 where it is not known."""
        c, f = a.citizen[pair[0]], a.flat[pair[1]]
        if not c.located_network or not f.located:
            return 0.0
        weight = sum(place.weight for place in c.located_network)
        return sum(place.weight * a.metres(place, f) for place in c.located_network) / weight / 1000

    def says_yes(self, pair: Pair, a: Assessment) -> bool:
        """The answer of this person to this flat."""
        drawn = number_of(self.world.seed, 1, self.row[pair[0]], self.flat_row[pair[1]])
        return drawn >= self.refusal(pair, a)

    def comes_back(self, week: int, pair: Pair, a: Assessment) -> int | None:
        """The week the home is lost and the person on the list again, None for never."""
        manners, seed, who = self.world.manners, self.world.seed, self.row[pair[0]]
        c, f, times = a.citizen[pair[0]], a.flat[pair[1]], self.books.returned[pair[0]]
        ends = manners.end_base + manners.end_tight * (a.left_over(c, f) < a.income[c.id].minimum)
        ends += manners.end_far * (self.km(pair, a) > 10)
        lasts = math.log(1 - number_of(seed, 2, who, times)) / math.log(1 - ends) * 52
        away = -math.log(1 - number_of(seed, 4, who, times)) * manners.away_weeks
        if number_of(seed, 3, who, times) >= manners.returns:
            return None
        return week + 1 + int(lasts + away)

    def settle(self, number: int, told: Told, a: Assessment) -> list[Pair]:
        """Book the answers; returns the pairs that were accepted."""
        accepted = []
        for pair in told.chosen:
            name, flat = pair
            assert pair not in self.books.refused, "offered again after a no"
            if not self.says_yes(pair, a):
                self.books.refused.add(pair)
                self._count(name, "refused")
                continue
            accepted.append(pair)
            assert flat not in self.books.let, "let twice"
            free = self.flats[flat]["available_from"].date()
            keys = max(self.world.day(number) + timedelta(days=7), free)
            self.books.let[flat] = (number, keys)
            self.books.first_home.setdefault(name, (number, flat, keys))
            self.on_list.discard(name)
            if self.pool_of[flat] is not None:
                self.claims[self.pool_of[flat] or 0] += 1
            if name in told.seated:
                team = told.seated[name]
                self.cases[team] += 1
                self.held[name] = (team, number + HELD[self.people[name]["support_method"]])
            back = self.comes_back(number, pair, a)
            self.back[name] = -1 if back is None else back
        claimed, used = sum(self.claims.values()), int(sum(self.cases.values()))
        self.books.weeks.append((len(self.on_list), claimed, self.due(number), used))
        return accepted

    def _count(self, name: str, reason: str) -> None:
        self.books.in_the_way.setdefault(name, Counter())[reason] += 1

    def note_reasons(self, told: Told, a: Assessment) -> None:
        """What stood in the way of those without an offer this week."""
        outcomes = Outcomes(a, {flat: name for name, flat in told.chosen})
        offered = {name for name, _ in told.chosen}
        for citizen in a.citizens:
            if citizen.id not in offered:
                self._count(citizen.id, outcomes.unmatched(citizen))

    def check_rules(self, told: Told, a: Assessment) -> None:
        """Everyone offered a flat is on the list, the flat at hand, every rule and capacity kept."""
        people, flats = [name for name, _ in told.chosen], [flat for _, flat in told.chosen]
        assert len(set(people)) == len(people)
        assert len(set(flats)) == len(flats)
        assert set(people) <= self.on_list
        assert set(flats) <= set(a.flat)
        for pair in told.chosen:
            assert a.reasons(pair) == (), pair
        assert broken(told.chosen, a) == []
        self._check_seats(told, a)

    def _check_seats(self, told: Told, a: Assessment) -> None:
        needing = {name for name, _ in told.chosen if a.places_of(a.citizen[name]) is not None}
        assert set(told.seated) == needing
        for name, team in told.seated.items():
            assert team in (a.places_of(a.citizen[name]) or ())
        for team, taken in Counter(told.seated.values()).items():
            assert taken <= a.capacity[team], team


def _like(columns: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The rows as a frame with the columns and types of another."""
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=columns[name].dtype) for name in columns.columns}
    )


def same_tables(ours: Week, theirs: Week) -> None:
    """The frames the engine asked about are those of the books."""
    assert ours.decision_date == theirs.decision_date
    for name in ("citizens", "vacancies", "places", "quotas", "teams"):
        expected, given = getattr(ours, name), getattr(theirs, name)
        if expected is None:
            assert given is None
            continue
        pd.testing.assert_frame_equal(given.reset_index(drop=True), expected, check_dtype=False, obj=name)
    assert _decided(ours) == _decided(theirs)


def _decided(week: Week) -> Counter[tuple[str, ...]]:
    names = ("citizen_id", "vacancy_id", "action", "rule")
    return Counter(tuple(row[name] for name in names) for row in week.decisions.to_dict("records"))


__all__ = ["Audited", "Auditor", "Manners", "Told", "audited", "lived", "number_of", "same_tables"]
