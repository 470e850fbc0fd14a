"""What changed between two runs, and why, told for each thing that can happen in between."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from run_weeks import Files, decide, only, rows, town, without

from data.runs import compare, load, start_run
from data.runs.compare import GAINED, LOST, Change, Held
from data.runs.stored import StoredRun
from data.runs.worker import work_off
from data.store.actor import Actor
from data.store.engine import Store
from data.store.errors import NotPossible
from data.store.settings import TODAY, set_setting
from data.synth.write import DECISION_DATE
from web.messages import MESSAGES

Enter = Callable[[Files], None]
WEEK = town(40, 24, 3)


@pytest.fixture
def run(sqlite_store: Store, office: Actor, enter: Enter) -> Callable[..., StoredRun]:
    with sqlite_store.writing() as connection:
        set_setting(connection, TODAY, DECISION_DATE.isoformat())

    def of_week(files: Files, seed: int = 0) -> StoredRun:
        enter(files)
        run_id = start_run(sqlite_store, office, seed=seed)
        work_off(sqlite_store)
        return load(sqlite_store, run_id)

    return of_week


Run = Callable[..., StoredRun]


def only_change(changes: list[Change], citizen: str) -> Change:
    found = [change for change in changes if change.citizen_id == citizen]
    assert len(found) == 1
    return found[0]


def test_the_same_week_changes_nothing(run: Run) -> None:
    first, second = run(WEEK), run(WEEK)
    changes = compare(first, second)
    assert changes.none
    assert changes.same == len(first.pairs)
    assert not (changes.other_policy or changes.other_seed)
    assert compare(first, run(WEEK, seed=1)).other_seed


def test_everyone_is_told_once_and_the_tiers_add_up(run: Run) -> None:
    first = run(WEEK)
    gone, flats = {first.pairs[0][1], first.pairs[3][1]}, {first.pairs[1][0], first.pairs[4][0]}
    second = run(without(WEEK, gone, flats))
    changes = compare(first, second)
    before, after = ({c: f for f, c in side.pairs} for side in (first, second))
    assert {c.citizen_id for c in changes.gained} == {*after} - {*before}
    assert {c.citizen_id for c in changes.lost} == {*before} - {*after}
    assert {c.citizen_id for c in changes.moved} == {
        c for c in before if c in after and before[c] != after[c]
    }
    assert changes.same == sum(before[c] == after.get(c) for c in before)
    for side, pairs in enumerate((first.pairs, second.pairs)):
        assert sum(tier[side] for tier in changes.tiers.values()) == len(pairs)
    for change in (*changes.gained, *changes.lost, *changes.moved):
        assert change.before == before.get(change.citizen_id, "")
        assert change.after == after.get(change.citizen_id, "")
        tier = next(r["tier"] for r in rows(WEEK, "citizens.csv") if r["citizen_id"] == change.citizen_id)
        assert change.tier == int(tier)


def test_leaving_the_list_and_an_offer_are_told_apart(run: Run) -> None:
    first = run(WEEK)
    (_, left), (flat, _), (_, offered), (taken, _) = first.pairs[:4]
    second = run(without(WEEK, {left, offered}, {flat, taken}))
    changes = compare(first, second, Held(frozenset((offered,)), frozenset((taken,))))
    gone = [*changes.lost, *changes.moved]
    assert only_change(gone, left).why == "left_list"
    assert only_change(gone, offered).why == "offer_made"
    assert only_change(gone, first.pairs[1][1]).why == "flat_gone"
    assert only_change(gone, first.pairs[3][1]).why == "flat_offered"
    back = compare(second, first)
    assert only_change(back.gained, left).why == "new_citizen"
    for change in back.gained:
        if change.after in (flat, taken) and change.citizen_id not in (left, offered):
            assert change.why == "new_flat"


def test_a_rule_that_blocks_now_is_named(run: Run) -> None:
    first = run(WEEK)
    flat, citizen = first.pairs[0]
    second = run(decide(WEEK, ("forbid", citizen, flat)))
    changes = compare(first, second)
    change = only_change([*changes.lost, *changes.moved], citizen)
    assert (change.why, change.rules) == ("not_possible", ("forbidden",))
    back = compare(second, first)
    returned = [c for c in back.gained if c.citizen_id == citizen]
    assert all((c.why, c.rules) == ("now_possible", ("forbidden",)) for c in returned)


def test_the_one_who_has_the_flat_now_is_named(run: Run) -> None:
    """A citizen of the most acute tier who can only have one flat takes it from whoever had it."""
    first = run(WEEK)
    pairs = first.all_pairs
    matched = {citizen for _, citizen in first.pairs}
    tier = {row["citizen_id"]: int(row["tier"]) for row in rows(WEEK, "citizens.csv")}
    citizen, flat, owner = next(
        (row["citizen_id"], str(flat), owner)
        for row in rows(WEEK, "citizens.csv") if row["citizen_id"] not in matched
        for flat in pairs.of_citizen(row["citizen_id"]).query("eligible")["vacancy_id"]
        for owner in [dict(first.pairs).get(str(flat))] if owner and tier[owner] >= 1
    )  # fmt: skip
    second = run(decide(WEEK, ("pin", citizen, flat)))
    changes = compare(first, second)
    gained, lost = only_change(changes.gained, citizen), only_change([*changes.lost, *changes.moved], owner)
    assert (gained.why, gained.other) == ("flat_freed", owner)
    assert (lost.why, lost.other) == ("another_chosen", citizen)


def test_another_policy_is_seen_by_its_number(run: Run) -> None:
    first = run(WEEK)
    second = StoredRun(first.week, first.policy, first.result, {**first.row, "policy_number": 2})
    assert compare(first, second).other_policy


def test_every_reason_has_its_words() -> None:
    for why in (*LOST, *GAINED):
        assert f"runs.why.{why}" in MESSAGES


def test_a_flat_nobody_gets_any_more(run: Run) -> None:
    """Everyone else who could have it is gone, and its citizen is pinned elsewhere: it stands unused."""
    first = run(WEEK)
    pairs = first.all_pairs.of_citizen
    possible = {
        row["citizen_id"]: set(pairs(row["citizen_id"]).query("eligible")["vacancy_id"])
        for row in rows(WEEK, "citizens.csv")
    }
    for flat, citizen in first.pairs:
        others = {other for other, flats in possible.items() if flat in flats and other != citizen}
        week = only(WEEK, lambda row, gone=others: row.get("citizen_id") not in gone)
        for elsewhere in sorted(possible[citizen] - {flat}):
            try:
                second = run(decide(week, ("pin", citizen, elsewhere)))
            except NotPossible:  # a quota or a team does not let them live there
                continue
            assert only_change(compare(first, second).moved, citizen).why == "flat_unused"
            return
    pytest.fail("no such flat in this week")
