"""Fields of a form made from the exchange's columns: labels, help, codes and limits are written there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from data.exchange import tables as exchange
from data.exchange.columns import Column
from data.exchange.columns import Table as GivenTable
from web import present
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
