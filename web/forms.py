"""A form as the pages show it: what stands in its fields, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import request

from data.exchange.faults import Fault
from web.faults import by_field

#: The hidden field with the version of the row a form was filled from.
VERSION = "version"


@dataclass(frozen=True)
class Form:
    """Texts by field name (lists for checkboxes), faults by field name, and the version it was filled from.

    Templates pass it to the macros of templates/forms.html: ``{{ f.text(form, 'rent', t('…')) }}``.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None

    def value(self, name: str) -> str:
        """What stands in a field: a date as yyyy-mm-dd, as the date field of a browser wants it."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return value.isoformat() if isinstance(value, date) else str(value)

    def chosen(self, name: str, option: str) -> bool:
        """Whether an option of a select, radio group or group of checkboxes is chosen."""
        value = self.values.get(name)
        if isinstance(value, (list, tuple, set, frozenset)):
            return option in value
        return self.value(name) == option

    def with_faults(self, faults: Mapping[str, str] | Iterable[Fault]) -> Form:
        """The same form with what is wrong; a fault of the store belongs to the
        field of its column and is said in the reader's language."""
        if not isinstance(faults, Mapping):
            faults = by_field(faults)
        return Form(self.values, faults, self.version)


def sent(*many: str) -> Form:
    """The form of this request; fields named in ``many`` are lists (groups of checkboxes)."""
    values: dict[str, Any] = {name: value.strip() for name, value in request.form.items()}
    values.update({name: request.form.getlist(name) for name in many})
    return Form(values, {}, sent_version())


def of_row(row: Mapping[str, Any]) -> Form:
    """The form of a row of the store, with its version."""
    return Form(dict(row), {}, row.get(VERSION))


def sent_version() -> int | None:
    """The version the form of this request was filled from; None where it carries none."""
    text = request.form.get(VERSION, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
