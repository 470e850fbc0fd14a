"""The sections on what is used and what it costs: quota, support places, empty flats, shelter stays."""

from __future__ import annotations

from functools import partial
from math import isnan

from data.simulate.report.amounts import axis_text, plain_number
from data.simulate.report.canvas import FULL
from data.simulate.report.claims import claim
from data.simulate.report.marks import Mark
from data.simulate.report.measure import change_mark, comparison_table, level_cell, level_mark
from data.simulate.report.rows import Layout, Panel, draw_rows
from data.simulate.report.tags import beside, paragraph, picture, section, table
from data.simulate.report.view import View


def capacity(view: View) -> str:
    """How much of the quota and of the support places is used."""
    titles = {"quota_used": "capacity.quota", "caseload_used": "capacity.caseload"}
    known = [figure for figure in titles if any(not isnan(view.mean(n, figure).mean) for n in view.ways)]
    if not known:
        return ""
    panels = [
        Panel(view.t(titles[figure]), [_bar(view, name, figure) for name in view.ways], "bar")
        for figure in known
    ]
    text = paragraph(claim(view, "quota_used") if "quota_used" in known else view.t("capacity.no_quota"))
    drawn = picture(
        "plot-capacity", view.t("capacity"), f"{view.t('capacity.caption')}. {view.t('figure.same_numbers')}",
        partial(draw_rows, view.speech, view.rows, panels, Layout(2)),
    )  # fmt: skip
    heads = [view.t("table.way"), *(view.t(titles[figure]) for figure in known)]
    rows = [(view.label(name), [level_cell(view, name, figure) for figure in known]) for name in view.ways]
    note = paragraph(view.t("capacity.text"), kind="note")
    numbers = beside(drawn, table(view.t("capacity.caption"), heads, rows))
    return section("capacity", view.t("capacity"), text, note, numbers)


def money(view: View) -> str:
    """What empty flats and shelter stays beyond the refund cost."""
    titles = {"void_kr": "money.void", "shelter_kr_beyond_90": "money.shelter"}
    panels = [
        Panel(view.t(title), [level_mark(view, n, figure) for n in view.ways])
        for figure, title in titles.items()
    ]
    if view.baseline is not None:
        changes = [[change_mark(view, name, figure) for name in view.ways] for figure in titles]
        differences = [Panel(view.t("figure.change"), marks, zero=True) for marks in changes]
        panels = [panel for pair in zip(panels, differences, strict=True) for panel in pair]
    drawn = picture(
        "plot-money", view.t("money"), f"{view.t('money.caption')}. {view.t('figure.same_numbers')}",
        partial(draw_rows, view.speech, view.rows, panels, Layout(4, FULL)), view.zoomed_note,
    )  # fmt: skip
    text = paragraph(claim(view, "void_kr"), claim(view, "shelter_kr_beyond_90"))
    cost = view.speech.number(view.study.settings.policy.shelter_day_cost)
    note = paragraph(view.t("money.text", cost=cost), kind="note")
    return section(
        "money",
        view.t("money"),
        text,
        note,
        drawn,
        comparison_table(view, list(titles), view.ways, view.t("money.caption")),
    )


def _bar(view: View, name: str, figure: str) -> Mark:
    mean = view.mean(name, figure).mean
    return Mark(plain_number(figure, mean), axis_text(view.speech, figure, mean))
