"""A statement in words: months, events of an account, the arithmetic, states and marks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from data.statements.months import first_of
from web import present
from web.i18n import day, t
from web.present import Tag

Row = Mapping[str, Any]

#: What a state looks like: pictogram and tone.
_STATES = {
    "issued": ("email", "info"), "disputed": ("warning", "warning"), "answered": ("reply", "info"),
    "confirmed": ("check", "success"), "replaced": ("minus", "neutral"),
}  # fmt: skip
_CHARGES = {
    "claimed": ("hourglass", "info"),
    "accepted": ("check", "success"),
    "refused": ("close", "neutral"),
}


def month_name(month: str) -> str:
    """YYYY-MM in words: oktober 2026."""
    first = first_of(month)
    return f"{t(f'month.{first.month}')} {first.year}"


def day_of(text: str | None) -> str:
    """A day of a statement's content as people write it; blank for none."""
    return day(date.fromisoformat(text)) if text else ""


def state_tag(state: str) -> Tag:
    """Where a statement stands, in text and pictogram."""
    icon, tone = _STATES[state]
    return Tag(t(f"statements.state.{state}"), icon, tone)


def charge_tag(state: str) -> Tag:
    """Where a charge stands."""
    icon, tone = _CHARGES[state]
    return Tag(t(f"charges.state.{state}"), icon, tone)


def mark_tag(mark: Row | None) -> Tag:
    """What both sides have said of an entry."""
    if mark is None:
        return Tag(t("statements.mark.none"), "hourglass", "plain")
    if mark["mark"] == "confirmed":
        return Tag(t("statements.mark.confirmed"), "check", "success")
    if not mark["answer"]:
        return Tag(t("statements.mark.disputed"), "warning", "warning")
    icon = "edit" if mark["answer"] == "corrected" else "reply"
    return Tag(t(f"statements.mark.{mark['answer']}"), icon, "info")


def pool_name(pool: Row) -> str:
    """What an account is about: the class of flats, the estate, the municipality."""
    parts = [present.capital(present.label("QUOTA_CLASSES", pool["class"]))]
    if pool["department_id"]:
        parts.append(t("statements.estate", id=pool["department_id"]))
    if pool["municipality"]:
        parts.append(t("statements.municipality", code=pool["municipality"]))
    return ", ".join(parts)


def terms(pool: Row) -> str:
    """What was agreed: the share or the fixed number, and how flats are chosen."""
    agreed = (
        t("statements.fixed", n=pool["fixed"])
        if pool["share"] is None
        else t("statements.share", share=pool["share"])
    )
    words = [agreed, present.label("QUOTA_MODES", pool["mode"])]
    if pool["period"] != "none":
        words.append(t(f"statements.period.{pool['period']}"))
    return ", ".join(words)


def event_text(event: Row) -> str:
    """What happened, in a few words."""
    kind = event["kind"]
    if kind == "opening":
        names = ("counted", "claimed", "carry_over")
        return t("statements.event.opening", **{name: event[name] for name in names})
    if kind == "corrected":
        return _corrected(event)
    if kind in ("period", "terms"):
        return t(f"statements.event.{kind}", carried=event["carry_over"], terms=terms(event))
    text = t(f"statements.event.{kind}")
    if event["counts"] is None:
        return f"{text}{_why(event)}"
    if not event["counts"]:
        return f"{text}, {t('statements.not_counted')}{_why(event)}"
    turn = f", {t('statements.turn.' + event['turn'])}" if event["turn"] else ""
    return f"{text}, {t('statements.counted')}{_why(event)}{turn}"


def _corrected(event: Row) -> str:
    about = t("statements.event.corrected_n", n=event["corrects"]) if event["corrects"] else ""
    parts = [about or t("statements.event.corrected")]
    if event["counts"] is not None:
        parts.append(t("statements.counted" if event["counts"] else "statements.not_counted"))
    for name in ("counted", "claimed"):
        if event[name]:
            parts.append(t(f"statements.more.{name}", n=f"{event[name]:+d}".replace("-", "−")))
    return ", ".join(parts)


def _why(event: Row) -> str:
    return f" ({t('statements.why.' + event['why'])})" if event["why"] else ""


def number(fraction: str) -> str:
    """A fraction as people read it: 11/4 is 2 3/4."""
    value = Fraction(fraction)
    whole, rest = divmod(abs(value), 1)
    sign = "−" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole} {rest}" if whole else f"{sign}{rest}"


def arithmetic(after: Row, mode: str) -> str:
    """How many may still be claimed and how that is worked out, the whole of it."""
    if mode != "choose":
        return t("statements.sum.turns", left=after["left"])
    earned, in_period = Fraction(after["earned"]), Fraction(after["period_earned"])
    values = {
        "earned": number(after["earned"]), "whole": floor(earned), "used": after["used"],
        "room": floor(earned) - after["used"], "period": number(after["period_earned"]),
        "up": ceil(in_period), "carried": after["carried"], "period_used": after["period_used"],
        "most": ceil(in_period) + after["carried"] - after["period_used"], "left": after["left"],
    }  # fmt: skip
    return t(
        "statements.sum.choose", **{name: str(value).replace("-", "−") for name, value in values.items()}
    )


def legend(mode: str) -> str:
    """How to read the arithmetic of an account."""
    return t("statements.legend.choose" if mode == "choose" else "statements.legend.turns")


def why_void(entry: Row) -> str:
    """What ended the rent of a flat, or that it runs on."""
    return t(f"statements.void_end.{entry['why']}")
