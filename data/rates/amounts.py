"""One amount: what it is, its unit, its law, and its dated values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

#: How sure a value is, best first; the words are shown in docs/amounts.md.
CONFIDENCE = {
    "verified_law": "read in the law text",
    "verified": "read on an official or municipal page, or one that quotes it",
    "verified_secondary": "read in a secondary source that cites the official one",
    "computed_from_law": "computed from the law's amount and the published adjustment",
    "computed_from_law_plus_minus_1": "computed from the law's amount and the published adjustment, ±1 kr",
    "computed": "computed from other amounts",
    "computed_plus_minus_5": "computed over several years' adjustments, ±5 kr",
    "derived": "derived from another edition or year",
    "inferred": "inferred from a related amount",
    "memory": "known, not read in a source",
}


@dataclass(frozen=True)
class Value:
    """An amount from a day on, with its source, how sure it is, and the file that states it."""

    start: date
    amount: Decimal
    source: str
    confidence: str
    file: str


@dataclass(frozen=True)
class Amount:
    """One amount with its unit, its legal reference and its values, oldest first.

    ``background`` holds values of earlier, incomplete years; they are shown and never used.
    """

    id: str
    danish: str
    english: str
    unit: str
    reference: str
    changes: str
    values: tuple[Value, ...]
    background: tuple[Value, ...]
    file: str
