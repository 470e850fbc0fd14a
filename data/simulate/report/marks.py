"""The marks of a figure of rows: a dot with its interval, a bar, a span, two sides; each with its number."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import TYPE_CHECKING

from data.simulate.report.canvas import GREY, INK, LINE, SMALL, Tone

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: How high a bar is, in rows; it lies a little above where a dot would.
_BAR, _RAISED = 0.42, 0.12
_DOT = 8
#: Behind text, so that no line runs through it.
WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85}


@dataclass(frozen=True)
class Mark:
    """A number of a row with its interval and as text; ``other`` is a second one (a hollow dot, a far "
    "end)."""

    value: float
    text: str
    low: float = nan
    high: float = nan
    other: float = nan
    other_text: str = ""


def draw_dot(axes: Axes, y: float, mark: Mark, tone: Tone) -> None:
    """A dot on its interval, its number above; ``other`` as a hollow dot."""
    _dot(axes, y, mark, tone)
    _text(axes, mark.text, mark.value, y, (0, 7), "center", tone)


def draw_low_dot(axes: Axes, y: float, mark: Mark, tone: Tone) -> None:
    """The same with the number after it, for low rows."""
    _dot(axes, y, mark, tone)
    end = max(part for part in (mark.value, mark.high, mark.other) if not isnan(part))
    _text(axes, mark.text, end, y, (10, -4), "left", tone)


def draw_bar(axes: Axes, y: float, mark: Mark, tone: Tone) -> None:
    """A bar from zero with its number at the end."""
    axes.barh([y - _RAISED], [mark.value], height=_BAR, color=tone.colour)
    _text(axes, mark.text, mark.value, y - _RAISED, (5, -4), "left", tone)


def draw_span(axes: Axes, y: float, mark: Mark, tone: Tone) -> None:
    """A line from a filled dot to a hollow one."""
    axes.plot([mark.value, mark.other], [y, y], color=tone.colour, linewidth=2)
    axes.plot([mark.value], [y], "o", color=tone.colour, markersize=_DOT)
    axes.plot([mark.other], [y], "o", color=tone.colour, markersize=_DOT, markerfacecolor="white")
    _text(axes, mark.text, mark.value, y, (0, 7), "center", tone)
    _text(axes, mark.other_text, mark.other, y, (0, 7), "center", tone)


def draw_sides(axes: Axes, y: float, mark: Mark, tone: Tone) -> None:
    """A pale bar to the left and a full one to the right."""
    y -= _RAISED
    axes.barh([y], [-mark.value], height=_BAR, color=LINE, edgecolor=GREY, linewidth=1)
    axes.barh([y], [mark.other], height=_BAR, color=tone.colour)
    _text(axes, mark.text, -mark.value, y, (-5, -4), "right", tone)
    _text(axes, mark.other_text, mark.other, y, (5, -4), "left", tone)


def _dot(axes: Axes, y: float, mark: Mark, tone: Tone) -> None:
    if not isnan(mark.low):
        axes.plot([mark.low, mark.high], [y, y], color=tone.colour, linewidth=2, solid_capstyle="butt")
    if not isnan(mark.other):
        axes.plot([mark.other], [y], "o", color=tone.colour, markersize=_DOT, markerfacecolor="white")
    fill = tone.colour if tone.filled else "white"
    axes.plot([mark.value], [y], "o", color=tone.colour, markersize=_DOT, markerfacecolor=fill, zorder=4)


def _text(axes: Axes, text: str, x: float, y: float, shift: tuple[int, int], align: str, tone: Tone) -> None:
    """A number beside its mark, on white so that no line runs through it."""
    bold = "bold" if tone.bold else "normal"
    axes.annotate(
        text, (x, y), shift, "data", "offset points", ha=align, fontsize=SMALL, fontweight=bold, color=INK,
        bbox=WHITE, zorder=3,
    )  # fmt: skip


#: How each kind of panel draws a mark.
DRAW = {
    "dot": draw_dot,
    "low_dot": draw_low_dot,
    "bar": draw_bar,
    "span": draw_span,
    "sides": draw_sides,
}
