"""What a preview shows of each table, and the plan behind it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from data.exchange.faults import Fault
from data.store.cells import Texts
from data.store.import_check import Checked
from data.store.import_files import Found
from data.store.import_stored import Stored


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


@dataclass
class Plan:
    """What an upload would do, and with what: ``accepted`` are line and texts of the accepted rows.

    ``milieus`` and ``policy`` are those to write, ``moved`` the citizens whose places are replaced.
    """

    found: Found
    checked: Checked
    stored: Stored
    previews: list[TablePreview] = field(default_factory=list)
    milieus: list[dict[str, Any]] = field(default_factory=list)
    policy: str | None = None
    moved: dict[str, list[Texts]] = field(default_factory=dict)

    @property
    def blocked(self) -> list[Fault]:
        """Why nothing of it can be confirmed."""
        return self.checked.blocked

    def digest(self) -> str:
        """A name for exactly what would be done."""
        content = [asdict(preview) for preview in self.previews] + [self.milieus, self.policy]
        return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
