"""Several processes: the same bytes whatever their number, and none that dies takes anything with it."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from data.simulate import local
from data.simulate.errors import ArgumentError, SweepError
from data.simulate.local import run_here
from data.simulate.parts import Parts
from data.simulate.plan import plan
from data.simulate.sweep import Hands, simulate
from data.synth.write import write_preset
from tests.simulate.sweeps import WORLD, kill, parts_in, small_sweep, wait_for

SEEDS, YEARS = "1-5", 10
HUSRUM = Path(sys.executable).with_name("husrum")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """runs.csv of a sweep in one process."""
    out = tmp_path_factory.mktemp("alone") / "s"
    simulate(small_sweep(seeds=SEEDS), out)
    return (out / "runs.csv").read_bytes()


def test_two_processes_make_the_same_bytes_and_one_makes_them_twice(tmp_path: Path, alone: bytes) -> None:
    simulate(small_sweep(seeds=SEEDS), tmp_path / "one")
    simulate(small_sweep(seeds=SEEDS), tmp_path / "two", Hands(2))
    assert (tmp_path / "one" / "runs.csv").read_bytes() == alone
    assert (tmp_path / "two" / "runs.csv").read_bytes() == alone
    assert [path.read_bytes() for path in parts_in(tmp_path / "one")] == [
        path.read_bytes() for path in parts_in(tmp_path / "two")
    ]


def test_a_killed_process_is_replaced_and_what_it_had_not_finished_run_again(
    tmp_path: Path, alone: bytes
) -> None:
    out = tmp_path / "s"
    others = set(multiprocessing.active_children())
    killed: list[int] = []

    def kill_one() -> None:
        wait_for(lambda: parts_in(out))
        kept.extend((path, path.stat().st_mtime_ns) for path in parts_in(out))
        child = (set(multiprocessing.active_children()) - others).pop()
        assert child.pid is not None
        kill(child.pid)
        killed.append(child.pid)

    kept: list[tuple[Path, int]] = []
    counts: list[int] = []
    killer = threading.Thread(target=kill_one)
    killer.start()
    simulate(small_sweep(seeds=SEEDS), out, Hands(2), done=counts.append)
    killer.join()
    assert killed
    assert len(kept) < YEARS
    assert [(path, path.stat().st_mtime_ns) for path, _ in kept] == kept
    assert sum(counts) <= YEARS
    assert (out / "runs.csv").read_bytes() == alone
    assert not set(multiprocessing.active_children()) - others


class Deadly(str):
    """A text that ends the process which unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


def test_a_job_that_kills_every_process_is_given_up_and_the_rest_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_PATIENCE", 1)
    good, bad = plan(small_sweep(seeds="1-2"), lambda key: False)
    bad = replace(bad, place=replace(bad.place, name=Deadly("small")))
    with pytest.raises(SweepError, match="small seed 2 was ended"):
        run_here([bad, good], Parts(tmp_path), lambda number: None, processes=2)
    made = {path.name for path in tmp_path.iterdir()}
    assert made == {f"0615-1-{name}.part" for name in ("first_come", "husrum")}


def test_a_week_folder_is_not_needed_once_the_sweep_is_planned(tmp_path: Path) -> None:
    week = write_preset("small", tmp_path / "week")
    sweep = small_sweep(place=str(week), seeds="1-2", changes=())
    here = simulate(sweep, tmp_path / "here")
    shutil.rmtree(week)
    there = simulate(sweep, tmp_path / "there", Hands(2))
    assert there.runs.equals(here.runs)


@pytest.mark.parametrize(
    "send", [os.killpg, pytest.param(os.kill, marks=pytest.mark.slow)], ids=["all", "itself"]
)
def test_stopped_by_ctrl_c_the_same_command_goes_on(
    tmp_path: Path, alone: bytes, send: Callable[[int, int], None]
) -> None:
    out = tmp_path / "s"
    command = [str(HUSRUM), "simulate", "small", "--weeks", "3", "--policies", "first_come,husrum"]
    command += [word for item in WORLD for word in ("--set", item)]
    command += ["--seeds", SEEDS, "--out", str(out), "--processes", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as running:
        wait_for(lambda: parts_in(out))
        send(running.pid, signal.SIGINT)
        said, fault = running.communicate(timeout=60)
    assert running.returncode == 1
    assert said == ""
    assert fault.count("\n") == 1
    assert "goes on" in fault
    assert 0 < len(parts_in(out)) < YEARS
    assert not (out / "runs.csv").exists()
    simulate(small_sweep(seeds=SEEDS), out)
    assert (out / "runs.csv").read_bytes() == alone


def test_hands_that_cannot_be_are_refused() -> None:
    with pytest.raises(ArgumentError, match="at least 1"):
        Hands(processes=0)
    with pytest.raises(ArgumentError, match="leave it out"):
        Hands(processes=2, cluster="localhost:8786")
