"""Flats, milieus, teams, accounts and the policy as the office enters them; decisions that stand."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import by_hand
import pytest
from by_hand import MONDAY
from sqlalchemy import Connection

from data.exchange.policy import default_policy_toml, parse_policy
from data.store import capacity, flats, ground, standing
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible, Refused
from data.store.export import read_files, week_files
from data.store.limits_used import with_already
from data.store.policies import adopt, get_policy, policies, policy_in_force
from data.store.settings import TODAY, set_setting
from data.store.versions import versions_of

OFFICE = Actor("office", "office")
FLAT = {
    "organisation_id": "AB", "kind": "familiebolig", "rent": "4500,50", "size_m2": "52", "rooms": "2",
    "available_from": "01-12-2026", "reported_on": "2026-11-20",
}  # fmt: skip
SQUARE = [[[12.5, 55.6], [12.6, 55.6], [12.6, 55.7], [12.5, 55.7], [12.5, 55.6]]]
MILIEU = {
    "name": "Torvet",
    "buffer_m": "150",
    "geometry": json.dumps({"type": "Polygon", "coordinates": SQUARE}),
}
TEAM = {"method": "CTI", "caseworkers": "2,5", "current_cases": "7"}
QUOTA = {"organisation_id": "AB", "class": "alle", "share": "25 %", "counted": "12"}
SIDES = 'vacancies = { department_id = "A12" }\ncitizens = { under_age = 40 }\n'
LIMIT = f'[[limit]]\nname = "A12"\n{SIDES}at_most = 2\n'


@pytest.fixture
def store(any_store: Store) -> Store:
    with any_store.writing() as connection:
        set_setting(connection, TODAY, MONDAY.isoformat())
        by_hand.user(connection)
    return any_store


def refused(act: Any, *arguments: Any, **more: Any) -> list[tuple[str, int, str]]:
    """Where what was entered is refused."""
    with pytest.raises(Refused) as error:
        act(*arguments, **more)
    return [(fault.file, fault.line, fault.column) for fault in error.value.faults]


def test_a_flat_is_entered_changed_and_read(store: Store) -> None:
    with store.writing() as connection:
        assert flats.save_vacancy(connection, OFFICE, FLAT, None) == "V0001"
        row = flats.get_vacancy(connection, OFFICE, "V0001")
        assert (row["kind"], row["rent"], row["entered_on"]) == ("family", 4500.5, MONDAY)
        flats.save_vacancy(connection, OFFICE, {"vacancy_id": "V0001", "lift": "ja"}, 1)
        with pytest.raises(Conflict) as stale:
            flats.save_vacancy(connection, OFFICE, {"vacancy_id": "V0001", "rent": "1"}, 1)
        assert stale.value.difference == {"lift": ("", "true")}
        assert flats.save_vacancy(connection, OFFICE, FLAT, None) == "V0002"
        own, other = Actor("x", "association", "AB"), Actor("y", "association", "CD")
        assert len(flats.list_vacancies(connection, own, "vacant")) == 2
        assert flats.list_vacancies(connection, other) == []
        with pytest.raises(NotFound):
            flats.get_vacancy(connection, other, "V0001")
        with pytest.raises(NotPossible, match="role_may_not"):
            flats.save_vacancy(connection, own, FLAT, None)


def test_a_flat_must_fit_the_accounts_and_the_sequence(store: Store) -> None:
    with store.writing() as connection:
        capacity.save_quota(connection, OFFICE, QUOTA, None)
        flats.save_vacancy(connection, OFFICE, {**FLAT, "vacancy_id": "V/7 ø", "seq": "3"}, None)
        save = flats.save_vacancy
        assert refused(save, connection, OFFICE, {**FLAT, "organisation_id": "CD"}, None) == [
            ("vacancies", 1, "organisation_id")
        ]
        assert refused(save, connection, OFFICE, {**FLAT, "seq": "3"}, None) == [("vacancies", 1, "seq")]
        assert refused(save, connection, OFFICE, {**FLAT, "vacancy_id": "V/7 ø"}, None) == [
            ("vacancies", 1, "vacancy_id")
        ]
        assert refused(save, connection, OFFICE, {**FLAT, "rent": "", "kind": "slot"}, None) == [
            ("vacancies", 1, "kind"), ("vacancies", 1, "rent")
        ]  # fmt: skip
        flats.close_vacancy(connection, OFFICE, "V/7 ø", "given_back", MONDAY)
        flats.save_vacancy(connection, OFFICE, {**FLAT, "seq": "3"}, None)
        flats.reopen_vacancy(connection, OFFICE, "V/7 ø")
        by_hand.citizen(connection, "C1")
        assert read_files(week_files(connection, MONDAY), MONDAY).week is not None, "two may have one seq"


def test_a_held_flat_keeps_what_the_account_counts_it_by(store: Store) -> None:
    with store.writing() as connection:
        by_hand.flat(connection, "V1")
        by_hand.citizen(connection, "C1")
        by_hand.offer(connection, "V1", "C1")
        flats.save_vacancy(connection, OFFICE, {"vacancy_id": "V1", "rent": "4100"}, 1)
        for cells in ({"route": "given"}, {"organisation_id": "CD"}, {"kind": "youth"}):
            with pytest.raises(NotPossible, match="flat_held"):
                flats.save_vacancy(connection, OFFICE, {"vacancy_id": "V1", **cells}, 2)
        with pytest.raises(NotPossible, match="flat_held"):
            flats.close_vacancy(connection, OFFICE, "V1", "given_back", MONDAY)


def test_a_milieu_is_drawn_kept_and_taken_away(store: Store) -> None:
    with store.writing() as connection:
        assert ground.save_milieu(connection, OFFICE, MILIEU, None) == "M01"
        ground.save_milieu(connection, OFFICE, {"milieu_id": "M01", "buffer_m": ""}, 1)
        assert ground.get_milieu(connection, "M01")["buffer_m"] == 0
        by_hand.citizen(connection, "C1", avoid_milieus="M01|M02")
        with pytest.raises(NotPossible, match="milieu_in_use"):
            ground.remove_milieu(connection, OFFICE, "M01", 2)
        ground.save_milieu(connection, OFFICE, {**MILIEU, "milieu_id": "M05"}, None)
        ground.remove_milieu(connection, OFFICE, "M05", 1)
        assert ground.save_milieu(connection, OFFICE, MILIEU, None) == "M06", "no id is given twice"
        ground.save_milieu(connection, OFFICE, {**MILIEU, "milieu_id": "M05"}, None)
        assert [row["version"] for row in versions_of(connection, "milieu", "M05")] == [1]
        assert ground.get_milieu(connection, "M05")["version"] == 2


@pytest.mark.parametrize(
    "geometry",
    [
        "",
        "nonsense",
        '{"type":"Point","coordinates":[12.5,55.6]}',
        json.dumps(
            {"type": "Polygon", "coordinates": [[[55.6, 12.5], [55.6, 12.6], [55.7, 12.6], [55.6, 12.5]]]}
        ),
        json.dumps({"type": "Polygon", "coordinates": [SQUARE[0][:-1]]}),
        "[" * 5000,
    ],
)
def test_a_drawing_that_is_none_is_refused(store: Store, geometry: str) -> None:
    with store.writing() as connection:
        cells = {**MILIEU, "geometry": geometry}
        assert ("milieus", 1, "geometry") in refused(ground.save_milieu, connection, OFFICE, cells, None)


def test_teams_and_accounts_hold_from_the_day_their_counts_are_entered(store: Store) -> None:
    later = MONDAY + timedelta(days=9)
    with store.writing() as connection:
        team = capacity.save_team(connection, OFFICE, TEAM, None)
        account = capacity.save_quota(connection, OFFICE, QUOTA, None)
        set_setting(connection, TODAY, later.isoformat())
        capacity.save_team(connection, OFFICE, {"team_id": team, "caseworkers": "3"}, 1)
        capacity.save_quota(connection, OFFICE, {"mode": "hver fjerde"}, 1, account)
        assert capacity.get_team(connection, team)["entered_on"] == MONDAY
        assert capacity.get_quota(connection, account)["entered_on"] == MONDAY
        capacity.save_team(connection, OFFICE, {"team_id": team, "current_cases": "6"}, 2)
        capacity.save_quota(connection, OFFICE, {"claimed": "4"}, 2, account)
        assert capacity.get_team(connection, team)["entered_on"] == later
        row = capacity.get_quota(connection, account)
        assert (row["entered_on"], row["share"], row["mode"], row["counted"]) == (later, "1/4", "fourth", 12)


def test_an_account_stands_once_and_a_class_not_beside_all(store: Store) -> None:
    with store.writing() as connection:
        number = capacity.save_quota(connection, OFFICE, QUOTA, None)
        for cells, column in (
            ({}, "organisation_id"),
            ({"class": "family"}, "class"),
            ({"share": "2"}, "share"),
        ):
            assert ("quotas", 1, column) in refused(
                capacity.save_quota, connection, OFFICE, {**QUOTA, **cells}, None
            )
        assert capacity.save_quota(connection, OFFICE, {**QUOTA, "municipality": "0101"}, None) == number + 1
        capacity.remove_quota(connection, OFFICE, number + 1, 1)
        assert capacity.save_quota(connection, OFFICE, {**QUOTA, "organisation_id": "CD"}, None) == number + 2


def test_a_team_keeps_the_method_of_its_citizens(store: Store) -> None:
    with store.writing() as connection:
        team = capacity.save_team(connection, OFFICE, TEAM, None)
        by_hand.citizen(connection, "C1", team_id=team, support_method="CTI")
        cells = {"team_id": team, "method": "ICM"}
        assert refused(capacity.save_team, connection, OFFICE, cells, 1) == [("teams", 1, "method")]
        with pytest.raises(NotPossible, match="team_in_use"):
            capacity.remove_team(connection, OFFICE, team, 1)
        other = capacity.save_team(connection, OFFICE, TEAM, None)
        capacity.remove_team(connection, OFFICE, other, 1)
        assert [row["team_id"] for row in capacity.list_teams(connection)] == [team]


def pair(connection: Connection, number: int) -> tuple[str, str]:
    return by_hand.citizen(connection, f"C{number}"), by_hand.flat(connection, f"V{number}", route="given")


def test_decisions_that_contradict_each_other_are_not_possible(store: Store) -> None:
    with store.writing() as connection:
        (one, first), (two, second) = pair(connection, 1), pair(connection, 2)
        pinned = standing.pin(connection, OFFICE, one, first, "Familien bor der")
        assert standing.pin(connection, OFFICE, one, first, "Igen") == pinned
        for citizen, flat, code in ((one, second, "citizen_pinned"), (two, first, "flat_pinned")):
            with pytest.raises(NotPossible, match=code):
                standing.pin(connection, OFFICE, citizen, flat, "x")
        with pytest.raises(NotPossible, match="pair_pinned"):
            standing.forbid(connection, OFFICE, one, first, "x")
        standing.forbid(connection, OFFICE, two, second, "Klagede")
        with pytest.raises(NotPossible, match="pair_forbidden"):
            standing.pin(connection, OFFICE, two, second, "x")
        standing.forbid(connection, OFFICE, one, first, "Sagde nej", source="refusal")
        assert [row["action"] for row in standing.standing_of(connection, citizen_id=one)] == ["forbid"]
        assert len(standing.standing_of(connection, citizen_id=one, lifted=True)) == 2
        with pytest.raises(NotPossible, match="lifted_already"):
            standing.lift(connection, OFFICE, pinned)
        assert read_files(week_files(connection, MONDAY), MONDAY).week is not None


def test_a_waiver_needs_a_waivable_rule_and_a_reason(store: Store) -> None:
    with store.writing() as connection:
        citizen, flat = pair(connection, 1)
        waive = standing.waive
        assert refused(waive, connection, OFFICE, citizen, "milieu", "x") == [("decisions", 1, "rule")]
        assert refused(waive, connection, OFFICE, citizen, "debt", " ") == [("decisions", 1, "reason")]
        everywhere = waive(connection, OFFICE, citizen, "debt", "Afdrager")
        assert waive(connection, OFFICE, citizen, "debt", "Afdrager", flat) != everywhere
        for who, where in (("C9", flat), (citizen, "V9")):
            with pytest.raises(NotFound):
                standing.forbid(connection, OFFICE, who, where, "x")
        with pytest.raises(NotPossible, match="role_may_not"):
            standing.pin(connection, Actor("x", "shelter", "H1"), citizen, flat, "x")


def test_every_policy_adopted_is_kept(store: Store) -> None:
    with store.writing() as connection:
        assert policy_in_force(connection) == (None, default_policy_toml())
        assert adopt(connection, OFFICE, "youth_max_age = 25\r\n", "Byrådet 3. november") == 1
        assert adopt(connection, OFFICE, "youth_max_age = 25\n", "") == 1, "the same again is no new one"
        assert adopt(connection, OFFICE, "youth_max_age = 26\n", "Byrådet 4. november") == 2
        assert policy_in_force(connection) == (2, "youth_max_age = 26\n")
        assert [row["number"] for row in policies(connection)] == [2, 1]
        assert get_policy(connection, 1)["reason"] == "Byrådet 3. november"
        for toml, line, key in (
            ("youth_max_age = 26\nfoo = 1\n", 2, "foo"),
            (LIMIT.replace("under_age = 40", 'team_id = "T9"'), 4, "limit.citizens.team_id"),
            ('limit = [{ name = "x", at_most = 1 }]\n', 1, "limit"),
        ):
            by_hand.team(connection, f"T{line}{key}"[:20])
            assert ("policy.toml", line, key) in refused(adopt, connection, OFFICE, toml, "x")
        assert refused(adopt, connection, OFFICE, "youth_max_age = 27\n", "") == [
            ("policy.toml", 1, "reason")
        ]


def test_offers_count_in_the_councils_limits(store: Store) -> None:
    with store.writing() as connection:
        adopt(connection, OFFICE, f"youth_max_age = 25\n{LIMIT}already = 1 # i år\n", "Byrådet")
        for number, department, born in (
            (1, "A12", 2000),
            (2, "A12", 1980),
            (3, "B1", 2000),
            (4, "A12", 2001),
        ):
            by_hand.citizen(connection, f"C{number}", birth_date=date(born, 1, 1))
            by_hand.flat(connection, f"V{number}", department_id=department, route="given")
        for number, state in ((1, "moved_in"), (2, "offered"), (3, "offered"), (4, "refused")):
            by_hand.offer(connection, f"V{number}", f"C{number}", MONDAY, state)
        assert limits_of(connection) == [(2, 2)]
        adopt(connection, OFFICE, f"youth_max_age = 26\n{LIMIT}already = 1\n", "Andre vægte")
        assert limits_of(connection) == [(2, 2)], "what was used is not forgotten with another version"
        adopt(connection, OFFICE, f"{LIMIT}already = 0\n", "Nyt år")
        assert limits_of(connection) == [(2, 0)]
        by_hand.offer(connection, "V4", "C4", MONDAY)
        assert limits_of(connection) == [(2, 1)]


def limits_of(connection: Connection) -> list[tuple[Any, int]]:
    """at_most and already of the limits a run would see."""
    raw = week_files(connection, MONDAY)["policy.toml"]
    policy, faults = parse_policy(raw)
    assert not faults
    return [(limit.at_most, limit.already) for limit in policy.limits]


def test_only_the_count_of_a_limit_is_written_anew() -> None:
    second = '[[limit]] # to\nname = "b"\nalready = 3\nat_least = 1\n'
    toml = f'# Lokal\nyouth_max_age = 25\n{LIMIT}\n{second}[tiers]\n1 = "x"\n'
    written = with_already(toml, [4, 5])
    policy, faults = parse_policy(written.encode())
    assert not faults and [limit.already for limit in policy.limits] == [4, 5]
    lines = [line for line in written.split("\n") if not line.startswith("already")]
    assert lines == [line for line in toml.split("\n") if not line.startswith("already")]
    assert with_already(toml, [0, 3]) == toml
