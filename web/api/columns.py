"""Models of rows, made from the one table of columns (data/exchange/tables.py) and of the result's tables.

The form of a cell is checked here (a number is a number, a date a date); its range, its code and what it has
to do with other cells is checked by data/exchange, as in files.  Null and left out both mean a blank cell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from data.exchange.columns import Column, Table
from data.exchange.result_tables import ResultColumn, ResultTable

#: A text of one line; control characters are refused.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=1000)]
#: A text in a list, in which ``|`` would separate.
Item = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f|]*$", max_length=1000)]
_LONGEST_LIST = 500


class Form(BaseModel):
    """What every model has in common: unknown names are refused, numbers are finite."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


def _described(column: Column) -> dict[str, Any]:
    """What the schema says of a column beside its type."""
    more: dict[str, Any] = {}
    if column.codes and column.type == "code":
        more["enum"] = [*column.codes, *([] if column.required else [None])]
    for name, value in (("minimum", column.low), ("maximum", column.high)):
        if value is not None and column.type not in ("list", "codes"):
            more["exclusiveMinimum" if column.above and name == "minimum" else name] = value
    return more


def _type_of(column: Column) -> Any:
    if column.type in ("list", "codes"):
        return Annotated[list[Item], Field(max_length=_LONGEST_LIST)]
    kinds: Mapping[str, Any] = {
        "date": date, "amount": float, "number": float, "exact": float, "whole": int, "yes_no": bool,
    }  # fmt: skip
    return kinds.get(column.type, Text)


def _meaning(column: Column) -> str:
    blank = "" if column.required else f" Blank: {column.blank_meaning('en')}."
    return f"{column.english_meaning[:1].upper()}{column.english_meaning[1:]}.{blank}"


def row_model(
    name: str,
    table: Table,
    *,
    but: Collection[str] = (),
    optional: bool = False,
    whole: bool = False,
    base: type[BaseModel] = Form,
    meaning: str = "",
) -> type[BaseModel]:
    """The model of a row: every column of the table but those of ``but``.

    ``optional``: no column must be there, as in a change; ``whole``: every one is there, null where blank.
    """
    fields: dict[str, Any] = {}
    for column in table.columns:
        if column.name in but:
            continue
        asked = column.required and not optional
        kind = _type_of(column) if asked else _type_of(column) | None
        default = ... if asked or whole else None
        about = _described(column)
        fields[column.name] = (
            kind,
            Field(default, description=_meaning(column), json_schema_extra=about or None),
        )
    return create_model(name, __base__=base, __doc__=meaning or table.english_meaning, **fields)


def result_model(table: ResultTable) -> type[BaseModel]:
    """The model of a row of a result table; every column is there, null where it is blank."""
    kinds: Mapping[str, Any] = {"whole": int, "amount": float, "km": float, "yes_no": bool, "text": str}
    fields: dict[str, Any] = {
        column.name: (kinds[column.type] | None, Field(description=_said(column))) for column in table.columns
    }
    name = f"Result{table.name.title()}Row"
    return create_model(
        name, __base__=Form, __doc__=f"A row of {table.name}: {table.english_meaning}", **fields
    )


def _said(column: ResultColumn) -> str:
    return column.english_meaning[:1].upper() + column.english_meaning[1:]


def cell_text(column: Column, value: Any) -> str:
    """A value of JSON as the text a file would have; blank for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list | tuple):
        return "".join(f"{item}|" for item in value)
    return str(value)


def _number(value: float) -> str:
    """Digits and a decimal point, never an exponent, and never three decimals: those could be thousands."""
    text = f"{Decimal(repr(value)):f}".removesuffix(".0")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text
