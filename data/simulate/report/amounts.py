"""How a figure of runs.csv is written: its name, its unit, and values with as many decimals as they bear."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

from data.simulate.report.messages import MESSAGES
from data.simulate.report.speech import NOTHING, Speech
from matcher.horizon.interval import Estimate

#: Figures in kilometres, shares and kroner; all others are counts, days or points.
_KM = ("mean_km", "p95_km")
SHARES = ("housed_90_days", "quota_used", "caseload_used")
_KRONER = ("void_kr", "shelter_kr_beyond_90")
#: The figures of runs.csv in the order they are told in; a heading for each part.
PARTS: dict[str, tuple[str, ...]] = {
    "homes": ("people", "flats", "matched", "matched_tier_*", "left", "left_*", "returned"),
    "waiting": (
        *("mean_days", "median_days", "p95_days", "housed_90_days"),
        *("mean_housed_days", "median_housed_days", "p95_housed_days"),
        *("mean_left_days", "median_left_days", "p95_left_days"),
    ),
    "fit": ("mean_km", "p95_km", "mean_points", "points", "offers", "refusals"),
    "use": ("quota_used", "caseload_used"),
    "money": ("void_days", "void_kr", "shelter_days_beyond_90", "shelter_kr_beyond_90"),
    "more": ("*",),
}


def figure_name(speech: Speech, figure: str) -> str:
    """The name of a figure; its code when another version has it."""
    if f"name.{figure}" in MESSAGES:
        return speech.t(f"name.{figure}")
    start, _, tier = figure.rpartition("_")
    if f"name.{start}" in MESSAGES:
        return speech.t(f"name.{start}", tier=tier)
    return figure


def value_text(speech: Speech, figure: str, value: float) -> str:
    """A value with its unit where it is not a mere count or number of days."""
    return NOTHING if isnan(value) else _with_unit(speech, figure, _bare(speech, figure, value, value), value)


def finer_text(speech: Speech, figure: str, value: float) -> str:
    """A value with one decimal where it is a count or number of days, so that a small difference shows."""
    plain = figure not in (*_KM, *SHARES, *_KRONER)
    return speech.number(value, 1) if plain else value_text(speech, figure, value)


def size_text(speech: Speech, figure: str, value: float) -> str:
    """How large a difference is, without its sign; shares in percentage points without the unit."""
    if figure in SHARES:
        return speech.count(100 * abs(value))
    return value_text(speech, figure, abs(value))


def change_text(speech: Speech, figure: str, value: float) -> str:
    """A difference with its sign: +36, −1,6 km, 0."""
    return NOTHING if isnan(value) else _sign(value, size_text(speech, figure, value))


def between_text(speech: Speech, figure: str, value: Estimate, *, signed: bool = False) -> str:
    """The interval as text, its unit once; blank where there is none."""
    if isnan(value.low):
        return ""
    largest = max(abs(value.low), abs(value.high))
    if not signed:
        ends = (_bare(speech, figure, end, largest) for end in (value.low, value.high))
        return _with_unit(speech, figure, "–".join(ends), largest)
    low, high = (_sign(end, _bare(speech, figure, abs(end), largest)) for end in (value.low, value.high))
    text = speech.t("to", low=low, high=high)
    return text if figure in SHARES else _with_unit(speech, figure, text, largest)


def axis_text(speech: Speech, figure: str, value: float, *, signed: bool = False) -> str:
    """A value as it stands in a figure whose axis names the unit."""
    if isnan(value):
        return NOTHING
    number = plain_number(figure, abs(value) if signed else value)
    if figure in _KRONER:
        text = speech.number(number, 2)
    elif figure in SHARES and not signed:
        text = speech.number(number)
    else:
        text = speech.number(number, 1) if figure in _KM else speech.count(number)
    return _sign(value, text) if signed else text


def plain_number(figure: str, value: float) -> float:
    """A value as a figure's axis has it: shares in per cent, kroner in millions."""
    return value * 100 if figure in SHARES else value / 1e6 if figure in _KRONER else value


def scaled(figure: str, value: Estimate) -> Estimate:
    """An estimate in the units of the figure's axis."""
    mean, low, high = (plain_number(figure, part) for part in (value.mean, value.low, value.high))
    return Estimate(mean, low, high, value.n)


def possible(figure: str, value: Estimate) -> Estimate:
    """A level whose interval is kept to what can be: nothing below zero, no share above one."""
    if figure.startswith("support_gap"):
        return value
    high = min(1.0, value.high) if figure in SHARES else value.high
    return replace(value, low=max(0.0, value.low) if not isnan(value.low) else value.low, high=high)


def _bare(speech: Speech, figure: str, value: float, largest: float) -> str:
    """The number alone; kroner in the unit that suits ``largest``."""
    if figure in _KM:
        return speech.number(value, 1)
    if figure in SHARES:
        return speech.number(100 * value)
    if figure in _KRONER:
        return (
            speech.number(value / 1e6, 2) if _millions(largest) else speech.number(round(value / 1e3) * 1e3)
        )
    return speech.count(value)


def _with_unit(speech: Speech, figure: str, text: str, largest: float) -> str:
    if figure in _KM:
        return speech.t("unit.km", n=text)
    if figure in SHARES:
        return text + speech.t("unit.percent")
    if figure in _KRONER:
        return speech.t("unit.million" if _millions(largest) else "unit.kr", n=text)
    return text


def _millions(value: float) -> bool:
    return abs(value) >= 1e6


def _sign(value: float, text: str) -> str:
    """The text with the sign of the value; as it is when it says nothing but zero."""
    if not any(figure in text for figure in "123456789"):
        return text
    return ("+" if value > 0 else "−") + text
