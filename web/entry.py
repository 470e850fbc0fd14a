"""From a stored row to what a person reads and corrects, and from what is sent to the texts of a CSV row.

A person sees dd-mm-yyyy and a decimal comma in Danish; what is sent data.exchange reads and refuses as it
would a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import request

from data.exchange.cells import items
from data.exchange.columns import Column
from data.exchange.columns import Table as GivenTable
from data.exchange.faults import Fault
from web.faults import by_field
from web.fields import Field, Option, citizen_field, code_text, field
from web.forms import Form, sent_version
from web.i18n import lang

__all__ = [
    "Field", "Option", "as_stored", "blank", "cells_of", "citizen_field", "code_text", "field", "filled",
    "labels", "sent_form", "shown", "typed", "with_faults",
]  # fmt: skip

# --- from a row to what a person reads ---


def shown(column: Column, text: str) -> Any:
    """The text of a cell as a person reads and corrects it; a list where several can be chosen."""
    danish = lang() == "da"
    if column.type == "yes_no":
        return {"true": "yes", "false": "no"}.get(text, text)
    if column.type in ("list", "codes"):
        return list(items(text))
    if column.type == "date" and danish and len(text) == 10 and text[4] == "-":
        return f"{text[8:]}-{text[5:7]}-{text[:4]}"
    if column.type in ("amount", "number", "exact", "share") and danish:
        return text.removesuffix(".0").replace(".", ",")
    return text.removesuffix(".0") if column.type in ("amount", "number") else text


def filled(table: GivenTable, cells: Mapping[str, str], version: int | None = None) -> Form:
    """A form filled from the texts of a stored row, with defaults where a cell is blank."""
    values = {}
    for column in table.columns:
        values[column.name] = shown(column, cells.get(column.name, "") or _default(column))
    return Form(values, {}, version)


def blank(table: GivenTable, **given: str) -> Form:
    """An empty form with the defaults of its columns."""
    return filled(table, given)


# --- from what was sent to the texts of a row ---


def sent_form(fields: Iterable[Field]) -> Form:
    """What was typed, kept as it is."""
    values: dict[str, Any] = {name: text.strip() for name, text in request.form.items()}
    for one in fields:
        if one.many:
            values[one.name] = [text.strip() for text in request.form.getlist(one.name) if text.strip()]
    return Form(values, {}, sent_version())


def cells_of(form: Form, fields: Iterable[Field]) -> dict[str, str]:
    """The texts of the row by column; lists joined as a file has them."""
    cells = {}
    for one in fields:
        value = form.values.get(one.name, "")
        text = "|".join(value) if isinstance(value, list) else str(value)
        cells[one.column.name] = _plain_amount(text) if one.column.type == "amount" else text
    return cells


def _plain_amount(text: str) -> str:
    """An amount without the signs between its thousands: unlike in a file, it is known which they are."""
    sign = "." if lang() == "da" else ","
    return (
        text.replace(sign, "") if re.fullmatch(rf"\d{{1,3}}(\{sign}\d{{3}})+([.,]\d{{1,2}})?", text) else text
    )


def as_stored(cells: Mapping[str, str], stored: Mapping[str, str], table: GivenTable) -> dict[str, str]:
    """The cells with the stored text wherever that says the same, so that only real changes are changes.

    The form shows a blank cell's default and sends it back; ticks have no order, where a list has.
    """
    return {name: _as_stored(table.by_name[name], text, stored.get(name, "")) for name, text in cells.items()}


def _as_stored(column: Column, text: str, stored: str) -> str:
    if column.type in ("list", "codes"):
        return stored if set(items(text)) == set(items(stored)) else text
    if not stored and column.default is not None:
        return "" if text == shown(column, _default(column)) else text
    return text


def _default(column: Column) -> str:
    """The default of a blank cell as text; blank where there is none to show."""
    if column.default is None or column.type == "share":
        return ""
    return str(column.default).lower() if isinstance(column.default, bool) else str(column.default)


def labels(fields: Iterable[Field]) -> dict[str, str]:
    """The labels by field name, for the list of what is wrong."""
    return {one.name: one.label for one in fields}


def with_faults(form: Form, faults: Iterable[Fault]) -> Form:
    """The form with what is wrong beside each field, in the reader's language."""
    return Form(form.values, by_field(faults), form.version)


def typed(table: GivenTable, row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored row with the defaults of its blank cells, and its lists as tuples."""
    lists, defaults = _blanks(table)
    filled_in = dict(row)
    for name in lists:
        value = filled_in.get(name)
        filled_in[name] = items(value) if isinstance(value, str) else tuple(value or ())
    for name, default in defaults:
        if filled_in.get(name) is None:
            filled_in[name] = default
    return filled_in


_BLANKS: dict[str, tuple[list[str], list[tuple[str, Any]]]] = {}


def _blanks(table: GivenTable) -> tuple[list[str], list[tuple[str, Any]]]:
    """The columns of a table that hold lists, and those a blank cell of which has a default."""
    if table.name not in _BLANKS:
        lists = [column.name for column in table.columns if column.type in ("list", "codes")]
        others = [column for column in table.columns if column.name not in lists]
        _BLANKS[table.name] = lists, [(c.name, c.default) for c in others if c.default is not None]
    return _BLANKS[table.name]
