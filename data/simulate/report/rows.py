"""Figures made of rows: a label, and in each panel a mark (a dot with its interval, a bar and so on)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, isnan
from textwrap import wrap
from typing import TYPE_CHECKING

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
from data.simulate.report.marks import DRAW, WHITE, Mark
from data.simulate.report.speech import Speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Pixels: a line of a title, the numbers of the axis, the labels at the side, between panels, at the edge.
_TITLE_LINE, _TICKS, _GAP, _EDGE = 17, 26, 28, 16
#: Pixels for the labels at the side of high and of low rows, and of a letter in them.
_LABELS, _LETTER = {False: 196, True: 270}, 7.8
#: Height of a row and where in it the mark lies: the label at the side or above, high or low rows.
_ROWS = {
    (True, False): (36, 0.66),
    (True, True): (24, 0.5),
    (False, False): (52, 0.76),
    (False, True): (40, 0.72),
}
#: No number of the axis nearer to an end than this part of it, for it would reach over the edge.
_MARGIN = 0.04
#: From so many rows the axis stands above, too.
_MANY_ROWS = 15


@dataclass(frozen=True)
class Row:
    """A row of every panel; a heading has no marks."""

    label: str
    tone: Tone
    heading: bool = False


@dataclass(frozen=True)
class Panel:
    """One number for every row.

    ``kind`` is one of ``marks.DRAW``: ``sides`` draws the value to the left and the other to the right.
    ``zero`` draws a line there.
    """

    title: str
    marks: Sequence[Mark | None]
    kind: str = "dot"
    zero: bool = False

    @property
    def from_zero(self) -> bool:
        """Whether the axis has to hold zero."""
        return self.zero or self.kind in ("bar", "sides", "span")


@dataclass(frozen=True)
class Layout:
    """How the panels lie: so many side by side over so many pixels, with one axis for all or one each.

    ``low`` makes rows low, with the number after the mark.
    """

    across: int = 1
    width: int = WIDE
    shared: bool = False
    low: bool = False


def draw_rows(
    speech: Speech, rows: Sequence[Row], panels: Sequence[Panel], layout: Layout, wide: bool
) -> Figure:
    """The panels in lines, or below each other where there is little room."""
    across = min(layout.across, len(panels)) if wide else 1
    labels, width = (_LABELS[layout.low], layout.width) if wide else (_EDGE, NARROW)
    each = (width - labels - _EDGE - _GAP * (across - 1)) / across
    titles = [wrap(panel.title, int(each / 7.4)) for panel in panels]
    above = max(map(len, titles)) * _TITLE_LINE + 8 + (_TICKS if len(rows) >= _MANY_ROWS else 0)
    row, inside = _ROWS[wide, layout.low]
    block = above + row * len(rows) + _TICKS
    figure = blank(width, block * ceil(len(panels) / across))
    both = _limits(panels) if layout.shared else None
    for number, (panel, title) in enumerate(zip(panels, titles, strict=True)):
        line, column = divmod(number, across)
        axes = place(figure, labels + column * (each + _GAP), line * block + above, each, row * len(rows))
        _frame(axes, len(rows), panel, both or _limits([panel]), speech)
        _title(axes, title, len(rows), 0 if wide else -_EDGE)
        if column == 0:
            _labels(axes, rows, labels, wide)
        for at, (own, mark) in enumerate(zip(rows, panel.marks, strict=True)):
            if mark is not None and not isnan(mark.value):
                DRAW[panel.kind](axes, at + inside, mark, own.tone)
    return figure


def _frame(axes: Axes, rows: int, panel: Panel, limits: tuple[float, float], speech: Speech) -> None:
    """Limits, ticks and the hairlines between rows."""
    low, high = limits
    axes.set_xlim(low, high)
    axes.set_ylim(rows, 0)
    margin = 0 if low == 0 else _MARGIN * (high - low)
    ticks = [tick for tick in tick_values(low, high) if low + margin <= tick <= high - margin]
    shown = [abs(tick) for tick in ticks] if panel.kind == "sides" else ticks
    axes.set_xticks(ticks, tick_text(speech, shown), fontsize=SMALL, color=GREY)
    axes.tick_params(length=0, pad=6, labeltop=rows >= _MANY_ROWS, labelsize=SMALL, labelcolor=GREY)
    axes.grid(axis="x", color=LINE, linewidth=1)
    axes.hlines(range(rows + 1), 0, 1, transform=axes.get_yaxis_transform(), color=LINE, linewidth=1)
    if panel.zero or panel.kind in ("bar", "sides"):
        axes.axvline(0, color=GREY, linewidth=1.5, zorder=1.5)


def _limits(panels: Sequence[Panel]) -> tuple[float, float]:
    """Room for every mark and the text beside it."""
    kind = panels[0].kind
    numbers = [0.0] if panels[0].from_zero else []
    for mark in (mark for panel in panels for mark in panel.marks if mark is not None):
        side = -1 if kind == "sides" else 1
        numbers += [side * mark.value, mark.low, mark.high, mark.other]
    known = [number for number in numbers if not isnan(number)] or [0.0]
    low, high = min(known), max(known)
    spread = (high - low) or abs(high) or 1.0
    left = {"bar": 0.0, "span": 0.0, "sides": 0.34, "low_dot": 0.08}.get(kind, 0.2)
    right = 0.34 if kind in ("bar", "sides") else 0.2
    return low - left * spread, high + right * spread


def _title(axes: Axes, lines: Sequence[str], rows: int, left: int) -> None:
    axes.annotate(
        "\n".join(lines), (0, 1), (left, 6 + (_TICKS if rows >= _MANY_ROWS else 0)), "axes fraction",
        "offset points", va="bottom", fontsize=NORMAL, fontweight="bold", color=INK, linespacing=1.25,
    )  # fmt: skip


def _labels(axes: Axes, rows: Sequence[Row], room: int, wide: bool) -> None:
    """What each row is, at its side or above it."""
    for at, row in enumerate(rows):
        bold = "bold" if row.heading or row.tone.bold else "normal"
        words = wrap(row.label, int(room / _LETTER)) if wide else [row.label]
        y, shift = (at + 0.5, (-room, 0)) if wide else (at, (-room, -4))
        axes.annotate(
            "\n".join(words), (0, y), shift, axes.get_yaxis_transform(), "offset points",
            va="center" if wide else "top", ha="left", fontsize=NORMAL, fontweight=bold,
            color=INK, linespacing=1.15, bbox=None if wide else WHITE,
        )  # fmt: skip
