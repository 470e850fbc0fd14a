"""The queue of runs, embedded in the store's home; what it holds is only a reminder, the store decides."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from huey import SqliteHuey, crontab
from sqlalchemy import select

from data.runs.states import QUEUED
from data.runs.supervise import supervise, supervise_replay
from data.store.engine import Store
from data.store.expiry import expire
from data.store.lapse import lapse
from data.store.schema import runs

FILE = "queue.sqlite"


@dataclass(frozen=True)
class Queue:
    """The queue of a store: ``work`` and ``replay`` put a run's id in it, the worker takes them out."""

    huey: SqliteHuey
    work: Callable[[str], object]
    replay: Callable[[str], object]


_queues: dict[tuple[str, str], Queue] = {}
_lock = threading.Lock()


def queue_of(store: Store) -> Queue:
    """The queue of this store, made once per process."""
    key = (str(store.home.resolve()), str(store.engine.url))
    with _lock:
        if key not in _queues:
            _queues[key] = _make(store)
        return _queues[key]


def _make(store: Store) -> Queue:
    huey = SqliteHuey("husrum", filename=str(store.home / FILE), fsync=True, results=False, timeout=20)

    def work(run_id: str) -> None:
        supervise(store, run_id)

    def replay(run_id: str) -> None:
        supervise_replay(store, run_id)

    queue = Queue(huey, huey.task(name="work")(work), huey.task(name="replay")(replay))

    def forgotten() -> None:
        for run_id in queued(store):
            queue.work(run_id)

    def unanswered() -> None:
        expire(store)
        lapse(store)

    huey.periodic_task(crontab(), name="forgotten")(forgotten)
    huey.periodic_task(crontab(), name="unanswered")(unanswered)
    return queue


def queued(store: Store) -> list[str]:
    """The ids of the runs that wait to be computed, oldest first."""
    with store.reading() as connection:
        found = select(runs.c.run_id).where(runs.c.state == QUEUED).order_by(runs.c.number)
        return list(connection.execute(found).scalars())
