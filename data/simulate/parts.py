"""Parts: one policy's year of one world as a file, kept at once, whole or not at all.

A part is a line with the SHA-256 of the rest, then a NumPy archive (.npz, no pickle) with an array per
column, named ``table.column``, and the stamp of everything its numbers depend on.  A part that is cut off or
damaged is therefore always seen, and made again.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.exchange.whole import write_whole
from data.simulate.errors import SweepError
from data.simulate.gains import SeedGains, gains_allocator, gains_table
from data.simulate.plan import PartKey, Sweep
from data.simulate.study import Records
from matcher.horizon.record import Record, joined

_STAMP = "stamp"
_DIGEST_LENGTH = 65
_TABLES = tuple(field.name for field in fields(Record))


class MissingPartError(Exception):
    """A part is not there, damaged, or of another study."""


def part_bytes(tables: Record | SeedGains, stamp: str) -> bytes:
    """Tables as the bytes of their part: the same tables, the same bytes."""
    columns: dict[str, Any] = {_STAMP: np.array(stamp)}
    for table in (field.name for field in fields(tables)):
        frame: pd.DataFrame = getattr(tables, table)
        for name in frame.columns:
            columns[f"{table}.{name}"] = _array(frame[name])
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **columns)
    archive = file.getvalue()
    return _digest(archive) + archive


def read_part(path: Path, stamp: str) -> Record:
    """The record of a part; MissingPartError when it is not there, not whole, or has another stamp."""
    arrays = _arrays(path, stamp)
    return Record(**{table: _frame(table, arrays) for table in _TABLES})


def read_gains(path: Path, stamp: str) -> SeedGains:
    """The gains of one seed; MissingPartError as for any part."""
    return SeedGains(_frame("gains", _arrays(path, stamp)))


def _arrays(path: Path, stamp: str) -> dict[str, Any]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingPartError(f"{path}: {error}") from None
    digest, archive = content[:_DIGEST_LENGTH], content[_DIGEST_LENGTH:]
    if digest != _digest(archive):
        raise MissingPartError(f"{path} is not whole")
    with np.load(io.BytesIO(archive), allow_pickle=False) as loaded:
        if str(loaded[_STAMP]) != stamp:
            raise MissingPartError(f"{path} is of another study")
        return {name: loaded[name] for name in loaded.files}


def _digest(archive: bytes) -> bytes:
    return hashlib.sha256(archive).hexdigest().encode("ascii") + b"\n"


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
            _arrays(self.folder / key.file, key.stamp)
        except MissingPartError:
            return False
        return True

    def read(self, keys: Sequence[PartKey]) -> Record:
        """The year of several places as one."""
        return joined([read_part(self.folder / key.file, key.stamp) for key in keys])

    def gains(self, sweep: Sweep) -> pd.DataFrame:
        """gains.csv of a finished sweep."""
        allocator = gains_allocator(sweep.settings.policy)
        keys = [key for seed in sweep.seeds for key in sweep.parts(allocator, seed)]
        return gains_table(read_gains(self.folder / key.file, key.stamp) for key in keys)


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
    return pd.DataFrame(
        {name.partition(".")[2]: array for name, array in arrays.items() if name.partition(".")[0] == table}
    )
