"""A list as a page of 25 rows, and the whole of it as CSV or XLSX, from one description of its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from flask import Response, render_template, request

from web import here
from web.i18n import t
from web.listing import Listing, listing, natural
from web.present import Tag
from web.sheets import csv_file, xlsx_file

T = TypeVar("T")


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: what it is called, and how a row's value is found, sorted, shown and written to a file.

    ``key`` is the name in ``?sort``; ``label`` a message; ``value`` gives a row's value (str, int, float,
    bool, date, None).  ``kind``: text, id, whole, number, kr, date, yes_no.  ``sort`` may give another value
    to sort by.  ``link`` gives the address a cell leads to, ``tag`` a status to show instead of the value,
    ``note`` a smaller second line; files hold the value alone.  ``wide`` takes a whole line on a phone.
    """

    key: str
    label: str
    value: Callable[[T], Any]
    kind: str = "text"
    sort: Callable[[T], Any] | None = None
    link: Callable[[T], str | None] | None = None
    tag: Callable[[T], Tag | None] | None = None
    note: Callable[[T], str | None] | None = None
    wide: bool = False
    only_file: bool = False

    @property
    def numeric(self) -> bool:
        """Whether its cells stand at the right."""
        return self.kind in ("whole", "number", "kr")

    def order(self, row: T) -> Any:
        """What the row is sorted by; None comes last."""
        value = (self.sort or self.value)(row)
        if value is None or value == "":
            return None
        if self.sort is None and isinstance(value, str):
            return natural(value.casefold())
        return value


@dataclass(frozen=True)
class Table(Generic[T]):
    """A whole list: the name its files get, its columns (the first names the row), and its rows.

    ``ids`` gives a row's id; with ``kind`` (citizen, offer, …) every page is recorded as seen and every file
    as taken out, for the task ``purpose``.  ``falling``: the first column sorts from the greatest down.
    """

    name: str
    columns: Sequence[Column[T]]
    rows: Sequence[T]
    ids: Callable[[T], str]
    kind: str = ""
    purpose: str = ""
    caption: str = ""
    filters: dict[str, Any] = field(default_factory=dict)
    falling: bool = False

    @cached_property
    def shown(self) -> list[Column[T]]:
        """The columns of the page; those for files only are left out."""
        return [column for column in self.columns if not column.only_file]

    @cached_property
    def page(self) -> Listing[T]:
        """The page of this request, sorted as asked."""
        keys = {column.key: column.order for column in self.columns}
        return listing(self.rows, keys, lambda row: natural(self.ids(row)), falling=self.falling)


def answer(table: Table[T], template: str, **context: Any) -> Response | str:
    """The list as this request wants it: a page, ``?format=csv`` or ``?format=xlsx``.

    The template gets ``table`` and the rest of ``context``; a file holds every row, sorted as asked.
    """
    wanted = request.args.get("format")
    if wanted in ("csv", "xlsx"):
        return _file(table, wanted)
    if table.kind:
        here.seen(table.kind, map(table.ids, table.page.rows), table.purpose)
    return render_template(template, table=table, **context)


def _file(table: Table[T], wanted: str) -> Response:
    """Every row as a file; recorded before it is handed out."""
    if table.kind:
        here.note(
            "export", table.kind, map(table.ids, table.rows), table.purpose, form=wanted, list=table.name
        )
    heads = [t(column.label) for column in table.columns]
    kinds = [column.kind for column in table.columns]
    cells = [[plain(column.value(row)) for column in table.columns] for row in table.page.ordered]
    make, mimetype = {
        "csv": (csv_file, "text/csv; charset=utf-8"),
        "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }[wanted]
    response = Response(make(heads, kinds, cells), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.{wanted}"'
    return response


def plain(value: Any) -> Any:
    """A value without its clock: a moment becomes its day."""
    return value.date() if isinstance(value, datetime) else value
