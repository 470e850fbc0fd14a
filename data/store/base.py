"""What all tables of the store share: names of constraints, and columns made from the exchange's columns."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

from data.exchange.columns import Column as Given
from data.exchange.columns import Table as GivenTable

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; read back with its zone on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC before it is stored."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With its zone, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    """This moment, in UTC; what the store stamps its rows with."""
    return datetime.now(UTC)


#: The column type of each type of the exchange; shares, exact numbers and lists are kept as they are written.
_TYPES: dict[str, Any] = {
    "id": String(64),
    "text": Text,
    "digits": String(8),
    "code": String(40),
    "codes": Text,
    "list": Text,
    "date": Date,
    "amount": Float,
    "number": Float,
    "whole": BigInteger,
    "yes_no": Boolean,
    "share": String(40),
    "exact": String(40),
}


def column(given: Given, **options: Any) -> Column[Any]:
    """A column of the exchange as a column of the store; NULL is the blank cell, whatever it means."""
    return Column(given.name, _TYPES[given.type], nullable=not given.required, **options)


def columns(given: GivenTable, *keys: str) -> list[Column[Any]]:
    """All columns of an exchange table, ``keys`` as its primary key."""
    return [
        Column(c.name, _TYPES[c.type], primary_key=True) if c.name in keys else column(c)
        for c in given.columns
    ]
