"""Next year's amounts: an empty sheet to fill in, and a check of what has been filled in.

``python -m data.rates.sheet 2027`` writes the sheet to standard output; ``python -m data.rates.sheet`` alone
says of every stated year whether it is complete, names what is missing, and points at amounts that changed
by more than a tenth (most often a slip of a digit).  Exit code 0 when every year is complete, else 1.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise

from data.rates.amounts import Amount, Value
from data.rates.loader import missing, read_amounts, stated_years
from matcher.errors import RatesError
from matcher.rates import NEEDED

#: Amounts regulated every year are left blank in the sheet; those fixed in the law are filled in.
YEARLY = "every year"
#: A change by more than this share of the earlier amount is pointed at.
REMARKABLE = Decimal("0.1")


def sheet(amounts: Mapping[str, Amount], year: int) -> str:
    """A sheet of every amount the core needs from 1 January of ``year``, with the last value as comment."""
    lines = [
        f"# The amounts from {year}-01-01. Fill in the blank ones; those already filled in change only when",
        "# the law does: look them over. Then put this file in the folder that HUSRUM_RATES names.",
        f"from: {year}-01-01",
        'source: ""      # where the amounts were read, as "https://www.retsinformation.dk/eli/..."',
        "confidence: verified",
        "values:",
    ]
    for id in NEEDED:
        amount = amounts[id]
        last = [value for value in amount.values if value.start < date(year, 1, 1)][-1]
        filled = "" if amount.changes == YEARLY else f' "{last.amount}"'
        lines.append(f"  # {amount.danish} ({amount.unit}); {last.start}: {last.amount}; {amount.reference}")
        lines.append(f"  {id}:{filled}")
    return "\n".join(lines) + "\n"


def review(amounts: Mapping[str, Amount]) -> tuple[list[str], bool]:
    """Lines that say how far every stated year is, and whether all of them are complete."""
    lines, complete = [], True
    for year in stated_years(amounts):
        absent = missing(amounts, year)
        complete = complete and not absent
        lines.append(f"{year}: {f'{len(absent)} amounts missing' if absent else 'complete'}")
        lines += [f"  missing: {id} ({amounts[id].danish}, {amounts[id].unit})" for id in absent]
    for id, amount in amounts.items():
        for earlier, later in pairwise(amount.values):
            if _remarkable(earlier, later):
                change = f"from {earlier.amount} to {later.amount} on {later.start}"
                lines.append(f"  look again: {id} went {change} ({later.file})")
    return lines, complete


def _remarkable(earlier: Value, later: Value) -> bool:
    """A change by more than a tenth."""
    return abs(later.amount - earlier.amount) > REMARKABLE * earlier.amount


def main(arguments: list[str]) -> int:
    """Write the sheet of the year given, or review what is stated."""
    try:
        amounts = read_amounts()
    except RatesError as error:
        print(error, file=sys.stderr)
        return 1
    if not arguments:
        lines, complete = review(amounts)
        print("\n".join(lines))
        return 0 if complete else 1
    if not arguments[0].isdigit() or int(arguments[0]) <= stated_years(amounts)[0]:
        print(f"{arguments[0]!r} is no later year; give one, as 2027", file=sys.stderr)
        return 2
    print(sheet(amounts, int(arguments[0])), end="")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
