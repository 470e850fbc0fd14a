"""The worker: a process of its own that takes runs out of the queue, ``python -m data.runs.worker``, and
sends notices by e-mail beside that.

One worker at a time works for a home; it holds a lock that the operating system lets go when it ends, however
it ends.
"""

from __future__ import annotations

import fcntl
import logging
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.notices.deliver import delivering
from data.runs.child import end_with_parent
from data.runs.compute import compute
from data.runs.lost import fail_running
from data.runs.queue import queue_of, queued
from data.runs.supervise import claim, start_child
from data.store.engine import Store, StoreError, open_store

LOCK = "worker.lock"


def start_worker(store: Store) -> subprocess.Popen[bytes]:
    """Start the worker of this store as a process, which ends with the one that started it."""
    return start_child(store, "data.runs.worker", "--with-parent")


def worker_runs(store: Store) -> bool:
    """Whether a worker is at work for this home."""
    path = store.home / LOCK
    if not path.exists():
        return False
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def work(store: Store) -> None:
    """Compute what is queued and send what is to be told, until told to stop (SIGTERM, SIGINT).

    Raises StoreError when another worker is at work for this home.
    """
    with _only_one(store.home), delivering(store):
        fail_running(store, "worker_gone")
        queue = queue_of(store)
        queue.huey.storage.flush_queue()
        for run_id in queued(store):
            queue.work(run_id)
        try:
            queue.huey.create_consumer(workers=1, periodic=True, max_delay=0.5, backoff=1.1).run()
        finally:
            fail_running(store, "worker_gone")


def work_off(store: Store) -> int:
    """Compute what is queued in this process and return how many runs that were; for tests."""
    done = 0
    for run_id in queued(store):
        if claim(store, run_id):
            compute(store, run_id)
            done += 1
    return done


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    with (home / LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(f"a worker is at work for {home} already") from error
        yield


def main(*arguments: str) -> None:
    """Work for the store the environment names."""
    if "--with-parent" in arguments:
        end_with_parent()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    store = open_store()
    try:
        work(store)
    finally:
        store.close()


if __name__ == "__main__":
    import sys

    main(*sys.argv[1:])
