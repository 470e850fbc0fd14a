"""Runs week folders again and again with their rows and columns shuffled, and prints what came out.

``python -m tests.reproduce RUNS SEED FOLDER=DATE …`` prints one JSON object: for each folder a list of RUNS
fingerprints, each a mapping of result file to SHA-256.  It is a program of its own so that a test can start
it under another PYTHONHASHSEED.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

#: What may differ between two runs of the same week (the contract says so).
MAY_DIFFER = ("seconds", "input_sha256")


def shuffle_week(source: Path, target: Path, dice: random.Random) -> None:
    """Copy a week folder with the rows and columns of every table and the milieus in another order."""
    target.mkdir()
    for path in source.iterdir():
        if path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file)
            dice.shuffle(rows)
            order = dice.sample(range(len(header)), len(header))
            with (target / path.name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([[row[i] for i in order] for row in [header, *rows]])
        elif path.suffix == ".geojson":
            collection = json.loads(path.read_text(encoding="utf-8"))
            dice.shuffle(collection["features"])
            (target / path.name).write_text(json.dumps(collection), encoding="utf-8")
        else:
            (target / path.name).write_bytes(path.read_bytes())


def fingerprint(week: Path, on: date, out: Path) -> dict[str, str]:
    """Read, run and write a week as the command ``propose --pairs`` does; the SHA-256 of every file."""
    from data.exchange.results import write_result
    from data.exchange.week import read_week
    from data.rates.loader import load_rates
    from matcher.pipeline import propose

    reading = read_week(week, on)
    assert reading.week is not None, [str(fault) for fault in reading.faults]
    write_result(propose(reading.week, reading.policy, load_rates(on), seed=7, pairs=True), out)
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    content = {path.name: path.read_bytes() for path in out.iterdir()}
    kept = {key: value for key, value in summary.items() if key not in MAY_DIFFER}
    content["summary.json"] = json.dumps(kept).encode()
    return {name: sha256(content[name]).hexdigest() for name in sorted(content)}


def main(runs: int, seed: int, weeks: dict[Path, date]) -> None:
    """Run every folder as it is once and then shuffled."""
    found: dict[str, list[dict[str, str]]] = {}
    for week, on in weeks.items():
        dice = random.Random(f"{seed} {week.name}")
        found[week.name] = []
        for run in range(runs):
            with TemporaryDirectory() as scratch:
                folder = week
                if run or seed:
                    folder = Path(scratch) / "week"
                    shuffle_week(week, folder, dice)
                found[week.name].append(fingerprint(folder, on, Path(scratch) / "result"))
    print(json.dumps(found))


if __name__ == "__main__":
    folders = dict(argument.rsplit("=", 1) for argument in sys.argv[3:])
    main(
        int(sys.argv[1]),
        int(sys.argv[2]),
        {Path(path): date.fromisoformat(day) for path, day in folders.items()},
    )
