"""The section on who is better and who is worse off than under the baseline."""

from __future__ import annotations

from functools import partial

from data.simulate.report.marks import Mark
from data.simulate.report.measure import level_cell
from data.simulate.report.rows import Layout, Panel, draw_rows
from data.simulate.report.tags import beside, paragraph, picture, section, table
from data.simulate.report.view import View

_SIDES = ("worse_off", "better_off", "unchanged")


def moved(view: View) -> str:
    """Who is better and who is worse off; nothing with one policy alone."""
    if view.baseline is None:
        return ""
    names = [name for name in view.ways if name != view.baseline]
    text = paragraph(moved_sentence(view))
    note = paragraph(view.t("moved.text"), kind="note")
    caption = view.t("moved.caption")
    overall = [(view.label(name), [level_cell(view, name, side) for side in _SIDES]) for name in names]
    heads = [view.t(f"moved.{side}") for side in ("worse", "better", "unchanged")]
    drawn = beside(_picture(view, names), table(caption, [view.t("table.way"), *heads], overall))
    return section("moved", view.t("moved"), text, note, drawn, _by_tier(view, heads))


def moved_sentence(view: View) -> str:
    """How many lose and how many gain."""
    worse, better = (view.speech.count(view.mean(view.subject, side).mean) for side in _SIDES[:2])
    return view.t("conclusion.moved", worse=worse, better=better)


def _picture(view: View, names: list[str]) -> str:
    marks, told = [], []
    for name in names:
        worse, better = (view.mean(name, side).mean for side in _SIDES[:2])
        texts = {"worse": view.speech.count(worse), "better": view.speech.count(better)}
        marks.append(Mark(worse, texts["worse"], other=better, other_text=texts["better"]))
        told.append(view.t("moved.desc", way=view.label(name), **texts))
    rows = view.rows_of(names)
    panel = Panel(view.t("moved.panel"), marks, "sides")
    return picture(
        "plot-moved",
        view.t("moved"),
        f"{'; '.join(told)}.",
        partial(draw_rows, view.speech, rows, [panel], Layout()),
    )


def _by_tier(view: View, heads: list[str]) -> str:
    rows = [
        (
            view.t("moved.tier", tier=tier),
            [level_cell(view, view.subject, f"{side}_tier_{tier}") for side in _SIDES],
        )
        for tier in view.tiers
    ]
    return table(view.t("moved.by_tier"), [view.t("dimension.tier"), *heads], rows)
