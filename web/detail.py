"""The detail of an unmatched citizen in words, and the rules that block, counted."""

from __future__ import annotations

from collections import Counter

from matcher.words import RULE_LABELS
from web import present
from web.run import Row, Run


def detail_words(row: Row) -> str:
    """The detail column as the run wrote it."""
    return str(row.get("detail") or "")


def blocked_rules(shown: Run, citizen_id: str) -> list[tuple[str, int]]:
    """How many flats each rule blocks for this citizen, in words, most first; needs pairs.csv."""
    pairs = shown.pairs(citizen_id=citizen_id)
    count = Counter(code for pair in pairs for code in present.codes(pair, "reasons"))
    order = list(RULE_LABELS)
    codes = sorted(count, key=lambda code: (-count[code], order.index(code) if code in order else 99))
    return [(present.capital(present.label("RULE_LABELS", code)), count[code]) for code in codes]
