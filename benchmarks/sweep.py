"""How a sweep scales: the same four years of a town with one process and with two, side by side.

``python -m benchmarks.sweep`` takes the runs in turns (one, two, one, two …) so that whatever else the machine
does falls on both, and prints the seconds of each and the ratio of the medians.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from data.simulate.arguments import Words, sweep_of
from data.simulate.sweep import Hands, simulate
from data.synth.worlds import DECISION_DATE


def seconds(words: Words, processes: int, today: date) -> tuple[float, bytes]:
    """The wall-clock seconds of a sweep, the starting of its processes included, and its runs.csv."""
    sweep = sweep_of(words, today)
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        simulate(sweep, Path(folder) / "study", Hands(processes))
        return time.perf_counter() - begin, (Path(folder) / "study" / "runs.csv").read_bytes()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", nargs="?", default="town")
    parser.add_argument("--policies", default="tier_first_come,husrum")
    parser.add_argument("--seeds", default="1-4")
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    words = Words(asked.place, asked.policies, asked.seeds, asked.weeks)
    taken: dict[int, list[float]] = {1: [], 2: []}
    tables = set()
    for _ in range(asked.rounds):
        for processes, times in taken.items():
            spent, table = seconds(words, processes, DECISION_DATE)
            times.append(spent)
            tables.add(table)
    for processes, times in taken.items():
        each = " ".join(f"{spent:.1f}" for spent in times)
        print(f"{processes} process{'es' if processes > 1 else ''}: {each} s")
    ratio = statistics.median(taken[1]) / statistics.median(taken[2])
    print(f"ratio {ratio:.2f}, {'the same numbers' if len(tables) == 1 else 'DIFFERENT NUMBERS'}")
    sys.exit(len(tables) != 1)


if __name__ == "__main__":
    main()
