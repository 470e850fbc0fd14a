"""What is wrong in a week folder, and where: ``Fault``, and how values are shown without leaking a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WHOLE_FILE = "-"
_TEN_DIGITS = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})([0-9]{2})[-–‐ ]?([0-9]{4})(?![0-9])")
_SHOWN_LENGTH = 40


@dataclass(frozen=True, order=True)
class Fault:
    """One fault or warning in its place; faults sort by file, line and column.

    ``file`` is the file's name, ``week.xlsx[sheet]`` for a sheet; ``line`` counts the header as line 1;
    ``column`` is the header as written in the file, a key of policy.toml, or ``-`` for the whole file.
    """

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        """``FILE:LINE: COLUMN: what is wrong and what is expected``."""
        return f"{self.file}:{self.line}: {self.column}: {self.message}"


def whole_file(file: str, message: str) -> Fault:
    """A fault of the file as a whole, written ``FILE:1: -: …``."""
    return Fault(file, 1, WHOLE_FILE, message)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once, by file, line, column and message."""
    return sorted(set(faults))


def forms_a_date(day: str, month: str, year: str) -> bool:
    """Whether six digits DDMMYY are a calendar day in some century."""
    try:
        date(2000 + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def looks_like_cpr(text: str) -> bool:
    """Whether a text is shaped like a CPR number: six digits forming a date, optional hyphen, four digits."""
    match = _TEN_DIGITS.fullmatch(text)
    return match is not None and forms_a_date(*match.groups()[:3])


def holds_cpr(text: str) -> bool:
    """Whether a CPR number, or what is shaped like one, stands anywhere in a text."""
    return any(forms_a_date(*match.groups()[:3]) for match in _TEN_DIGITS.finditer(text))


def quoted(value: str) -> str:
    """A value as shown in a message: in quotes, on one line, shortened, CPR numbers never shown."""

    def mask(match: re.Match[str]) -> str:
        return "(CPR number)" if forms_a_date(*match.groups()[:3]) else match.group()

    shown = _TEN_DIGITS.sub(mask, value)
    shown = "".join(c if c.isprintable() else " " for c in shown)
    if len(shown) > _SHOWN_LENGTH:
        shown = shown[: _SHOWN_LENGTH - 1] + "…"
    return f'"{shown}"'
