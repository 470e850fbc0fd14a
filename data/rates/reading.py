"""Reads the YAML of amounts cell by cell, collecting faults.

Every scalar is read as text (YAML's base schema), so that 91.50 stays 91.50 and a date stays a date.  A fault
is one line ``FILE: KEY: what is wrong; what to do``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from data.rates.amounts import CONFIDENCE, Value

#: One to three digits, not zero, and groups of exactly three after points.
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")

TEXTS = ("danish", "english", "unit", "reference", "changes")
VALUE_KEYS = {"from", "value", "source", "confidence"}
AMOUNT_KEYS = {"id", "values", "background", *TEXTS}


class _TextLoader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """YAML with every scalar as text; a key written twice is an error instead of the last one winning."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Refuse a repeated key, which PyYAML would accept silently."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value} is written twice; keep one", key.start_mark
                )
            seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def read_mapping(file: Path, shown: str, faults: list[str]) -> dict[str, Any]:
    """The top-level mapping of a YAML file, or {} and a fault when it cannot be read as one."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8-sig"), Loader=_TextLoader)
    except UnicodeDecodeError:
        faults.append(f"{shown}: -: the file is not UTF-8; save it as UTF-8")
        return {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.append(f"{shown}:{line}: -: {error.problem}; correct this line")
        return {}
    except yaml.YAMLError as error:
        faults.append(f"{shown}: -: {error}; save it as plain UTF-8 text")
        return {}
    if not isinstance(content, dict):
        faults.append(f"{shown}: -: the file must hold keys and values; see docs/amounts.md")
        return {}
    return content


def text(mapping: Mapping[str, Any], key: str, where: str, faults: list[str]) -> str:
    """The text under ``key``; blank or missing is a fault."""
    found = mapping.get(key)
    if not isinstance(found, str) or not found.strip():
        faults.append(f"{where}: {key}: it is missing or blank; state it")
        return ""
    return found.strip()


def unknown_keys(mapping: Mapping[str, Any], known: set[str], where: str, faults: list[str]) -> None:
    """A fault for every key that means nothing here (most often a misspelt one)."""
    for key in sorted(set(map(str, mapping)) - known):
        faults.append(f"{where}: {key}: unknown key; known are {', '.join(sorted(known))}")


def day(written: str, where: str, faults: list[str]) -> date | None:
    """A date written YYYY-MM-DD."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        faults.append(f"{where}: from: {written!r} is no date; write it as YYYY-MM-DD, as 2027-01-01")
        return None


def number(written: str, where: str, faults: list[str]) -> Decimal | None:
    """A decimal number with a point, without thousands separators, not below zero.

    7.426 is refused: it is far more likely the Danish way of writing 7426. Shares such as 0.225 pass.
    """
    if THOUSANDS.fullmatch(written):
        faults.append(f"{where}: value: {written!r} is ambiguous; the point is the decimal mark, write 7426")
        return None
    try:
        amount = Decimal(written)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or amount < 0 or "_" in written:
        faults.append(f"{where}: value: {written!r} is no amount; write 13060 or 91.50 (decimal point)")
        return None
    return amount


def value_row(row: Any, where: str, file: str, faults: list[str]) -> Value | None:
    """One dated value; None and faults when something in it is missing or wrong."""
    if not isinstance(row, dict):
        faults.append(f"{where}: -: a value needs from, value, source and confidence")
        return None
    before = len(faults)
    unknown_keys(row, VALUE_KEYS, where, faults)
    cells = {key: text(row, key, where, faults) for key in ("from", "value", "source", "confidence")}
    start = day(cells["from"], where, faults) if cells["from"] else None
    amount = number(cells["value"], where, faults) if cells["value"] else None
    if cells["confidence"] and cells["confidence"] not in CONFIDENCE:
        faults.append(f"{where}: confidence: {cells['confidence']!r} is unknown; use {', '.join(CONFIDENCE)}")
    if start is None or amount is None or len(faults) > before:
        return None
    return Value(start, amount, cells["source"], cells["confidence"], file)


def value_rows(content: Mapping[str, Any], key: str, shown: str, faults: list[str]) -> tuple[Value, ...]:
    """The dated values under ``key``, which must be in rising order of their days."""
    rows = content.get(key, [])
    if not isinstance(rows, list):
        faults.append(f"{shown}: {key}: it must be a list of dated values")
        return ()
    found = [value_row(row, f"{shown}: {key}[{k}]", shown, faults) for k, row in enumerate(rows, start=1)]
    values = [value for value in found if value is not None]
    for earlier, later in pairwise(values):
        if later.start <= earlier.start:
            faults.append(
                f"{shown}: {key}: the value from {later.start} overlaps the one from {earlier.start}; "
                "state one value per day, oldest first"
            )
    return tuple(values)
