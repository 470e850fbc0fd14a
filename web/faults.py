"""What is wrong with a cell, in the reader's language: the messages of data/exchange in Danish.

The faults are written once, in English, by data/exchange; faults_danish.txt has a Danish sentence for each,
found by a pattern.  A test holds the list up to every planted fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from data.exchange.faults import Fault
from data.exchange.tables import TABLES
from web.i18n import lang

_DANISH = {column.name: column.danish for table in TABLES for column in table.columns}
#: A value as data/exchange/faults.quoted shows it.
_VALUE = '(?P<v>"[^"]*"|"[^"]*".*?)'


@lru_cache(maxsize=1)
def patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each pattern of an English message with its Danish sentence, in the order they are tried."""
    text = Path(__file__).with_name("faults_danish.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        (re.compile(english.replace("{V}", _VALUE), re.DOTALL), words)
        for english, words in zip(lines[::2], lines[1::2], strict=True)
    )


def fault_text(message: str) -> str:
    """The message of a fault in the language of this request."""
    return danish(message) if lang() == "da" else message


@lru_cache(maxsize=2048)
def danish(message: str) -> str:
    """A fault's message in Danish; as it is where no sentence is known for it."""
    for pattern, words in patterns():
        match = pattern.fullmatch(message)
        if match:
            return words.format(**{name: _said(name, text or "") for name, text in match.groupdict().items()})
    return message


def _said(name: str, text: str) -> str:
    """What stands in a gap: columns by their Danish header, a hint by its own sentence."""
    if name.startswith("column"):
        return _DANISH.get(text, text)
    if name == "hint":
        return danish(text) if text else ""
    return text


def by_field(faults: Iterable[Fault]) -> dict[str, str]:
    """The faults of a form by field, in the reader's language; several of one field in one text."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.column, []).append(fault_text(fault.message))
    return {column: "; ".join(dict.fromkeys(texts)) for column, texts in found.items()}
