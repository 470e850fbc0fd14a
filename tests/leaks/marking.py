"""Unmistakable words, numbers and days in every column about a citizen, and what an answer shows of them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

from pypdf import PdfReader
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Numeric,
    String,
    Table,
    select,
    update,
)

from data.store import schema, schema_landlord


@dataclass(frozen=True)
class Mark:
    """What stands in every column about citizens: a text that begins with ``word``, a number, a day."""

    word: str
    number: int
    day: date
    yes: bool


ONE = Mark("ZQX", 41, date(1931, 7, 19), True)
ANOTHER = Mark("QWJ", 43, date(1942, 3, 5), False)
#: Tables that tell of citizens, and the columns of each that hold the program together and so stay.
_KEPT = {
    schema.citizens: {"citizen_id", "state", "shelter_id", "case_worker", "version"},
    schema.contacts: {"citizen_id", "version"},
    schema.places: {"citizen_id", "place_id"},
    schema.standing: {"citizen_id", "vacancy_id", "standing_id", "lifted_by", "lifted_at"},
    schema.choices: {"choice_id", "run_id", "vacancy_id", "citizen_id", "decided_by", "undone_by", "action"},
    schema.offer_steps: {
        "step_id", "offer_id", "from_state", "to_state", "taken_by", "deadline", "reason_code"
    },
    schema.checklist: {"offer_id", "item", "state", "settled_by"},
    schema.runs: {"run_id", "state", "number", "previous_run", "municipality", "decision_date"},
    schema.effects: {"effect_id"},
    schema.policies: {"number", "toml"},
    schema.teams: {"team_id", "version"},
}  # fmt: skip
#: Columns of tables that tell of more than citizens.
_ALSO: dict[Table, tuple[str, ...]] = {
    schema.offers: ("team_id", "reason_code"),
    schema_landlord.tenancy_reports: ("closed_words", "closed_by", "meeting_on"),
}


def mark(connection: Connection, how: Mark, *, only: ColumnElement[bool] | None = None) -> None:
    """Mark every citizen, or those ``only`` (a condition on ``citizens``) with all that is told of them."""
    if only is None:
        _lift_the_guard(connection)
        for table, kept in _KEPT.items():
            names = [c.name for c in table.columns if c.name not in kept]
            connection.execute(update(table).values(_values(table, names, how)))
        for table, given in _ALSO.items():
            connection.execute(update(table).values(_values(table, given, how)))
        steps = schema.offer_steps
        why = steps.c.reason_code.not_in(("", "step_back", "postponed"))
        connection.execute(update(steps).where(why).values(reason_code=f"{how.word}-reason_code"))
        found = schema.versions.c.kind == "citizen"
        connection.execute(update(schema.versions).where(found).values(cells={"benefit": f"{how.word}-was"}))
        return
    people = select(schema.citizens.c.citizen_id).where(only)
    for table in (schema.citizens, schema.contacts, schema.places, schema.standing):
        names = [c.name for c in table.columns if c.name not in _KEPT[table]]
        here = table.c.citizen_id.in_(people)
        connection.execute(update(table).where(here).values(_values(table, names, how)))


def _lift_the_guard(connection: Connection) -> None:
    """What is only ever added to may be marked too, in a copy made for that (SQLite)."""
    names = (
        connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    )
    for name in names:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def _values(table: Table, names: Any, how: Mark) -> dict[str, Any]:
    marked = {name: _value(table.c[name], how) for name in names}
    return {name: value for name, value in marked.items() if value is not None}


def _value(column: Column[Any], how: Mark) -> Any:
    """The mark as this column holds it; None for a moment, which tells when the office worked."""
    if column.foreign_keys:
        return None
    kind = column.type
    if isinstance(kind, JSON):
        return [f"{how.word}-{column.name}"]
    if isinstance(kind, Boolean):
        return how.yes
    if isinstance(kind, Date):
        return how.day
    if isinstance(kind, String):
        return f"{how.word}-{column.name}"[: kind.length or 200]
    if isinstance(kind, Numeric) or kind.python_type in (int, float):
        return how.number
    return None


def text_of(kind: str, body: bytes) -> str:
    """Everything readable in an answer of a media type: a page, a list, a workbook, an archive, a paper."""
    if kind == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return body.decode("utf-8", "replace")
