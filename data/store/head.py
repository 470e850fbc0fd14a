"""The second file of the record: number and hash of its last entry, so that an end cut off is found."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "record.head"
_WRITTEN = re.compile(r"(\d{1,18}) ([0-9a-f]{64})\n?")


def keep_head(home: Path, number: int, entry_hash: str) -> None:
    """Write down the head of the record, unless this one or a later one stands there already.

    It follows the commit, so a crash in between leaves the file behind the record, never ahead of it; and a
    crash in the middle leaves the old file or the new one, never half of one.
    """
    path, new = home / FILE, home / f"{FILE}.new"
    with _alone(home) as folder:
        if path.exists() and _number(path.read_bytes()) >= number:
            return
        with new.open("w", encoding="ascii") as file:
            file.write(f"{number} {entry_hash}\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        os.fsync(folder)


def kept_head(home: Path) -> tuple[int, str] | None:
    """The head as last written down, None without a file; raises ValueError when it is garbled."""
    path = home / FILE
    if not path.exists():
        return None
    written = _WRITTEN.fullmatch(path.read_text("ascii"))
    if written is None:
        raise ValueError(f"{path}: not a number and a hash")
    return int(written[1]), written[2]


@contextmanager
def _alone(home: Path) -> Iterator[int]:
    """The folder, open, while no other process writes a head in it."""
    folder = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield folder
    finally:
        os.close(folder)


def _number(content: bytes) -> int:
    written = _WRITTEN.fullmatch(content.decode("ascii", "replace"))
    return int(written[1]) if written else -1
