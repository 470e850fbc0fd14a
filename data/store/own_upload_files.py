"""An association's file of vacancies: the columns of vacancies.csv, read row by row with every fault.

``vacancy_id`` is the association's own word for the flat, or Husrum's id of it.  organisation_id and
reported_on are Husrum's to give: the first may stand in the file when it is its own, the second is not read.
``none_reason`` may stand beside route.  (The texts are in the store's own form, as of any CSV row.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from data.exchange.columns import Column, fold
from data.exchange.decode import LARGEST_FILE, decode
from data.exchange.faults import Fault, whole_file
from data.exchange.rows import RawTable, read_csv
from data.exchange.tables import VACANCIES
from data.store.cells import Texts, understand
from data.store.references import composed
from data.store.reported_cells import NONE_REASON

#: More rows than these are put up in several files.
MOST_ROWS = 200
ORGANISATION, REPORTED = "organisation_id", "reported_on"
_NONE_REASON = Column(
    NONE_REASON,
    "code",
    "Hvorfor ikke til anvisning",
    "why a vacancy of route none is not at disposal",
    "hvorfor en bolig, der er ikke til anvisning, ikke er det",
    blank=("other", "andet"),
    codes={
        "internal_transfer": "intern oprykning", "rehousing": "genhusning", "sale": "salg", "other": "andet",
    },
)  # fmt: skip
_ID = replace(
    VACANCIES.by_name["vacancy_id"],
    english_meaning="your own number of the vacancy, or Husrum's",
    danish_meaning="jeres eget nummer på den ledige bolig eller Husrums",
)
#: The columns of an association's file.
OWN_TABLE = replace(
    VACANCIES,
    columns=(
        _ID,
        *(c for c in VACANCIES.columns if c.name not in ("vacancy_id", ORGANISATION, REPORTED)),
        _NONE_REASON,
    ),
)


@dataclass
class FileRead:
    """The file understood: line and texts of the rows without a fault of their own, faults by line.

    ``refused``: why the file as a whole is not read.  ``headers``: each column's header as it stands.
    ``words``: the word each line names its flat by.
    """

    file: str
    rows: list[tuple[int, Texts]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    def at(self, line: int, fault: Fault) -> Fault:
        """A fault of a single flat in its place in the file."""
        return Fault(self.file, line, self.headers.get(fault.column, fault.column), fault.message)


def read_file(name: str, raw: bytes, organisation: str) -> FileRead:
    """The vacancies of a CSV or XLSX file of one organisation."""
    label = PurePath(name.replace("\\", "/")).name or "vacancies.csv"
    read = FileRead(label)
    table = _raw_table(read, raw)
    if table is None or read.refused:
        return read
    if len(table.lines) > MOST_ROWS:
        message = f"the file has {len(table.lines)} rows; at most {MOST_ROWS} are read at a time"
        read.refused.append(whole_file(read.file, message))
        return read
    read.file = table.file
    _understand(read, table, organisation)
    return read


def _raw_table(read: FileRead, raw: bytes) -> RawTable | None:
    suffix = PurePath(read.file).suffix.casefold()
    if len(raw) > LARGEST_FILE:
        message = f"the file has {len(raw) // 1_000_000} MB; at most {LARGEST_FILE // 1_000_000} MB are read"
        read.refused.append(whole_file(read.file, message))
    elif suffix == ".xlsx":
        return _workbook(read, raw)
    elif suffix in (".csv", ".tsv", ".txt"):
        text = decode(raw, read.file)
        if not isinstance(text, Fault):
            before = len(read.faults)
            table = read_csv(text, read.file, OWN_TABLE, read.faults)
            if table is None:
                read.refused += read.faults[before:]
            return table
        read.refused.append(text)
    else:
        read.refused.append(whole_file(read.file, "this kind of file is not read; CSV and XLSX are"))
    return None


def _workbook(read: FileRead, raw: bytes) -> RawTable | None:
    from data.exchange.sheets import read_workbook

    sheets = read_workbook(raw, read.file, read.refused, read.warnings, whole_week=False) or {}
    for name in sheets:
        if name != VACANCIES.name:
            message = f"the sheet {name} is not read; only {VACANCIES.name} is"
            read.refused.append(whole_file(f"{read.file}[{name}]", message))
    table = sheets.get(VACANCIES.name)
    if table is None and not read.refused:
        message = f"the workbook has no rows of {VACANCIES.name}"
        read.refused.append(whole_file(read.file, message))
    return table


def _understand(read: FileRead, table: RawTable, organisation: str) -> None:
    """Cells typed; what is Husrum's to give is not read."""
    given = _taken_out(table, ORGANISATION)
    _taken_out(table, REPORTED)
    for text, line in zip(given or (), table.lines, strict=bool(given)):
        if text.strip() not in ("", organisation):
            message = f"only vacancies of your own organisation are kept; expected: {organisation}"
            read.faults.append(Fault(read.file, line, ORGANISATION, message))
    faults: list[Fault] = []
    understood = understand(OWN_TABLE, table, faults, read.warnings)
    if understood is None:
        read.refused += faults
        return
    read.headers = dict(understood.read.headers)
    read.faults += faults
    wrong = {fault.line for fault in read.faults}
    for n, line in enumerate(table.lines):
        texts = understood.row(n)
        texts["vacancy_id"] = read.words[line] = composed(texts["vacancy_id"])
        if line not in wrong:
            read.rows.append((line, texts))


def _taken_out(table: RawTable, name: str) -> Sequence[str] | None:
    """A column by its English or Danish header, taken out of the table; None where it has none."""
    known = {fold(name), fold(VACANCIES.by_name[name].danish)}
    for position, header in enumerate(table.header):
        if fold(header) in known:
            del table.header[position]
            cells = list(table.cells)
            taken = cells.pop(position)
            table.cells = cells
            return taken
    return None
