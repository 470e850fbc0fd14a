"""The section on what distance costs in homes, when several weightings were tried."""

from __future__ import annotations

from functools import partial
from math import isnan

from data.simulate.report.amounts import figure_name
from data.simulate.report.measure import level_cell
from data.simulate.report.points import Point, draw_points
from data.simulate.report.tags import beside, paragraph, picture, section, table
from data.simulate.report.view import View
from matcher.horizon.allocate import IN_ORDER, NAMED

#: Weightings of the weekly optimum from which a frontier shows.
_ENOUGH = 3


def frontier(view: View) -> str:
    """How many are housed at which distance; nothing with fewer than three weightings, or no distance."""
    files = [name for name in view.ways if name not in NAMED and name not in IN_ORDER]
    optima = [name for name in view.ways if name in ("optimum", "husrum")] + files
    places = {name: [view.mean(name, figure).mean for figure in ("matched", "mean_km")] for name in view.ways}
    if len(optima) < _ENOUGH or any(isnan(number) for pair in places.values() for number in pair):
        return ""
    points = [Point(view.label(name), x, y, view.tone(name)) for name, (x, y) in places.items()]
    told = [
        view.t(
            "frontier.desc",
            way=point.label,
            matched=view.speech.count(point.x),
            km=view.speech.number(point.y, 1),
        )
        for point in points
    ]
    drawn = picture(
        "plot-frontier",
        view.t("frontier"),
        f"{'; '.join(told)}.",
        partial(draw_points, view.speech, points, view.t("frontier.across"), view.t("frontier.up")),
    )
    figures = ("matched", "mean_km")
    heads = [view.t("table.way"), *(figure_name(view.speech, figure) for figure in figures)]
    rows = [(view.label(name), [level_cell(view, name, figure) for figure in figures]) for name in view.ways]
    numbers = table(view.t("frontier.caption"), heads, rows)
    return section(
        "frontier",
        view.t("frontier"),
        paragraph(view.t("frontier.text"), kind="note"),
        beside(drawn, numbers),
    )
