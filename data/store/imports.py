"""Import of week folders and single tables: preview first, then confirm; the same files twice change nothing.

Files: the CSV tables of a week folder, a workbook, milieus.geojson, policy.toml; a table may also come alone
and under another name.  Rows with faults are rejected where they stand, the others can be confirmed; a file
that cannot be read is refused as a whole and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from data.exchange.faults import Fault
from data.store.actor import Actor

#: The states of an upload.
PUT_UP, CONFIRMED, DISCARDED = "put_up", "confirmed", "discarded"


@dataclass(frozen=True)
class Change:
    """A stored row that the file changes: its key, the line in the file, (stored, in the file) by column."""

    key: str
    line: int
    cells: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class TablePreview:
    """What a table of the upload would do.  read = new + changed + unchanged + rejected + blank, in rows.

    ``new`` are the keys of the new rows; ``faults`` say why rows are rejected; ``removed`` counts stored
    places that the file's places of the same citizens replace.
    """

    table: str
    file: str
    read: int
    new: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0
    rejected: int = 0
    blank: int = 0
    removed: int = 0
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What an upload would do to the store as it is now.

    ``refused`` are faults of whole files; ``warnings`` do not hinder; ``blocked`` are stored rows that would
    no longer fit, with any of which nothing can be confirmed.  ``digest`` names exactly this preview.
    """

    upload_id: str
    state: str
    tables: tuple[TablePreview, ...] = ()
    refused: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    blocked: tuple[Fault, ...] = ()
    digest: str = field(default="", compare=False)

    @property
    def changes(self) -> int:
        """How many rows would be new, changed or removed."""
        return sum(len(t.new) + len(t.changed) + t.removed for t in self.tables)


def preview(connection: Connection, actor: Actor, files: Mapping[str, bytes]) -> str:
    """Put files up for import and return the upload's id; nothing else is changed.  Office only."""
    raise NotImplementedError


def preview_of(connection: Connection, actor: Actor, upload_id: str) -> Preview:
    """What the upload would do now; of a confirmed one what it did.  Raises NotFound."""
    raise NotImplementedError


def confirm(connection: Connection, actor: Actor, upload_id: str, digest: str = "") -> Preview:
    """Do exactly what was previewed (``digest``: the preview the person saw; default: when it was put up).

    Raises NotFound, Conflict("import_stale") when the store has changed so that the upload would do something
    else, NotPossible("import_blocked").  Confirmed again, it answers what it did and does nothing.
    """
    raise NotImplementedError


def discard(connection: Connection, actor: Actor, upload_id: str) -> None:
    """Throw an upload away, and its files."""
    raise NotImplementedError
