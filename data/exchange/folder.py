"""The files of a week folder: which are read, their bytes, and the hash that names the input."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from data.exchange import geojson, policy
from data.exchange.decode import read_bytes
from data.exchange.faults import Fault, whole_file
from data.exchange.tables import TABLES

WORKBOOK = "week.xlsx"
#: Every file of a week folder that is read, and over which input_sha256 is taken.
INPUT_FILES = (*(f"{table.name}.csv" for table in TABLES), geojson.FILE, policy.FILE, WORKBOOK)
_SUFFIXES = frozenset(
    (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".geojson", ".json", ".toml")
)


@dataclass(frozen=True)
class Folder:
    """The input files' bytes by name, and the names of those that could not be read."""

    files: dict[str, bytes]
    refused: frozenset[str]

    def has(self, name: str) -> bool:
        """Whether the folder has the file, readable or not."""
        return name in self.files or name in self.refused

    def sha256(self) -> str:
        """SHA-256 over the input files in code-point order of their names: name in UTF-8, then bytes."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(name.encode())
            digest.update(self.files[name])
        return digest.hexdigest()


def read_folder(path: Path, faults: list[Fault], warnings: list[Fault]) -> Folder | None:
    """The bytes of the folder's input files; files that look like input but are not read warn."""
    if not path.is_dir():
        faults.append(whole_file(path.name, "there is no such folder; a week folder is expected"))
        return None
    files: dict[str, bytes] = {}
    refused: set[str] = set()
    for entry in sorted(path.iterdir(), key=lambda entry: entry.name):
        name = entry.name
        if name in INPUT_FILES:
            raw = read_bytes(entry, faults)
            if raw is None:
                refused.add(name)
            else:
                files[name] = raw
        elif name.casefold() == "week.xlsm":
            faults.append(whole_file(name, "workbooks with macros are refused; save it as week.xlsx"))
        elif entry.suffix.casefold() in _SUFFIXES and not name.startswith((".", "~$")):
            near = next((known for known in INPUT_FILES if known.casefold() == name.casefold()), None)
            hint = f"; rename it to {near}" if near else ""
            warnings.append(whole_file(name, f"the file is no part of a week folder and is ignored{hint}"))
    return Folder(files, frozenset(refused))
