"""The uploaded rows checked together with what is stored, as the week they would make.

Rows are rejected until the rest fits: a row that names a rejected one is rejected with it, and a citizen
comes with all places or not at all, since a place to keep away from must not get lost.  Faults of stored rows
that the upload brings about block it as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from data.exchange.faults import Fault, in_order
from data.exchange.locate import locate, read_addresses
from data.exchange.reading import TableRead, read_table
from data.exchange.relations import CHECKS, Tables, chances
from data.exchange.rows import RawTable
from data.exchange.tables import BY_NAME
from data.store.cells import RowsRead, Texts
from data.store.import_stored import Stored, key_of

_STORED_LINE = re.compile(r"on line -[0-9]+")


@dataclass
class Checked:
    """The uploaded tables under check: the faults found, and which rows (by line) they reject."""

    read: dict[str, RowsRead]
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    rejected: dict[str, set[int]] = field(default_factory=dict)
    warnings: list[Fault] = field(default_factory=list)
    blocked: list[Fault] = field(default_factory=list)

    def rows(self, table: str) -> list[tuple[int, Texts]]:
        """Line and texts of the accepted rows of a table."""
        understood = self.read.get(table)
        if understood is None:
            return []
        rejected = self.rejected.get(table, set())
        lines = understood.read.lines
        return [(lines[n], understood.row(n)) for n in range(len(lines)) if lines[n] not in rejected]

    def reject(self, table: str, fault: Fault) -> bool:
        """Rejects a row; whether it was not rejected before."""
        self.faults.setdefault(table, []).append(fault)
        before = self.rejected.setdefault(table, set())
        new = fault.line not in before
        before.add(fault.line)
        return new


def check_together(checked: Checked, stored: Stored, milieu_ids: frozenset[str], day: date) -> None:
    """Rejects what does not fit, row by row, until all that is left fits."""
    again = True
    while again:
        _households(checked)
        week = _Merged(checked, stored)
        faults, warnings = week.faults(milieu_ids, day)
        again = False
        for name, fault in faults:
            if fault.line > 0:
                again |= checked.reject(name, fault)
    checked.warnings += [fault for _, fault in warnings if fault.line > 0]
    brought = {week.told(name, fault) for name, fault in faults if fault.line < 0}
    if brought:
        before = _Merged(Checked({}), stored)
        stood = {before.told(name, fault) for name, fault in before.faults(milieu_ids, day)[0]}
        checked.blocked += in_order(brought - stood)
    _warn_of_chances(checked, day)


def _households(checked: Checked) -> None:
    """A rejected place takes the citizen's other uploaded rows with it."""
    where: dict[str, Fault] = {}
    for fault in checked.faults.get("places", ()):
        citizen = _citizen_on(checked, fault.line)
        if citizen:
            where.setdefault(citizen, fault)
    for name in ("citizens", "places"):
        understood = checked.read.get(name)
        for line, row in checked.rows(name) if understood is not None else ():
            cause = where.get(row["citizen_id"])
            if cause is not None and understood is not None:
                message = f"the citizen's places have a fault ({cause.file}, line {cause.line}), so all wait"
                header = understood.read.headers["citizen_id"]
                checked.reject(name, Fault(understood.read.file, line, header, message))


def _citizen_on(checked: Checked, line: int) -> str:
    understood = checked.read.get("places")
    if understood is None or line not in understood.read.lines:
        return ""
    return understood.row(list(understood.read.lines).index(line))["citizen_id"]


class _Merged:
    """The tables as they would be: stored rows at negative lines, uploaded rows at their own."""

    def __init__(self, checked: Checked, stored: Stored) -> None:
        self.given = {name: rows.read for name, rows in checked.read.items()}
        self.keys: dict[str, list[str]] = {}
        self.read: dict[str, TableRead] = {}
        self.unread: list[Fault] = []
        for name, table in BY_NAME.items():
            rows = _stored_part(name, checked, stored)
            lines = [-n for n in range(1, len(rows) + 1)]
            self.keys[name] = [" ".join(filter(None, key_of(name, row))) for row in rows]
            for line, row in checked.rows(name):
                before = stored.texts.get(name, {}).get(key_of(name, row), {})
                rows.append({**before, **row})
                lines.append(line)
            if rows:
                header = [column.name for column in table.columns]
                cells = [[row.get(column, "") for row in rows] for column in header]
                read = read_table(table, RawTable(name, header, list(cells), lines), self.unread, [])
                assert read is not None
                self.read[name] = read

    def faults(
        self, milieu_ids: frozenset[str], day: date
    ) -> tuple[list[tuple[str, Fault]], list[tuple[str, Fault]]]:
        """Faults and warnings with the table they are of, each once."""
        faults: list[Fault] = list(self.unread)
        warnings: list[Fault] = []
        addresses = read_addresses(self.read.get("addresses"), faults)
        for name in ("places", "vacancies"):
            if name in self.read:
                locate(self.read[name], addresses, faults, warnings)
        tables = Tables(day, self.read, frozenset(self.read), milieu_ids, faults, warnings)
        for check in CHECKS:
            if check is not chances:
                check(tables)
        return self._named(faults), self._named(warnings)

    def _named(self, faults: list[Fault]) -> list[tuple[str, Fault]]:
        return [(fault.file, self._as_in_file(fault)) for fault in in_order(faults)]

    def _as_in_file(self, fault: Fault) -> Fault:
        given = self.given.get(fault.file)
        message = _STORED_LINE.sub("among the stored rows", fault.message)
        if given is None:
            return Fault(fault.file, fault.line, fault.column, message)
        return Fault(given.file, fault.line, given.headers.get(fault.column, fault.column), message)

    def told(self, name: str, fault: Fault) -> Fault:
        """A stored row's fault, with the row's key in place of a line."""
        return Fault(name, 1, fault.column, f"{self.keys[name][-fault.line - 1]}: {fault.message}")


def _stored_part(name: str, checked: Checked, stored: Stored) -> list[Texts]:
    """The stored rows of the coming week that the upload does not replace."""
    if name == "places":
        replaced = {row["citizen_id"] for _, row in checked.rows("places")}
        return [
            row
            for citizen, rows in stored.places.items()
            if citizen not in replaced and (citizen,) in stored.open["citizens"]
            for row in rows
        ]
    replaced_keys = {key_of(name, row) for _, row in checked.rows(name)}
    open_keys = stored.open.get(name, set())
    texts = stored.texts.get(name, {})
    return [texts[key] for key in texts if key in open_keys and key not in replaced_keys]


def _warn_of_chances(checked: Checked, day: date) -> None:
    """chances_per_week for some citizens only is used for none (data/store/export.py)."""
    if "citizens" in checked.read and "chances_per_week" in checked.read["citizens"].texts:
        read = checked.read["citizens"].read
        faults: list[Fault] = []
        chances(Tables(day, {"citizens": read}, frozenset(("citizens",)), None, faults, []))
        message = "given for some citizens only, so it is computed for all"
        checked.warnings += [Fault(fault.file, 1, fault.column, message) for fault in faults]
