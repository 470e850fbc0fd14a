"""Workbooks that must not be opened: bombs, macros, passwords; found before they fill the memory."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from data.exchange.workbook_errors import column_number

#: The most bytes a workbook may hold unpacked, and the most cells of a sheet's rectangle.
LARGEST_UNPACKED = 100_000_000
MOST_CELLS = 5_000_000
_MOST_PARTS = 1_000
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_CELL_NAME = re.compile(rb"""\sr\s*=\s*["']([A-Z]+)([0-9]+)["']""")
_EMPTY_FORMULA = re.compile(
    rb"""<c (?![^>]*t="str")[^>]*>\s*<f[^>]*>[^<]*</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>"""
)


def refusal(raw: bytes) -> str | None:
    """Why a workbook is refused, None when it may be opened.

    Nothing is trusted that the file says of itself: every part is unpacked once, in pieces, and counted.
    """
    if raw.startswith(_OLD_FORMAT):
        return "the workbook has a password or is in the old xls format; save it as xlsx without a password"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > _MOST_PARTS:
                return f"the workbook has {len(parts)} parts; at most {_MOST_PARTS} are read"
            if any("vbaproject" in name.casefold() for name in names):
                return "workbooks with macros are refused; save it as a workbook without macros (xlsx)"
            if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
                return "this is no xlsx workbook; save it as xlsx"
            left = LARGEST_UNPACKED
            for part in parts:
                left -= _unpacked_size(raw, part, left)
                if left < 0:
                    most = LARGEST_UNPACKED // 1_000_000
                    return f"the workbook holds more than {most} MB unpacked; at most {most} MB are read"
            if b"macroEnabled" in archive.read("[Content_Types].xml"):
                return "workbooks with macros are refused; save it as a workbook without macros (xlsx)"
            for name in sorted(names):
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    wrong = _sheet_refusal(archive.read(name))
                    if wrong:
                        return wrong
    except _DAMAGED:
        return "the workbook is damaged or is no xlsx file; open it in Excel and save it as xlsx"
    return None


def _unpacked_size(raw: bytes, part: zipfile.ZipInfo, most: int) -> int:
    """The true size of a part, at most a little above ``most``."""
    header = struct.unpack("<4s5H3L2H", raw[part.header_offset : part.header_offset + 30])
    start = part.header_offset + 30 + header[-2] + header[-1]
    packed = memoryview(raw)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    unpacker = zlib.decompressobj(-15)
    size = len(unpacker.decompress(packed, 1_000_000))
    while size <= most and not unpacker.eof and unpacker.unconsumed_tail:
        size += len(unpacker.decompress(unpacker.unconsumed_tail, 1_000_000))
    return size


def _sheet_refusal(xml: bytes) -> str | None:
    """A few cells far apart would fill the memory with the empty rectangle between them."""
    columns: set[bytes] = set()
    last_row = 1
    for letters, row in _CELL_NAME.findall(xml):
        columns.add(letters)
        last_row = max(last_row, int(row[:8]))
    last_column = max((column_number(letters[:4]) for letters in columns), default=1)
    if last_row * last_column > MOST_CELLS:
        return (
            f"a sheet reaches to row {last_row} and column {last_column}; at most {MOST_CELLS} cells are "
            "read: delete the cells far below or to the right"
        )
    if _EMPTY_FORMULA.search(xml):
        return "a sheet has formulas that were never computed; open it in Excel and save it"
    return None
