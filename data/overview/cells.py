"""Columns of the week's tables as the overview reads them: a blank cell counts as its default."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func

from data.exchange import tables as given
from data.store import schema

_GIVEN = {"citizens": given.CITIZENS, "vacancies": given.VACANCIES, "quotas": given.QUOTAS}


def filled(table: str, column: str) -> ColumnElement[Any]:
    """A column of ``citizens``, ``vacancies`` or ``quotas`` with its default where the cell is blank."""
    default = _GIVEN[table].by_name[column].default
    return func.coalesce(getattr(schema, table).c[column], default).label(column)


def waiting_on(day: date) -> ColumnElement[bool]:
    """Citizens who had been referred and were neither housed nor closed on a day."""
    c = schema.citizens.c
    return (c.waiting_since <= day) & ((c.state == "waiting") | (c.closed_on > day))
