"""Fields of a form made from the exchange's columns: labels, help, codes and limits are written once, there.

A row of the store becomes the texts a person reads and corrects (dd-mm-yyyy, decimal comma in Danish); what
the person sends becomes the texts of a CSV row, which data.exchange reads and refuses as it would a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from data.exchange import tables as exchange
from data.exchange.cells import items
from data.exchange.columns import Column
from data.exchange.columns import Table as GivenTable
from data.exchange.faults import Fault
from web import present
from web.faults import by_field
from web.forms import Form, sent_version
from web.i18n import lang, t
from web.messages import MESSAGES

Option = tuple[str, str]
#: Which words of matcher/words.py name the codes of a column; heating, roles and actions have their own.
_WORDS = {
    "benefit": "BENEFITS",
    "partner_benefit": "BENEFITS",
    "situation": "SITUATIONS",
    "support_method": "METHODS",
    "method": "METHODS",
    "kinds": "KINDS",
    "kind": "KINDS",
    "setting": "SETTINGS",
    "priorities": "CRITERIA",
    "area_class": "AREA_CLASSES",
    "route": "ROUTES",
    "class": "QUOTA_CLASSES",
    "mode": "QUOTA_MODES",
    "category": "PLACE_CATEGORIES",
}
#: Fields whose label says it all.
_NO_HINT = frozenset(
    (
        ("citizens", "priorities"), ("places", "category"), ("places", "postcode"), ("places", "weight"),
        ("places", "lat"), ("places", "lon"), ("places", "x"), ("places", "y"),
        ("vacancies", "postcode"), ("vacancies", "kind"), ("vacancies", "setting"),
        ("vacancies", "min_age"), ("vacancies", "max_age"), ("vacancies", "department_id"),
        ("vacancies", "lat"), ("vacancies", "lon"), ("vacancies", "x"), ("vacancies", "y"),
    )
)  # fmt: skip
_WIDTH = {"amount": 8, "number": 6, "whole": 4, "date": 11, "digits": 5, "share": 7, "exact": 6}


@dataclass(frozen=True)
class Field:
    """One field: its column, and what the form says differently from the column.

    ``options`` gives the choices where they stand in the store (teams, milieus), for a line of text the
    likely ones; ``widget`` replaces the one that follows from the column's type; ``unit`` stands behind the
    field; ``given`` marks an id the store makes when it is left blank.
    """

    table: GivenTable
    column: Column
    widget: str = ""
    options: Callable[[], Sequence[Option]] | None = None
    unit: str = ""
    prefix: str = ""
    given: bool = False

    @property
    def name(self) -> str:
        """The field's name in the form."""
        return self.prefix + self.column.name

    @property
    def label(self) -> str:
        """The label: the Danish header, or in English a message or the column's name in plain words."""
        key = f"label.{self.table.name}.{self.column.name}"
        if key in MESSAGES:
            return t(key)
        return self.column.danish if lang() == "da" else present.capital(self.column.name.replace("_", " "))

    @property
    def hint(self) -> str:
        """What the column means, unless the label says it all."""
        key = f"hint.{self.table.name}.{self.column.name}"
        if (self.table.name, self.column.name) in _NO_HINT:
            return ""
        if key in MESSAGES:
            return t(key)
        return present.capital(self.column.meaning(lang())).rstrip(".") + "."

    @property
    def required(self) -> bool:
        """Whether it must be filled in; a blank id is given by the store."""
        return self.column.required and not self.given

    @property
    def kind(self) -> str:
        """How it is shown: text, area, radios, select, checks."""
        if self.widget:
            return self.widget
        if self.column.type in ("code", "codes"):
            return "checks" if self.column.type == "codes" else "select"
        return "radios" if self.column.type == "yes_no" else "text"

    @property
    def many(self) -> bool:
        """Whether several values may be chosen."""
        return self.kind == "checks"

    @property
    def suffix(self) -> str:
        """The unit behind the field."""
        return self.unit or (t("entry.kroner") if self.column.type == "amount" else "")

    @property
    def width(self) -> int | None:
        """Characters shown."""
        return _WIDTH.get(self.column.type)

    @property
    def inputmode(self) -> str | None:
        """The keyboard a phone shows."""
        if self.column.type in ("amount", "number", "exact"):
            return "decimal"
        return "numeric" if self.column.type in ("whole", "date", "digits") else None

    @property
    def choices(self) -> Sequence[Option]:
        """The choices with their words."""
        if self.options is not None:
            return self.options()
        if self.column.type == "yes_no":
            unknown = [("", t("entry.unknown"))] if self.column.default is None else []
            return [("yes", t("entry.yes")), ("no", t("entry.no")), *unknown]
        words = _WORDS.get(self.column.name)
        return [(code, code_text(self.column, code, words)) for code in self.column.codes]

    @property
    def suggestions(self) -> Sequence[Option]:
        """What a line of text is likely to be, where that is known; anything else can be written too."""
        return self.options() if self.kind == "text" and self.options is not None else ()

    @property
    def empty(self) -> str | None:
        """The text of the blank choice of a select; None where there is none."""
        if self.column.type == "code" and self.column.default is not None:
            return None
        return t("entry.choose") if self.required else t("entry.none_chosen")


def code_text(column: Column, code: str, words: str | None = None) -> str:
    """A code in words, its first letter in upper case."""
    words = words or _WORDS.get(column.name)
    if words:
        return present.capital(present.label(words, code))
    key = f"code.{column.name}.{code}"
    return present.capital(t(key) if key in MESSAGES else column.codes.get(code, code))


def field(table: GivenTable, name: str, **options: Any) -> Field:
    """The field of a column."""
    return Field(table, table.by_name[name], **options)


def citizen_field(name: str, **options: Any) -> Field:
    """The field of a column of citizens."""
    return field(exchange.CITIZENS, name, **options)


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
        cells[one.column.name] = "|".join(value) if isinstance(value, list) else str(value)
    return cells


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
