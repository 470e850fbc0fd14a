"""What must fit among the pools of the quarter rule, and between them and the flats they cover."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from data.exchange.faults import quoted

if TYPE_CHECKING:
    from data.exchange.relations import Tables

#: What a pool is known by.
POOL = ("organisation_id", "municipality", "department_id", "class")


def quota_rows(tables: Tables) -> None:
    """No class row stands beside an all row of the same organisation, municipality and estate."""
    read = tables.get("quotas")
    if read is None:
        return
    first: dict[tuple[str, ...], dict[bool, int]] = {}
    for row, key in enumerate(zip(*(read.values[name] for name in POOL), strict=True)):
        if None in key:
            continue
        *where, kind = key
        lines = first.setdefault(tuple(where), {})
        if (kind != "all") in lines:
            other = read.lines[lines[kind != "all"]]
            message = (
                f"a class row and an all row of one organisation, the other on line {other}; one is expected"
            )
            tables.faults.append(read.fault(row, "class", message))
        lines.setdefault(kind == "all", row)


def quota_entitled(tables: Tables) -> None:
    """Under an agreed order the turns say what may be claimed, so no number stands beside them."""
    read = tables.get("quotas")
    if read is None or read.blank("entitled"):
        return
    for row, (mode, entitled) in enumerate(zip(read.values["mode"], read.values["entitled"], strict=True)):
        if mode in ("fourth", "first") and entitled is not None:
            message = f"in mode {mode} the turns say what may be claimed; leave it blank, or is mode choose?"
            tables.faults.append(read.fault(row, "entitled", message))


def quota_cover(tables: Tables) -> None:
    """Every family or youth vacancy of the quarter rule has its account."""
    quotas, read = tables.get("quotas"), tables.get("vacancies")
    if quotas is None or read is None or quotas.incomplete:
        return
    rows = set(zip(*(quotas.values[name] for name in POOL), strict=True))
    doubtful = {row[0] for row in rows if None in row}
    if None in doubtful:
        return
    columns = (read.values[name] for name in (*POOL[:3], "kind", "route"))
    for row, (organisation, municipality, department, kind, route) in enumerate(zip(*columns, strict=True)):
        if kind not in ("family", "youth") or route != "quarter" or organisation in doubtful:
            continue
        if None in (organisation, municipality, department):
            continue
        scopes = product([organisation], {municipality, ""}, {department, ""}, (kind, "all"))
        if rows.isdisjoint(scopes):
            message = (
                f"no row of quotas covers kind {kind} of {quoted(organisation)}"
                f"{' in ' + municipality if municipality else ''}; add the row, or set another route"
            )
            tables.faults.append(read.fault(row, "organisation_id", message))
