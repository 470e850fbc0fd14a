"""Parts: one policy's year of one world as a file, kept at once, whole or not at all.

A part is a NumPy archive (.npz, no pickle) with an array per column, named ``table.column``, and the stamp of
everything its numbers depend on.  Reading checks the archive's own checksums, so that a cut-off or damaged
part is seen and made again.
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.simulate.errors import SweepError
from data.simulate.plan import PartKey, Sweep
from data.simulate.study import Records
from matcher.horizon.record import Record, joined

_STAMP = "stamp"
_TABLES = tuple(field.name for field in fields(Record))
#: What reading a damaged archive may raise.
_DAMAGE = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError)


class MissingPartError(Exception):
    """A part is not there, damaged, or of another study."""


def part_bytes(record: Record, stamp: str) -> bytes:
    """A record as the bytes of its part: the same record, the same bytes."""
    columns: dict[str, Any] = {_STAMP: np.array(stamp)}
    for table in _TABLES:
        frame: pd.DataFrame = getattr(record, table)
        for name in frame.columns:
            columns[f"{table}.{name}"] = _array(frame[name])
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **columns)
    return file.getvalue()


def read_part(path: Path, stamp: str) -> Record:
    """The record of a part; MissingPartError when it is not there, not whole, or has another stamp."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        if str(arrays.pop(_STAMP)) != stamp:
            raise MissingPartError(f"{path} is of another study")
        return Record(**{table: _frame(table, arrays) for table in _TABLES})
    except _DAMAGE as error:
        raise MissingPartError(f"{path}: {error}") from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that whatever happens its name stands for the old content or for all of the new."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@dataclass(frozen=True)
class Parts:
    """The parts of a study in their folder; with ``known`` false none that is there counts."""

    folder: Path
    known: bool = True

    def keep(self, key: PartKey, content: bytes) -> None:
        """Keep a finished part; SweepError when it cannot be written."""
        try:
            write_whole(self.folder / key.file, content)
        except OSError as error:
            raise SweepError(f"a finished part could not be written: {error}") from None

    def is_there(self, key: PartKey) -> bool:
        """Whether a part is there, whole and of this study."""
        if not self.known:
            return False
        try:
            read_part(self.folder / key.file, key.stamp)
        except MissingPartError:
            return False
        return True

    def read(self, keys: Sequence[PartKey]) -> Record:
        """The year of several places as one."""
        return joined([read_part(self.folder / key.file, key.stamp) for key in keys])


class KeptRecords(Mapping[tuple[str, int], Record]):
    """The records of a finished sweep, read from their parts at each access."""

    def __init__(self, sweep: Sweep, parts: Parts) -> None:
        self._parts = parts
        self._keys = {
            (policy.name, seed): sweep.parts(policy, seed)
            for policy in sweep.policies
            for seed in sweep.seeds
        }

    def __getitem__(self, key: tuple[str, int]) -> Record:
        return self._parts.read(self._keys[key])

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def kept_records(sweep: Sweep, parts: Parts) -> Records:
    """Every (policy, seed) of the sweep; MissingPartError at an access whose part is gone."""
    return KeptRecords(sweep, parts)


def _array(column: pd.Series) -> Any:
    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_numeric_dtype(column):
        return column.to_numpy()
    if column.isna().any():
        raise ValueError(f"the column {column.name} holds missing text")
    return np.array(column.tolist(), dtype=np.str_)


def _frame(table: str, arrays: Mapping[str, Any]) -> pd.DataFrame:
    columns = {
        name.partition(".")[2]: array for name, array in arrays.items() if name.partition(".")[0] == table
    }
    if not columns:
        raise ValueError(f"the table {table} is missing")
    return pd.DataFrame(columns)
