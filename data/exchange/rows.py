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

    ``cells[i]`` is the column under ``header[i]``, trimmed text; ``lines[r]`` is the line of row ``r``.
    ``strict_point`` refuses numbers such as 4.500, which a Danish office may mean as 4500; ``incomplete``
    says that rows were refused as a whole, so that ids may be missing.
    """

    file: str
    header: list[str]
    cells: list[Sequence[str]] = field(default_factory=list)
    lines: Sequence[int] = ()
    strict_point: bool = False
    incomplete: bool = False


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
    before = len(faults)
    rows = _rows(text, separator, file, faults)
    header = [name.strip() for name in next(rows, (1, []))[1]]
    width = len(header)
    kept: list[list[str]] = []
    lines: list[int] = []
    for line, row in rows:
        if len(row) != width:
            if not any(map(str.strip, row)):
                continue
            if len(row) < width or any(map(str.strip, row[width:])):
                faults.append(_wrong_width(file, line, len(row), width))
                continue
            del row[width:]
        kept.append(row)
        lines.append(line)
    columns = [[cell.strip() for cell in column] for column in zip(*kept, strict=True)]
    cells: list[Sequence[str]] = [*columns] if columns else [[] for _ in header]
    incomplete = len(faults) > before
    return drop_blank_rows(RawTable(file, header, cells, lines, separator == ";", incomplete))


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
    blank = {row for row, cell in enumerate(raw.cells[0]) if not cell}
    for column in raw.cells[1:]:
        blank = {row for row in blank if not column[row]} if blank else blank
    if blank:
        keep = [row for row in range(len(raw.lines)) if row not in blank]
        raw.cells = [[column[row] for row in keep] for column in raw.cells]
        raw.lines = [raw.lines[row] for row in keep]
    return raw
