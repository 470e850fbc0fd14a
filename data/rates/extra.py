"""Reads a user's folder of added amounts (HUSRUM_RATES): dated files beside the package's own.

Two kinds of file are accepted, as many of each as one likes:

* a year's sheet: ``from``, ``source``, ``confidence`` and ``values``, a mapping of id to amount, where
  a blank amount is one not known yet;
* one amount: ``id`` and ``values``, a list of dated values as in the package (other keys are ignored, so
  that a file of the package can be copied and continued).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from data.rates.amounts import Value
from data.rates.reading import read_mapping, text, unknown_keys, value_row, value_rows
from matcher.errors import RatesError

SHEET_KEYS = {"from", "source", "confidence", "values"}


def read_extra(folder: Path, known: set[str], faults: list[str]) -> dict[str, list[Value]]:
    """The added values by id; an id outside ``known`` is a fault, a folder that is not there an error."""
    if not folder.is_dir():
        raise RatesError(f"{folder}: -: HUSRUM_RATES names no folder; make it, or unset the variable")
    added: dict[str, list[Value]] = {}
    for file in sorted(file for file in folder.rglob("*") if file.suffix in (".yaml", ".yml")):
        shown = file.relative_to(folder).as_posix()
        content = read_mapping(file, shown, faults)
        if not content:
            continue
        rows = _amount(content, shown, faults) if "id" in content else _sheet(content, shown, faults)
        for id, values in rows.items():
            if id in known:
                added.setdefault(id, []).extend(values)
            else:
                faults.append(f"{shown}: {id}: the id is unknown; docs/amounts.md lists the ids")
    return added


def _amount(content: dict[str, Any], shown: str, faults: list[str]) -> dict[str, list[Value]]:
    """A file of one amount."""
    id = text(content, "id", shown, faults)
    return {id: list(value_rows(content, "values", shown, faults))} if id else {}


def _sheet(content: dict[str, Any], shown: str, faults: list[str]) -> dict[str, list[Value]]:
    """A sheet of many amounts from one day on."""
    unknown_keys(content, SHEET_KEYS, shown, faults)
    amounts = content.get("values")
    if not isinstance(amounts, dict):
        faults.append(f"{shown}: values: a sheet needs values, one line ID: AMOUNT each; see docs/amounts.md")
        return {}
    common = {key: text(content, key, shown, faults) for key in ("from", "source", "confidence")}
    if not all(common.values()):
        return {}
    rows: dict[str, list[Value]] = {}
    for id, amount in amounts.items():
        if amount == "":
            rows[id] = []
            continue
        value = value_row({**common, "value": amount}, f"{shown}: {id}", shown, faults)
        rows[id] = [value] if value is not None else []
    return rows
