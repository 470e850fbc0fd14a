"""The forms of the smaller tables (flats, teams, accounts, milieus): shown, sent, kept, shown again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.store.errors import Refused
from web import effects, entry
from web.entry import Field
from web.forms import Form


@dataclass(frozen=True)
class Part:
    """Fields under one heading (a message ``group.KEY``; blank for none); ``more`` folds them away."""

    key: str
    fields: tuple[Field, ...]
    more: bool = False


@dataclass(frozen=True)
class Sheet:
    """One form: its kind (of the effects), heading, parts, where it leads back to, and the template."""

    kind: str
    title: str
    parts: Sequence[Part]
    back: str
    back_text: str
    lead: str = ""
    template: str = "entering/form.html"

    @property
    def fields(self) -> list[Field]:
        """All fields."""
        return [one for part in self.parts for one in part.fields]


def page(sheet: Sheet, form: Form, **context: Any) -> str:
    """The form as a page."""
    return render_template(
        sheet.template,
        sheet=sheet,
        form=form,
        labels=entry.labels(sheet.fields),
        opened={part.key: any(form.values.get(one.name) for one in part.fields) for part in sheet.parts},
        action=request.path,
        **context,
    )


def answer(
    sheet: Sheet,
    keep: Callable[[Connection, Mapping[str, str], int | None], str],
    address: Callable[[str, str], str],
    *,
    doubts: Callable[[Form], list[str]] = lambda form: [],
    **context: Any,
) -> Response | tuple[str, int]:
    """Keep what was sent, or show the form again with what is wrong.

    ``doubts`` are things that are unusual rather than wrong: the form comes back until they are confirmed.
    """
    form = entry.sent_form(sheet.fields)
    cells = entry.cells_of(form, sheet.fields)
    unsure = [] if form.value("confirmed") == "yes" else doubts(form)
    try:
        if unsure:
            return page(sheet, form, doubts=unsure, **context), 422
        return effects.save(sheet.kind, lambda connection: keep(connection, cells, form.version), address)
    except Refused as refused:
        return page(sheet, entry.with_faults(form, refused.faults), **context), 422
