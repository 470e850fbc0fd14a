"""What may be said of a difference: nothing is claimed whose interval holds zero."""

from __future__ import annotations

from math import isnan

from data.simulate.report.amounts import change_text, finer_text, size_text, value_text
from data.simulate.report.view import View
from matcher.horizon.interval import Estimate

#: Figures in days: their sentences need the unit.
_DAYS = ("mean_days", "p95_days", "support_gap_days")


def claim(view: View, figure: str, words: str = "", **more: object) -> str:
    """The sentence about a figure under the report's policy and the baseline; blank where there is none.

    ``words`` names the sentences when they are not those of the figure itself.
    """
    if view.baseline is None:
        return ""
    own, base = view.mean(view.subject, figure).mean, view.mean(view.baseline, figure).mean
    change = view.change(view.subject, figure)
    if isnan(own) or isnan(base):
        return ""
    case = _case(view, figure, change)

    def text(value: float) -> str:
        return _unit(view, figure, size_text(view.speech, figure, value))

    def side(value: float) -> str:
        """An end of an uncertain difference: so much more or less, or none."""
        if not _counts(text(value)):
            return view.t("table.same")
        word = "more" if value > 0 else "less"
        return f"{text(value)} {view.t(f'claim.{words or figure}.word_{word}')}"

    levels = [_unit(view, figure, value_text(view.speech, figure, value)) for value in (own, base)]
    if case == "unsure" and levels[0] == levels[1]:
        case = "close"
    elif levels[0] == levels[1] and case in ("more", "less"):
        levels = [_unit(view, figure, finer_text(view.speech, figure, value)) for value in (own, base)]
    ends = (side(change.low), side(change.high))
    if change.settled:
        ends = (text(min(abs(change.low), abs(change.high))), text(max(abs(change.low), abs(change.high))))
    said = dict(zip(("d", "lo", "hi", "m", "b"), (text(change.mean), *ends, *levels), strict=True))
    return view.t(f"claim.{words or figure}.{case}", **said, **more)


def _case(view: View, figure: str, change: Estimate) -> str:
    """Which of the sentences holds."""
    if view.single:
        return "single"
    if not change.settled:
        ends = (change_text(view.speech, figure, part) for part in (change.low, change.high))
        return "unsure" if any(map(_counts, ends)) else "equal"
    if not _counts(change_text(view.speech, figure, change.mean)):
        return "equal"  # certain, but too small to be written
    return "more" if change.mean > 0 else "less"


def _counts(text: str) -> bool:
    """Whether a number as it is written is more than nothing."""
    return any(sign in text for sign in "123456789")


def _unit(view: View, figure: str, text: str) -> str:
    """The text with its unit where the number alone does not say it."""
    if figure not in _DAYS:
        return text
    return view.speech.t("unit.days.one" if text == "1" else "unit.days.many", n=text)
