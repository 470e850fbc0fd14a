"""How the report says words and numbers in Danish and English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor, isnan
from typing import Any

from data.simulate.report.messages import MESSAGES

#: Space that keeps a number with its unit.
NBSP = "\N{NO-BREAK SPACE}"
#: What stands where nothing is known or shown.
NOTHING = "–"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = ("jan.", "feb.", "marts", "april", "maj", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "dec.")


def round_half_up(value: float, places: int = 0) -> float:
    """The nearest number with so many decimals, halves away from zero."""
    tens = 10.0**places
    scaled = round(abs(value) * tens, 6)
    size = floor(scaled + 0.5) / tens
    return -size if value < 0 < size else size


@dataclass(frozen=True)
class Speech:
    """Words and numbers in one language, ``da`` or ``en``."""

    lang: str

    def t(self, key: str, **values: Any) -> str:
        """The message ``key`` with ``{names}`` filled in; KeyError for an unknown one."""
        text = MESSAGES[key][self.lang == "en"].format(**values)
        return text.replace("..", ".")  # a sentence may end with an abbreviation

    def tn(self, key: str, n: int, **values: Any) -> str:
        """The message ``key.one`` or ``key.many`` by the number, filled in as ``{n}`` in words."""
        return self.t(f"{key}.{'one' if n == 1 else 'many'}", n=self.spelled(n), **values)

    def number(self, value: float, places: int = 0) -> str:
        """A number with exactly so many decimals; a dash for NaN."""
        if isnan(value):
            return NOTHING
        rounded = round_half_up(value, places)
        text = f"{abs(rounded):,.{places}f}"
        text = text.translate(str.maketrans(",.", ".,")) if self.lang == "da" else text
        return ("−" if rounded < 0 else "") + text

    def spelled(self, n: int) -> str:
        """A number of things in words up to twelve."""
        return self.t(f"number.{n}") if 1 <= n <= 12 else self.number(n)

    def signed(self, value: float, places: int = 0) -> str:
        """A change: with plus or minus, and neither for nothing."""
        text = self.number(value, places)
        return f"+{text}" if round_half_up(value, places) > 0 else text

    def count(self, value: float) -> str:
        """People or things on average: whole from ten on, one decimal below unless it is whole."""
        return self.number(value, count_places(value))

    def percent(self, share: float, places: int = 0) -> str:
        """A share from 0 to 1 in per cent."""
        return NOTHING if isnan(share) else self.number(100 * share, places) + self.t("unit.percent")

    def day(self, value: date) -> str:
        """A date: 23-11-2026 in Danish, 23 November 2026 in English."""
        if self.lang == "da":
            return f"{value.day:02d}-{value.month:02d}-{value.year}"
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def month(self, value: date) -> str:
        """A month for an axis."""
        return _SHORT[value.month - 1] if self.lang == "da" else _MONTHS[value.month - 1][:3]

    def listed(self, words: list[str]) -> str:
        """Words as a list in a sentence: a, b and c."""
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {self.t('and')} {words[-1]}"


def count_places(value: float) -> int:
    """How many decimals a mean number of people is written with."""
    return 0 if isnan(value) or abs(value) >= 9.95 or round(value, 6) == round(value) else 1
