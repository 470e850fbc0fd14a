"""Small sweeps for the tests: a few people, a few weeks, a second or two each."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from data.simulate.arguments import Words, sweep_of
from data.simulate.plan import Sweep

TODAY = date(2026, 11, 23)
#: Enough flats that some move in within three weeks.
WORLD = ("vacancies=12", "given=1", "kept=1", "places=20")
POLICIES = "first_come,husrum"


def small_sweep(
    place: str = "small",
    policies: str = POLICIES,
    seeds: str = "1-3",
    weeks: int = 3,
    changes: tuple[str, ...] = WORLD,
) -> Sweep:
    """A sweep that is over in a moment."""
    return sweep_of(Words(place, policies, seeds, weeks, changes), TODAY)


def parts_in(out: Path) -> list[Path]:
    """The finished parts of a study's folder."""
    return sorted((out / "parts").glob("*.part"))


def wait_for(happens: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something is true; an assertion when it never is."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def kill(pid: int) -> None:
    """End a process without giving it a moment."""
    os.kill(pid, signal.SIGKILL)
