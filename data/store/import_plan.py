"""What an upload would do, table by table: new rows, changed cells, rows that stand, rejected rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, select

from data.exchange.faults import Fault, in_order, whole_file
from data.exchange.tables import TABLES
from data.store import schema
from data.store.cells import RowsRead, Texts, understand
from data.store.citizen_places import in_order as places_in_order
from data.store.import_check import Checked, check_together
from data.store.import_entitled import leave_out_entitled
from data.store.import_files import Found, find_tables
from data.store.import_previews import Change, Plan, TablePreview
from data.store.import_single import plan_milieus, plan_policy
from data.store.import_stored import Key, key_of, looked_up, stored_rows


def plan(connection: Connection, files: dict[str, bytes], day: date) -> Plan:
    """Reads the files and compares them with what is stored; changes nothing."""
    found = find_tables(files)
    checked = Checked(_understood(found), warnings=list(found.warnings))
    for name, understood in checked.read.items():
        of_file = understood.read.file
        for fault in found.faults:
            if fault.file == of_file:
                checked.reject(name, fault)
    stored = stored_rows(connection, _sought(checked))
    made = Plan(found, checked, stored)
    milieu_preview = plan_milieus(connection, made)
    known = set(connection.execute(select(schema.milieus.c.milieu_id)).scalars())
    known.update(feature["milieu_id"] for feature in made.milieus)
    check_together(checked, stored, frozenset(known), day)
    leave_out_entitled(checked)
    _block_without_places(found, checked)
    for table in TABLES:
        if table.name in checked.read:
            made.previews.append(_plan_table(made, table.name))
    made.previews += milieu_preview
    plan_policy(connection, made)
    return made


def _understood(found: Found) -> dict[str, RowsRead]:
    """The tables whose header can be read; faults of cells go to ``found.faults``, the rest is refused."""
    read: dict[str, RowsRead] = {}
    for table in TABLES:
        if table.name in found.raws:
            raw, faults = found.raws[table.name], list[Fault]()
            understood = understand(table, raw, faults, found.warnings)
            if understood is None:
                found.refused += faults
            else:
                found.faults += faults
                read[table.name] = understood
    return read


def _sought(checked: Checked) -> dict[str, set[Key]]:
    sought = {name: {key_of(name, row) for _, row in checked.rows(name)} for name in checked.read}
    named = [row for name in ("places", "vacancies") for _, row in checked.rows(name)]
    sought["addresses"] = sought.get("addresses", set()) | looked_up(named)
    return sought


def _block_without_places(found: Found, checked: Checked) -> None:
    """Citizens are not imported beside places of which some cannot be read: a veto could get lost."""
    if "citizens" not in checked.read:
        return
    raw = found.raws.get("places")
    lost = raw is not None and ("places" not in checked.read or raw.unread > 0)
    refused = [fault.file for fault in found.refused if _of_places(fault.file)]
    if lost or refused:
        label = raw.file if raw is not None else refused[0]
        message = "places that cannot be read stand beside the citizens; correct the file first"
        checked.blocked.append(whole_file(label, message))


def _of_places(label: str) -> bool:
    return any(word in label.casefold() for word in ("places", "steder"))


def _plan_table(made: Plan, name: str) -> TablePreview:
    raw, checked = made.found.raws[name], made.checked
    lines = set(raw.lines)
    preview = TablePreview(
        table=name,
        file=raw.file,
        read=len(raw.lines) + raw.unread + raw.blank,
        rejected=raw.unread + len(checked.rejected.get(name, set()) & lines),
        blank=raw.blank,
        faults=tuple(in_order(checked.faults.get(name, ()))),
    )
    return _compare_places(made, preview) if name == "places" else _compare(made, preview)


def _compare(made: Plan, preview: TablePreview) -> TablePreview:
    new: list[str] = []
    changed: list[Change] = []
    unchanged = 0
    stored = made.stored.texts.get(preview.table, {})
    seen: set[Key] = set()
    for line, row in made.checked.rows(preview.table):
        key = key_of(preview.table, row)
        label = " ".join(filter(None, key))
        before = stored.get(key)
        if key in seen:
            unchanged += 1
        elif before is None:
            new.append(label)
        else:
            cells = {
                column: (before[column], text)
                for column, text in row.items()
                if before[column] != text and not _only_spelled(preview.table, column)
            }
            if cells:
                changed.append(Change(label, line, cells))
            unchanged += not cells
        seen.add(key)
    return replace(preview, new=tuple(new), changed=tuple(changed), unchanged=unchanged)


def _only_spelled(table: str, column: str) -> bool:
    """An address spelled otherwise is the same address."""
    return table == "addresses" and column in ("address", "postcode")


def _compare_places(made: Plan, preview: TablePreview) -> TablePreview:
    """Per citizen of the file: places that are there already, new ones, and stored ones no longer named."""
    given: dict[str, list[Texts]] = {}
    for _, row in made.checked.rows("places"):
        full = {column.name: row.get(column.name, "") for column in TABLES[1].columns}
        given.setdefault(row["citizen_id"], []).append(full)
    new: list[str] = []
    unchanged = removed = 0
    for citizen, rows in given.items():
        before = Counter(tuple(row.items()) for row in places_in_order(made.stored.places.get(citizen, ())))
        after = Counter(tuple(row.items()) for row in places_in_order(rows))
        same = (before & after).total()
        unchanged += same
        removed += before.total() - same
        new += [citizen] * (after.total() - same)
        if before != after:
            made.moved[citizen] = rows
    return replace(preview, new=tuple(new), unchanged=unchanged, removed=removed)
