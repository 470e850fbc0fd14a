"""How a sweep scales: the same four years of a town with one process and with two, side by side.

``python -m benchmarks.sweep`` takes the runs in turns (one, two, one, two …) so that both meet the same
disturbance, and prints the seconds of each, the ratio of the medians, and the processor time, which a busy
machine changes little: two processes that use the same processor time as one, half each, are twice as fast
on two free cores.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from data.simulate.arguments import DEFAULT_POLICIES, Words, sweep_of
from data.simulate.sweep import Hands, simulate
from data.synth.worlds import DECISION_DATE


@dataclass(frozen=True)
class Run:
    """Seconds by the clock and of the processor, the starting of processes included, and runs.csv."""

    clock: float
    processor: float
    table: bytes


def measured(words: Words, processes: int) -> Run:
    """One sweep into a folder of its own."""
    sweep = sweep_of(words, DECISION_DATE)
    with tempfile.TemporaryDirectory() as folder:
        clock, processor = time.perf_counter(), _processor()
        simulate(sweep, Path(folder) / "study", Hands(processes))
        clock, processor = time.perf_counter() - clock, _processor() - processor
        return Run(clock, processor, (Path(folder) / "study" / "runs.csv").read_bytes())


def _processor() -> float:
    """Seconds of processor time of this process and of those it started that have ended."""
    return sum(os.times()[:4])


def main() -> None:
    """Measure and print; the exit code is 1 when the numbers differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", nargs="?", default="town")
    parser.add_argument("--policies", default=DEFAULT_POLICIES)
    parser.add_argument("--seeds", default="1-4")
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    words = Words(asked.place, asked.policies, asked.seeds, asked.weeks)
    runs: dict[int, list[Run]] = {1: [], 2: []}
    for _ in range(asked.rounds):
        for processes, done in runs.items():
            done.append(measured(words, processes))
    for processes, done in runs.items():
        clock, processor = (" ".join(f"{getattr(run, name):.1f}" for run in done) for name in _TIMES)
        print(f"{processes} at a time: {clock} s by the clock, {processor} s of the processor")
    one, two = (
        {name: statistics.median(getattr(run, name) for run in done) for name in _TIMES}
        for done in runs.values()
    )
    print(f"ratio by the clock {one['clock'] / two['clock']:.2f}")
    print(f"ratio two free cores would give {2 * one['processor'] / two['processor']:.2f}")
    same = len({run.table for done in runs.values() for run in done}) == 1
    print("the same numbers" if same else "DIFFERENT NUMBERS")
    sys.exit(not same)


_TIMES = ("clock", "processor")

if __name__ == "__main__":
    main()
