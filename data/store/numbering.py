"""The next id of a kind: a letter and a number that no row has or ever had."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from data.store.schema import versions
from data.store.versions import Kind


def next_id(connection: Connection, kind: Kind, letter: str, digits: int) -> str:
    """C0001, C0002, …: one above the highest, also of those taken away, so that no id is given twice."""
    form = re.compile(f"{letter}([0-9]{{1,9}})")
    key = kind.table.c[kind.key]
    ids = set(connection.execute(select(key).where(key.startswith(letter))).scalars())
    gone = select(versions.c.subject).where(versions.c.kind == kind.name).distinct()
    ids.update(connection.execute(gone).scalars())
    highest = max((int(match[1]) for match in map(form.fullmatch, ids) if match), default=0)
    return f"{letter}{highest + 1:0{digits}d}"
