"""The cells of a report in words: groups, reasons, steps, months; and what is held back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from data.overview.reports import Asked, Report, ReportColumn
from web.i18n import decimal, kr, t, whole
from web.lists import Column
from web.messages import MESSAGES
from web.present import label

Row = Mapping[str, Any]
#: Where a report's row keeps its number, and which of its cells are held back.
NUMBER = "#"
_MONTHS = tuple(f"month.{number}" for number in range(1, 13))


def word(key: str, otherwise: str) -> str:
    """A message where there is one."""
    return t(key) if key in MESSAGES else otherwise


def group(by: str, code: str) -> str:
    """A group of a dimension in words."""
    if by == "tier":
        return t("reports.tier", n=code)
    if by == "benefit":
        return label("BENEFITS", code)
    return t(f"reports.{by}.{code}")


def quarter(code: str) -> str:
    """``2026-4`` as a quarter."""
    year, number = code.split("-")
    return t("reports.quarter", year=year, n=number)


def month(code: str) -> str:
    """``2026-04`` as a month."""
    year, number = code.split("-")
    return f"{t(_MONTHS[int(number) - 1])} {year}"


def lost(outcome: str, reason: str) -> str:
    """Why an offer came to nothing, in words."""
    return word(f"reason.offer.{reason}", reason) if reason else t("reports.no_reason")


def step(code: str) -> str:
    """A step of the way from referral to a home, in words."""
    key = f"reports.step.{code}"
    return t(key) if key in MESSAGES else t(f"offer.state.{code}")


def decision(row: Row) -> str:
    """The class of reason behind a decision about a flat."""
    action, reason = str(row["decision"]), str(row["reason_code"] or "")
    said = t(f"reports.decision.{action}")
    return f"{said}: {word(f'reason.{action}.{reason}', reason)}" if reason else said


def eligible(row: Row) -> str | None:
    """How many could have had the flat."""
    if row["eligible"] is None:
        return None
    number = whole(row["eligible"])
    return t("reports.at_least", n=number) if row["at_least"] else number


#: The texts of the columns that hold codes; the others are shown as they are.
_SAID: dict[tuple[str, str], Callable[[Row], Any]] = {
    ("refusals", "quarter"): lambda row: quarter(row["quarter"]),
    ("refusals", "outcome"): lambda row: t(f"offer.state.{row['outcome']}"),
    ("refusals", "reason"): lambda row: lost(row["outcome"], row["reason"]),
    ("unmatched", "reason_class"): lambda row: label("UNMATCHED_LABELS", row["reason_class"]),
    ("costs", "month"): lambda row: month(row["month"]),
    ("times", "from"): lambda row: step(row["from"]),
    ("times", "to"): lambda row: step(row["to"]),
    ("accountability", "dwelling"): lambda row: label("KINDS", row["dwelling"]),
    ("accountability", "eligible"): eligible,
    ("accountability", "decision"): decision,
}


def columns(report: Report, by: str) -> list[Column[Row]]:
    """The columns of a report's list; unsorted, the rows stand as the report gives them."""
    return [_column(report, column, by, first=n == 0) for n, column in enumerate(report.columns)]


def _column(report: Report, column: ReportColumn, by: str, *, first: bool) -> Column[Row]:
    value = _value(report, column, by)

    def note(row: Row) -> str | None:
        return t("reports.held_back") if (row[NUMBER], column.key) in report.held_back else None

    return Column(
        column.key,
        f"reports.column.{column.key}",
        value,
        {"group": "text", "share": "number"}.get(column.kind, column.kind),
        sort=(lambda row: row[NUMBER]) if first else None,
        note=note,
    )


def _value(report: Report, column: ReportColumn, by: str) -> Callable[[Row], Any]:
    if column.kind == "group":
        return lambda row: group(by, row["group"])
    if (report.code, column.key) in _SAID:
        return _SAID[report.code, column.key]
    if column.kind == "share":
        return lambda row: None if row[column.key] is None else round(100 * row[column.key], 1)
    if column.kind == "number":
        return lambda row: None if row[column.key] is None else round(row[column.key], 1)
    if column.kind == "whole":
        return lambda row: None if row[column.key] is None else round(row[column.key])
    return lambda row: row[column.key]


def total(report: Report) -> list[str]:
    """The cells of the total, as the page shows them."""
    if report.total is None:
        return []
    cells = []
    for column in report.columns[1:]:
        value = report.total.get(column.key)
        cells.append("" if value is None or value == "" else _shown(column, value))
    return cells


def _shown(column: ReportColumn, value: Any) -> str:
    if column.kind == "kr":
        return kr(value)
    if column.kind == "share":
        return f"{decimal(100 * value)} %"
    return decimal(value) if column.kind == "number" else whole(value)


def headline(report: Report) -> str:
    """The figure of a report on the first page, with what it is."""
    found = report.headline
    if found is None or found.get("n", 1) == 0:
        return t("reports.nothing" if not report.held_back else "reports.held_back_all")
    said: dict[str, Any] = {}
    for key, value in found.items():
        said[key] = "–" if value is None else _SAID_HEADS.get(key, whole)(value)
    if "reason" in found:
        said["reason"] = _head_reason(report, found)
    return t(f"reports.{report.code}.headline", **said)


def definition(code: str, question: Asked) -> str:
    """What the figures of a report mean."""
    policy, amounts = question.policy, question.amounts
    return t(
        f"reports.{code}.text",
        days=whole(amounts.refund_days if code == "costs" else policy.overdue_days),
        cost=kr(policy.shelter_day_cost),
        share=f"{decimal(100 * amounts.refund_share)} %",
    )


_SAID_HEADS: dict[str, Callable[[Any], str]] = {
    "share": lambda value: f"{decimal(100 * value)} %",
    "void": kr,
    "shelter": kr,
    "outcome": str,
    "reason": str,
}


def _head_reason(report: Report, found: Mapping[str, Any]) -> str:
    if report.code == "unmatched":
        return label("UNMATCHED_LABELS", found["reason"]) if found["reason"] else "–"
    return lost(found["outcome"], found["reason"]) if found["outcome"] else "–"
