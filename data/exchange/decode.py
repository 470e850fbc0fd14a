"""From a file's bytes to text: UTF-8, with or without a byte-order mark, or cp1252; never a guess.

A file that is neither is refused with the reason and the line; no character is ever replaced.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from data.exchange.faults import Fault, whole_file

#: The largest file read, in bytes.
LARGEST_FILE = 200_000_000
_UTF8_LETTER_IN_BYTES = re.compile(rb"[\xc3][\x80-\xbf]")
_ADVICE = 'save the file as "CSV UTF-8"'


def read_bytes(path: Path, faults: list[Fault]) -> bytes | None:
    """The bytes of a file, or None and a fault: not a plain file, too large, not readable."""
    if path.is_dir():
        faults.append(whole_file(path.name, "this is a folder; a file is expected"))
        return None
    if not path.is_file():
        faults.append(whole_file(path.name, "this is not a plain file; a file is expected"))
        return None
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            message = f"the file has {size // 1_000_000} MB; at most {LARGEST_FILE // 1_000_000} MB are read"
            faults.append(whole_file(path.name, message))
            return None
        return path.read_bytes()
    except OSError as error:
        faults.append(whole_file(path.name, f"the file cannot be read: {error.strerror}; check its rights"))
        return None


def decode(raw: bytes, file: str) -> str | Fault:
    """The text of a file in composed Unicode form, or the fault for which it is refused."""
    if not raw:
        return whole_file(file, "the file is empty; a header line is expected")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return whole_file(file, f"the file is in UTF-16; {_ADVICE}")
    zero = raw.find(b"\0")
    if zero >= 0:
        message = f"a zero byte: the file is damaged or not text; {_ADVICE}"
        return Fault(file, _line(raw, zero), "-", message)
    text = _decoded(raw, file)
    if isinstance(text, Fault):
        return text
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        message = (
            f"a letter was lost (replacement character) when the file was made; export it again and {_ADVICE}"
        )
        return Fault(file, line, "-", message)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _decoded(raw: bytes, file: str) -> str | Fault:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
        if raw.startswith(codecs.BOM_UTF8):
            message = f"byte {raw[wrong]:#04x} is not UTF-8, though the file says it is; {_ADVICE}"
            return Fault(file, _line(raw, wrong), "-", message)
    mixed = _UTF8_LETTER_IN_BYTES.search(raw)
    if mixed:
        message = f"UTF-8 and Windows (cp1252) letters are mixed in the file; {_ADVICE}"
        return Fault(file, _line(raw, max(wrong, mixed.start())), "-", message)
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        message = f"byte {raw[error.start]:#04x} is neither UTF-8 nor Windows (cp1252) text; {_ADVICE}"
        return Fault(file, _line(raw, error.start), "-", message)


def _line(raw: bytes, position: int) -> int:
    return raw.count(b"\n", 0, position) + 1
