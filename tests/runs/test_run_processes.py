"""The worker and the processes it starts, killed at any moment: a run is whole or it failed, never half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from databases import POSTGRESQL_WAITS
from run_weeks import Files, town

from data.runs import cancel, load, run_state, start_run
from data.runs.lookup import file_sizes
from data.runs.states import GOING
from data.runs.worker import start_worker, worker_runs
from data.store.actor import Actor
from data.store.engine import Store
from data.store.settings import TODAY, set_setting
from data.store.verify import verify
from data.synth.write import DECISION_DATE
from matcher.pipeline import STEPS

Enter = Callable[[Files], None]
PATIENCE_S = 60.0


@pytest.fixture(autouse=True)
def _a_week(any_store: Store, enter: Enter) -> None:
    with any_store.writing() as connection:
        set_setting(connection, TODAY, DECISION_DATE.isoformat())
    enter(town())


@contextmanager
def working(store: Store) -> Iterator[subprocess.Popen[bytes]]:
    """A worker at work; it is killed in the end."""
    worker = start_worker(store)
    try:
        until(lambda: worker_runs(store), "no worker")
        yield worker
    finally:
        worker.kill()
        worker.wait()
        if worker.stdin:
            worker.stdin.close()
        until(lambda: not children(store), "a process outlived its worker")


def until(holds: Callable[[], object], otherwise: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)


def state(store: Store, run_id: str) -> str:
    with store.reading() as connection:
        return str(run_state(connection, run_id)["state"])


def children(store: Store) -> list[int]:
    """The processes that compute for this store, found by what the system tells of them."""
    found = []
    for process in Path("/proc").iterdir():
        try:
            command = (process / "cmdline").read_bytes()
            if (
                b"data.runs.compute" in command
                and str(store.home).encode() in (process / "environ").read_bytes()
            ):
                found.append(int(process.name))
        except (OSError, ValueError):
            continue
    return found


def whole_or_failed(store: Store, run_id: str) -> str:
    """The state of a run that ended, after a look at whether it is what it says."""
    ended = state(store, run_id)
    with store.reading() as connection:
        files = file_sizes(connection, run_id, "result")
    if ended == "done":
        run = load(store, run_id)
        assert len(run.pairs) == run.row["summary"]["matched"]
        assert len(files) >= 7
    else:
        assert ended == "failed"
        assert not files
    return ended


def test_a_worker_computes_what_is_queued_and_tells_how_far_it_is(any_store: Store, office: Actor) -> None:
    waiting = start_run(any_store, office)  # before there is a worker
    steps: list[str] = []
    with working(any_store):

        def ended() -> bool:
            with any_store.reading() as connection:
                row = run_state(connection, waiting)
            if row["step"] and (not steps or steps[-1] != row["step"]):
                steps.append(row["step"])
            return row["state"] not in GOING

        until(ended, "the run goes on for ever")
        assert whole_or_failed(any_store, waiting) == "done"
        after = start_run(any_store, office)
        until(lambda: state(any_store, after) not in GOING, "the run goes on for ever")
        assert whole_or_failed(any_store, after) == "done"
    order = ["read", *STEPS, "write"]
    assert steps == sorted(steps, key=order.index)


@POSTGRESQL_WAITS
def test_only_one_worker_works_for_a_home(any_store: Store) -> None:
    with working(any_store):
        second = start_worker(any_store)
        assert second.wait(PATIENCE_S) != 0
        assert worker_runs(any_store)
    until(lambda: not worker_runs(any_store), "the lock outlives its worker")


@POSTGRESQL_WAITS
def test_cancelling_ends_the_process(any_store: Store, office: Actor) -> None:
    with working(any_store):
        run_id = start_run(any_store, office)
        until(lambda: children(any_store), "nothing computes")
        with any_store.writing() as connection:
            cancel(connection, office, run_id)
        until(lambda: not children(any_store), "the process goes on")
        assert state(any_store, run_id) == "cancelled"
        again = start_run(any_store, office)
        until(lambda: state(any_store, again) not in GOING, "the run goes on for ever")
        assert whole_or_failed(any_store, again) == "done"


@POSTGRESQL_WAITS
def test_a_worker_told_to_stop_gives_its_run_up_at_once(any_store: Store, office: Actor) -> None:
    with working(any_store) as worker:
        run_id = start_run(any_store, office)
        until(lambda: children(any_store), "nothing computes")
        worker.terminate()
        assert worker.wait(PATIENCE_S) == 0
        assert whole_or_failed(any_store, run_id) in ("done", "failed")
    assert start_run(any_store, office)


def kill_children(store: Store, office: Actor, rounds: int, chance: random.Random) -> list[str]:
    """Runs whose process is killed at a random moment; how each ended."""
    ends = []
    with working(store):
        for _ in range(rounds):
            run_id = start_run(store, office)
            until(lambda: children(store), "nothing computes")
            time.sleep(chance.uniform(0.0, 3.0))
            for process in children(store):
                os.kill(process, signal.SIGKILL)
            until(lambda run_id=run_id: state(store, run_id) not in GOING, "the run goes on for ever")
            ends.append(whole_or_failed(store, run_id))
    return ends


def kill_workers(store: Store, office: Actor, rounds: int, chance: random.Random) -> list[str]:
    """Runs whose worker is killed at a random moment; how each ended once there is another worker."""
    ends = []
    for _ in range(rounds):
        with working(store):
            run_id = start_run(store, office)
            until(lambda run_id=run_id: state(store, run_id) != "queued", "the worker does not take it")
            time.sleep(chance.uniform(0.0, 3.0))
        with working(store):
            until(lambda run_id=run_id: state(store, run_id) not in GOING, "the run is not given up")
            ends.append(whole_or_failed(store, run_id))
    return ends


@POSTGRESQL_WAITS
def test_a_killed_computation_leaves_nothing(any_store: Store, office: Actor) -> None:
    ends = kill_children(any_store, office, 3, random.Random(1))
    with working(any_store):
        last = start_run(any_store, office)
        until(lambda: state(any_store, last) not in GOING, "the run goes on for ever")
        assert whole_or_failed(any_store, last) == "done"
    assert len(ends) == 3
    assert verify(any_store).finding is None


@POSTGRESQL_WAITS
def test_a_killed_worker_leaves_nothing(any_store: Store, office: Actor) -> None:
    assert len(kill_workers(any_store, office, 2, random.Random(2))) == 2


@pytest.mark.slow
def test_killed_at_thirty_moments(any_store: Store, office: Actor) -> None:
    ends = kill_children(any_store, office, 30, random.Random(3)) + kill_workers(
        any_store, office, 20, random.Random(4)
    )
    assert set(ends) <= {"done", "failed"}
    assert "failed" in ends
