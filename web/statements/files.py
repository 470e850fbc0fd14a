"""A statement as files: every line of it, and the lines of the invoice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from data.store.rows import Row
from web.i18n import t
from web.sheets import csv_file
from web.statements import words
from web.statements.money import plain_ore

_HEADS = (
    "part", "number", "day", "flat", "what", "days", "rent", "counted", "earned", "used", "left", "amount",
    "said",
)  # fmt: skip
_INVOICE = ("organisation", "month", "part", "flat", "address", "first", "last", "days", "rent", "amount")


def statement_csv(row: Row) -> bytes:
    """Every entry of the statement with what both sides say of it, in the order of the page."""
    heads = [t(f"statements.file.{name}") for name in _HEADS]
    lines = [[_plain(line.get(name)) for name in _HEADS] for line in _lines(row)]
    return csv_file(heads, ["text"] * len(heads), lines)


def _lines(row: Row) -> Iterator[dict[str, Any]]:
    content = row["content"]
    for pool in content["pools"]:
        part = words.pool_name(pool)
        if pool["opening"] is not None:
            day = date.fromisoformat(content["first"])
            yield {"part": part, "day": day, "what": t("statements.opening"), **_balance(pool["opening"])}
        for event in pool["events"]:
            yield {
                "part": part, "number": event["number"], "day": date.fromisoformat(event["day"]),
                "flat": event["vacancy_id"], "what": words.event_text(event), **_balance(event["after"]),
                "said": _said(row, event),
            }  # fmt: skip
        day = date.fromisoformat(content["last"])
        yield {"part": part, "day": day, "what": t("statements.closing"), **_balance(pool["closing"])}
    for entry in content["void"]:
        what = f"{words.month_name(entry['month'])}: {words.why_void(entry)}"
        yield {
            "part": _part(content, entry), "flat": entry["vacancy_id"], "what": what, "days": entry["days"],
            "rent": entry["rent"], "amount": plain_ore(entry["ore"]), "said": _said(row, entry),
        }  # fmt: skip
    for entry in content["charges"]:
        yield {
            "part": t(f"charges.kind.{entry['kind']}"), "day": date.fromisoformat(entry["day"]),
            "flat": entry["vacancy_id"], "what": words.charge_tag(entry["state"]).text,
            "amount": plain_ore(entry["ore"]), "said": _said(row, entry),
        }  # fmt: skip
    yield {"part": t("statements.sum.total"), "amount": plain_ore(content["sums"]["total"])}


def invoice_csv(row: Row) -> bytes:
    """The lines with an amount, and their sum."""
    content = row["content"]
    lines: list[dict[str, Any]] = []
    for entry in content["void"]:
        if entry["ore"]:
            lines.append({"part": _part(content, entry), "month": entry["month"], **_of_void(entry)})
    for entry in content["charges"]:
        if entry["ore"]:
            lines.append({
                "part": t(f"charges.kind.{entry['kind']}"), "month": content["month"],
                "flat": entry["vacancy_id"], "amount": plain_ore(entry["ore"]),
            })  # fmt: skip
    lines.append({
        "part": t("statements.sum.total"), "month": content["month"],
        "amount": plain_ore(content["sums"]["total"]),
    })  # fmt: skip
    heads = [t(f"statements.file.{name}") for name in _INVOICE]
    rows = [[_plain({"organisation": content["organisation_id"], **line}.get(name)) for name in _INVOICE]
            for line in lines]  # fmt: skip
    return csv_file(heads, ["text"] * len(heads), rows)


def _of_void(entry: Row) -> dict[str, Any]:
    first, last = entry["first"], entry["last"]
    return {
        "flat": entry["vacancy_id"], "address": entry["address"], "days": entry["days"],
        "rent": entry["rent"], "amount": plain_ore(entry["ore"]),
        "first": date.fromisoformat(first) if first else None,
        "last": date.fromisoformat(last) if last else None,
    }  # fmt: skip


def _part(content: Row, entry: Row) -> str:
    return t("statements.sum.void" if entry["month"] == content["month"] else "statements.sum.earlier")


def _balance(balance: Row) -> dict[str, Any]:
    return {
        "counted": balance["counted"], "earned": float(Fraction(balance["earned"])),
        "used": balance["used"], "left": balance["left"],
    }  # fmt: skip


def _said(row: Row, entry: Row) -> str:
    return words.mark_tag(row["marks"].get(entry["entry"])).text


def _plain(value: Any) -> Any:
    """Kroner as a number with its two decimals; the rest as it is."""
    return float(value) if hasattr(value, "as_tuple") else value
