"""An empty week workbook that an office fills in Excel: ``husrum template``."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.exchange.columns import Column, Table
from data.exchange.tables import TABLES

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: Rows below the header that are formatted and have drop-downs.
ROWS = 1000
_CREATED = datetime(2026, 1, 1)
_MODIFIED = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
_YES_NO = {"en": ("yes", "no"), "da": ("ja", "nej")}
_GUIDE = {"en": "guide", "da": "Vejledning"}
_CODES = {"en": "codes", "da": "Koder"}
_TEXTS = ("id", "text", "digits", "codes", "list", "code", "share", "yes_no")
_REQUIRED_FILL, _OTHER_FILL = "FFFFD9A0", "FFE6ECF2"
GUIDE = {
    "en": (
        "The weekly run: how this workbook is filled in",
        "Save it as week.xlsx in the week's folder, with milieus.geojson and policy.toml beside it if used.",
        "Only the sheets citizens and vacancies must be filled in. Sheets without rows count as absent.",
        "Orange headers must be filled in on every row. Point at a header to read what belongs there.",
        "A blank cell means unknown (or what the note says); it never means no.",
        "Ids, postcodes and codes are text: zeros in front stay. Never write CPR numbers or personal names.",
        "Dates are written 31-12-2026 or 2026-12-31. Amounts are DKK a month, without thousands separators.",
        "Lists in a cell are separated by spaces, or by | where an item has a space in it.",
        "A location is x and y (EPSG:25832), or lat and lon (WGS84), or an address found in addresses.",
        "Readiness to live alone, abuse and diagnoses are not asked for: housing comes first.",
    ),
    "da": (
        "Ugens kørsel: sådan udfyldes projektmappen",
        "Gem den som week.xlsx i ugens mappe, eventuelt med milieus.geojson og policy.toml ved siden af.",
        "Kun arkene Borgere og Boliger skal udfyldes. Ark uden rækker regnes som ikke medsendt.",
        "Orange overskrifter skal udfyldes i hver række. Peg på en overskrift og læs, hvad der skal stå.",
        "En blank celle betyder ukendt (eller det, noten siger); den betyder aldrig nej.",
        "Id'er, postnumre og koder er tekst: nuller foran bevares. Skriv aldrig CPR-numre eller personnavne.",
        "Datoer skrives 31-12-2026 eller 2026-12-31. Beløb er kr. pr. måned uden tusindtalsseparator.",
        "Lister i en celle adskilles af mellemrum, eller af | hvor der er mellemrum i et af ordene.",
        "Et sted angives med X og Y (EPSG:25832), bredde- og længdegrad (WGS84) eller en adresse i Adresser.",
        "Boligparathed, misbrug og diagnoser spørges der ikke om: boligen kommer først.",
    ),
}


def write_template(path: Path, lang: str = "da") -> None:
    """Writes an empty week workbook with headers, drop-downs and notes in a language, ``da`` or ``en``.

    Raises FileExistsError when the file exists and ValueError for another suffix than .xlsx.
    """
    if path.suffix.casefold() != ".xlsx":
        raise ValueError(f"{path.name} does not end in .xlsx")
    if path.exists():
        raise FileExistsError(f"{path} exists already")
    path.write_bytes(template_bytes(lang))


def template_bytes(
    lang: str = "da", tables: Sequence[Table] = TABLES, guide_lines: Sequence[str] | None = None
) -> bytes:
    """The empty week workbook as bytes; the same language gives the same bytes.

    ``tables`` and ``guide_lines`` (default: those of a week) make one with other sheets and another guide.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    guide = workbook.active
    assert guide is not None
    _fill_guide(guide, lang, tables, GUIDE[lang] if guide_lines is None else guide_lines)
    sheets = {table.name: workbook.create_sheet(table.title(lang)) for table in tables}
    words = _fill_codes(workbook, lang, tables)
    for table in tables:
        _fill_table(sheets[table.name], table, words, lang)
    workbook.active = workbook.index(sheets[tables[0].name])
    guide.sheet_view.tabSelected = False
    return _saved(workbook)


