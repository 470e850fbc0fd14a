"""Amounts, days and sizes as a letter writes them, in Danish and English."""

from __future__ import annotations

from datetime import date
from math import floor

_MONTHS = {
    "da": (
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
        "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ),
}  # fmt: skip
_SEPARATOR = {"da": ".", "en": ","}


def kroner(amount: float, lang: str) -> str:
    """Whole kroner, half up: ``4.219 kr.``, ``DKK 4,219``."""
    whole = floor(amount + 0.5)
    text = f"{abs(whole):,}".replace(",", _SEPARATOR[lang])
    sign = "−" if whole < 0 else ""
    return f"{sign}{text} kr." if lang == "da" else f"DKK {sign}{text}"


def day(on: date, lang: str) -> str:
    """``23. november 2026``, ``23 November 2026``."""
    dot = "." if lang == "da" else ""
    return f"{on.day}{dot} {_MONTHS[lang][on.month - 1]} {on.year}"


def number(value: float, lang: str) -> str:
    """A number without needless decimals: ``2``, ``52,5``."""
    text = f"{value:g}"
    return text.replace(".", ",") if lang == "da" else text


def pick(words: tuple[str, str], lang: str, **values: str) -> str:
    """The Danish or the English of a pair of texts, its places filled in."""
    return words[0 if lang == "da" else 1].format(**values)
