"""Curves over the weeks, each with its label at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from data.simulate.report.canvas import (
    GREY,
    INK,
    LINE,
    NARROW,
    NORMAL,
    SMALL,
    WIDE,
    Tone,
    blank,
    place,
    tick_text,
    tick_values,
)
from data.simulate.report.speech import Speech
from matcher.arrays import Floats

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEIGHT, TOP, BOTTOM = 330, 24, 40


@dataclass(frozen=True)
class Curve:
    """A line with its label at the end."""

    label: str
    values: Floats
    tone: Tone


def draw_curves(
    speech: Speech, curves: Sequence[Curve], title: str, ticks: Sequence[tuple[int, str]], wide: bool
) -> Figure:
    """Curves from zero over weeks; ``ticks`` name some of the weeks."""
    right = 200 if wide else 128
    figure, axes = plane(title, right, 44, wide)
    top = max(float(curve.values.max()) for curve in curves)
    axes.set_ylim(0, max(1.0, 1.1 * top))
    axes.set_xlim(0, max(1, len(curves[0].values) - 1))
    every = 1 if wide else 2
    axes.set_xticks([week for week, _ in ticks[::every]], [word for _, word in ticks[::every]])
    number_axis(speech, axes, "y")
    for curve in reversed(curves):
        (line,) = axes.plot(curve.values, color=curve.tone.colour, linewidth=3 if curve.tone.bold else 2)
        if curve.tone.dashes:
            line.set_dashes(curve.tone.dashes)
    labels = ["\n".join(wrap(curve.label, 26 if wide else 16)) for curve in curves]
    height = axes.get_ylim()[1] / (HEIGHT - TOP - BOTTOM)
    ends = [float(curve.values[-1]) for curve in curves]
    sizes = [height * (5 + 14 * (1 + label.count("\n"))) for label in labels]
    for curve, label, end, y in zip(curves, labels, ends, spaced(ends, sizes), strict=True):
        bold = "bold" if curve.tone.bold else "normal"
        axes.annotate(
            label, (len(curve.values) - 1, end), (1.07, y), "data", ("axes fraction", "data"),
            va="center", fontsize=SMALL, fontweight=bold, color=INK, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": LINE, "shrinkA": 1, "shrinkB": 2},
        )  # fmt: skip
    return figure


def spaced(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Places as near as possible to those wanted, in their order, so that no two labels overlap."""
    order = sorted(range(len(wanted)), key=lambda one: wanted[one])
    groups: list[tuple[list[int], float]] = []  # labels that touch, and the middle of them all
    for one in order:
        members, middle = [one], wanted[one]
        while groups and _bottom(members, middle, sizes) < _top(*groups[-1], sizes):
            lower, _ = groups.pop()
            members = lower + members
            middle = _settle(members, wanted, sizes)
        groups.append((members, middle))
    places = [0.0] * len(wanted)
    for members, middle in groups:
        at = _bottom(members, middle, sizes)
        for one in members:
            places[one] = at + sizes[one] / 2
            at += sizes[one]
    return places


def _bottom(members: list[int], middle: float, sizes: Sequence[float]) -> float:
    return middle - sum(sizes[one] for one in members) / 2


def _top(members: list[int], middle: float, sizes: Sequence[float]) -> float:
    return middle + sum(sizes[one] for one in members) / 2


def _settle(members: list[int], wanted: Sequence[float], sizes: Sequence[float]) -> float:
    """The middle of touching labels that lies best for all of them, and not below zero."""
    total, at, off = sum(sizes[one] for one in members), 0.0, []
    for one in members:
        off.append(wanted[one] - (at + sizes[one] / 2 - total / 2))
        at += sizes[one]
    return max(float(np.mean(off)), total / 2)


def plane(title: str, right: int, left: int, wide: bool) -> tuple[Figure, Axes]:
    """Axes under a title, with so many pixels free at either side."""
    width = WIDE if wide else NARROW
    figure = blank(width, HEIGHT)
    axes = place(figure, left, TOP, width - left - right, HEIGHT - TOP - BOTTOM)
    figure.text(0, 1 - 4 / HEIGHT, title, va="top", fontsize=NORMAL, fontweight="bold", color=INK)
    axes.grid(axis="y", color=LINE, linewidth=1)
    axes.tick_params(length=0, pad=6, labelsize=SMALL, labelcolor=GREY)
    return figure, axes


def number_axis(speech: Speech, axes: Axes, key: str) -> None:
    """Write the numbers of the axis ``key``, x or y, as the language has them."""
    low, high = getattr(axes, f"get_{key}lim")()
    ticks = [tick for tick in tick_values(low, high) if low <= tick <= high]
    getattr(axes, f"set_{key}ticks")(ticks, tick_text(speech, ticks))