def _saved(workbook: Workbook) -> bytes:
    """The workbook's bytes without the time of writing, so that the same template is the same file."""
    workbook.properties.created = workbook.properties.modified = _CREATED
    saved, plain = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as archive, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            content = archive.read(part)
            if part.filename == "docProps/core.xml":
                content = _MODIFIED.sub(_CREATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            copy.writestr(
                zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return plain.getvalue()


def _fill_guide(sheet: Any, lang: str, tables: Sequence[Table], lines: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = _GUIDE[lang]
    sheet.column_dimensions["A"].width = 110
    for row, line in enumerate(lines, 1):
        cell = sheet.cell(row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if row == 1:
            cell.font = Font(bold=True, size=14)
    for row, table in enumerate(tables, len(lines) + 2):
        meaning = table.danish_meaning if lang == "da" else table.english_meaning
        sheet.cell(row, 1, f"{table.title(lang)}: {meaning}")


def _code_lists(lang: str, tables: Sequence[Table]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each set of codes once, with its words in the language."""
    seen = set()
    for table in tables:
        for column in table.columns:
            key = tuple(column.codes)
            if column.type == "code" and key not in seen:
                seen.add(key)
                yield key, tuple(column.codes.values()) if lang == "da" else key


def _fill_codes(workbook: Workbook, lang: str, tables: Sequence[Table]) -> dict[tuple[str, ...], str]:
    """A hidden sheet with the words of every drop-down; the range of each list of codes."""
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(_CODES[lang])
    sheet.sheet_state = "hidden"
    ranges = {}
    for number, (key, words) in enumerate([*_code_lists(lang, tables), (("yes_no",), _YES_NO[lang])], 1):
        for row, word in enumerate(words, 1):
            sheet.cell(row, number, word).number_format = "@"
        letter = get_column_letter(number)
        ranges[key] = f"={_CODES[lang]}!${letter}$1:${letter}${len(words)}"
    return ranges


def _fill_table(sheet: Worksheet, table: Table, words: dict[tuple[str, ...], str], lang: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 45
    for number, column in enumerate(table.columns, 1):
        letter = get_column_letter(number)
        header = sheet.cell(1, number, column.header(lang))
        header.font = Font(bold=True)
        header.fill = PatternFill("solid", fgColor=_REQUIRED_FILL if column.required else _OTHER_FILL)
        header.alignment = Alignment(wrap_text=True, vertical="top")
        header.comment = Comment(_note(column, lang), "husrum", width=360, height=160)
        sheet.column_dimensions[letter].width = max(12.0, min(24.0, len(column.header(lang)) + 2.0))
        _format_rows(sheet, number, column)
        _add_validation(sheet, f"{letter}2:{letter}{ROWS + 1}", column, words, lang)


def _format_rows(sheet: Worksheet, number: int, column: Column) -> None:
    """The number format of the empty cells below the header, so that Excel keeps what is typed."""
    from openpyxl.utils import get_column_letter

    if column.type in _TEXTS:
        form = "@"
    elif column.type == "date":
        form = "dd-mm-yyyy"
    else:
        form = "General"
    sheet.column_dimensions[get_column_letter(number)].number_format = form
    if form != "General":
        for row in range(2, ROWS + 2):
            sheet.cell(row, number).number_format = form


def _add_validation(
    sheet: Worksheet, cells: str, column: Column, words: dict[tuple[str, ...], str], lang: str
) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    key = ("yes_no",) if column.type == "yes_no" else tuple(column.codes)
    if column.type not in ("code", "yes_no"):
        return
    rule = DataValidation(type="list", formula1=words[key], allow_blank=True, showErrorMessage=True)
    rule.error = (
        "Vælg fra listen eller lad cellen være tom."
        if lang == "da"
        else "Choose from the list or leave it blank."
    )
    rule.add(cells)
    sheet.add_data_validation(rule)


def _note(column: Column, lang: str) -> str:
    """What a header's note says: meaning, type, what blank means, and the codes of a list."""
    danish = lang == "da"
    blank = ("Blank: " if not danish else "Tom celle: ") + column.blank_meaning(lang)
    lines = [_sentence(column.meaning(lang)), _sentence(column.type_name(lang)), _sentence(blank)]
    if column.type == "codes":
        lines.append(
            ("Ord: " if danish else "Words: ") + " ".join(column.codes.values() if danish else column.codes)
        )
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
