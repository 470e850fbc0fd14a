"""The weekly run beside what pandas needs for the same files alone, side by side in one process.

``python -m benchmarks.speed [PRESET]`` prints the medians and their ratio (protocol: benchmarks/README.md).
Imports are not timed.  The run is the whole of ``husrum propose``: read and check the folder, rules, points,
optimum, all exact losses, what would change it, explanations, and writing the result folder.  The measure it
is set against reads the same files and writes the same tables with pandas.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from data.exchange.result_reading import read_result
from data.exchange.results import write_result
from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.synth.write import DECISION_DATE, write_preset
from matcher.model import Result
from matcher.pipeline import propose

ROUNDS = 5
TABLES = ("matches", "proposals", "unmatched", "unused", "affordability")


def run_whole(week: Path, out: Path) -> None:
    """What ``husrum propose`` does, in process."""
    reading = read_week(week, DECISION_DATE)
    assert reading.week is not None
    write_result(propose(reading.week, reading.policy, load_rates(DECISION_DATE)), out, force=True)


def pandas_alone(week: Path, out: Path, result: Result) -> None:
    """Read the same files and write the same tables with pandas."""
    for file in sorted(week.glob("*.csv")):
        pd.read_csv(file, dtype_backend="numpy_nullable")
    json.loads((week / "milieus.geojson").read_text(encoding="utf-8"))
    out.mkdir(exist_ok=True)
    with pd.ExcelWriter(out / "result.xlsx", engine="openpyxl") as book:
        for name in TABLES:
            table = getattr(result, name)
            table.to_csv(out / f"{name}.csv", index=False)
            table.to_excel(book, sheet_name=name, index=False)
    (out / "summary.json").write_text(json.dumps(result.summary), encoding="utf-8")


def seconds(task: Callable[[], None]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def main() -> None:
    """Measure in turns, print medians and the ratio."""
    preset = sys.argv[1] if len(sys.argv) > 1 else "stress-m"
    with tempfile.TemporaryDirectory() as scratch:
        week, ours, theirs = (Path(scratch) / name for name in ("week", "ours", "theirs"))
        write_preset(preset, week)
        run_whole(week, ours)
        result = read_result(ours)
        pandas_alone(week, theirs, result)
        rounds = [
            (seconds(lambda: run_whole(week, ours)), seconds(lambda: pandas_alone(week, theirs, result)))
            for _ in range(ROUNDS)
        ]
    run, alone = (statistics.median(column) for column in zip(*rounds, strict=True))
    beside = f"weekly run {run:.2f} s, pandas reading and writing alone {alone:.2f} s"
    print(f"{preset}: {beside}: {run / alone:.1f} x")
    print(json.dumps(result.summary["seconds"]))


if __name__ == "__main__":
    main()
