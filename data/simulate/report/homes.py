"""The sections on homes: how many get one, in which need group, and how near to their network."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from math import isnan
from typing import Any

from data.simulate.report.amounts import between_text, possible
from data.simulate.report.canvas import FULL
from data.simulate.report.claims import claim
from data.simulate.report.marks import Mark
from data.simulate.report.measure import measure
from data.simulate.report.rows import Layout, Panel, Row, draw_rows
from data.simulate.report.tags import cell, paragraph, picture, section, table
from data.simulate.report.view import View
from matcher.horizon.compare import BOUND
from matcher.horizon.interval import Estimate


def housed(view: View) -> str:
    """How many get a home."""
    bound = ""
    if BOUND in view.study.names and BOUND not in view.ways:
        most, own = view.mean(BOUND, "matched").mean, view.mean(view.subject, "matched").mean
        share = view.speech.percent(own / most) if most else ""
        bound = view.t("housed.bound", bound=view.speech.count(most), share=share)
    text = paragraph(claim(view, "matched"), bound)
    drawn = measure(view, "matched", view.t("housed.what"), view.study.names)
    return section("housed", view.t("housed"), text, drawn)


def distance(view: View) -> str:
    """How near to their network people come to live; nothing when no network is known."""
    if all(isnan(view.mean(name, "mean_km").mean) for name in view.ways):
        return ""
    text = paragraph(claim(view, "mean_km")) + paragraph(view.t("distance.text"), kind="note")
    drawn = measure(view, "mean_km", view.t("distance.what"), view.ways)
    return section("distance", view.t("distance"), text, drawn)


def tiers(view: View) -> str:
    """How many of each need group get a home; nothing when all groups are too small to show."""
    shares = tier_shares(view)
    known = [tier for tier in view.tiers if any(own == tier for _, own in shares)]
    if not known:
        return ""
    first = claim(view, f"matched_tier_{known[0]}", "matched_tier", tier=known[0])
    note = paragraph(view.t("tiers.text"), kind="note")
    return section(
        "tiers",
        view.t("tiers"),
        paragraph(first),
        note,
        _tier_picture(view, known, shares),
        _tier_table(view, known, shares),
    )


def tier_shares(view: View) -> dict[tuple[str, int], Estimate]:
    """The share housed by policy and tier, where it may be shown."""
    shares = {
        (name, int(group)): share_of(row)
        for (name, dimension, group), row in view.groups.items()
        if dimension == "tier"
    }
    return {key: share for key, share in shares.items() if not isnan(share.mean)}


def share_of(row: Mapping[Hashable, Any]) -> Estimate:
    """The share housed of a row of fairness.csv."""
    parts = (float(row[column]) for column in ("share", "share_low", "share_high"))
    mean, low, high = parts
    return possible("quota_used", Estimate(mean, low, high, int(row["seeds"])))


def _tier_picture(view: View, known: list[int], shares: dict[tuple[str, int], Estimate]) -> str:
    names = view.study.names

    def mark(own: Estimate | None) -> Mark | None:
        if own is None:
            return None
        return Mark(100 * own.mean, view.speech.number(100 * own.mean), 100 * own.low, 100 * own.high)

    panels = [
        Panel(view.t("tiers.panel", tier=tier), [mark(shares.get((name, tier))) for name in names])
        for tier in known
    ]
    rows = [Row(view.label(name), view.tone(name)) for name in names]
    return picture(
        "plot-tiers",
        view.t("tiers"),
        f"{view.t('tiers.caption')}. {view.t('figure.same_numbers')}",
        partial(draw_rows, view.speech, rows, panels, Layout(5, FULL, shared=True)),
        view.dots_note,
    )


def _tier_table(view: View, known: list[int], shares: dict[tuple[str, int], Estimate]) -> str:
    speech = view.speech

    def number(own: Estimate | None) -> str:
        if own is None:
            return cell("–")
        return cell(speech.percent(own.mean), between_text(speech, "quota_used", own))

    rows = [
        (view.label(name), [number(shares.get((name, tier))) for tier in known]) for name in view.study.names
    ]
    heads = [view.t("table.way"), *(view.t("tiers.column", tier=tier) for tier in known)]
    return table(view.t("tiers.caption"), heads, rows)
