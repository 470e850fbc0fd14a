"""Weeks for the tests of runs: small synthetic towns as files, and changes to them."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from data.synth.write import write_preset

Files = dict[str, bytes]
Cells = dict[str, str]


@lru_cache(maxsize=16)
def _town(citizens: int, flats: int, seed: int) -> tuple[tuple[str, bytes], ...]:
    with tempfile.TemporaryDirectory() as folder:
        week = write_preset("small", Path(folder) / "week", seed=seed, citizens=citizens, vacancies=flats)
        return tuple((path.name, path.read_bytes()) for path in sorted(week.iterdir()) if path.is_file())


def town(citizens: int = 24, flats: int = 16, seed: int = 1) -> Files:
    """A week folder's files by name."""
    return dict(_town(citizens, flats, seed))


def rows(files: Mapping[str, bytes], name: str) -> list[Cells]:
    """The rows of a table; none where the file is absent."""
    return list(csv.DictReader(io.StringIO(files.get(name, b"").decode(), newline="")))


def table(cells: list[Cells]) -> bytes:
    """Rows as a CSV file; there must be at least one."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(cells[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells)
    return out.getvalue().encode()


def only(files: Files, keep: Callable[[Cells], bool]) -> Files:
    """The week without the rows ``keep`` turns down, in every table that names citizens or flats."""
    changed = dict(files)
    for name in ("citizens.csv", "vacancies.csv", "places.csv", "decisions.csv"):
        kept = [row for row in rows(files, name) if keep(row)]
        if kept:
            changed[name] = table(kept)
        else:
            changed.pop(name, None)
    return changed


def without(files: Files, citizens: set[str], flats: set[str]) -> Files:
    """The week as when offers hold these citizens and flats."""
    return only(
        files, lambda row: row.get("citizen_id") not in citizens and row.get("vacancy_id") not in flats
    )


def decide(files: Files, *decisions: tuple[str, str, str]) -> Files:
    """The week with more decisions: (action, citizen_id, vacancy_id)."""
    more = [
        {"citizen_id": citizen, "vacancy_id": flat, "action": action, "rule": "", "reason": "test"}
        for action, citizen, flat in decisions
    ]
    return files | {"decisions.csv": table(rows(files, "decisions.csv") + more)}
