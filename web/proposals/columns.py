"""The columns of the list of proposals, for sorting it and for its files."""

from __future__ import annotations

from web import present
from web.lists import Column
from web.proposals.lines import Line


def _words(line: Line) -> str:
    """What is to be looked at before deciding, as text."""
    return ", ".join(tag.text for tag in (*line.warnings, *filter(None, (line.barred,))))


def _outcome(line: Line) -> str | None:
    """Why no one is proposed."""
    return None if line.unused is None else line.unused.text


COLUMNS: tuple[Column[Line], ...] = (
    Column("id", "flats.id", lambda line: line.id, "id"),
    Column("citizen", "flats.citizen", lambda line: line.citizen, "id"),
    Column("decision", "flats.decision", lambda line: line.decision.text if line.decision else None),
    Column("points", "flats.points", lambda line: line.points, "whole"),
    Column("address", "flats.address", lambda line: line.flat["address"]),
    Column("department", "flats.department", lambda line: line.flat["department_id"], only_file=True),
    Column("kind", "flats.kind", lambda line: present.label("KINDS", line.flat["kind"])),
    Column("rooms", "flats.rooms", lambda line: line.flat["rooms"], "number"),
    Column("rent", "flats.rent", lambda line: line.flat["rent"], "kr"),
    Column("through", "flats.through", lambda line: line.through),
    Column("warnings", "flats.warnings", _words, sort=lambda line: len(line.warnings) or None),
    Column("unused", "flats.why_unused", _outcome, only_file=True),
)
