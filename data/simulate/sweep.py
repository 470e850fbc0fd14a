"""The sweep: from what is asked for to a study, going on where an earlier run stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from data.simulate.cluster import connected, run_on_cluster
from data.simulate.errors import ArgumentError
from data.simulate.folder import begin_study, find_study, write_runs
from data.simulate.local import Done, run_here
from data.simulate.parts import Parts, kept_records
from data.simulate.plan import Job, Sweep, plan
from data.simulate.study import Study, study_of


@dataclass(frozen=True)
class Hands:
    """Who does the work: so many processes here (None: one per core), or the cluster at an address."""

    processes: int | None = None
    cluster: str | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be: no process at all, or both kinds of hands."""
        if self.processes is not None and self.processes < 1:
            raise ArgumentError(f"--processes {self.processes}: at least 1 is expected")
        if self.processes is not None and self.cluster is not None:
            raise ArgumentError("--processes is for this machine alone; leave it out with --cluster")


def _nothing(number: int) -> None:
    pass


def simulate(
    sweep: Sweep,
    out: Path,
    hands: Hands = Hands(processes=1),
    *,
    command: str = "",
    force: bool = False,
    total: Callable[[int], None] = _nothing,
    done: Callable[[int], None] = _nothing,
) -> Study:
    """Run what is missing in the folder ``out``, write runs.csv and give the study.

    ``total`` is told how many parts (place × seed × policy) are missing, ``done`` how many more are finished.
    Raises ArgumentError, before anything is written, for a folder that is not this study's or a cluster that
    is not there, and SweepError when the sweep cannot go on; what is finished is then kept.
    """
    found = find_study(out, sweep, force=force)
    jobs = plan(sweep, found.is_there)
    with _ready(hands, jobs) as run:
        parts = begin_study(out, sweep, command, force=force)
        total(sum(len(job.policies) for job in jobs))
        run(jobs, parts, done)
    study = study_of(sweep.settings, sweep.policies, sweep.seeds, kept_records(sweep, parts))
    study = replace(study, gains=parts.gains(sweep) if sweep.gains else None)
    write_runs(out, study.runs, study.gains)
    return study


@contextmanager
def _ready(hands: Hands, jobs: Sequence[Job]) -> Iterator[Callable[[Sequence[Job], Parts, Done], None]]:
    """What runs the jobs: a cluster that answers, when there is anything to do, or processes here."""
    if hands.cluster is not None and jobs:
        with connected(hands.cluster) as client:
            yield partial(run_on_cluster, client)
    else:
        yield partial(run_here, processes=hands.processes or cores())


def cores() -> int:
    """The processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
