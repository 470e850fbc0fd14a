"""How a pool of the quarter rule is called in Danish and English."""

from __future__ import annotations

from matcher.words import QUOTA_CLASSES, say

_ESTATE = {"da": "afdeling", "en": "estate"}


def pool_in_words(organisation_id: str, department_id: str, quota_class: str, lang: str) -> str:
    """``O1 (family dwellings)``, with ``, estate A2`` before the bracket where the pool is one estate's."""
    estate = f", {_ESTATE[lang]} {department_id}" if department_id else ""
    return f"{organisation_id}{estate} ({say(QUOTA_CLASSES, quota_class, lang)})"
