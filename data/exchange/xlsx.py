"""A small writer of XLSX workbooks for people: fast, and the same tables give the same bytes.

General libraries stamp the time of writing into the file and are slow for long tables; a result workbook
needs only bold headers, widths, a frozen header, texts, numbers and yes/no.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

TEXT, WHOLE, MONEY, WRAPPED = 0, 0, 2, 3
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
class Number:
    """A number given by its text, so that 4500.10 is written as it stands in the CSV file."""

    text: str


Cell = str | int | bool | Number | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: header, rows of plain values, and per column its style and width in characters."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    styles: Sequence[int]
    widths: Sequence[float]


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


def _letters(number: int) -> str:
    """The letters of column ``number``, 1 being A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(sheet: Sheet, first: bool) -> str:
    letters = [_letters(n) for n in range(1, len(sheet.header) + 1)]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>'
        for n, width in enumerate(sheet.widths, 1)
    )
    opens = [f' s="{style}"' if style else "" for style in sheet.styles]
    lines = [_row(1, letters, [f' s="{_HEADER}"'] * len(letters), sheet.header)]
    lines.extend(_row(n, letters, opens, row) for n, row in enumerate(sheet.rows, 2))
    selected = ' tabSelected="1"' if first else ""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"{selected}>'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _row(number: int, letters: Sequence[str], opens: Sequence[str], values: Sequence[Cell]) -> str:
    cells = [f'<row r="{number}">']
    for letter, style, value in zip(letters, opens, values, strict=True):
        if value is None or value == "":
            continue
        start = f'<c r="{letter}{number}"{style}'
        if isinstance(value, bool):
            cells.append(f'{start} t="b"><v>{int(value)}</v></c>')
        elif isinstance(value, str):
            cells.append(f'{start} t="inlineStr"><is><t xml:space="preserve">{_clean(value)}</t></is></c>')
        else:
            shown = value.text if isinstance(value, Number) else value
            cells.append(f"{start}><v>{shown}</v></c>")
    cells.append("</row>")
    return "".join(cells)


def _clean(text: str) -> str:
    return escape(_ILLEGAL.sub("", text[:_LONGEST_TEXT]), quote=False)
