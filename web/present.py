"""Codes and numbers of a result in plain words: losses, warnings, reasons, availability, households."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.runs.strength import split
from matcher import words
from matcher.words import say
from web.i18n import kr, lang, t, tn, whole
from web.run import Row, Run

#: The icon of a price in points.
POINTS_ICON = "info"


@dataclass(frozen=True)
class Tag:
    """A status as text and icon (of the design system), with a tone that only repeats what they say."""

    text: str
    icon: str
    tone: str
    title: str = ""


def codes(row: Row, column: str = "warnings") -> list[str]:
    """The codes in a cell of a result, whether text separated by spaces or already a tuple."""
    cell = row.get(column)
    return [] if cell is None else list(cell.split() if isinstance(cell, str) else cell)


def number(row: Row, column: str) -> float | None:
    """A number of a result, None when blank."""
    value = row.get(column)
    return None if value is None or value == "" else float(value)


def is_true(value: Any) -> bool:
    """A yes/no cell of a result, whether read as text or as bool."""
    return value is True or str(value).casefold() == "true"


def as_date(value: Any) -> date | None:
    """The day of a cell of a week."""
    if value is None:
        return None
    return value.date() if isinstance(value, datetime) else value


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def label(table: str, code: Any) -> str:
    """The words of a code in the reader's language; table is a name of matcher/words.py."""
    return "" if code is None else say(getattr(words, table), str(code), lang())


def warning_tags(row: Row) -> list[Tag]:
    """The warnings of a match or candidate, in their order, each with its whole sentence."""
    return [
        Tag(label("WARNING_LABELS", c), "warning", "warning", label("WARNING_SENTENCES", c))
        for c in codes(row)
    ]


def loss_tag(run: Run, row: Row) -> Tag:
    """What the whole week loses by this choice, read at the first stage that differs."""
    if is_true(row.get("matched")):
        return Tag(t("loss.this"), "check", "success")
    people, tier = number(row, "lost_people"), number(row, "lost_tier")
    if people is not None and tier is not None:
        n, group = int(people), int(tier)
        text = t("loss.tier", n=n, tier=group)
        return Tag(text, "error", "error", tn("loss.tier_long", n, tier=group))
    if (overdue := number(row, "lost_overdue")) is not None:
        days = whole(run.policy.overdue_days)
        long = tn("loss.overdue_long", int(overdue), days=days)
        return Tag(t("loss.overdue", n=int(overdue)), "time", "warning", long)
    if (goals := number(row, "lost_goals")) is not None:
        long = t("loss.goals_long", n=whole(goals))
        return Tag(t("loss.goals", n=whole(goals)), "flag", "warning", long)
    points = number(row, "lost_points")
    if points is None:
        return Tag(t("loss.unknown"), "help", "neutral", t("loss.unknown_long"))
    pairs = min(len(run.citizens), len(run.vacancies))
    moved, points = split(int(points), run.policy.stability_points, pairs)
    if moved > 0:
        return _moved_tag(moved, points)
    if points == 0:
        return Tag(t("loss.none"), "check", "neutral", t("loss.none_long"))
    return Tag(t("loss.points", n=whole(points)), POINTS_ICON, "info", t("loss.points_long", n=whole(points)))


def _moved_tag(moved: int, points: int) -> Tag:
    """In a re-run: so many more proposals change than need be, and what that does to the points."""
    gain = "loss.moved.gain" if points < 0 else "loss.moved.loss"
    long = f"{tn('loss.moved_long', moved)} {t(gain, n=whole(abs(points)))}"
    return Tag(tn("loss.moved", moved), "sync", "info", long)


def through(run: Run, flat: Row) -> str:
    """How the flat is at the municipality's disposal: a quota, outside it, or not at all."""
    if flat["route"] == "none":
        return t("through.none")
    if flat["route"] == "given" or flat["kind"] not in ("family", "youth"):
        return t("through.outside")
    if run.week.quotas is None:
        return t("through.no_account")
    return t("through.quota", organisation=flat["organisation_id"])


def household(citizen: Row) -> str:
    """Single or couple, with children."""
    adults = t("household.couple" if citizen["adults"] == 2 else "household.single")
    children = int(citizen["children"] or 0)
    return tn("household.children", children, adults=adults) if children else adults


def waited(run: Run, citizen: Row) -> int:
    """Days from the referral to the decision date."""
    since = as_date(citizen["waiting_since"])
    return (run.decision_date - since).days if since else 0


def minimum(run: Run, citizen: Row) -> float:
    """The guide amount the household should have left over, DKK per month (model.md § 1.2)."""
    policy = run.policy
    base = policy.minimum_couple if citizen["adults"] == 2 else policy.minimum_single
    return float(base + int(citizen["children"] or 0) * policy.minimum_child)


def margin(left_over: float | None, least: float) -> Tag | None:
    """What is left over, set against the minimum."""
    if left_over is None:
        return None
    gap = left_over - least
    if gap < 0:
        return Tag(t("flat.below", kr=kr(-gap)), "warning", "warning")
    return Tag(t("flat.above", kr=kr(gap)), "check", "plain")


def tier_name(run: Run, tier: int) -> str:
    """The council's words for a need group, empty when policy.toml has none."""
    return str(run.policy.tiers.get(int(tier), ""))


def needs(citizen: Row) -> list[str]:
    """The citizen's needs and wishes about the flat, in words."""
    lines = [
        ("need.rooms_min", "min_rooms", "n", whole),
        ("need.rooms_max", "max_rooms", "n", whole),
        ("need.size", "min_size_m2", "n", whole),
        ("need.floor", "max_floor_without_lift", "n", whole),
        ("need.max_rent", "max_rent", "kr", kr),
    ]
    out = [t(key, **{name: form(citizen[c])}) for key, c, name, form in lines if citizen[c] is not None]
    out += [t(f"need.{column}") for column in ("step_free", "pets") if citizen[column]]
    if citizen["setting"] != "any":
        out.append(t("need.setting", setting=label("SETTINGS", citizen["setting"])))
    for key, column in (("need.wanted", "wanted_areas"), ("need.refused", "refused_areas")):
        if citizen[column]:
            out.append(t(key, areas=", ".join(citizen[column])))
    if citizen["priorities"]:
        what = ", ".join(label("CRITERIA", code) for code in citizen["priorities"])
        out.append(t("need.priorities", what=what))
    return out


def utilities(run: Run, flat: Row) -> tuple[float, bool]:
    """The flat's utilities, DKK per month, and whether they are estimated from its size."""
    given = number(flat, "utilities")
    if given is not None:
        return given, False
    return run.policy.utilities_per_m2 * float(flat["size_m2"]), True


def age(run: Run, citizen: Row) -> int:
    """The applicant's age in whole years on the decision date."""
    import pandas as pd

    from matcher.calendar import ages

    return int(ages(pd.Series([citizen["birth_date"]]), run.decision_date)[0])
