"""Points in the plane, each with its label where it hides no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.simulate.report.canvas import GREY, INK, LINE, NARROW, SMALL, WIDE, Tone
from data.simulate.report.curves import BOTTOM, HEIGHT, TOP, number_axis, plane
from data.simulate.report.speech import Speech

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Pixels about a letter of a label is wide, a line high, and a dot with its margin.
_LETTER, _LINE, _DOT = 7.2, 15.0, 7.0
_LEFT, _RIGHT = 52, 30
#: Where a label may stand beside its point, the best first: how it is set, and pixels to the right and up.
_SPOTS = (
    *(("left", 9, 0), ("right", -9, 0), ("center", 0, 16), ("center", 0, -16)),
    *(("left", 7, 14), ("left", 7, -14), ("right", -7, 14), ("right", -7, -14)),
    *(("center", 0, 31), ("center", 0, -31), ("left", 9, 29), ("right", -9, -29)),
    *(("center", 0, 46), ("center", 0, -46)),
)
#: Left, right, lower and upper edge in pixels.
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """A point with its label."""

    label: str
    x: float
    y: float
    tone: Tone


def draw_points(speech: Speech, points: Sequence[Point], across: str, up: str, wide: bool) -> Figure:
    """Points in the plane with their labels; ``across`` and ``up`` say what the axes are."""
    figure, axes = plane(up, _RIGHT, _LEFT, wide)
    for key in ("x", "y"):
        values = [getattr(point, key) for point in points]
        spread = (max(values) - min(values)) or abs(max(values)) or 1.0
        getattr(axes, f"set_{key}lim")(min(values) - 0.3 * spread, max(values) + 0.3 * spread)
        number_axis(speech, axes, key)
    axes.grid(axis="x", color=LINE, linewidth=1)
    axes.set_xlabel(across, fontsize=SMALL, color=GREY, labelpad=4)
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    width = (WIDE if wide else NARROW) - _LEFT - _RIGHT
    height = HEIGHT - TOP - BOTTOM
    places = [
        (width * (point.x - left) / (right - left), height * (point.y - low) / (high - low))
        for point in points
    ]
    spots = label_spots(
        places, [_LETTER * len(point.label) for point in points], (0, width + _RIGHT, 0, height)
    )
    for point, (align, right_by, up_by) in zip(points, spots, strict=True):
        fill = point.tone.colour if point.tone.filled else "white"
        axes.plot([point.x], [point.y], "o", color=point.tone.colour, markersize=9, markerfacecolor=fill)
        bold = "bold" if point.tone.bold else "normal"
        axes.annotate(
            point.label, (point.x, point.y), (right_by, up_by), "data", "offset points", va="center",
            ha=align, fontsize=SMALL, fontweight=bold, color=INK, annotation_clip=False,
        )  # fmt: skip
    return figure


def label_spots(
    places: Sequence[tuple[float, float]], widths: Sequence[float], inside: Box
) -> list[tuple[str, int, int]]:
    """For each point the first spot where its label lies inside and covers no point and no other label.

    Where there is none, the first spot inside; all in pixels.
    """
    taken: list[Box] = [(x - _DOT, x + _DOT, y - _DOT, y + _DOT) for x, y in places]
    chosen = []
    for (x, y), width in zip(places, widths, strict=True):
        boxes = {
            spot: _box(x, y, width, *spot) for spot in (_pushed(spot, x, width, inside) for spot in _SPOTS)
        }
        within = [spot for spot in boxes if _within(boxes[spot], inside)] or [_SPOTS[0]]
        free = [spot for spot in within if not any(_overlap(boxes[spot], box) for box in taken)]
        spot = (free or within)[0]
        taken.append(_box(x, y, width, *spot))
        chosen.append(spot)
    return chosen


def _pushed(spot: tuple[str, int, int], x: float, width: float, inside: Box) -> tuple[str, int, int]:
    """A spot above or below its point, moved sideways so that it lies inside."""
    align, right, up = spot
    left_edge, right_edge, _, _ = _box(x, 0.0, width, *spot)
    by = max(0.0, inside[0] - left_edge) - max(0.0, right_edge - inside[1])
    return align, right + round(by) if up else right, up


def _box(x: float, y: float, width: float, align: str, right: int, up: int) -> Box:
    start = x + right - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
    return start, start + width, y + up - _LINE / 2, y + up + _LINE / 2


def _within(box: Box, inside: Box) -> bool:
    return box[0] >= inside[0] and box[1] <= inside[1] and box[2] >= inside[2] and box[3] <= inside[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
