"""Weeks that several tests read, written once."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data.synth.write import write_preset

Rows = list[dict[str, str]]


def rows_of(folder: Path, table: str) -> Rows:
    """A table as text, read without the project's reader; no rows when the file is left out."""
    path = folder / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_preset("town", tmp_path_factory.mktemp("synth") / "town")


@pytest.fixture(scope="session")
def denmark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_preset("denmark", tmp_path_factory.mktemp("synth") / "denmark")
