"""The template, filled in either language, reads as the CSV week; dangerous workbooks are refused fast."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.exchange import template
from data.exchange.tables import BY_NAME, TABLES
from data.exchange.template import write_template
from data.exchange.week import Reading, read_week
from data.exchange.workbook_guard import LARGEST_UNPACKED
from tests.exchange.test_forms import assert_same_week, week_of
from tests.exchange.workbooks import put, week_beside
from tests.weeks import DECISION_DATE, tables, write_week

LANGUAGES = ("da", "en")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("templates")
    for lang in LANGUAGES:
        write_template(folder / f"{lang}.xlsx", lang)
    return {lang: (folder / f"{lang}.xlsx").read_bytes() for lang in LANGUAGES}


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Templates with few prepared rows, which openpyxl loads quickly."""
    folder = tmp_path_factory.mktemp("short")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template, "ROWS", 10)
        for lang in LANGUAGES:
            write_template(folder / f"{lang}.xlsx", lang)
    return {lang: (folder / f"{lang}.xlsx").read_bytes() for lang in LANGUAGES}


def filled(empty: bytes, lang: str, folder: Path, *, typed: bool, change: Any = None) -> Reading:
    workbook = openpyxl.load_workbook(io.BytesIO(empty))
    put(workbook, tables(), lang, typed=typed)
    if change is not None:
        change(workbook)
    folder.mkdir(exist_ok=True)
    workbook.save(folder / "week.xlsx")
    week_beside(folder)
    return read_week(folder, DECISION_DATE)


