"""The second file of the record: number and hash of its last entry, so that an end cut off is found."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

FILE = "record.head"


def keep_head(home: Path, number: int, entry_hash: str) -> None:
    """Write down the head of the record, unless a later one stands there already.

    It follows the commit, so a crash in between leaves the file behind the record, never ahead of it.
    """
    with (home / FILE).open("a+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if _number(file.read()) < number:
            file.seek(0)
            file.truncate()
            file.write(f"{number} {entry_hash}\n")
            file.flush()
            os.fsync(file.fileno())


def kept_head(home: Path) -> tuple[int, str] | None:
    """The head as last written down, None without a file; raises ValueError when it is garbled."""
    path = home / FILE
    if not path.exists():
        return None
    number, entry_hash = path.read_text("ascii").split()
    return int(number), entry_hash


def _number(content: str) -> int:
    words = content.split()
    return int(words[0]) if words and words[0].isdigit() else 0
