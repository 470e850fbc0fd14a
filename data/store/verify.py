"""Whether the record is whole: every hash computed anew, no gap, and its head where it was written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, cast, select

from data.store.engine import Store
from data.store.head import kept_head
from data.store.record import BEGINNING, COVERED, hash_of
from data.store.schema import record

#: Rows read at once; the whole record never lies in memory.
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Finding:
    """The first bad entry: its number, and what is wrong as a code (message ``record.bad.CODE``)."""

    number: int
    code: str

    def __str__(self) -> str:
        return f"entry {self.number}: {WORDS[self.code]}"


#: What is wrong, in English for the command line.
WORDS = {
    "gap": "missing; the numbers do not follow each other",
    "order": "its number is not one that can follow",
    "changed": "its content does not give its hash",
    "link": "it does not name the hash of the entry before it",
    "head_missing": "the file with the head of the record is missing",
    "head_garbled": "the file with the head of the record cannot be read",
    "head_other": "its hash is not the one written down as the head of the record",
    "cut_off": "missing; the record ends before the head written down",
    "printed": "no entry has the hash asked for; the record was rewritten or cut off",
}


@dataclass(frozen=True)
class Verified:
    """How many entries were looked at, number and hash of the last one, and the first that is bad."""

    entries: int
    head: tuple[int, str]
    finding: Finding | None = None


def verify(store: Store, *, printed: str = "") -> Verified:
    """Verify the whole record against itself and against the head in its second file.

    ``printed`` is a hash taken from a dossier: an entry with it must stand in the record.
    The head is read first: an entry written meanwhile then lies behind what it is held against.
    """
    head_code, kept = "", None
    try:
        kept = kept_head(store.home)
    except (ValueError, OSError):
        head_code = "head_garbled"
    with store.reading() as connection:
        return _verify(_entries(connection), kept, head_code, printed)


def _verify(
    entries: Iterator[dict[str, Any]], kept: tuple[int, str] | None, head_code: str, printed: str
) -> Verified:
    number, last, seen_printed = 0, BEGINNING, printed in ("", BEGINNING)
    for entry in entries:
        code = _fault(entry, number, last)
        if not code and kept is not None and kept[0] == entry["number"] and kept[1] != entry["hash"]:
            code = "head_other"  # the whole end was written anew, each hash right again
        if code:
            return Verified(number, (number, last), Finding(number + 1, code))
        number, last = entry["number"], entry["hash"]
        seen_printed = seen_printed or last == printed
    verified = Verified(number, (number, last))
    if head_code or (kept is None and number):
        return replace(verified, finding=Finding(number, head_code or "head_missing"))
    if kept is not None and kept[0] > number:
        return replace(verified, finding=Finding(number + 1, "cut_off"))
    return verified if seen_printed else replace(verified, finding=Finding(number, "printed"))


def _fault(entry: dict[str, Any], before: int, last: str) -> str:
    """What is wrong with an entry that should follow number ``before`` and hash ``last``, else blank."""
    if entry["number"] != before + 1:
        return "gap" if entry["number"] > before else "order"
    if entry["previous_hash"] != last:
        return "link"
    return "" if hash_of(entry) == entry["hash"] else "changed"


def _entries(connection: Connection) -> Iterator[dict[str, Any]]:
    """All entries by number, whatever stands in their columns; what is no text at all is None."""
    texts: list[ColumnElement[Any]] = [record.c[name] for name in (*COVERED, "hash") if name != "number"]
    if connection.dialect.name == "sqlite":  # it keeps any bytes as text, and then cannot read them as such
        texts = [cast(column, LargeBinary).label(column.name) for column in texts]
    wanted = select(record.c.number, *texts).order_by(record.c.number)
    result = connection.execution_options(yield_per=_AT_ONCE).execute(wanted)
    for row in result.mappings():
        yield {name: _text(value) for name, value in row.items()}


def _text(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None
