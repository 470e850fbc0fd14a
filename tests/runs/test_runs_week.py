"""A week on the store itself: entered, run, decided upon and run again."""

from __future__ import annotations

import pytest
from pages import user
from run_weeks import rows, town

from data.rates.loader import load_rates
from data.runs import compare, held_between, load, run_state, start_run
from data.runs.lookup import files_of
from data.runs.stored import StoredRun
from data.runs.worker import work_off
from data.store import choices, imports
from data.store.actor import Actor
from data.store.engine import Store
from data.store.export import week_files
from data.store.prices import price_of
from data.store.settings import TODAY, set_setting
from data.synth.write import DECISION_DATE
from matcher.check import verify


@pytest.fixture
def office(any_store: Store) -> Actor:
    """The office with the town's week entered by import."""
    actor = Actor(user(any_store, "office"), "office")
    with any_store.writing() as connection:
        set_setting(connection, TODAY, DECISION_DATE.isoformat())
        upload = imports.preview(connection, actor, town(60, 40, 5))
        imports.confirm(connection, actor, upload)
    return actor


def run_of(store: Store, actor: Actor, kind: str = "week") -> StoredRun:
    run_id = start_run(store, actor, kind=kind)
    work_off(store)
    with store.reading() as connection:
        row = run_state(connection, run_id)
    assert row["state"] == "done", row["error"]
    return load(store, run_id)


def warned(run: StoredRun, flat: str) -> list[str]:
    matches = run.result.matches
    return str(matches.loc[matches["vacancy_id"] == flat, "warnings"].iloc[0]).split()


def test_the_frozen_week_is_the_week_of_the_store(any_store: Store, office: Actor) -> None:
    run = run_of(any_store, office)
    with any_store.reading() as connection:
        frozen = files_of(connection, run.run_id, "input")
        assert frozen == week_files(connection, DECISION_DATE)
    assert {row["citizen_id"] for row in rows(frozen, "citizens.csv")} == {
        row["citizen_id"] for row in rows(town(60, 40, 5), "citizens.csv")
    }
    assert not verify(run.week, run.policy, load_rates(DECISION_DATE), run.result).breaches


def test_what_is_decided_stays_and_as_little_as_can_be_of_the_rest_changes(
    any_store: Store, office: Actor
) -> None:
    first = run_of(any_store, office)
    pairs = dict(first.pairs)
    assert len(pairs) >= 6
    accepted, rejected, wrong, parked, *others = pairs
    proposals = first.result.proposals
    other = next(
        (flat, str(citizen), choice)
        for flat in others
        for citizen in proposals.loc[(proposals["vacancy_id"] == flat) & ~proposals["matched"], "citizen_id"]
        for choice in [_choose(any_store, office, first, flat, str(citizen))]
        if choice
    )
    with any_store.writing() as connection:
        choices.accept(connection, office, first.run_id, accepted, warnings_ticked=warned(first, accepted))
        choices.reject(connection, office, first.run_id, rejected, reason_code="new_information")
        choices.reject(connection, office, first.run_id, wrong, reason_code="flat_not_ready")
        choices.park_flat(connection, office, first.run_id, parked, reason_code="next_meeting")

    second = run_of(any_store, office, "rerun")
    again = dict(second.pairs)
    chosen, who, _ = other
    assert {accepted, chosen} & second.ids["vacancies"] == set()
    assert {pairs[accepted], who} & second.ids["citizens"] == set()
    assert {rejected, wrong, parked} <= second.ids["vacancies"]
    assert again.get(rejected) != pairs[rejected]
    assert wrong not in again
    assert parked not in again
    found = verify(second.week, second.policy, load_rates(DECISION_DATE), second.result, previous=first.pairs)
    assert not found.breaches

    told = second.row["changes"]
    rest = {flat: citizen for flat, citizen in pairs.items() if flat != accepted}
    assert told["of"] == len(rest)
    assert told["changed"] == sum(again.get(flat) != citizen for flat, citizen in rest.items())
    assert told["changed"] <= told["free_changed"]

    with any_store.reading() as connection:
        held = held_between(connection, first, second)
    changes = compare(first, second, held)
    why = {change.citizen_id: change.why for change in (*changes.lost, *changes.moved)}
    assert why[pairs[accepted]] == "offer_made"
    assert why[pairs[rejected]] == why[pairs[wrong]] == why[pairs[parked]] == "not_possible"
    if pairs[chosen] != who and pairs[chosen] in why:
        assert why[pairs[chosen]] == "flat_offered"

    third = run_of(any_store, office, "rerun")  # what was decided on the first run stands in the next as well
    assert dict(third.pairs) == again
    assert third.row["changes"]["changed"] == 0
    fresh = run_of(any_store, office)  # a new week: what was put aside is in it again
    assert fresh.policy.stability_points == first.policy.stability_points


def _choose(store: Store, office: Actor, run: StoredRun, flat: str, citizen: str) -> str:
    """Choose another citizen for a flat; blank where a quota or a team does not let it."""
    if citizen in {c for _, c in run.pairs}:
        return ""
    with store.reading() as connection:
        price = price_of(connection, run.run_id, flat, citizen)
    with store.writing() as connection:
        return choices.choose(
            connection, office, run.run_id, flat, citizen, price=price, warnings_ticked=price.warnings,
            reason_code="citizen_wish", reason="asked for it",
        )  # fmt: skip
