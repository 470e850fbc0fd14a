"""One row of an association's file: a new flat, a changed one, one that stands, or why it is rejected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from data.exchange.faults import Fault
from data.exchange.tables import VACANCIES
from data.store import flats
from data.store.actor import Actor
from data.store.cells import Texts, texts
from data.store.errors import NotPossible, Refused
from data.store.own_open import OPEN
from data.store.own_upload_files import FileRead
from data.store.references import COLUMN, find
from data.store.reported_cells import NONE_REASON, Unconfirmed
from data.store.reporting import report_vacancy
from data.store.rows import Row
from data.store.soft_warnings import SoftWarning

NEW, CHANGED, UNCHANGED, REJECTED = "new", "changed", "unchanged", "rejected"


@dataclass(frozen=True)
class RowDone:
    """What a row does: its line, the word it names the flat by, Husrum's id, new, changed, unchanged or
    rejected; the changed cells (before, after) by column, what is unusual, and what is wrong."""

    line: int
    word: str
    vacancy_id: str
    kind: str
    cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    warnings: tuple[SoftWarning, ...] = ()
    faults: tuple[Fault, ...] = ()

    def plain(self) -> dict[str, Any]:
        """As values of JSON, the figures of the warnings with their types."""
        return asdict(self)

    @classmethod
    def of_plain(cls, kept: Mapping[str, Any]) -> RowDone:
        """As it was before it was kept; days in the figures are texts then."""
        return cls(
            kept["line"], kept["word"], kept["vacancy_id"], kept["kind"],
            {name: (pair[0], pair[1]) for name, pair in kept["cells"].items()},
            tuple(SoftWarning(**{**one, "columns": tuple(one["columns"])}) for one in kept["warnings"]),
            tuple(Fault(**fault) for fault in kept["faults"]),
        )  # fmt: skip


def do_row(
    connection: Connection,
    actor: Actor,
    read: FileRead,
    line: int,
    given: Texts,
    announced: bool,
    words: dict[str, int],
) -> RowDone:
    """Report or change the flat of a row, with every warning taken as confirmed, and say what was done.

    ``words``: the line of each word of the file so far; one that stands twice is a fault at the later line.
    """
    word = given["vacancy_id"]
    cells = {name: text for name, text in given.items() if name != "vacancy_id"}
    done = RowDone(line, word, "", REJECTED)
    if words.setdefault(word, line) != line:
        message = f"the vacancy_id is repeated; it stands already on line {words[word]}"
        return replace(done, faults=(read.at(line, Fault("", 1, "vacancy_id", message)),))
    vacancy_id = find(connection, str(actor.organisation_id), word)
    try:
        if vacancy_id is None:
            return _new(connection, actor, replace(done, kind=NEW), cells, announced)
        row = flats.get_vacancy(connection, actor, vacancy_id)
        return _changed(connection, actor, replace(done, vacancy_id=vacancy_id), row, cells)
    except Refused as refused:
        return replace(done, faults=tuple(_placed(read, line, fault) for fault in refused.faults))
    except NotPossible as error:
        return replace(done, faults=(read.at(line, Fault("", 1, "vacancy_id", _MESSAGES[error.code])),))


#: Why a row cannot be done, by the code of the store's answer.
_MESSAGES = {
    "flat_held": "a nomination rests on this vacancy, so that its kind, estate, municipality and route stay",
    "flat_closed": "this vacancy is closed already; report the dwelling again under another number",
}


def _placed(read: FileRead, line: int, fault: Fault) -> Fault:
    """A fault of the reference stands under the column the file has it in."""
    return read.at(line, Fault("", 1, "vacancy_id", fault.message) if fault.column == COLUMN else fault)


def _new(connection: Connection, actor: Actor, done: RowDone, cells: Texts, announced: bool) -> RowDone:
    def report(confirmed: Mapping[str, str]) -> str:
        return report_vacancy(
            connection, actor, cells, confirmed, None, announced, reference=done.word, quiet=True
        )

    try:
        return replace(done, vacancy_id=report({}))
    except Unconfirmed as unconfirmed:
        told = unconfirmed.warnings
        return replace(done, vacancy_id=report({one.code: one.value for one in told}), warnings=told)


def _changed(connection: Connection, actor: Actor, done: RowDone, row: Row, cells: Texts) -> RowDone:
    before = {**texts(VACANCIES, row), NONE_REASON: row[NONE_REASON] or ""}
    left_out = {"municipality"} if not cells.get("municipality") else set()
    left_out |= {NONE_REASON} if cells.get("route") != "none" or not cells.get(NONE_REASON) else set()
    cells = {name: text for name, text in cells.items() if name not in left_out}
    differ = {name: (before[name], text) for name, text in cells.items() if before[name] != text}
    if not differ:
        return replace(done, kind=UNCHANGED)
    if row["state"] not in OPEN:
        raise NotPossible("flat_closed")
    sent = {**cells, "vacancy_id": done.vacancy_id}

    def report(confirmed: Mapping[str, str]) -> None:
        report_vacancy(connection, actor, sent, confirmed, row["version"], quiet=True)

    told: tuple[SoftWarning, ...] = ()
    try:
        report({})
    except Unconfirmed as unconfirmed:
        told = unconfirmed.warnings
        report({one.code: one.value for one in told})
    return replace(done, kind=CHANGED, cells=differ, warnings=told)
