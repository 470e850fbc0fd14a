"""Corrupted results: `verify` names every one with a line that mentions the row; the correct one is clean.

The week is small but real: two teams of different size, a quota pool of each mode, a pin, a forbidden pair,
a waiver, citizens who wait for the same flats, warnings, and a vacancy that nobody can have.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest

from matcher.check import verify
from matcher.check.candidates import LOST
from matcher.model import Limit, Policy, Result, Week
from tests.check.cast import CITIZEN, FLAT, RATES, TODAY
from tests.check.plain_result import plain_result
from tests.plain_frames import make_week

POLICY = Policy(overdue_days=300.0)
SHELTER = {
    "situation": "shelter_110",
    "support_decided_on": TODAY,
    "support_method": "CTI",
    "admitted_on": TODAY - timedelta(days=30),
}


def person(number: int, tier: int, days: int, **cells: Any) -> dict[str, Any]:
    waiting_since = TODAY - timedelta(days=days)
    return {**CITIZEN, "citizen_id": f"C{number}", "tier": tier, "waiting_since": waiting_since, **cells}


def vacancy(number: int, **cells: Any) -> dict[str, Any]:
    return {**FLAT, "vacancy_id": f"F{number}", "x": 720_000.0 + 900 * number, **cells}


def small_week() -> Week:
    return make_week(
        TODAY,
        [
            person(1, 1, 400, **SHELTER),
            person(2, 1, 90, **SHELTER, priorities=("area",), wanted_areas=("2450",)),
            person(3, 2, 500, benefit="kontanthjaelp_forhoejet", benefit_months=9),
            person(4, 2, 200, support_method="ACT", setting="urban"),
            person(5, 3, 365, max_rent=4600, debt_to=("O2",)),
            person(6, 3, 10, birth_date=date(2003, 4, 1), kinds=("youth", "family"), pets=True),
            person(7, 3, 700, consent=False),
            person(8, 4, 100, kinds=("elderly",)),
            person(9, 2, 31, net_income=9_500, gross_income=9_500),
        ],
        [
            vacancy(1),
            vacancy(2, utilities=None, deposit=20_000),
            vacancy(3, organisation_id="O2", department_id="B1", postcode="2450"),
            vacancy(4, organisation_id="O2", department_id="B1", kind="youth", rent=3100.5),
            vacancy(5, organisation_id="O3", department_id="D1", seq=1),
            vacancy(6, organisation_id="O3", department_id="D1", seq=2, setting="urban"),
            vacancy(7, kind="elderly", route="none"),
            vacancy(8, kind="elderly", min_age=70),
        ],
        places=[
            {
                "citizen_id": f"C{n}",
                "role": "network",
                "x": 720_500.0 + 700 * n,
                "y": 6_176_000.0,
                "weight": n,
            }
            for n in (1, 2, 3, 4, 6)
        ],
        decisions=[
            {"citizen_id": "C5", "vacancy_id": "F1", "action": "pin", "reason": "aftalt"},
            {"citizen_id": "C3", "vacancy_id": "F3", "action": "forbid", "reason": "afslag"},
            {"citizen_id": "C9", "action": "waive", "rule": "rent", "reason": "flytter sammen til foråret"},
        ],
        quotas=[
            {"organisation_id": "O1", "class": "all", "share": Fraction(1, 2), "counted": 4, "carry_over": 1},
            {"organisation_id": "O2", "class": "all", "share": Fraction(1)},
            {"organisation_id": "O3", "class": "all", "mode": "fourth", "counted": 2},
        ],
        teams=[
            {"team_id": "T1", "method": "CTI", "caseworkers": Fraction(1), "current_cases": Fraction(9)},
            {"team_id": "T2", "method": "ACT", "caseworkers": Fraction(1, 2), "current_cases": Fraction(1)},
        ],
    )


WEEK = small_week()


@pytest.fixture(scope="module")
def correct() -> Result:
    return plain_result(WEEK, POLICY, RATES, seed=7)


def test_the_correct_result_is_clean_and_has_something_to_corrupt(correct: Result) -> None:
    found = verify(WEEK, POLICY, RATES, correct, optimum=True)
    assert found.breaches == []
    assert found.notes == []
    assert len(correct.matches) >= 4
    assert {"F7", "F8", "F5"} <= set(correct.unused["vacancy_id"])
    assert set(correct.unmatched["reason"]) >= {"not_ready", "no_eligible_vacancy", "team_full", "outranked"}
    assert any(correct.proposals["lost_tier"].notna())
    assert any(correct.proposals["lost_points"].fillna(0) > 0)


Tables = dict[str, pd.DataFrame]
Corrupt = Callable[[Tables, dict[str, Any]], None]


def put(table: str, row: dict[str, str], column: str, value: Any) -> Corrupt:
    """Write a value into the first row with these ids."""

    def change(tables: Tables, summary: dict[str, Any]) -> None:
        frame = tables[table].astype(object)
        at = next(n for n, cells in frame.iterrows() if all(str(cells[k]) == v for k, v in row.items()))
        assert frame.loc[at, column] != value, "this corrupts nothing"
        frame.at[at, column] = value
        tables[table] = frame

    return change


def drop(table: str, **row: str) -> Corrupt:
    """Leave the first row with these ids out."""

    def change(tables: Tables, summary: dict[str, Any]) -> None:
        frame = tables[table]
        at = next(n for n, cells in frame.iterrows() if all(str(cells[k]) == v for k, v in row.items()))
        tables[table] = frame.drop(index=at).reset_index(drop=True)

    return change


def again(table: str, **row: str) -> Corrupt:
    """Write the first row with these ids twice."""

    def change(tables: Tables, summary: dict[str, Any]) -> None:
        frame = tables[table]
        at = next(n for n, cells in frame.iterrows() if all(str(cells[k]) == v for k, v in row.items()))
        parts = [frame.loc[:at], frame.loc[[at]], frame.loc[at + 1 :]]
        tables[table] = pd.concat(parts, ignore_index=True)

    return change


def say(value: Any, *path: str | int) -> Corrupt:
    """Write another value into summary.json."""

    def change(tables: Tables, summary: dict[str, Any]) -> None:
        inner: Any = summary
        for step in path[:-1]:
            inner = inner[step]
        assert inner[path[-1]] != value, "this corrupts nothing"
        inner[path[-1]] = value

    return change


def swap_citizens(tables: Tables, summary: dict[str, Any]) -> None:
    frame = tables["matches"]
    frame.loc[[0, 1], "citizen_id"] = frame.loc[[1, 0], "citizen_id"].to_numpy()


def swap_ranks(tables: Tables, summary: dict[str, Any]) -> None:
    """The second and third candidate of F2 change places."""
    frame = tables["proposals"].astype(object)
    second, third = frame.index[(frame["vacancy_id"] == "F2") & frame["rank"].isin([2, 3])]
    before, after = frame.loc[second].copy(), frame.loc[third].copy()
    before["rank"], after["rank"] = 3, 2
    frame.loc[second], frame.loc[third] = after, before
    tables["proposals"] = frame


def instead(vacancy_id: str, citizen_id: str) -> Corrupt:
    """Give a vacancy to another citizen, row and figures consistent, as a wrong solver would."""

    def change(tables: Tables, summary: dict[str, Any]) -> None:
        other = worse_result({"citizen_id": citizen_id, "vacancy_id": vacancy_id})
        for name in tables:
            tables[name] = getattr(other, name).copy()
        summary.clear()
        summary.update(copy.deepcopy(other.summary))

    return change


def worse_result(pin: dict[str, str]) -> Result:
    """The best week with one more pin, told as if nothing had been pinned."""
    extra = pd.DataFrame([{**pin, "action": "pin", "rule": "", "reason": "x"}])
    decisions = pd.concat([WEEK.decisions, extra], ignore_index=True)
    result = plain_result(replace(WEEK, decisions=decisions), POLICY, RATES, seed=7)
    matches = result.matches.copy()
    matches.loc[matches["vacancy_id"] == pin["vacancy_id"], "pinned"] = False
    return replace(result, matches=matches)


F2 = {"vacancy_id": "F2"}
M = "matches"
P = "proposals"


def corruptions(correct: Result) -> dict[str, tuple[Corrupt, tuple[str, ...]]]:
    """Name → the corruption, and what one line must mention."""
    of = dict(zip(correct.matches["vacancy_id"], correct.matches["citizen_id"], strict=True))
    in_f2 = correct.proposals[correct.proposals["vacancy_id"] == "F2"]
    second = str(in_f2["citizen_id"].iloc[1])
    last = str(in_f2["citizen_id"].iloc[-1])
    tiered = correct.proposals[correct.proposals["lost_tier"].notna()].iloc[0]
    tier_row = {"vacancy_id": str(tiered["vacancy_id"]), "citizen_id": str(tiered["citizen_id"])}
    pointed = correct.proposals[correct.proposals["lost_points"].fillna(0) > 0].iloc[0]
    point_row = {"vacancy_id": str(pointed["vacancy_id"]), "citizen_id": str(pointed["citizen_id"])}
    lone = next(row for row in correct.unmatched.to_dict("records") if row["reason"] == "outranked")
    outranked = str(lone["citizen_id"])
    seated = next(row for row in correct.matches.to_dict("records") if row["team_id"])
    seated_flat, seated_citizen = str(seated["vacancy_id"]), str(seated["citizen_id"])
    f2 = {"vacancy_id": "F2", "citizen_id": second}
    pair = {"citizen_id": "C1", "vacancy_id": "F1"}
    elderly = {"citizen_id": "C8", "vacancy_id": "F1"}
    group = {"benefit": "kontanthjaelp_forhoejet"}
    return {
        "two matches swapped": (swap_citizens, ("matches.csv", "F1", of["F1"])),
        "match left out": (drop(M, **F2), ("unmatched.csv", of["F2"])),
        "match listed twice": (again(M, **F2), ("matches.csv F2", "twice")),
        "two citizens in one flat": (put(M, F2, "vacancy_id", "F1"), ("matches.csv F1", "twice")),
        "one citizen in two flats": (
            put(M, F2, "citizen_id", "C5"),
            ("matches.csv vacancy", "C5", "already"),
        ),
        "unknown citizen": (put(M, F2, "citizen_id", "C99"), ("matches.csv", "F2", "C99")),
        "unknown vacancy": (put(M, F2, "vacancy_id", "F21"), ("matches.csv", "F21")),
        "blocked pair matched": (put(M, F2, "citizen_id", "C7"), ("matches.csv", "F2", "C7", "consent")),
        "forbidden pair matched": (
            put(M, {"vacancy_id": "F3"}, "citizen_id", "C3"),
            ("matches.csv", "F3", "C3", "forbidden"),
        ),
        "turn of the association taken": (
            put(M, F2, "vacancy_id", "F5"),
            ("matches.csv vacancy F5", "quota_turn"),
        ),
        "pin ignored": (put(M, {"vacancy_id": "F1"}, "citizen_id", "C3"), ("F1", "pin", "C5")),
        "points of a match": (put(M, F2, "points", 1), ("matches.csv vacancy F2", "points is 1,")),
        "rent": (put(M, F2, "rent", 4001.0), ("matches.csv vacancy F2", "rent", "4000")),
        "estimated utilities": (put(M, F2, "utilities", 0.0), ("matches.csv vacancy F2", "utilities", "600")),
        "support by a krone": (
            put(M, F2, "support", float(correct.matches["support"].iloc[1]) + 1),
            ("matches.csv vacancy F2", "support"),
        ),
        "left over by an øre": (
            put(M, F2, "left_over", float(correct.matches["left_over"].iloc[1]) + 0.01),
            ("matches.csv vacancy F2", "left_over"),
        ),
        "minimum": (put(M, F2, "minimum", 3000.0), ("matches.csv vacancy F2", "minimum", "3600")),
        "distance to the network": (
            put(M, {"vacancy_id": seated_flat}, "network_km", 0.0),
            (f"matches.csv vacancy {seated_flat}", "network_km"),
        ),
        "distance without network": (
            put(M, {"vacancy_id": "F1"}, "network_km", 1.0),
            ("matches.csv vacancy F1", "network_km is 1, expected blank"),
        ),
        "team": (
            put(M, {"vacancy_id": seated_flat}, "team_id", "T9"),
            ("matches.csv", seated_citizen, "team_id is T9"),
        ),
        "team of someone without support": (
            put(M, {"vacancy_id": "F1"}, "team_id", "T1"),
            ("matches.csv vacancy F1", "team_id is T1, expected blank"),
        ),
        "quota pool": (put(M, F2, "quota_pool", ""), ("matches.csv vacancy F2", "quota_pool", "O1/all")),
        "pin not told": (put(M, {"vacancy_id": "F1"}, "pinned", False), ("matches.csv vacancy F1", "pinned")),
        "hidden warning": (put(M, F2, "warnings", ""), ("matches.csv vacancy F2", "utilities_estimated")),
        "warning invented": (
            put(M, {"vacancy_id": "F1"}, "warnings", "pets_unknown"),
            ("matches.csv vacancy F1", "warnings is pets_unknown"),
        ),
        "no explanation": (put(M, F2, "explanation", ""), ("matches.csv vacancy F2", "explanation")),
        "matches unsorted": (
            lambda tables, summary: tables.update(matches=tables["matches"].iloc[::-1]),
            ("matches.csv", "stands after"),
        ),
        "another, worse week": (instead("F2", outranked), ("matches.csv", "not the best week", "F2")),
        "candidate left out": (drop(P, **f2), ("proposals.csv vacancy F2", second, "missing")),
        "last candidate left out": (
            drop(P, vacancy_id="F2", citizen_id=last),
            ("proposals.csv vacancy F2", last, "missing"),
        ),
        "candidate twice": (again(P, **f2), ("proposals.csv vacancy F2", second, "twice")),
        "blocked candidate": (put(P, f2, "citizen_id", "C7"), ("proposals.csv vacancy F2", "C7", "consent")),
        "rank": (put(P, f2, "rank", 9), ("proposals.csv vacancy F2", second, "rank is 9, expected 2")),
        "candidates in the wrong order": (swap_ranks, ("proposals.csv vacancy F2", "worse candidate")),
        "matched not told": (
            put(P, {"vacancy_id": "F2", "rank": "1"}, "matched", False),
            ("proposals.csv vacancy F2", "matched"),
        ),
        "points of a candidate": (put(P, f2, "points", 999), ("proposals.csv vacancy F2", second, "points")),
        "warning of a candidate": (put(P, f2, "warnings", "debt"), ("proposals.csv vacancy F2", "warnings")),
        "loss smaller than it is": (
            put(P, point_row, "lost_points", 0),
            ("proposals.csv", *point_row.values(), "loss is"),
        ),
        "loss one point larger": (
            put(P, point_row, "lost_points", int(pointed["lost_points"]) + 1),
            ("proposals.csv", *point_row.values(), "loss is"),
        ),
        "loss in another tier": (
            put(P, tier_row, "lost_tier", 4),
            ("proposals.csv", *tier_row.values(), "loss is 4/"),
        ),
        "loss in two stages": (
            put(P, tier_row, "lost_points", 12),
            ("proposals.csv", *tier_row.values(), "not one loss"),
        ),
        "loss left blank": (
            put(P, point_row, "lost_points", None),
            ("proposals.csv", *point_row.values(), "not one loss"),
        ),
        "bound beside a loss": (
            put(P, point_row, "warnings", f"{pointed['warnings']} bound".strip()),
            ("proposals.csv", *point_row.values(), "bound"),
        ),
        "unmatched left out": (
            drop("unmatched", citizen_id=outranked),
            ("unmatched.csv", outranked, "missing"),
        ),
        "matched listed as unmatched": (
            put("unmatched", {"citizen_id": outranked}, "citizen_id", "C5"),
            ("unmatched.csv", "C5", "has a match"),
        ),
        "eligible vacancies": (
            put("unmatched", {"citizen_id": outranked}, "eligible_vacancies", 0),
            ("unmatched.csv", outranked, "eligible_vacancies is 0"),
        ),
        "reason of an unmatched citizen": (
            put("unmatched", {"citizen_id": "C7"}, "reason", "outranked"),
            ("unmatched.csv", "C7", "expected not_ready"),
        ),
        "explanation of another flat": (
            put(M, F2, "explanation", "Huslejen er 5.600 kr."),
            ("matches.csv vacancy F2", "explanation", "rent 4000"),
        ),
        "wrong number in the detail": (
            put("unmatched", {"citizen_id": "C8"}, "detail", "kind 5, age 2, quota_turn 1, route_none 1"),
            ("unmatched.csv", "C8", "detail", "kind 6"),
        ),
        "detail left out": (
            put("unmatched", {"citizen_id": "C8"}, "detail", ""),
            ("unmatched.csv", "C8", "detail"),
        ),
        "unused left out": (drop("unused", vacancy_id="F8"), ("unused.csv", "F8", "missing")),
        "reason of an unused vacancy": (
            put("unused", {"vacancy_id": "F7"}, "reason", "outcompeted"),
            ("unused.csv", "F7", "expected route_none"),
        ),
        "eligible citizens": (
            put("unused", {"vacancy_id": "F8"}, "eligible_citizens", 3),
            ("unused.csv", "F8", "eligible_citizens is 3"),
        ),
        "reason in pairs": (
            put("pairs", elderly, "reasons", "age"),
            ("pairs.csv", "C8", "F1", "reasons is age"),
        ),
        "eligible in pairs": (put("pairs", elderly, "eligible", True), ("pairs.csv", "C8", "F1", "eligible")),
        "criterion in pairs": (put("pairs", pair, "network", 0), ("pairs.csv", "C1", "F1", "network is 0")),
        "choice in pairs": (put("pairs", pair, "choice", 3), ("pairs.csv", "C1", "F1", "choice is 3")),
        "criterion not counted": (put("pairs", pair, "area", 0), ("pairs.csv", "C1", "F1", "area is 0")),
        "support in pairs": (put("pairs", elderly, "support", 0.5), ("pairs.csv", "C8", "F1", "support")),
        "pair left out": (drop("pairs", **elderly), ("pairs.csv", "C8", "F1", "missing")),
        "payable rent": (
            put("affordability", group, "payable_rent", 1.0),
            ("affordability.csv kontanthjaelp_forhoejet", "payable_rent is 1,"),
        ),
        "blocked from": (
            put("affordability", group, "blocked_from", 1.0),
            ("affordability.csv kontanthjaelp_forhoejet", "blocked_from is 1,"),
        ),
        "vacancies within reach": (
            put("affordability", group, "vacancies_within", 44),
            ("affordability.csv", "vacancies_within is 44"),
        ),
        "citizens without any": (
            put("affordability", group, "without_any", 5),
            ("affordability.csv", "without_any is 5"),
        ),
        "group left out": (drop("affordability", **group), ("affordability.csv", "has rows")),
        "tier count": (say(7, "objective", "tiers", 0, "matched"), ("objective.tiers",)),
        "tier left out": (say([], "objective", "tiers"), ("objective.tiers",)),
        "overdue": (say(99, "objective", "overdue"), ("objective.overdue", "99")),
        "shortfall": (say(1, "objective", "shortfall"), ("objective.shortfall",)),
        "points in total": (say(12, "objective", "points"), ("objective.points", "12")),
        "waiting days": (say(12, "objective", "waiting_days"), ("objective.waiting_days",)),
        "lots": (say(1, "objective", "lots"), ("objective.lots",)),
        "seed": (say(8, "seed"), ("objective.lots",)),
        "matched": (say(1, "matched"), ("summary.json", "matched is 1")),
        "citizens": (say(1, "citizens"), ("summary.json", "citizens is 1")),
        "vacancies": (say(1, "vacancies"), ("summary.json", "vacancies is 1")),
        "eligible pairs": (say(1, "eligible_pairs"), ("summary.json", "eligible_pairs is 1")),
        "entitled": (say(9, "quota", 0, "entitled"), ("summary.json", "quota")),
        "quota used": (say(0, "quota", 0, "used"), ("summary.json", "quota")),
        "team used": (say(0, "teams", 0, "used"), ("summary.json", "teams")),
        "team capacity": (say(5, "teams", 0, "capacity"), ("summary.json", "teams")),
        "decision date": (say("2026-08-30", "decision_date"), ("summary.json", "decision_date")),
        "rates": (say("2025-01-01", "rates_valid_from"), ("summary.json", "rates_valid_from")),
        "status": (say("best", "status"), ("summary.json", "status", "best")),
        "claimed infeasible": (say("infeasible", "status"), ("matches.csv", "infeasible")),
    }


NAMES = list(corruptions(plain_result(WEEK, POLICY, RATES, seed=7)))


@pytest.mark.parametrize("name", NAMES)
def test_every_corruption_is_named(name: str, correct: Result) -> None:
    corrupt, mentions = corruptions(correct)[name]
    tables = {n: getattr(correct, n).copy() for n in (M, P, "unmatched", "unused", "affordability", "pairs")}
    summary = copy.deepcopy(correct.summary)
    corrupt(tables, summary)
    found = verify(WEEK, POLICY, RATES, Result(summary=summary, **tables))
    named = [line for line in found.breaches if all(mention in line for mention in mentions)]
    assert named, found.breaches


def test_there_are_more_than_forty() -> None:
    assert len(NAMES) > 40


QUOTA_BROKEN = (
    (
        "quota exceeded",
        {"quotas": [{"organisation_id": "O1", "class": "all", "share": Fraction(0)}]},
        "quota O1",
    ),
    ("team exceeded", {"teams": [{"team_id": "T1", "method": "CTI"}]}, "teams: not every"),
)


@pytest.mark.parametrize(("name", "changed", "mention"), QUOTA_BROKEN)
def test_a_result_of_a_more_generous_week_is_refused(
    name: str, changed: dict[str, Any], mention: str, correct: Result
) -> None:
    """The result is right for its own week; checked against less quota or fewer places it is not."""
    other = make_week(TODAY, [], [], **changed)
    found = verify(
        replace(WEEK, **{key: getattr(other, key) for key in changed}), POLICY, RATES, correct
    ).breaches
    assert any(line.startswith("matches.csv") and mention in line for line in found)


def test_a_limit_exceeded_is_named(correct: Result) -> None:
    limit = Limit("bydelen", vacancies={"postcode": ("2400",)}, at_most=1)
    found = verify(WEEK, replace(POLICY, limits=(limit,)), RATES, correct)
    assert any("limit 'bydelen'" in line and "F1" in line for line in found.breaches)


def test_an_unproven_week_with_limits_is_noted_and_refused_by_milp() -> None:
    """A goal of one match in O2 that the wrong result does not reach: only milp can tell."""
    goal = Limit("mål", vacancies={"department_id": ("B1",)}, citizens={"tier": (4,)}, at_least=1)
    policy = replace(POLICY, limits=(goal,))
    right = plain_result(WEEK, policy, RATES, seed=7)
    assert verify(WEEK, policy, RATES, right, optimum=True).breaches == []
    worse = worse_result({"citizen_id": "C9", "vacancy_id": "F2"})
    summary = {**worse.summary, "limits": right.summary["limits"]}
    summary["objective"] = {**summary["objective"], "shortfall": 1}
    summary["limits"] = [{"name": "mål", "used": 0, "shortfall": 1}]
    told = replace(worse, summary=summary)
    quick = verify(WEEK, policy, RATES, told)
    assert not any("milp" in line for line in quick.breaches)
    assert any("--optimum" in note for note in quick.notes)
    assert any("milp reaches" in line for line in verify(WEEK, policy, RATES, told, optimum=True).breaches)


def test_a_run_stopped_by_its_time_limit_claims_no_optimum(correct: Result) -> None:
    """Losses that were cut off are blank with the warning bound; what is shown must still be in order."""
    proposals = correct.proposals.astype(object)
    last = proposals.index[proposals["vacancy_id"] == "F2"][-1]
    proposals.loc[last, list(LOST)] = None
    proposals.loc[last, "warnings"] = f"{proposals.loc[last, 'warnings']} bound".strip()
    told = replace(correct, summary={**correct.summary, "status": "feasible"}, proposals=proposals)
    found = verify(WEEK, POLICY, RATES, told)
    assert found.breaches == []
    assert any("time limit" in note for note in found.notes)


def infeasible(pins: list[tuple[str, str]], conflict: list[Any]) -> list[str]:
    """The breaches of a claim that these pins (citizen, vacancy) are in conflict."""
    rows = [{"citizen_id": c, "vacancy_id": f, "action": "pin", "reason": "x"} for c, f in pins]
    week = replace(WEEK, decisions=make_week(TODAY, [], [], decisions=rows).decisions)
    empty = pd.DataFrame()
    summary = {"status": "infeasible", "conflict": conflict, "seed": 7, "decision_date": "2026-08-31"}
    summary |= {"rates_valid_from": "2026-01-01", "citizens": 9, "vacancies": 8}
    told = Result(summary, empty, empty, empty, empty, empty)
    return verify(week, POLICY, RATES, told).breaches


def test_a_conflict_of_pins() -> None:
    """T1 has one place, and C1 and C2 both need one."""
    pins = [("C1", "F1"), ("C2", "F3"), ("C4", "F6")]
    assert infeasible(pins, [["F1", "C1"], ["F3", "C2"]]) == []
    assert infeasible(pins, [{"vacancy_id": "F1", "citizen_id": "C1"}, ["F3", "C2"]]) == []
    assert any("can hold together" in line for line in infeasible(pins, [["F1", "C1"], ["F6", "C4"]]))
    assert any("not the smallest" in line for line in infeasible(pins, [[f, c] for c, f in pins]))
    assert any("not a set of pins" in line for line in infeasible(pins, [["F2", "C1"]]))
    assert any("all pins can hold" in line for line in infeasible(pins[1:], [["F3", "C2"]]))
