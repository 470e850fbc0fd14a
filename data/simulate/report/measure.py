"""One figure for every policy: a picture of levels and differences, and the same as a table."""

from __future__ import annotations

from functools import partial

from data.simulate.report.amounts import (
    axis_text,
    between_text,
    change_text,
    figure_name,
    scaled,
    value_text,
)
from data.simulate.report.marks import Mark
from data.simulate.report.rows import Layout, Panel, draw_rows
from data.simulate.report.tags import beside, cell, picture, table
from data.simulate.report.view import View
from matcher.horizon.interval import Estimate


def measure(view: View, figure: str, what: str, names: tuple[str, ...]) -> str:
    """A figure of every policy: a picture of levels and differences, and the same as a table."""
    levels = [level_mark(view, name, figure) for name in names]
    panels = [Panel(what, levels)]
    if view.baseline is not None:
        title = view.t("figure.change")
        panels.append(Panel(title, [change_mark(view, name, figure) for name in names], zero=True))
    rows = view.rows_of(names)
    values = "; ".join(f"{view.label(name)}: {_said(view, name, figure)}" for name in names)
    drawn = picture(
        f"plot-{figure.replace('_', '-')}",
        what,
        view.t("figure.level", what=what[0].lower() + what[1:], values=values),
        partial(draw_rows, view.speech, rows, panels, Layout(2)),
        view.zoomed_note,
    )
    return beside(drawn, comparison_table(view, [figure], names, what))


def comparison_table(view: View, figures: list[str], names: tuple[str, ...], caption: str) -> str:
    """Figures of every policy with the differences to the baseline."""
    heads = [view.t("table.way")]
    for figure in figures:
        heads += [figure_name(view.speech, figure)]
        heads += [view.t("table.change")] if view.baseline else []
    rows = []
    for name in names:
        cells = []
        for figure in figures:
            cells.append(level_cell(view, name, figure))
            cells += [change_cell(view, name, figure)] if view.baseline else []
        rows.append((view.label(name), cells))
    return table(caption, heads, rows)


def level_cell(view: View, name: str, figure: str) -> str:
    """A policy's mean with its interval."""
    own = view.mean(name, figure)
    return cell(value_text(view.speech, figure, own.mean), between_text(view.speech, figure, own))


def change_cell(view: View, name: str, figure: str) -> str:
    """The difference to the baseline with its interval, and a word where it is uncertain."""
    if name == view.baseline:
        return cell("")
    change = view.change(name, figure)
    small = between_text(view.speech, figure, change, signed=True)
    unsure = bool(small) and not change.settled and (change.low != 0 or change.high != 0)
    remark = view.t("table.unsure") if unsure else ""
    return cell(change_text(view.speech, figure, change.mean), small, remark, kind="unsure" if unsure else "")


def level_mark(view: View, name: str, figure: str) -> Mark:
    """A policy's mean on the axis of the figure."""
    own = view.mean(name, figure)
    return _mark(figure, own, axis_text(view.speech, figure, own.mean))


def change_mark(view: View, name: str, figure: str) -> Mark | None:
    """The difference to the main baseline; none for the baseline itself."""
    if name == view.baseline:
        return None
    change = view.change(name, figure)
    return _mark(figure, change, axis_text(view.speech, figure, change.mean, signed=True))


def _mark(figure: str, value: Estimate, text: str) -> Mark:
    own = scaled(figure, value)
    return Mark(own.mean, text, own.low, own.high)


def _said(view: View, name: str, figure: str) -> str:
    return value_text(view.speech, figure, view.mean(name, figure).mean)
