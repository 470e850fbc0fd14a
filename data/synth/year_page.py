"""The calibration page of a simulated year: the worlds' figures beside the published ones."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from data.exchange.whole import write_whole
from data.geo.places import municipality
from data.synth.page import OURS, comparisons, document, number, table, whole
from data.synth.year_flats import Month, months, nomination_lines, vacancy_lines
from data.synth.year_people import list_lines, support_lines, waiting_lines
from data.synth.year_tally import Tally, tally
from matcher.horizon.record import Record
from matcher.horizon.world import World

_INTRODUCTION = (
    "<p>Siden viser, hvor godt den verden, politikkerne er afprøvet i, ligner virkeligheden: dens tal "
    "ved siden af de offentliggjorte. Hvor der ikke findes et offentliggjort tal, står der <i>vor "
    "antagelse</i>, og hvad den bygger på. Kolonnen <i>grundlag</i> viser, hvor mange borgere, boliger eller "
    "uger tallet hviler på; i en lille kommune vejer få af dem tungt.</p>"
)
_MONTHS = (
    "<h2>Ledige boliger måned for måned</h2>\n<p>En uge i måneden mod gennemsnittet, som er 100. Juli er "
    "Landsbyggefondens tal fra 2019, og december er lavest; månederne imellem er vor antagelse.</p>\n"
)


def write_year_calibration(
    worlds: World | Iterable[World],
    record: Record,
    path: Path,
    *,
    title: str | None = None,
    policy: str | None = None,
) -> Path:
    """Write the calibration page of a year to ``path`` and return it.

    ``worlds`` are those the record tells of (joined, when there are several), read one after the other;
    ``title`` names them where the municipality's name is not what they are called, ``policy`` how flats were
    allocated.  The same worlds and record give the same bytes.  Raises ValueError without any world.
    """
    counted = tally([worlds] if isinstance(worlds, World) else worlds)
    write_whole(path, render(counted, record, title, policy).encode("utf-8"))
    return path


def render(counted: Tally, record: Record, title: str | None = None, policy: str | None = None) -> str:
    """The whole page as HTML."""
    name = title or _name(counted)
    weeks = f"{counted.weeks} uger fra {counted.start:%d-%m-%Y}"
    by = f" Boligerne er fordelt efter politikken <i>{escape(policy)}</i>." if policy else ""
    lines = [
        *list_lines(counted, record),
        *vacancy_lines(counted),
        *nomination_lines(counted, record),
        *waiting_lines(counted, record),
        *support_lines(counted, record),
    ]
    return document(
        f"Kalibrering af året: {name}",
        f"Kalibrering af året: {name}",
        f"{_INTRODUCTION}\n<p>{escape(weeks[0].upper() + weeks[1:])}.{by}</p>",
        comparisons(lines, "Verdenen") + _month_table(months(counted)),
    )


def _month_table(found: Iterable[Month]) -> str:
    rows = [
        (
            month.name,
            whole(month.count),
            number(month.level, ""),
            number(month.expected, ""),
            OURS if month.published is None else number(month.published, ""),
        )
        for month in found
    ]
    return _MONTHS + table(("Måned", "Ledige", "Verdenen", "Ventet", "Kilden"), rows)


def _name(counted: Tally) -> str:
    codes = counted.codes
    if not codes:
        return "ukendt kommune"
    return municipality(codes[0]).name if len(codes) == 1 else f"{len(codes)} kommuner"
