"""What a column of an input table is: its name, type, what blank means, its codes, in English and Danish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

ColumnType = Literal[
    "id",
    "text",
    "digits",
    "code",
    "codes",
    "list",
    "date",
    "amount",
    "number",
    "whole",
    "yes_no",
    "share",
    "exact",
]
#: How a type is called in the documentation.
TYPE_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "id": ("text", "tekst"),
        "text": ("text", "tekst"),
        "digits": ("text, 4 digits", "tekst, 4 cifre"),
        "code": ("code", "kode"),
        "codes": ("list of codes", "liste af koder"),
        "list": ("list", "liste"),
        "date": ("date", "dato"),
        "amount": ("DKK", "kr."),
        "number": ("number", "tal"),
        "whole": ("whole number", "helt tal"),
        "yes_no": ("yes/no", "ja/nej"),
        "share": ("share", "andel"),
        "exact": ("number", "tal"),
    }
)


@dataclass(frozen=True)
class Column:
    """One column of an input table.

    ``required`` columns must be in the header and filled in every row.  Else blank means ``default``, or
    unknown (or none) when ``default`` is None; ``blank`` says it in words (English, Danish) where the default
    alone does not.  ``codes`` maps each code to its Danish word.  ``low`` and ``high`` are the least and the
    greatest value; with ``above`` the value must be above ``low``.  ``person`` marks citizens' ids, which may
    not be CPR numbers.  ``lang`` is the language in which its codes are named to the user.
    """

    name: str
    type: ColumnType
    danish: str
    english_meaning: str
    danish_meaning: str
    required: bool = False
    default: Any = None
    blank: tuple[str, str] | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None
    above: bool = False
    person: bool = False
    lang: str = "en"

    @cached_property
    def code_words(self) -> Mapping[str, str]:
        """Every accepted word, case folded: the codes themselves and their Danish words."""
        words = {danish.casefold(): code for code, danish in self.codes.items()}
        words.update({code.casefold(): code for code in self.codes})
        return words

    @property
    def words(self) -> tuple[str, ...]:
        """The codes as the user of the file knows them."""
        return tuple(self.codes.values() if self.lang == "da" else self.codes)

    def header(self, lang: str) -> str:
        """The header in a language, ``en`` or ``da``."""
        return self.danish if lang == "da" else self.name

    def meaning(self, lang: str) -> str:
        """The meaning in a language, ``en`` or ``da``."""
        return self.danish_meaning if lang == "da" else self.english_meaning

    def type_name(self, lang: str) -> str:
        """The type in words, with its range."""
        name = TYPE_NAMES[self.type][lang == "da"]
        low, high = self.low, self.high
        if low is not None and high is not None:
            return f"{name}, {low:g}–{high:g}"
        if low is not None:
            over = ("above", "over") if self.above else ("at least", "mindst")
            return f"{name}, {over[lang == 'da']} {low:g}"
        return name

    def blank_meaning(self, lang: str) -> str:
        """What a blank cell means, in words."""
        danish = lang == "da"
        if self.required:
            return "fejl" if danish else "error"
        if self.blank is not None:
            return self.blank[danish]
        if self.default is None:
            return "ukendt" if danish else "unknown"
        if isinstance(self.default, bool):
            return ("ja" if self.default else "nej") if danish else str(self.default).lower()
        return self.codes.get(str(self.default), str(self.default)) if danish else str(self.default)


@dataclass(frozen=True)
class Table:
    """One input table: its columns, and the file ``name.csv`` or sheet it is read from."""

    name: str
    danish: str
    english_meaning: str
    danish_meaning: str
    columns: tuple[Column, ...]
    required: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by their English names."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_header(self) -> Mapping[str, Column]:
        """The columns by every accepted header, folded: English names and Danish headers."""
        headers = {fold(column.danish): column for column in self.columns}
        headers.update({fold(column.name): column for column in self.columns})
        return headers

    def title(self, lang: str) -> str:
        """The sheet's name in a language."""
        return self.danish if lang == "da" else self.name


def fold(text: str) -> str:
    """A header or address as compared: case folded, trimmed, runs of spaces as one."""
    return " ".join(text.split()).casefold()
