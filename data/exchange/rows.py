"""From the text of a CSV file to columns of cells with their true lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from data.exchange.columns import Table, fold
from data.exchange.faults import Fault, whole_file

SEPARATORS = (",", ";", "\t")
#: Begins the text of a cell that a workbook's reader has refused already; the message follows.
REFUSED = "\0"
csv.field_size_limit(1_000_000)


@dataclass
class RawTable:
    """A table before its cells are understood.

    ``cells[i]`` is the column under ``header[i]``, text as it stands; ``lines[r]`` is the line of row ``r``.
    ``strict_point`` refuses numbers such as 4.500, which a Danish office may mean as 4500; ``incomplete``
    says that rows were refused as a whole, so that ids may be missing: ``unread`` of them, beside ``blank``
    rows that were left out.
    """

    file: str
    header: list[str]
    cells: list[Sequence[str]] = field(default_factory=list)
    lines: Sequence[int] = ()
    strict_point: bool = False
    incomplete: bool = False
    unread: int = 0
    blank: int = 0


def separator_of(header: str, table: Table) -> str:
    """The separator of a header line: the one that yields most known columns, then most columns."""

    def score(separator: str) -> tuple[int, int]:
        names = next(csv.reader([header], delimiter=separator), [])
        return sum(fold(name) in table.by_header for name in names), len(names)

    return max(SEPARATORS, key=score)


def read_csv(text: str, file: str, table: Table, faults: list[Fault]) -> RawTable | None:
    """The cells of a CSV text; rows that cannot be read are faults, blank rows are skipped."""
    first_line = text[: min((text + "\n").find("\n"), (text + "\r").find("\r"))]
    if not first_line.strip(" \t,;\"'"):
        faults.append(whole_file(file, "the first line is blank; a header line is expected"))
        return None
    separator = separator_of(first_line, table)
    raw = _read_plain(text, separator, file)
    if raw is None:
        raw = _read_closely(text, separator, file, faults)
    return drop_blank_rows(raw)


def _read_plain(text: str, separator: str, file: str) -> RawTable | None:
    """The fast way for a file whose every row is one line of equal width; None for any other file."""
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        return None
    lines = text.removesuffix("\n").split("\n")
    header = lines[0].split(separator)
    width = len(header)
    quoted = [n for n, line in enumerate(lines) if '"' in line] if '"' in text else []
    if len(quoted) > len(lines) // 4 or (quoted and quoted[0] == 0):
        return None
    plain = set(quoted)
    if any(line.count(separator) != width - 1 for n, line in enumerate(lines) if n not in plain):
        return None
    cells: list[str] = []
    after = 1
    for n in quoted:
        row = _quoted_row(lines[n], separator)
        if len(row) != width:
            return None
        if n > after:
            cells += separator.join(lines[after:n]).split(separator)
        cells += row
        after = n + 1
    if after < len(lines):
        cells += separator.join(lines[after:]).split(separator)
    columns: list[Sequence[str]] = [cells[n::width] for n in range(width)]
    names = [name.strip() for name in header]
    return RawTable(file, names, columns, range(2, len(lines) + 1), separator == ";")


def _quoted_row(line: str, separator: str) -> list[str]:
    """The cells of a line with quotation marks; none where it does not stand alone."""
    try:
        return next(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error:
        return []


def _read_closely(text: str, separator: str, file: str, faults: list[Fault]) -> RawTable:
    """Row by row, with a fault for each that cannot be read."""
    before = len(faults)
    rows = _rows(text, separator, file, faults)
    header = [name.strip() for name in next(rows, (1, []))[1]]
    width = len(header)
    kept: list[list[str]] = []
    lines: list[int] = []
    blank = 0
    for line, row in rows:
        if len(row) != width:
            if not any(map(str.strip, row)):
                blank += 1
                continue
            if len(row) < width or any(map(str.strip, row[width:])):
                faults.append(_wrong_width(file, line, len(row), width))
                continue
            del row[width:]
        kept.append(row)
        lines.append(line)
    cells: list[Sequence[str]] = [*zip(*kept, strict=True)] if kept else [() for _ in header]
    unread = len(faults) - before
    return RawTable(file, header, cells, lines, separator == ";", unread > 0, unread, blank)


def _rows(text: str, separator: str, file: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins; broken quotes are faults of their line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            faults.append(Fault(file, line, "-", _quote_advice(str(error))))
            continue
        yield line, row


def _quote_advice(error: str) -> str:
    if "unexpected end" in error:
        return 'a quotation mark opens a cell here and is never closed; close it, or write "" for a mark'
    if "field larger" in error:
        return "a cell is longer than a million characters; is a quotation mark not closed?"
    return 'text follows a closing quotation mark; write "" for a quotation mark inside a quoted cell'


def _wrong_width(file: str, line: int, found: int, expected: int) -> Fault:
    if found > expected:
        message = (
            f"the row has {found} cells, the header {expected}; put quotation marks round a cell that "
            "contains the separator"
        )
    else:
        message = f"the row has {found} cells, the header {expected}; is the line cut off?"
    return Fault(file, line, "-", message)


def drop_blank_rows(raw: RawTable) -> RawTable:
    """Leaves out the rows without any text; the others keep their lines."""
    if not raw.cells:
        return raw
    blank = {row for row, cell in enumerate(raw.cells[0]) if not cell or cell.isspace()}
    for column in raw.cells[1:]:
        blank = {row for row in blank if not column[row].strip()} if blank else blank
    if blank:
        keep = [row for row in range(len(raw.lines)) if row not in blank]
        raw.cells = [[column[row] for row in keep] for column in raw.cells]
        raw.lines = [raw.lines[row] for row in keep]
        raw.blank += len(blank)
    return raw
