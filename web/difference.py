"""What changed while someone worked at a stale screen, column by column, in the reader's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from data.exchange.columns import Column, Table
from data.exchange.tables import TABLES
from web import entry, i18n
from web.i18n import t
from web.messages import MESSAGES

_GIVEN: dict[str, tuple[Table, Column]] = {
    column.name: (table, column) for table in reversed(TABLES) for column in table.columns
}
#: Messages with the label of a column that no exchange table has, and with the word of a code in it;
#: ``_OWN`` says the codes of a column that an exchange table uses for something else.
_LABELS = ("users.{}", "difference.{}", "queue.item.{}")
_OWN = "difference.{}.{}"
_WORDS = ("role.{}", "offer.state.{}", "check.state.{}")
BLANK = "–"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def told(difference: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    """For each changed column its label, what the screen showed, and what stands now."""
    return [
        (_label(name), _said(name, shown), _said(name, stands))
        for name, (shown, stands) in difference.items()
    ]


def _label(name: str) -> str:
    if name in _GIVEN:
        return entry.Field(*_GIVEN[name]).label
    return _found(_LABELS, name) or name.replace("_", " ")


def _said(name: str, value: Any) -> str:
    """A value in words; a dash where it is blank."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, date):
        return i18n.day(value)
    if isinstance(value, str) and _OWN.format(name, value) in MESSAGES:
        return t(_OWN.format(name, value))
    if name not in _GIVEN and isinstance(value, str) and _DAY.fullmatch(value):
        return i18n.day(date.fromisoformat(value))
    if name in _GIVEN and isinstance(value, str):
        return _cell(_GIVEN[name][1], value)
    return _found(_WORDS, str(value)) or str(value)


def _cell(column: Column, text: str) -> str:
    if column.type == "yes_no":
        return t("yes") if text == "true" else t("no")
    value = entry.shown(column, text)
    many = value if isinstance(value, list) else [value]
    return ", ".join(entry.code_text(column, one) if column.codes else str(one) for one in many)


def _found(keys: tuple[str, ...], name: str) -> str | None:
    return next((t(key.format(name)) for key in keys if key.format(name) in MESSAGES), None)
