"""The sections on waiting: days without a home, who is left and why, the list by week, refusals."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import numpy as np

from data.simulate.report.canvas import FULL
from data.simulate.report.claims import claim
from data.simulate.report.curves import Curve, draw_curves
from data.simulate.report.marks import Mark
from data.simulate.report.measure import level_cell, measure
from data.simulate.report.rows import Layout, Panel, draw_rows
from data.simulate.report.tags import beside, bullets, cell, paragraph, picture, section, table
from data.simulate.report.view import View
from matcher.arrays import Floats
from matcher.horizon.year import REASONS

#: A reason has a panel of its own from this share of all who wait.
_SEEN = 0.03


def days(view: View) -> str:
    """How long people are without a home."""
    speech = view.speech
    rows = view.rows
    marks = []
    for name in view.ways:
        median, p95 = (view.mean(name, f"{which}_days").mean for which in ("median", "p95"))
        marks.append(Mark(median, speech.count(median), other=p95, other_text=speech.count(p95)))
    told = [
        view.t("days.desc", way=row.label, median=mark.text, p95=mark.other_text)
        for row, mark in zip(rows, marks, strict=True)
    ]
    panel = Panel(view.t("days.panel"), marks, "span", zero=True)
    drawn = picture(
        "plot-days",
        view.t("days"),
        f"{'; '.join(told)}.",
        partial(draw_rows, speech, rows, [panel], Layout()),
    )
    text = paragraph(claim(view, "mean_days"), claim(view, "p95_days"))
    note = paragraph(view.t("days.text"), kind="note")
    return section("days", view.t("days"), text, note, drawn, _days_table(view))


def _days_table(view: View) -> str:
    columns = {
        "mean": "mean_days",
        "median": "median_days",
        "p95": "p95_days",
        "housed": "mean_housed_days",
        "left": "mean_left_days",
        "soon": "housed_90_days",
    }
    heads = [view.t("table.way"), *(view.t(f"days.{name}") for name in columns)]
    rows = [
        (view.label(name), [level_cell(view, name, figure) for figure in columns.values()])
        for name in view.ways
    ]
    return table(view.t("days.caption"), heads, rows)


def left(view: View) -> str:
    """Who still waits at the end, and why."""
    reasons = [
        reason for reason in REASONS if any(view.mean(name, f"left_{reason}").mean > 0 for name in view.ways)
    ]
    figures = {"left": view.t("left.all")} | {f"left_{one}": view.t(f"reason.{one}") for one in reasons}
    numbers = [
        (view.label(name), [level_cell(view, name, figure) for figure in figures]) for name in view.ways
    ]
    meanings = bullets([f"{view.t(f'reason.{one}')}: {view.t(f'meaning.{one}')}." for one in reasons], "note")
    return section(
        "left", view.t("left"), paragraph(claim(view, "left")), paragraph(view.t("left.text"), kind="note"),
        _left_picture(view, figures), meanings,
        table(view.t("left.caption"), [view.t("table.way"), *figures.values()], numbers),
    )  # fmt: skip


def _left_picture(view: View, figures: dict[str, str]) -> str:
    """The reasons that are seen beside all who wait; the table has the others too."""
    means = {figure: [view.mean(name, figure).mean for name in view.ways] for figure in figures}
    seen = [figure for figure in figures if max(means[figure]) >= _SEEN * max(means["left"])]
    panels = [
        Panel(figures[figure], [Mark(mean, view.speech.count(mean)) for mean in means[figure]], "bar")
        for figure in seen
    ]
    rows = view.rows
    return picture(
        "plot-left", view.t("left"), f"{view.t('left.caption')}. {view.t('figure.same_numbers')}",
        partial(draw_rows, view.speech, rows, panels, Layout(len(panels), FULL, shared=True)),
    )  # fmt: skip


def weeks(view: View) -> str:
    """The list week by week."""
    if view.study.settings.weeks < 2:
        return ""
    curves = [Curve(view.label(name), on_list(view, name), view.tone(name)) for name in view.ways]
    order = sorted(curves, key=lambda curve: not curve.tone.bold)
    last = {curve.label: view.speech.count(float(curve.values[-1])) for curve in curves}
    own = next(curve for curve in curves if curve.label == view.label(view.subject))
    other = view.t("weeks.other", last=last[view.label(view.baseline)]) if view.baseline else ""
    text = view.t(
        "weeks.text", first=view.speech.count(float(own.values[0])), last=last[own.label], other=other
    )
    drawn = picture(
        "plot-weeks", view.t("weeks"), text,
        partial(draw_curves, view.speech, order, view.t("weeks.panel"), _months(view)),
    )  # fmt: skip
    shown = sorted({round(part * (len(own.values) - 1)) for part in np.linspace(0, 1, 5)})
    heads = [view.t("table.way"), *(view.t("weeks.week", week=week + 1) for week in shown)]
    rows = [
        (curve.label, [cell(view.speech.count(float(curve.values[week]))) for week in shown])
        for curve in curves
    ]
    return section(
        "weeks", view.t("weeks"), paragraph(text), beside(drawn, table(view.t("weeks.caption"), heads, rows))
    )


def on_list(view: View, name: str) -> Floats:
    """People on the list at the end of each week, the mean over seeds, (weeks,)."""
    lists = [view.records[name, seed].weeks["on_list"].to_numpy() for seed in view.study.seeds]
    mean: Floats = np.mean(lists, axis=0)
    return mean


def _months(view: View) -> list[tuple[int, str]]:
    """The weeks in which a month begins, thinned out, with their names."""
    settings, ticks, before = view.study.settings, [], 0
    for week in range(settings.weeks):
        day = settings.start + timedelta(days=7 * week)
        if day.month != before and (week or day.day < 8):
            ticks.append((week, view.speech.month(day)))
        before = day.month
    return ticks[:: max(1, len(ticks) // 6)]


def refusals(view: View) -> str:
    """How often people refuse."""
    text = paragraph(claim(view, "refusals")) + paragraph(view.t("refusals.text"), kind="note")
    drawn = measure(view, "refusals", view.t("refusals.what"), view.ways)
    return section("refusals", view.t("refusals"), text, drawn)
