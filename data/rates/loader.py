"""Reads the dated amounts and gives the core those in force on a date.

The package's own amounts are one file each under ``denmark/``.  A user adds amounts without touching the
package: the environment variable HUSRUM_RATES names a folder of dated YAML files (docs/amounts.md says how).

A year is complete when every amount of ``matcher.rates.NEEDED`` is stated from 1 January of it, also those
that did not change: a forgotten amount would otherwise go on unseen with last year's figure.  A year that
is only partly stated does not disturb decisions of earlier years (offices enter figures as they appear),
but a decision within or after it is refused with the names of the missing amounts.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from data.rates.amounts import Amount, Value
from data.rates.extra import read_extra
from data.rates.reading import AMOUNT_KEYS, TEXTS, read_mapping, text, unknown_keys, value_rows
from matcher.errors import RatesError
from matcher.rates import NEEDED, SHOWN, Rates

DENMARK = Path(__file__).parent / "denmark"
VARIABLE = "HUSRUM_RATES"


def load_rates(on: date, extra: Path | None = None, package: Path = DENMARK) -> Rates:
    """The amounts in force on the day ``on``.

    ``extra`` is a user's folder of added amounts (default: the one HUSRUM_RATES names, if any).  After the
    last year with amounts the newest are used and ``outdated`` is set.  Raises ``RatesError``, naming every
    faulty file, when a file is wrong, when ``on`` is before the first complete year, or when a year up to
    ``on`` is incomplete.
    """
    amounts = read_amounts(package, extra)
    years = stated_years(amounts)
    first, last = min(years), max(years)
    if on.year < first:
        raise RatesError(
            f"complete amounts exist from {first} only; the decision date {on} is before {first}-01-01"
        )
    _refuse([fault for year in years if year <= on.year for fault in gaps(amounts, year)])
    in_force = {id: value for id in amounts if (value := _in_force(amounts[id].values, on)) is not None}
    return Rates(
        valid_from=max(in_force[id].start for id in NEEDED),
        outdated=on.year > last,
        amounts={id: value.amount for id, value in in_force.items()},
    )


def read_amounts(package: Path = DENMARK, extra: Path | None = None) -> dict[str, Amount]:
    """Every amount by id, the user's values added; raises ``RatesError`` with all faults of all files."""
    amounts = read_package(package)
    faults: list[str] = []
    folder = extra if extra is not None else _extra_folder()
    if folder is not None:
        for id, values in read_extra(folder, set(amounts), faults).items():
            amounts[id] = replace(amounts[id], values=_merged(id, amounts[id].values, values, faults))
    _refuse(faults + _skipped_years(amounts))
    return amounts


def read_package(package: Path = DENMARK) -> dict[str, Amount]:
    """The package's own amounts by id; raises ``RatesError`` with all faults of all files."""
    faults: list[str] = []
    amounts: dict[str, Amount] = {}
    for file in sorted(package.rglob("*.yaml")):
        amount = _read_amount(file, file.relative_to(package.parent).as_posix(), faults)
        if amount is not None:
            amounts[amount.id] = amount
    _refuse(faults)
    absent = [id for id in NEEDED if id not in amounts]
    _refuse(
        [f"{package.name}/{id.replace('.', '/')}.yaml: -: the file is missing; restore it" for id in absent]
    )
    return amounts


def _refuse(faults: list[str]) -> None:
    """One error for all faults, one line each."""
    if faults:
        raise RatesError("\n".join(faults))


def stated_years(amounts: Mapping[str, Amount]) -> list[int]:
    """The years for which any needed amount is stated, in order."""
    return sorted({value.start.year for id in NEEDED for value in amounts[id].values})


def missing(amounts: Mapping[str, Amount], year: int) -> list[str]:
    """The ids of the needed amounts without a value from 1 January of ``year``, in the order of NEEDED."""
    first_day = date(year, 1, 1)
    return [id for id in NEEDED if first_day not in {value.start for value in amounts[id].values}]


def gaps(amounts: Mapping[str, Amount], year: int) -> list[str]:
    """A fault for every needed amount that ``year`` lacks, naming its file and those that state the year."""
    values = (value for id in NEEDED for value in amounts[id].values)
    stated_in = ", ".join(sorted({value.file for value in values if value.start.year == year})[:3])
    return [
        f"{amounts[id].file}: values: {id} has a gap, nothing from {year}-01-01, a year that {stated_in} "
        "states; add it, also when it did not change"
        for id in missing(amounts, year)
    ]


def _skipped_years(amounts: Mapping[str, Amount]) -> list[str]:
    """A fault for every needed amount that skips a year between two values."""
    return [
        f"{later.file}: values: {id} has a gap, nothing from {earlier.start.year + 1}; add it"
        for id in NEEDED
        for earlier, later in pairwise(amounts[id].values)
        if later.start.year > earlier.start.year + 1
    ]


def _in_force(values: Iterable[Value], on: date) -> Value | None:
    """The last value that starts on or before ``on``."""
    begun = [value for value in values if value.start <= on]
    return begun[-1] if begun else None


def _extra_folder() -> Path | None:
    """The folder HUSRUM_RATES names, or None when the variable is not set."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named) if named else None


def _read_amount(file: Path, shown: str, faults: list[str]) -> Amount | None:
    """One file of the package; None and faults when it is not a whole amount."""
    before = len(faults)
    content = read_mapping(file, shown, faults)
    if not content:
        return None
    unknown_keys(content, AMOUNT_KEYS, shown, faults)
    id = text(content, "id", shown, faults)
    if id and id not in (*NEEDED, *SHOWN):
        faults.append(f"{shown}: id: {id!r} is unknown; the known ids are listed in matcher/rates.py")
    elif id and shown.split("/", 1)[1] != id.replace(".", "/") + ".yaml":
        faults.append(f"{shown}: id: {id!r} belongs in the file {id.replace('.', '/')}.yaml")
    texts = {key: text(content, key, shown, faults) for key in TEXTS}
    values = value_rows(content, "values", shown, faults)
    background = value_rows(content, "background", shown, faults)
    if not values and len(faults) == before:
        faults.append(f"{shown}: values: no value is stated; add one with from, value, source, confidence")
    return Amount(id=id, values=values, background=background, file=shown, **texts) if id else None


def _merged(id: str, own: tuple[Value, ...], added: list[Value], faults: list[str]) -> tuple[Value, ...]:
    """The package's and the user's values of an amount; a day stated twice with two figures is an overlap."""
    by_day = {value.start: value for value in own}
    for value in added:
        other = by_day.setdefault(value.start, value)
        if other.amount != value.amount:
            faults.append(
                f"{value.file}: {id}: {value.amount} from {value.start} overlaps {other.amount} "
                f"from the same day in {other.file}; keep one of them"
            )
    return tuple(by_day[start] for start in sorted(by_day))
