"""What all figures share: sizes, colours and the plain frame they are drawn in (units are pixels)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor, log10
from typing import TYPE_CHECKING

from data.simulate.report.speech import Speech

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Every figure is drawn twice: for a screen or paper (beside its table or over the full width), and for a
#: phone.
WIDE, FULL, NARROW = 640, 1100, 350
INK, GREY, LINE = "#1a1a1a", "#545454", "#dcdcdc"
#: Sizes of text.
SMALL, NORMAL = 12, 13


@dataclass(frozen=True)
class Tone:
    """How a way of allocating looks: told apart by lightness, fill and label as well as by colour."""

    colour: str
    bold: bool = False
    filled: bool = True
    dashes: tuple[float, ...] = ()


#: The one the report is about, the one it is measured against, plain first come, others, a mere bound.
SUBJECT = Tone("#004d99", bold=True)
BASELINE = Tone("#b35900")
REFERENCE = Tone("#1a1a1a", dashes=(5, 2))
OTHER = Tone("#767676", dashes=(2, 2))
BOUND = Tone("#767676", filled=False, dashes=(1, 2))


def blank(width: float, height: float) -> Figure:
    """An empty figure of so many pixels."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width / 72, height / 72), dpi=72)


def place(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes at a place counted from the upper left corner, with no box round them."""
    across, down = (72 * side for side in figure.get_size_inches())
    axes = figure.add_axes((left / across, 1 - (top + height) / down, width / across, height / down))
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_axisbelow(True)
    return axes


def tick_values(low: float, high: float, most: int = 4) -> list[float]:
    """A few round numbers between two."""
    from matplotlib.ticker import MaxNLocator

    return [float(tick) for tick in MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]


def tick_text(speech: Speech, ticks: Sequence[float]) -> list[str]:
    """The ticks as text, all with as many decimals as they need."""
    gaps = [abs(b - a) for a, b in pairwise(ticks) if b != a]
    step = min(gaps, default=1.0)
    places = max(0, -floor(log10(step) + 1e-9))
    if round(step * 10**places, 6) != round(step * 10**places):
        places += 1
    return [speech.number(tick, places) for tick in ticks]
