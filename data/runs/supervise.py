"""One run, computed by a process of its own that can be stopped at any moment without leaving anything."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from data.runs.lost import fail
from data.runs.states import QUEUED, RUNNING, error_text
from data.store.base import now
from data.store.engine import DATABASE_URL, HOME, Store
from data.store.schema import runs

#: Seconds between looks at the process, and between the signs of life written to the store.
LOOK_S, BEAT_S = 0.25, 2.0
log = logging.getLogger(__name__)


def claim(store: Store, run_id: str) -> bool:
    """From queued to running; False when it was cancelled or someone else has it."""
    moment = now()
    with store.writing() as connection:
        taken = connection.execute(
            update(runs)
            .where(runs.c.run_id == run_id, runs.c.state == QUEUED)
            .values(state=RUNNING, started_at=moment, heartbeat_at=moment)
        )
        return bool(taken.rowcount)


def supervise(store: Store, run_id: str) -> None:
    """Compute a queued run in a process of its own; however that ends, the run does not stay running."""
    if not claim(store, run_id):
        return
    child = start_child(store, "data.runs.compute", run_id)
    try:
        _watch(store, run_id, child)
    finally:
        _end(child)
    with store.writing() as connection:
        fail(connection, run_id, error_text("stopped"))


def supervise_replay(store: Store, run_id: str) -> None:
    """Compute a finished run once more in a process of its own, which writes its answer to the record."""
    child = start_child(store, "data.runs.replay", run_id)
    try:
        child.wait()
    finally:
        _end(child)


def start_child(store: Store, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A Python module of ours as a process with the same store.

    It holds the reading end of a pipe from here, so that it ends with the process that started it.
    """
    address = store.engine.url.render_as_string(hide_password=False)
    environment = {**os.environ, HOME: str(store.home), DATABASE_URL: address}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment)


def _watch(store: Store, run_id: str, child: subprocess.Popen[bytes]) -> None:
    """Give signs of life until the process ends or is no longer wanted."""
    beat = time.monotonic()
    while True:
        try:
            child.wait(LOOK_S)
            return
        except subprocess.TimeoutExpired:
            pass
        try:
            if not _wanted(store, run_id):
                return
            if time.monotonic() - beat >= BEAT_S:
                _sign_of_life(store, run_id)
                beat = time.monotonic()
        except OperationalError:
            log.warning("the store does not answer; run %s goes on", run_id)


def _wanted(store: Store, run_id: str) -> bool:
    with store.reading() as connection:
        state = connection.execute(select(runs.c.state).where(runs.c.run_id == run_id)).scalar()
    return state == RUNNING


def _sign_of_life(store: Store, run_id: str) -> None:
    with store.writing() as connection:
        running = update(runs).where(runs.c.run_id == run_id, runs.c.state == RUNNING)
        connection.execute(running.values(heartbeat_at=now()))


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    if child.stdin:
        child.stdin.close()
