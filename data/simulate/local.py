"""Jobs on this machine: in this process, or in several."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from data.simulate.errors import SweepError
from data.simulate.job import run
from data.simulate.parts import Parts
from data.simulate.plan import Job, what_is_missing

#: So often in a row processes may die without anything new being finished, before jobs are run one by one.
_PATIENCE = 2

#: Told how many more parts are finished.
Done = Callable[[int], None]


def run_here(jobs: Sequence[Job], parts: Parts, done: Done, processes: int) -> None:
    """Run the jobs and keep every part as soon as it is finished.

    The parts are the same whatever the number of processes.  A process that dies takes nothing with it: what
    it had not finished is run again.  Raises SweepError for jobs whose process dies even when it is alone.
    """
    if min(processes, len(jobs)) <= 1:
        for job in jobs:
            for key, content in run(job):
                parts.keep(key, content)
                done(1)
        return
    left, deaths = list(jobs), 0
    while left and deaths < _PATIENCE:
        try:
            _run_in_pool(left, parts, min(processes, len(left)), done)
            return
        except BrokenProcessPool:
            before, left = _size(left), _still_missing(left, parts)
            deaths = 0 if _size(left) < before else deaths + 1
    doomed = [job for job in left if not _survives(job, parts, done)]
    if doomed:
        names = ", ".join(f"{job.place.name} seed {job.seed}" for job in doomed)
        raise SweepError(
            f"the process of {names} was ended from outside again and again, perhaps for want of memory; "
            "what is finished is kept"
        )


def _survives(job: Job, parts: Parts, done: Done) -> bool:
    """Run a job in a process of its own."""
    try:
        _run_in_pool([job], parts, 1, done)
    except BrokenProcessPool:
        return False
    return True


def _run_in_pool(jobs: Sequence[Job], parts: Parts, processes: int, done: Done) -> None:
    with _pool(processes) as pool:
        futures: dict[Future[None], Job] = {pool.submit(_run_and_keep, job, parts): job for job in jobs}
        broken: BrokenProcessPool | None = None
        for future in as_completed(futures):
            try:
                future.result()
                done(len(futures[future].policies))
            except BrokenProcessPool as error:
                broken = error
        if broken is not None:
            raise broken


def _run_and_keep(job: Job, parts: Parts) -> None:
    for key, content in run(job):
        parts.keep(key, content)


def _still_missing(jobs: Sequence[Job], parts: Parts) -> list[Job]:
    return [rest for job in jobs if (rest := what_is_missing(job, parts.is_there)).policies]


def _size(jobs: Sequence[Job]) -> int:
    return sum(len(job.policies) for job in jobs)


@contextlib.contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of fresh processes; when it is left early they are ended at once."""
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        raise
    finally:
        pool.shutdown()


def _begin() -> None:
    """A worker ends without a word on Ctrl-C, and when the process that started it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
