"""The pools of the quarter rule in words: whose, of which estate, which flats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matcher.quota import pool_name
from web import present
from web.i18n import t

Row = Mapping[str, Any]


def kinds(quota_class: str, department_id: str = "", municipality: str = "") -> str:
    """The flats of a pool: ``familieboliger, afdeling A2, kommune 0101``; what is blank is left out."""
    parts = [present.label("QUOTA_CLASSES", quota_class)]
    parts += [t("pool.estate", id=department_id)] if department_id else []
    parts += [t("pool.municipality", code=municipality)] if municipality else []
    return ", ".join(parts)


def of_run(summary: Row, name: str) -> Row | None:
    """The account of a run's summary.json that a match's ``quota_pool`` names; None for one outside."""
    return next((row for row in summary.get("quota") or () if name_of(row) == name), None)


def name_of(row: Row) -> str:
    """The name of an account of summary.json, as ``quota_pool`` has it."""
    return pool_name(str(row["organisation_id"]), str(row.get("department_id") or ""), str(row["class"]))


def in_words(row: Row) -> str:
    """Whose flats, and which: of an account of summary.json."""
    return f"{row['organisation_id']}, {kinds(str(row['class']), str(row.get('department_id') or ''))}"
