"""A real Dask scheduler with workers as processes of their own: the same numbers, and none lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client

from data.simulate import cluster
from data.simulate.errors import ArgumentError, SweepError
from data.simulate.sweep import Hands, simulate
from data.synth.write import write_preset
from tests.simulate.sweeps import kill, parts_in, small_sweep, wait_for

SEEDS = "1-6"
OWN_PORT = ["--no-dashboard", "--dashboard-address", "127.0.0.1:0"]


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended at the end, if it still runs."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, "-m", *words], **quiet) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler on a free port: its address and its process.

    DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES says how often the worker of a job may die.
    """
    file = folder / "scheduler.json"
    words = ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *OWN_PORT]
    with started(*words, "--scheduler-file", str(file)) as process:
        wait_for(lambda: file.exists() and file.read_text().endswith("}"))
        yield json.loads(file.read_text())["address"], process


@contextmanager
def worker(address: str, folder: Path, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker with one thread, without anyone who would start it again."""
    words = ["distributed.cli.dask_worker", address, "--name", name, "--nthreads", "1", "--no-nanny"]
    with started(*words, *OWN_PORT, "--local-directory", str(folder / name)) as process:
        yield process


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with scheduler(tmp_path_factory.mktemp("scheduler")) as (address, _):
        yield address


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """runs.csv of the sweep in this process."""
    out = tmp_path_factory.mktemp("alone") / "s"
    simulate(small_sweep(seeds=SEEDS), out)
    return (out / "runs.csv").read_bytes()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 5)


@contextmanager
def killed_at_work(address: str, name: str, process: subprocess.Popen[bytes], out: Path) -> Iterator[None]:
    """Kill a worker while it works on a job and something, but not all, is finished."""
    finished: list[int] = []

    def watch_and_kill() -> None:
        with Client(address, set_as_default=False) as watcher:
            named = {seen["name"]: at for at, seen in watcher.scheduler_info(-1)["workers"].items()}
            wait_for(lambda: parts_in(out) and watcher.processing().get(named[name]))
            finished.append(len(parts_in(out)))
            kill(process.pid)

    killer = threading.Thread(target=watch_and_kill)
    killer.start()
    yield
    killer.join()
    assert process.wait(timeout=10) == -signal.SIGKILL
    assert 0 < finished[0] < 12


@contextmanager
def two_workers(address: str, folder: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    with worker(address, folder, "one") as one, worker(address, folder, "two") as two:
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield [one, two]


def test_two_workers_one_killed_at_work_and_the_numbers_are_those_of_one_process(
    tmp_path: Path, address: str, alone: bytes
) -> None:
    out = tmp_path / "s"
    with two_workers(address, tmp_path) as (one, _):
        with killed_at_work(address, "one", one, out):
            simulate(small_sweep(seeds=SEEDS), out, Hands(cluster=address))
        assert (out / "runs.csv").read_bytes() == alone

        week = write_preset("small", tmp_path / "week")
        sweep = small_sweep(place=str(week), seeds="1", changes=())
        here = simulate(sweep, tmp_path / "here")
        week.rename(tmp_path / "elsewhere")  # a worker on another machine does not have it
        there = simulate(sweep, tmp_path / "there", Hands(cluster=address))
        assert there.runs.equals(here.runs)

        other = replace(sweep, settings=replace(sweep.settings, version="0.0.0"))
        with pytest.raises(SweepError, match="same version everywhere"):
            simulate(other, tmp_path / "other", Hands(cluster=address))


@pytest.mark.slow
def test_a_scheduler_without_patience_loses_nothing_but_workers_there_must_be(
    tmp_path: Path, alone: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES", "0")
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 1)
    out = tmp_path / "s"
    with scheduler(tmp_path) as (address, _), two_workers(address, tmp_path) as (one, two):
        with killed_at_work(address, "one", one, out):
            simulate(small_sweep(seeds=SEEDS), out, Hands(cluster=address))
        assert (out / "runs.csv").read_bytes() == alone

        last = tmp_path / "last"
        with killed_at_work(address, "two", two, last), pytest.raises(SweepError, match="no worker any more"):
            simulate(small_sweep(seeds=SEEDS), last, Hands(cluster=address))
    simulate(small_sweep(seeds=SEEDS), last)
    assert (last / "runs.csv").read_bytes() == alone


@pytest.mark.slow
def test_when_the_scheduler_is_gone_the_sweep_stops_and_goes_on_anywhere(
    tmp_path: Path, alone: bytes
) -> None:
    out = tmp_path / "s"
    with scheduler(tmp_path) as (address, process), worker(address, tmp_path, "one"):

        def kill_scheduler() -> None:
            wait_for(lambda: parts_in(out))
            kill(process.pid)

        killer = threading.Thread(target=kill_scheduler)
        killer.start()
        with pytest.raises(SweepError, match="goes on"):
            simulate(small_sweep(seeds=SEEDS), out, Hands(cluster=address))
        killer.join()
    assert 0 < len(parts_in(out)) < 12
    simulate(small_sweep(seeds=SEEDS), out)
    assert (out / "runs.csv").read_bytes() == alone


def test_without_a_worker_nothing_is_begun(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 0.5)
    with Client(address, set_as_default=False) as client:
        wait_for(lambda: not client.scheduler_info(-1)["workers"])
    with pytest.raises(ArgumentError, match=f"no worker; start one with: dask worker {address}"):
        simulate(small_sweep(), tmp_path / "s", Hands(cluster=address))
    assert not (tmp_path / "s").exists()


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("127.0.0.1:1", "no scheduler answers"),
        ("nowhere.invalid:8786", "no scheduler answers"),
        ("127.0.0.1", "HOST:PORT"),
        ("localhost:port", "HOST:PORT"),
        ("http://localhost:8786", "HOST:PORT"),
        ("", "HOST:PORT"),
    ],
)
def test_an_address_where_nobody_answers_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, word: str
) -> None:
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 0.5)
    with pytest.raises(ArgumentError, match=word) as caught:
        simulate(small_sweep(), tmp_path / "s", Hands(cluster=address))
    assert "--cluster" in str(caught.value)
    assert not (tmp_path / "s").exists()


def test_without_the_extra_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ArgumentError, match=r"husrum\[cluster\]"):
        simulate(small_sweep(), tmp_path / "s", Hands(cluster="localhost:8786"))
    assert not (tmp_path / "s").exists()


def test_a_finished_study_needs_no_cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = simulate(small_sweep(seeds="1"), tmp_path / "s")
    monkeypatch.setitem(sys.modules, "distributed", None)
    again = simulate(small_sweep(seeds="1"), tmp_path / "s", Hands(cluster="localhost:8786"))
    assert again.runs.equals(first.runs)
