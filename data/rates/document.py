"""Writes docs/amounts.md: every amount with value, unit, law, source, how sure it is, and since when.

``python -m data.rates.document > docs/amounts.md``; a test keeps the committed page current.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from data.rates.amounts import CONFIDENCE, Amount, Value
from data.rates.loader import DENMARK, read_package

GROUPS = {
    "kontanthjaelp": "Kontanthjælp (cash benefit)",
    "ressourceforloebsydelse": "Ressourceforløbsydelse: ressourceforløb and jobafklaring",
    "ledighedsydelse": "Ledighedsydelse (between flexible jobs)",
    "revalidering": "Revalidering (rehabilitation)",
    "foertidspension": "Førtidspension and seniorpension",
    "folkepension": "Folkepension (old-age pension)",
    "su": "SU (student grant)",
    "dagpenge": "Dagpenge (unemployment insurance)",
    "sygedagpenge": "Sygedagpenge (sickness benefit)",
    "tax": "Tax",
    "boligsikring": "Housing support: boligsikring",
    "boligydelse": "Housing support: boligydelse (folkepension)",
    "boligstoette": "Housing support: both schemes",
    "beboerindskudslaan": "Deposit loan (beboerindskudslån)",
    "forsorgshjem": "State refund for shelters (§ 110)",
    "raadighedsbeloeb": "Guide amounts of municipalities (defaults of policy.toml)",
}
HEAD = """# The amounts of law and where they come from

Made from `data/rates/denmark/` by `python -m data.rates.document`; do not edit it by hand. A run uses the
amounts in force on its decision date and says which (`rates_valid_from`). Complete amounts exist from 2026
on; values in italics are background of an earlier year, shown for comparison and never used. How to add the
amounts of the next year stands at the end of this page.
"""


def document(amounts: Mapping[str, Amount]) -> str:
    """The whole page as Markdown text."""
    order = list(GROUPS)
    ids = sorted(amounts, key=lambda id: order.index(_group(id)))
    parts = [HEAD, _confidence()]
    for group, members in groupby(ids, key=_group):
        parts.append(_table(GROUPS[group], [amounts[id] for id in members]))
    parts.append((Path(__file__).parent / "next_year.md").read_text(encoding="utf-8"))
    return "\n".join(parts)


def _group(id: str) -> str:
    return id.split(".")[0]


def _confidence() -> str:
    """What the words of the column "how sure" mean."""
    rows = [f"| {word.replace('_', ' ')} | {meaning} |" for word, meaning in CONFIDENCE.items()]
    return "\n".join(["## How sure an amount is", "", "| word | meaning |", "|---|---|", *rows, ""])


def _table(title: str, amounts: list[Amount]) -> str:
    """One group of amounts, one row per value."""
    lines = [f"## {title}", "", "| amount | value | unit | valid from | law | source | how sure | changes |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    for amount in amounts:
        lines += [_row(amount, value, "") for value in amount.values]
        lines += [_row(amount, value, "*") for value in amount.background]
    return "\n".join([*lines, ""])


def _row(amount: Amount, value: Value, mark: str) -> str:
    """One value; ``mark`` sets the figure and its date in italics."""
    name = f"`{amount.id}`" + ("" if mark else f"<br>{amount.danish}<br>{amount.english}")
    figure, since = f"{mark}{shown(value.amount)}{mark}", f"{mark}{value.start}{mark}"
    cells = [name, figure, amount.unit, since, amount.reference, value.source]
    cells += [value.confidence.replace("_", " "), amount.changes]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def shown(amount: Decimal) -> str:
    """An amount with thousands separators and all its decimals: 13,060, 91.50, 0.225."""
    return f"{amount:,f}"


if __name__ == "__main__":
    sys.stdout.buffer.write(document(read_package(DENMARK)).encode("utf-8"))