@pytest.mark.parametrize("typed", [True, False], ids=["typed", "text"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_filled_template_reads_as_the_csv_week(
    short: dict[str, bytes], lang: str, typed: bool, tmp_path: Path
) -> None:
    plain = week_of(read_week(write_week(tmp_path / "csv"), DECISION_DATE))
    reading = filled(short[lang], lang, tmp_path / "xlsx", typed=typed)
    assert reading.warnings == []
    assert_same_week(plain, week_of(reading))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_template_reads_as_an_empty_week(
    templates: dict[str, bytes], lang: str, tmp_path: Path
) -> None:
    (tmp_path / "week.xlsx").write_bytes(templates[lang])
    reading = read_week(tmp_path, DECISION_DATE)
    week = week_of(reading)
    assert reading.counts == {"citizens": 0, "vacancies": 0}
    assert week.quotas is None
    assert week.teams is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_helps_the_office(templates: dict[str, bytes], lang: str) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(templates[lang]))
    assert workbook.sheetnames[0] == {"da": "Vejledning", "en": "guide"}[lang]
    for table in TABLES:
        sheet = workbook[table.title(lang)]
        assert [cell.value for cell in sheet[1]] == [column.header(lang) for column in table.columns]
        assert sheet.freeze_panes == "B2"
        rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
        for cell, column in zip(sheet[1], table.columns, strict=True):
            assert column.meaning(lang).lower() in cell.comment.text.lower()
            below = sheet.cell(500, cell.column)
            if column.type in ("id", "digits", "text", "list", "code"):
                assert below.number_format == "@", column.name
            if column.type == "date":
                assert below.number_format == "dd-mm-yyyy"
            if column.type == "code":
                letter = cell.column_letter
                name, cells = rules[f"{letter}2:{letter}1001"].lstrip("=").split("!")
                words = [c[0].value for c in workbook[name][cells.replace("$", "")]]
                assert words == list(column.codes.values() if lang == "da" else column.codes)


def test_the_same_template_is_the_same_file(templates: dict[str, bytes], tmp_path: Path) -> None:
    time.sleep(1.1)
    write_template(tmp_path / "again.xlsx", "da")
    assert (tmp_path / "again.xlsx").read_bytes() == templates["da"]


def test_a_template_never_overwrites_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("mine")
    with pytest.raises(FileExistsError):
        write_template(tmp_path / "a.xlsx")
    with pytest.raises(ValueError, match="xlsx"):
        write_template(tmp_path / "a.csv")
    assert (tmp_path / "a.xlsx").read_text() == "mine"


def test_danish_headers_and_words_are_unambiguous() -> None:
    for table in TABLES:
        assert len(table.by_header) == len(
            {c.name for c in table.columns} | {c.danish.casefold() for c in table.columns}
        )
        for column in table.columns:
            for word in (*column.codes, *column.codes.values()):
                assert column.code_words[word.casefold()] in column.codes
            assert [column.code_words[w.casefold()] for w in column.codes.values()] == list(column.codes)
            if column.type == "codes":
                assert all(" " not in word for word in column.codes.values())


def _set(sheet: str, cell: str, value: Any) -> Any:
    def change(workbook: Any) -> None:
        workbook[sheet][cell] = value

    return change


def _cell(table: str, column: str, row: int) -> str:
    from openpyxl.utils import get_column_letter

    names = [c.name for c in BY_NAME[table].columns]
    return f"{get_column_letter(names.index(column) + 1)}{row}"


@pytest.mark.parametrize(
    ("table", "column", "row", "value", "words"),
    [
        ("citizens", "waiting_since", 4, date(2026, 11, 24), "after the decision date"),
        ("citizens", "citizen_id", 4, date(2026, 5, 1), "Excel made the date"),
        ("citizens", "citizen_id", 4, 101901234.0, "CPR"),
        ("citizens", "citizen_id", 4, 1e16, "too long"),
        ("citizens", "children", 3, True, "not a number"),
        ("citizens", "birth_date", 3, "17/5 1980", "not a date"),
        ("quotas", "share", 2, date(2026, 4, 1), "Excel made the date"),
        ("vacancies", "rent", 2, "4.500", "two things"),
        ("vacancies", "rent", 2, "#N/A", "error #N/A"),
        ("vacancies", "kind", 2, "villa", "familiebolig, ungdomsbolig"),
        ("places", "min_km", 3, None, "needs a distance"),
    ],
)
def test_faults_in_a_workbook_name_sheet_row_and_header(
    table: str, column: str, row: int, value: Any, words: str, short: dict[str, bytes], tmp_path: Path
) -> None:
    sheet = BY_NAME[table].danish
    change = _set(sheet, _cell(table, column, row), value)
    faults = filled(short["da"], "da", tmp_path, typed=True, change=change).faults
    header = BY_NAME[table].by_name[column].danish
    assert [(f.file, f.line, f.column) for f in faults] == [(f"week.xlsx[{sheet}]", row, header)]
    assert words in faults[0].message


def test_a_number_with_three_decimals_is_no_text_like_4_500(short: dict[str, bytes], tmp_path: Path) -> None:
    change = _set("Boliger", _cell("vacancies", "rent", 2), 4500.125)
    week = week_of(filled(short["da"], "da", tmp_path, typed=True, change=change))
    assert week.vacancies["rent"].tolist()[0] == 4500.125


def test_ids_typed_as_numbers(short: dict[str, bytes], tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        sheet = workbook["Borgere"]
        sheet[_cell("citizens", "citizen_id", 4)] = 123
        sheet[_cell("citizens", "municipality", 4)] = 101
        workbook["Boliger"][_cell("vacancies", "postcode", 2)] = 800

    reading = filled(short["da"], "da", tmp_path, typed=True, change=change)
    week = week_of(reading)
    assert week.citizens[["citizen_id", "municipality"]].iloc[0].tolist() == ["123", "0101"]
    assert week.vacancies["postcode"].tolist()[0] == "0800"
    assert [(w.line, w.column) for w in reading.warnings] == [
        (2, "Postnummer"),
        (4, "Borger-id"),
        (4, "Handlekommune"),
    ]


def test_sheets_that_lack_stand_twice_or_are_unknown(short: dict[str, bytes], tmp_path: Path) -> None:
    def change(workbook: Any) -> None:
        workbook["Borgere"].title = "Folk"
        workbook.copy_worksheet(workbook["Boliger"]).title = "vacancies"

    reading = filled(short["da"], "da", tmp_path, typed=True, change=change)
    assert [str(fault).split(": ")[0] for fault in reading.faults] == [
        "week.xlsx[citizens]:1",
        "week.xlsx[vacancies]:1",
    ]
    assert [warning.file for warning in reading.warnings] == ["week.xlsx[Folk]"]


def _zip(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(empty: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(empty)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return _zip(**{**parts, name: content})


def _lying(bomb: bytes) -> bytes:
    """The same archive, but every size in it says 10 bytes."""
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        sizes = {info.file_size for info in archive.infolist() if info.file_size > LARGEST_UNPACKED}
    for size in sizes:
        bomb = bomb.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    return bomb


def dangerous(empty: bytes) -> dict[str, tuple[bytes, str]]:
    bomb = _with(empty, "xl/media/x.bin", bytes(2 * LARGEST_UNPACKED))
    far = (
        b'<worksheet><sheetData><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></sheetData></worksheet>'
    )
    formula = (
        b'<worksheet><sheetData><row r="1"><c r="A1"><f>1+1</f><v></v></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(io.BytesIO(empty)) as archive:
        types = archive.read("[Content_Types].xml")
    macro = types.replace(b"spreadsheetml.sheet.main+xml", b"x.sheet.macroEnabled.main+xml")
    return {
        "bomb": (bomb, "100 MB unpacked"),
        "lying bomb": (_lying(bomb), "100 MB unpacked"),
        "macros": (_with(empty, "xl/vbaProject.bin", b"x"), "macros"),
        "macro type": (_with(empty, "[Content_Types].xml", macro), "macros"),
        "far cell": (_with(empty, "xl/worksheets/sheet2.xml", far), "far below"),
        "formula never computed": (_with(empty, "xl/worksheets/sheet2.xml", formula), "never computed"),
        "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000), "password"),
        "no zip": (b"citizen_id;birth_date\n", "damaged"),
        "cut off": (empty[: len(empty) // 2], "damaged"),
        "another zip": (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "no xlsx"),
    }


KINDS = (
    "bomb",
    "lying bomb",
    "macros",
    "macro type",
    "far cell",
    "formula never computed",
    "password",
    "no zip",
)


@pytest.fixture(scope="session")
def dangers(templates: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:
    return dangerous(templates["da"])


@pytest.mark.parametrize("kind", [*KINDS, "cut off", "another zip"])
def test_dangerous_workbooks_are_refused_fast(
    kind: str, dangers: dict[str, tuple[bytes, str]], tmp_path: Path
) -> None:
    raw, words = dangers[kind]
    (tmp_path / "week.xlsx").write_bytes(raw)
    tracemalloc.start()
    begun = time.perf_counter()
    faults = read_week(tmp_path, DECISION_DATE).faults
    seconds = time.perf_counter() - begun
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(f.file, f.line, f.column) for f in faults] == [("week.xlsx", 1, "-")]
    assert words in faults[0].message
    assert seconds < 2
    assert peak < 200_000_000
