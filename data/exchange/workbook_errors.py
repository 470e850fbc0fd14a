"""Cells of a workbook that show an Excel error (#N/A and the like), which its reader would take as blank."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR_CELL = re.compile(
    rb"""<c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>(.*?)</c>""",
    re.DOTALL,
)
_VALUE = re.compile(rb"<v[^>]*>([^<]*)</v>")


def error_cells(raw: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Per sheet name the error shown at each (row, column), both from 0."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name, part in _parts(archive).items():
            for letters, row, content in _ERROR_CELL.findall(archive.read(part)):
                shown = _VALUE.search(content)
                text = shown[1].decode("utf-8", "replace") if shown else "#N/A"
                found.setdefault(name, {})[int(row) - 1, column_number(letters) - 1] = text
    return found


def column_number(letters: bytes) -> int:
    """The number of a column named by letters: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    names = set(archive.namelist())
    parts = {}
    for sheet in sheets:
        target = targets.get(sheet.get(_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            parts[sheet.get("name", "")] = part
    return parts
