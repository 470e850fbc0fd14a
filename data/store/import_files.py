"""From uploaded files to tables of cells: which file is which table, and what cannot be read at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from data.exchange import geojson, policy
from data.exchange.columns import Table, fold
from data.exchange.decode import LARGEST_FILE, decode
from data.exchange.faults import Fault, whole_file
from data.exchange.rows import SEPARATORS, RawTable, read_csv
from data.exchange.tables import TABLES


@dataclass
class Found:
    """What was found in an upload: raw tables by name, the milieus' features, the policy's text.

    ``refused`` are the faults of files that cannot be read, ``faults`` those of single rows in the raw
    tables; ``milieus`` and ``policy`` are None when the upload has none.
    """

    raws: dict[str, RawTable] = field(default_factory=dict)
    milieus: list[geojson.Feature] | None = None
    policy: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def put(self, raw: RawTable, table: Table) -> None:
        """Adds a table; a second file of the same table is refused."""
        if table.name in self.raws:
            message = f"the table {table.name} is in {self.raws[table.name].file} already; keep one"
            self.refused.append(whole_file(raw.file, message))
        else:
            self.raws[table.name] = raw


def find_tables(files: Mapping[str, bytes]) -> Found:
    """Sorts the files of an upload, by name and else by their headers."""
    found = Found()
    for name in sorted(files):
        label, raw = PurePath(name.replace("\\", "/")).name, files[name]
        suffix = PurePath(label).suffix.casefold()
        if len(raw) > LARGEST_FILE:
            message = (
                f"the file has {len(raw) // 1_000_000} MB; at most {LARGEST_FILE // 1_000_000} MB are read"
            )
            found.refused.append(whole_file(label, message))
        elif suffix == ".xlsx":
            _workbook(found, raw, label)
        elif suffix in (".geojson", ".json"):
            _milieus(found, raw, label)
        elif suffix == ".toml":
            _policy(found, raw, label)
        elif suffix in (".csv", ".tsv", ".txt"):
            _csv(found, raw, label)
        else:
            message = "this kind of file is not read; CSV, XLSX, GeoJSON and TOML are"
            found.refused.append(whole_file(label, message))
    return found


def _workbook(found: Found, raw: bytes, label: str) -> None:
    from data.exchange.sheets import read_workbook

    sheets = read_workbook(raw, label, found.refused, found.warnings, whole_week=False) or {}
    for table in TABLES:
        if table.name in sheets:
            found.put(sheets[table.name], table)


def _milieus(found: Found, raw: bytes, label: str) -> None:
    if found.milieus is not None:
        found.refused.append(whole_file(label, "a second file of milieus; keep one"))
        return
    found.milieus = geojson.read_features(raw, found.refused, found.warnings)
    found.files["milieus"] = geojson.FILE


def _policy(found: Found, raw: bytes, label: str) -> None:
    text = decode(raw, policy.FILE)
    if isinstance(text, Fault):
        found.refused.append(text)
    elif found.policy is not None:
        found.refused.append(whole_file(label, "a second policy; keep one"))
    else:
        found.policy = text.replace("\r\n", "\n")
        found.files["policy"] = policy.FILE


def _csv(found: Found, raw: bytes, label: str) -> None:
    text = decode(raw, label)
    if isinstance(text, Fault):
        found.refused.append(text)
        return
    table = _by_name(label) or _by_header(text)
    if table is None:
        names = ", ".join(f"{table.name}.csv" for table in TABLES)
        found.refused.append(
            whole_file(label, f"it is not clear which table this is; name it one of {names}")
        )
        return
    faults: list[Fault] = []
    cells = read_csv(text, label, table, faults)
    if cells is None:
        found.refused += faults
    else:
        found.faults += faults
        found.put(cells, table)


def _by_name(label: str) -> Table | None:
    stem = fold(PurePath(label).stem)
    return next((table for table in TABLES if stem in (fold(table.name), fold(table.danish))), None)


def _by_header(text: str) -> Table | None:
    """The one table all of whose required columns the first line names, with most columns known."""
    line = text.splitlines()[0] if text.splitlines() else ""
    best: list[tuple[int, str, Table]] = []
    for table in TABLES:
        for separator in SEPARATORS:
            names = {fold(name.strip('" ')) for name in line.split(separator)}
            known = {table.by_header[name].name for name in names if name in table.by_header}
            if {column.name for column in table.columns if column.required} <= known:
                best.append((len(known), table.name, table))
    return max(best, key=lambda entry: entry[0])[2] if best else None
