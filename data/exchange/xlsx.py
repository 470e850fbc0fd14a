"""A small writer of XLSX workbooks for people: fast, and the same tables give the same bytes.

General libraries stamp the time of writing into the file and are slow for long tables; a result workbook
needs only bold headers, widths, a frozen header, texts, numbers and yes/no.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

PLAIN, MONEY, WRAPPED = 0, 2, 3
_HEADER = 1
_LONGEST_TEXT = 32_767
#: The most rows a sheet may have, header included.
MOST_ROWS = 1_048_576
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TIME = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill '
    'patternType="solid"><fgColor rgb="FFE6ECF2"/></patternFill></fill></fills><borders count="1"><border/>'
    '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" fillId="2" '
    'applyFont="1" applyFill="1"/><xf numFmtId="4" applyNumberFormat="1"/><xf applyAlignment="1"><alignment '
    'vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True)
class Column:
    """A column: header, cells as text ("" is blank), what they are, their style, width in characters.

    Numbers are given by their text, so that 4500.10 is written as it stands in the CSV file; a yes or no is
    ``1`` or ``0``.
    """

    header: str
    cells: Sequence[str]
    kind: Literal["text", "number", "yes_no"] = "text"
    style: int = PLAIN
    width: float = 16.0


@dataclass(frozen=True)
class Sheet:
    """A sheet of columns of equal length."""

    name: str
    columns: Sequence[Column]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The bytes of a workbook with the sheets in order."""
    buffer = io.BytesIO()
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(buffer, "w") as archive:
        _put(archive, "[Content_Types].xml", _content_types(numbers))
        _put(
            archive,
            "_rels/.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        names = "".join(
            f'<sheet name="{escape(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, sheet in zip(numbers, sheets, strict=True)
        )
        _put(
            archive,
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        )
        relations = "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        _put(
            archive,
            "xl/_rels/workbook.xml.rels",
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{relations}<Relationship '
            f'Id="rId{len(sheets) + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        _put(archive, "xl/styles.xml", _STYLES)
        for n, sheet in zip(numbers, sheets, strict=True):
            _put(archive, f"xl/worksheets/sheet{n}.xml", _sheet(sheet, first=n == 1))
    return buffer.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    archive.writestr(info, text.encode(), compresslevel=1)


def _content_types(numbers: Iterable[int]) -> str:
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{office}.worksheet+xml"/>'
        for n in numbers
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{office}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{office}.styles+xml"/>{sheets}</Types>'
    )


def _sheet(sheet: Sheet, first: bool) -> str:
    """The sheet's XML; cells stand in order, so that none needs to name its place."""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{column.width:g}" customWidth="1"/>'
        for n, column in enumerate(sheet.columns, 1)
    )
    header = "".join(_text(column.header, f' s="{_HEADER}"') for column in sheet.columns)
    rows = map("".join, zip(*map(_cells, sheet.columns), strict=True))
    lines = "</row><row>".join((header, *rows))
    selected = ' tabSelected="1"' if first else ""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"{selected}>'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData><row>{lines}</row></sheetData></worksheet>"
    )


def _cells(column: Column) -> Iterator[str]:
    """The XML of each cell of a column; each different value is written once."""
    style = f' s="{column.style}"' if column.style else ""
    known = {"": "<c/>"}
    for value in set(column.cells) - {""}:
        if column.kind == "text":
            known[value] = _text(value, style)
        else:
            boolean = ' t="b"' if column.kind == "yes_no" else ""
            known[value] = f"<c{style}{boolean}><v>{value}</v></c>"
    return map(known.__getitem__, column.cells)


def _text(text: str, style: str) -> str:
    clean = escape(_ILLEGAL.sub("", text[:_LONGEST_TEXT]), quote=False)
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'
