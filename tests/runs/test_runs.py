"""A run freezes its week, is computed alone, and is either whole or not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from run_weeks import Files, decide, rows, town, without
from sqlalchemy import select, update

from data.exchange.folder import Folder
from data.rates.loader import load_rates
from data.runs import cancel, compute, latest_run, load, run_state, start_run
from data.runs.compute import compute as compute_run
from data.runs.lookup import files_of
from data.runs.lost import mark_lost
from data.runs.replay import compared, replay
from data.runs.states import error_of
from data.runs.supervise import claim
from data.runs.worker import work_off
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.errors import Conflict, NotFound, NotPossible
from data.store.schema import record, run_files, runs
from data.store.settings import TODAY, set_setting
from data.synth.write import DECISION_DATE
from matcher.check import verify

Enter = Callable[[Files], None]


@pytest.fixture(autouse=True)
def _the_day_of_the_week(any_store: Store) -> None:
    with any_store.writing() as connection:
        set_setting(connection, TODAY, DECISION_DATE.isoformat())


def state(store: Store, run_id: str) -> str:
    with store.reading() as connection:
        return str(run_state(connection, run_id)["state"])


def parts(store: Store, run_id: str) -> dict[str, set[str]]:
    with store.reading() as connection:
        return {part: set(files_of(connection, run_id, part)) for part in ("input", "result")}


def test_a_run_freezes_the_week_as_it_stands(any_store: Store, office: Actor, enter: Enter) -> None:
    week = town()
    enter(week)
    run_id = start_run(any_store, office, seed=7, lang="en")
    enter(town(seed=2))
    with any_store.reading() as connection:
        row = run_state(connection, run_id)
        frozen = files_of(connection, run_id, "input")
        told = connection.execute(select(record).where(record.c.subject == run_id)).mappings().one()
    assert frozen == week
    assert row["input_sha256"] == Folder(week, frozenset()).sha256()
    assert (row["state"], row["seed"], row["lang"], row["decision_date"]) == (
        "queued",
        7,
        "en",
        DECISION_DATE,
    )
    assert (told["action"], told["actor"]) == ("run", "office")
    assert json.loads(told["details"])["input_sha256"] == row["input_sha256"]
    assert work_off(any_store) == 1
    assert set(load(any_store, run_id).week.citizens["citizen_id"]) == {
        row["citizen_id"] for row in rows(week, "citizens.csv")
    }


def test_a_finished_run_holds_up_to_the_second_implementation(
    any_store: Store, office: Actor, enter: Enter
) -> None:
    enter(town())
    run_id = start_run(any_store, office)
    work_off(any_store)
    run = load(any_store, run_id)
    assert run.result.summary["matched"] == len(run.pairs) > 0
    found = verify(run.week, run.policy, load_rates(DECISION_DATE), run.result)
    assert not found.breaches
    with any_store.reading() as connection:
        newest = latest_run(connection)
    assert newest is not None
    assert newest["run_id"] == run_id
    assert newest["summary"]["input_sha256"] == newest["input_sha256"]


def test_one_run_at_a_time(any_store: Store, office: Actor, enter: Enter) -> None:
    enter(town())

    def attempt(number: int) -> str | None:
        try:
            return start_run(any_store, office, seed=number)
        except Conflict as error:
            assert error.code == "run_going_on"
            return None

    with ThreadPoolExecutor(8) as pool:
        started = [run_id for run_id in pool.map(attempt, range(8)) if run_id]
    assert len(started) == 1
    with any_store.reading() as connection:
        assert connection.execute(select(runs.c.run_id)).scalars().all() == started
    work_off(any_store)
    assert start_run(any_store, office)


def test_a_cancelled_run_leaves_nothing_and_frees_the_way(
    any_store: Store, office: Actor, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(town())
    waiting = start_run(any_store, office)
    with any_store.writing() as connection:
        cancel(connection, office, waiting)
    assert work_off(any_store) == 0

    running = start_run(any_store, office)
    solve = compute.solve_week

    def cancelled_on_the_way(*arguments: object, **options: object) -> object:
        with any_store.writing() as connection:
            cancel(connection, office, running)
        return solve(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(compute, "solve_week", cancelled_on_the_way)
    work_off(any_store)
    assert [state(any_store, run_id) for run_id in (waiting, running)] == ["cancelled", "cancelled"]
    assert parts(any_store, running)["result"] == set()
    monkeypatch.setattr(compute, "solve_week", solve)
    again = start_run(any_store, office)
    work_off(any_store)
    assert state(any_store, again) == "done"
    with any_store.writing() as connection, pytest.raises(NotPossible, match="run_not_going"):
        cancel(connection, office, again)
    with any_store.writing() as connection, pytest.raises(NotFound):
        cancel(connection, office, "no-such-run")


def test_a_run_without_a_sign_of_life_is_marked_failed(any_store: Store, office: Actor, enter: Enter) -> None:
    enter(town())
    run_id = start_run(any_store, office)
    assert claim(any_store, run_id)
    assert mark_lost(any_store) == []
    with any_store.writing() as connection:
        connection.execute(update(runs).values(heartbeat_at=now() - timedelta(seconds=16)))
    assert mark_lost(any_store) == [run_id]
    with any_store.reading() as connection:
        assert error_of(run_state(connection, run_id)) == ("worker_gone", [])
    again = start_run(any_store, office)
    compute_run(any_store, run_id)  # the one thought gone comes back, and is too late
    assert state(any_store, run_id) == "failed"
    assert parts(any_store, run_id)["result"] == set()
    work_off(any_store)
    assert state(any_store, again) == "done"


def test_starting_finds_a_lost_run_by_itself(any_store: Store, office: Actor, enter: Enter) -> None:
    enter(town())
    run_id = start_run(any_store, office)
    claim(any_store, run_id)
    with any_store.writing() as connection:
        connection.execute(update(runs).values(heartbeat_at=now() - timedelta(minutes=5)))
    assert start_run(any_store, office)
    assert state(any_store, run_id) == "failed"


def test_why_a_run_failed_is_told(any_store: Store, office: Actor, enter: Enter) -> None:
    week = town()
    enter(week)
    good = start_run(any_store, office)
    work_off(any_store)
    pairs = load(any_store, good).all_pairs
    citizen = next(
        row["citizen_id"] for row in rows(week, "citizens.csv")
        if not pairs.of_citizen(row["citizen_id"])["eligible"].all()
    )  # fmt: skip
    blocked = pairs.of_citizen(citizen)
    flat = blocked.loc[~blocked["eligible"], "vacancy_id"].iloc[0]
    flats = sorted(blocked["vacancy_id"])[:2]
    wanted = {
        "blocked_pins": decide(week, ("pin", citizen, flat)),
        "week_faults": week | {"citizens.csv": week["citizens.csv"] + b"too,few,cells\n"},
    }
    for code, files in wanted.items():
        enter(files)
        run_id = start_run(any_store, office)
        work_off(any_store)
        with any_store.reading() as connection:
            row = run_state(connection, run_id)
        assert (row["state"], error_of(row)[0]) == ("failed", code)
        assert error_of(row)[1]
        assert parts(any_store, run_id)["result"] == set()
        with pytest.raises(NotPossible, match="run_not_done"):
            load(any_store, run_id)
    assert len(flats) == 2
    with any_store.reading() as connection:
        newest = latest_run(connection)
    assert newest is not None
    assert newest["run_id"] == good


def test_pins_that_cannot_hold_together_fail_the_run(any_store: Store, office: Actor, enter: Enter) -> None:
    week = town()
    enter(week)
    start_run(any_store, office)
    work_off(any_store)
    with any_store.reading() as connection:
        newest = latest_run(connection)
    assert newest is not None
    pairs = load(any_store, newest["run_id"]).result.pairs
    assert pairs is not None
    eligible = pairs[pairs["eligible"]]
    flat = eligible["vacancy_id"].value_counts().idxmax()
    two = eligible.loc[eligible["vacancy_id"] == flat, "citizen_id"].tolist()[:2]
    enter(decide(week, *(("pin", citizen, str(flat)) for citizen in two)))
    run_id = start_run(any_store, office)
    work_off(any_store)
    with any_store.reading() as connection:
        code, facts = error_of(run_state(connection, run_id))
    assert code in ("infeasible", "week_faults")
    assert any(flat in fact for fact in facts)


def test_replay_gives_the_same_bytes_and_names_what_differs(
    any_store: Store, office: Actor, enter: Enter
) -> None:
    enter(town())
    run_id = start_run(any_store, office)
    work_off(any_store)
    assert replay(any_store, run_id).same
    with any_store.reading() as connection:
        kept = files_of(connection, run_id, "result")
    assert len(kept) >= 7
    for name, content in kept.items():
        flipped = bytes([*content[:-2], content[-2] ^ 1, content[-1]])
        if name != "summary.json":
            assert compared(kept, kept | {name: flipped}).differing == [name]
    summary = json.loads(kept["summary.json"])
    changed = json.dumps({**summary, "matched": summary["matched"] + 1}).encode()
    assert compared(kept, kept | {"summary.json": changed}).differing == ["summary.json"]
    with any_store.writing() as connection:
        connection.execute(
            update(run_files)
            .where(run_files.c.run_id == run_id, run_files.c.name == "matches.csv")
            .values(content=kept["matches.csv"].replace(b"\n", b" \n", 1))
        )
    assert replay(any_store, run_id).differing == ["matches.csv"]


def test_what_is_asked_of_one_citizen_is_what_pairs_says(
    any_store: Store, office: Actor, enter: Enter
) -> None:
    enter(town())
    run_id = start_run(any_store, office)
    work_off(any_store)
    run = load(any_store, run_id)
    kept = run.result.pairs
    assert kept is not None
    for citizen in sorted(run.ids["citizens"]):
        asked, written = run.all_pairs.of_citizen(citizen), run.pairs_of(citizen)
        for column in ("vacancy_id", "eligible", "reasons", "points", "choice"):
            assert asked[column].tolist() == written[column].tolist() or (
                asked[column].astype("string").fillna("").tolist()
                == written[column].astype("string").fillna("").tolist()
            )
    assert len(run.all_pairs.of_citizen("nobody")) == 0


def test_a_rerun_needs_a_finished_run(any_store: Store, office: Actor, enter: Enter) -> None:
    enter(without(town(), set(), set()))
    with pytest.raises(NotPossible, match="nothing_to_rerun"):
        start_run(any_store, office, kind="rerun")
