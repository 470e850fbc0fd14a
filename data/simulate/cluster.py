"""Jobs on a Dask cluster: any number of workers on any machines, none of which needs a file of ours."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from data.simulate.errors import ArgumentError, SweepError
from data.simulate.job import run
from data.simulate.local import Done
from data.simulate.parts import Parts
from data.simulate.plan import Job, PartKey

#: Seconds until the scheduler must answer, and until it must have a worker.
ANSWER_SECONDS, WORKER_SECONDS = 10, 30
_ADDRESS = re.compile(r"((tcp|tls|wss?)://)?([^\s/:\[\]]+|\[[0-9a-fA-F:]+\]):[0-9]{1,5}")
#: A job whose worker dies more often than this is given up: it is then the job's fault.
_DEATHS = 10


def run_on_cluster(client: Any, jobs: Sequence[Job], parts: Parts, done: Done) -> None:
    """Run the jobs on the workers of a cluster and keep every part here.

    A worker that dies takes nothing with it: Dask gives its jobs to another.  Raises SweepError when the
    cluster is lost.
    """
    try:
        _Sending(client, jobs, parts, done).until_done()
    except (CancelledError, OSError):  # what goes wrong in a job or in keeping it is a SweepError
        raise SweepError(
            "the cluster's scheduler is gone; what is finished is kept, and the same command goes on"
        ) from None


class _Sending:
    """Sends jobs, some more than there are hands for, so that no worker waits and few jobs lie about."""

    def __init__(self, client: Any, jobs: Sequence[Job], parts: Parts, done: Done) -> None:
        self._client, self._parts, self._done = client, parts, done
        self._jobs = jobs
        self._waiting = list(range(len(jobs)))[::-1]
        self._sent: dict[Any, int] = {}
        self._deaths: Counter[int] = Counter()

    def until_done(self) -> None:
        """Send everything and keep what comes back."""
        self._send_more()
        while self._sent:
            for future in self._finished():
                number = self._sent.pop(future)
                content = self._result(future, number)
                if content is None:
                    self._waiting.append(number)
                    continue
                for key, part in content:
                    self._parts.keep(key, part)
                self._done(len(content))
            self._send_more()

    def _send_more(self) -> None:
        hands = sum(self._client.nthreads().values())
        while self._waiting and len(self._sent) < 2 * max(1, hands):
            number = self._waiting.pop()
            self._sent[self._client.submit(run_to_end, self._jobs[number], pure=False)] = number

    def _finished(self) -> list[Any]:
        """The next jobs that are finished; none when nothing was for a while and there are workers."""
        from distributed import wait

        try:
            return list(wait(list(self._sent), WORKER_SECONDS, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            pass
        try:
            self._client.wait_for_workers(1, timeout=WORKER_SECONDS)
        except TimeoutError:
            raise SweepError(
                "the cluster has no worker any more; what is finished is kept, and the same command goes on"
            ) from None
        return []

    def _result(self, future: Any, number: int) -> list[tuple[PartKey, bytes]] | None:
        """What a job made; None when it must be sent again."""
        from distributed import KilledWorker

        try:
            content: list[tuple[PartKey, bytes]] = future.result()
        except KilledWorker:
            # The scheduler gives up after its setting allowed-failures (3); we are more patient.
            self._deaths[number] += 1
            if self._deaths[number] == _DEATHS:
                raise SweepError(
                    "the workers on one job die again and again, perhaps for want of memory; "
                    "what is finished is kept, and the same command goes on"
                ) from None
            return None
        except ModuleNotFoundError as error:
            raise SweepError(f"a worker cannot run Husrum ({error}); install it there too") from None
        return content


def run_to_end(job: Job) -> list[tuple[PartKey, bytes]]:
    """All parts of a job; this is what a worker runs.  Raises SweepError when its machine fails."""
    try:
        return list(run(job))
    except OSError as error:
        raise SweepError(f"a worker's machine failed: {error}") from None


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of the scheduler at an address; ArgumentError without the extra, an answer or a worker."""
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise ArgumentError(
            "--cluster needs Dask's distributed; install it with: pip install 'husrum[cluster]'"
        ) from None
    if not _ADDRESS.fullmatch(address):
        raise ArgumentError(
            f"--cluster {address}: write HOST:PORT or tcp://HOST:PORT, as dask scheduler says"
        )
    with _quiet():
        try:
            client = Client(address, timeout=ANSWER_SECONDS)
        except (OSError, ValueError) as error:
            raise ArgumentError(
                f"--cluster {address}: no scheduler answers there ({error or 'no answer in time'}); "
                "start one with: dask scheduler"
            ) from None
        with client:
            try:
                client.wait_for_workers(1, timeout=WORKER_SECONDS)
            except TimeoutError:
                raise ArgumentError(
                    f"--cluster {address}: the scheduler has no worker; start one with: dask worker {address}"
                ) from None
            yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask logs page-long traces of lost connections; what they mean is said in one line instead."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(before)
