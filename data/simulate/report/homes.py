"""The sections on homes: how many get one, in which need group, and how near to their network."""

from __future__ import annotations

from functools import partial
from math import isnan

from data.simulate.report.canvas import FULL
from data.simulate.report.claims import claim
from data.simulate.report.measure import level_cell, level_mark, measure
from data.simulate.report.rows import Layout, Panel, draw_rows
from data.simulate.report.tags import paragraph, picture, section, table
from data.simulate.report.view import View
from matcher.horizon.compare import BOUND


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
    """How many of each need group get a home."""
    known = [tier for tier in view.tiers if any(_housed(view, name, tier) > 0 for name in view.study.names)]
    if not known:
        return ""
    names = view.study.names
    figures = [f"matched_tier_{tier}" for tier in known]
    panels = [
        Panel(view.t("tiers.panel", tier=tier), [level_mark(view, name, figure) for name in names])
        for tier, figure in zip(known, figures, strict=True)
    ]
    drawn = picture(
        "plot-tiers",
        view.t("tiers"),
        f"{view.t('tiers.caption')}. {view.t('figure.same_numbers')}",
        partial(draw_rows, view.speech, view.rows_of(names), panels, Layout(5, FULL)),
        view.zoomed_note,
    )
    rows = [(view.label(name), [level_cell(view, name, figure) for figure in figures]) for name in names]
    heads = [view.t("table.way"), *(view.t("tiers.column", tier=tier) for tier in known)]
    first = paragraph(claim(view, figures[0], "matched_tier", tier=known[0]))
    note = paragraph(view.t("tiers.text"), kind="note")
    numbers = table(view.t("tiers.caption"), heads, rows)
    return section("tiers", view.t("tiers"), first, note, drawn, numbers)


def _housed(view: View, name: str, tier: int) -> float:
    return view.mean(name, f"matched_tier_{tier}").mean
