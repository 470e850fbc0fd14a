"""From the text of one cell to its value: one function per type of column, and why a text is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from data.exchange.columns import Column
from data.exchange.faults import looks_like_cpr, quoted

YES = ("1", "true", "ja", "yes")
NO = ("0", "false", "nej", "no")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)")
_THREE_DECIMALS = re.compile(r"[-+]?[0-9]{1,3}\.[0-9]{3}")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:[ .,'\u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DANISH_DATE = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
_DIGITS = re.compile(r"[0-9]{4}")
_FRACTION = re.compile(r"([0-9]+) ?/ ?([0-9]+)")
_EARLIEST, _LATEST = 1850, 2200
_LARGEST = 1e12


class CellError(ValueError):
    """Why a cell is refused and what is expected; its text becomes the fault's message."""


def number(text: str, strict_point: bool) -> str:
    """A number as Python writes it, decimal point or comma; never a thousands separator."""
    if strict_point and _ambiguous(text):
        raise CellError(
            f"{quoted(text)} can mean two things where the decimal comma is used: write "
            f"{text.replace('.', '')} or {text.replace('.', ',')}"
        )
    if not _NUMBER.fullmatch(text):
        if _THOUSANDS.fullmatch(text):
            raise CellError(f"{quoted(text)} has thousands separators; write the number without them")
        raise CellError(f"{quoted(text)} is not a number; digits with at most one decimal sign are expected")
    return text.replace(",", ".")


def _ambiguous(text: str) -> bool:
    head, point, tail = text.rpartition(".")
    return bool(point) and len(tail) == 3 and tail.isdigit() and head.lstrip("+-").isdigit()


def real(column: Column, text: str, strict_point: bool) -> float:
    """A number within the column's range, as float."""
    value = float(number(text, strict_point))
    _check_range(column, value, text)
    return value


def whole(column: Column, text: str, strict_point: bool) -> int:
    """A whole number within the column's range."""
    value = float(number(text, strict_point))
    if abs(value) > _LARGEST:  # also infinity, for hundreds of digits
        _check_range(column, value, text)
    if value != math.floor(value):
        raise CellError(f"{quoted(text)} is not whole; a whole number is expected")
    _check_range(column, value, text)
    return int(value)


def exact(column: Column, text: str, strict_point: bool) -> Fraction:
    """A number within the column's range, as an exact fraction."""
    digits = number(text, strict_point)
    _check_range(column, float(digits), text)
    return Fraction(digits)


def _check_range(column: Column, value: float, text: str) -> None:
    low, high = column.low, column.high
    if low is not None and (value < low or (column.above and value <= low)):
        bound = f"above {low:g}" if column.above else f"at least {low:g}"
        expected = f"{low:g} to {high:g}" if high is not None else bound
    elif high is not None and value > high:
        expected = f"{low:g} to {high:g}" if low is not None else f"at most {high:g}"
    elif abs(value) > _LARGEST:
        expected = "a number of ordinary size"
    else:
        return
    raise CellError(f"{quoted(text)} is out of range; {expected} is expected")


def day(column: Column, text: str, strict_point: bool) -> date:
    """A date, ``YYYY-MM-DD`` or ``DD-MM-YYYY``."""
    match = _ISO_DATE.fullmatch(text)
    if match:
        year, month, of_month = match.groups()
    else:
        match = _DANISH_DATE.fullmatch(text)
        if not match:
            raise CellError(f"{quoted(text)} is not a date; YYYY-MM-DD or DD-MM-YYYY is expected")
        of_month, month, year = match.groups()
    try:
        value = date(int(year), int(month), int(of_month))
    except ValueError:
        raise CellError(f"{quoted(text)} is no day of the calendar; a real date is expected") from None
    if not _EARLIEST <= value.year <= _LATEST:
        raise CellError(f"{quoted(text)} is out of range; a year from {_EARLIEST} to {_LATEST} is expected")
    return value


def yes_no(column: Column, text: str, strict_point: bool) -> bool:
    """A yes or no in any of the accepted words and any case."""
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellError(f"{quoted(text)} is neither yes nor no; 1/0, true/false, ja/nej or yes/no is expected")


def code(column: Column, text: str, strict_point: bool) -> str:
    """A code, from itself or its Danish word, in any case."""
    found = column.code_words.get(" ".join(text.split()).casefold())
    if found is None:
        raise CellError(f"{quoted(text)} is not known; expected: {', '.join(column.words)}")
    return found


def items(text: str) -> tuple[str, ...]:
    """The items of a list: separated by ``|`` where the cell has one, else by spaces."""
    parts = text.split("|") if "|" in text else text.split()
    return tuple(part.strip() for part in parts if part.strip())


def listed(column: Column, text: str, strict_point: bool) -> tuple[str, ...]:
    """A list of ids or postcodes, each once."""
    values = items(text)
    for value in values:
        _check_printable(value)
    return tuple(dict.fromkeys(values))


def codes(column: Column, text: str, strict_point: bool) -> tuple[str, ...]:
    """A list of codes, each once."""
    values = tuple(code(column, item, strict_point) for item in items(text))
    if len(set(values)) < len(values):
        raise CellError(f"{quoted(text)} names a code twice; each at most once is expected")
    return values


def share(column: Column, text: str, strict_point: bool) -> Fraction:
    """A share from 0 to 1, exact: ``1/4``, ``0.25``, ``0,25`` or ``25 %``."""
    match = _FRACTION.fullmatch(text)
    if match:
        above, below = int(match[1]), int(match[2])
        value = Fraction(above, below) if below else Fraction(-1)
    elif text.endswith("%"):
        value = Fraction(number(text[:-1].strip(), strict_point)) / 100
    else:
        value = Fraction(number(text, strict_point))
    if not 0 <= value <= 1:
        raise CellError(f"{quoted(text)} is not a share; 0 to 1 is expected, such as 1/4, 0.25 or 25 %")
    return value


def identifier(column: Column, text: str, strict_point: bool) -> str:
    """An id, kept as it is; a citizen's id may not be a CPR number."""
    if column.person and looks_like_cpr(text):
        raise CellError("the value is shaped like a CPR number; a pseudonymous case number is expected")
    _check_printable(text)
    return text


def plain(column: Column, text: str, strict_point: bool) -> str:
    """Any text."""
    return text


def four_digits(column: Column, text: str, strict_point: bool) -> str:
    """A municipality's code of four digits, leading zeros kept."""
    if not _DIGITS.fullmatch(text):
        raise CellError(f"{quoted(text)} is no municipality code; four digits such as 0101 are expected")
    return text


def _check_printable(text: str) -> None:
    if not text.isprintable():
        raise CellError(f"{quoted(text)} contains a line break or control character; one line is expected")


Converter = Callable[[Column, str, bool], Any]
CONVERTERS: dict[str, Converter] = {
    "id": identifier,
    "text": plain,
    "digits": four_digits,
    "code": code,
    "codes": codes,
    "list": listed,
    "date": day,
    "amount": real,
    "number": real,
    "whole": whole,
    "yes_no": yes_no,
    "share": share,
    "exact": exact,
}
