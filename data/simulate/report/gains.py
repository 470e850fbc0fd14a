"""The section on what would help most: one more flat, place in a team or point of quota."""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.simulate.report.tags import cell, paragraph, section, table
from data.simulate.report.view import View
from matcher.horizon.interval import Estimate

#: Headings of the table, and the changes under each.
_GROUPS = {"flats": ("cheap_flat", "youth_flat"), "team": ("team",), "quota": ("quota",)}


def gains(view: View) -> str:
    """The gains as a table; nothing when they were not asked for or the place knows none."""
    found = view.study.gains
    if found is None or found.empty:
        return ""
    rows: list[tuple[str, list[str]]] = []
    for group, changes in _GROUPS.items():
        own = found[found["change"].isin(changes)]
        if len(own):
            rows.append((view.t(f"gains.{group}"), []))
            rows += [_row(view, row) for row in _best_first(own)]
    heads = [view.t("gains.more"), view.t("gains.people"), view.t("gains.days")]
    return section(
        "gains",
        view.t("gains"),
        paragraph(view.t("gains.text")),
        table(view.t("gains.caption"), heads, rows),
        paragraph(view.t("gains.note"), kind="note"),
    )


def _best_first(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    """The rows with the most people first, then the most days, then by name."""
    return sorted(rows.to_dict("records"), key=lambda row: (-row["people"], -row["days"], row["where"]))


def _row(view: View, row: dict[Any, Any]) -> tuple[str, list[str]]:
    name = row["where"] or view.t(f"gains.{row['change']}")
    people, days = (
        Estimate(row[figure], row[f"{figure}_low"], row[f"{figure}_high"], row["seeds"])
        for figure in ("people", "days")
    )
    return name, [_cell(view, people, 2), _cell(view, days, 0)]


def _cell(view: View, value: Estimate, places: int) -> str:
    """A mean with its interval, and a word where it may be nothing."""
    say = view.speech
    if value.low != value.low:
        return cell(say.signed(value.mean, places))
    between = view.t("to", low=say.signed(value.low, places), high=say.signed(value.high, places))
    unsure = not value.settled and (value.low != 0 or value.high != 0)
    remark = view.t("table.unsure") if unsure else ""
    return cell(say.signed(value.mean, places), between, remark, kind="unsure" if unsure else "")
