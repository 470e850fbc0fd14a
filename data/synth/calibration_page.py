"""The calibration page beside a synthetic week: one plain HTML file, readable without the project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import escape
from itertools import groupby
from pathlib import Path

from data.geo.places import municipality
from data.synth.calibration import calibration_lines
from data.synth.comparison import Line, read_rows
from data.synth.reach import Reach, reach_by_benefit
from data.synth.write import DECISION_DATE

_CREDIT = (
    "Danmarks Statistik · GeoNames (CC BY 4.0) · tal om hjemløshed: VIVE · "
    "tal om almene boliger: Landsbyggefonden, BL"
)
_ADDRESS = re.compile(r"https?://(?:www\.)?([^/\s]+)[^\s;,]*")
_INTRODUCTION = (
    "<p>Ugen er opdigtet: ingen borger, bolig eller organisation i den findes. Siden holder ugens "
    "fordelinger op mod de offentliggjorte tal, de er lavet efter. I en lille uge vejer få boliger tungt; "
    "kolonnen <i>grundlag</i> viser, hvor mange boliger eller borgere ugens tal hviler på."
)
_REACH = (
    "<h2>Boliger, som reglerne tillader, pr. borger</h2>\n<p>Talt med kørslens egne regler på denne uge, før "
    "der vælges mellem borgerne. Der findes ikke offentliggjorte tal for hjemløses ydelser eller for, hvor "
    "mange boliger de kan få; fordelingen af ydelser er vor antagelse efter reformen af 1. juli 2025.</p>\n"
)
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
p { max-width: 44rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; min-width: 46rem; table-layout: fixed }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0;
  border-bottom: 1px solid #dcdcdc }
thead th { border-bottom: 2px solid #747474 }
tbody th { font-weight: 400 }
thead .number { width: 7.5rem }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.source { font-size: .85rem; color: #454545; overflow-wrap: anywhere }
footer { margin-top: 2.5rem; font-size: .85rem; color: #454545 }
"""


def page_path(folder: Path) -> Path:
    """Where the page of a week folder goes: beside it, never inside."""
    return folder.with_name(f"{folder.name}-calibration.html")


def write_calibration(folder: Path, decision_date: date = DECISION_DATE, page: Path | None = None) -> Path:
    """Write the calibration page of a week folder and return its path.

    Raises ValueError when the folder has faults.  The same folder and date give the same bytes.
    """
    target = page or page_path(folder)
    reaches = reach_by_benefit(folder, decision_date)
    lines = calibration_lines(folder, decision_date)
    text = render(_title(folder), lines, reaches, decision_date)
    target.write_text(text, encoding="utf-8", newline="\n")
    return target


def render(title: str, lines: Iterable[Line], reaches: list[Reach], decision: date) -> str:
    """The whole page as HTML."""
    tables = "".join(
        _comparison(group, list(own)) for group, own in groupby(lines, key=lambda line: line.group)
    )
    return (
        f'<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Kalibrering: {escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Kalibrering af den syntetiske uge: {escape(title)}</h1>\n"
        f"{_INTRODUCTION} Beslutningsdato {decision:%d-%m-%Y}.</p>\n"
        f"{tables}{_reach_table(reaches)}</main>\n<footer>Kilder: {_CREDIT}.</footer>\n</body>\n</html>\n"
    )


def _comparison(group: str, lines: list[Line]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(line.label)}</th>{_cell(line.synthetic, line.unit)}'
        f'{_cell(line.source_value, line.unit)}<td class="number">{_whole(line.count)}</td>'
        f'<td class="source">{_linked(line.source)}</td></tr>\n'
        for line in lines
    )
    head = _head("Mål", "Denne uge", "Kilden", "Grundlag", source=True)
    return f"<h2>{escape(group)}</h2>\n{_table(head, rows)}"


def _reach_table(reaches: list[Reach]) -> str:
    """Citizens by the number of flats the rules allow them, per benefit; nothing published compares."""
    from matcher.words import BENEFITS

    everyone = Reach(
        "alle", *(sum(getattr(r, part) for r in reaches) for part in ("citizens", "none", "few", "many"))
    )
    total = everyone.citizens
    names = {benefit: words["da"] for benefit, words in BENEFITS.items()}
    rows = "".join(
        f'<tr><th scope="row">{escape(names.get(r.benefit, r.benefit))}</th>'
        f'<td class="number">{_whole(r.citizens)}</td>{_cell(100 * r.citizens / total, "pct.")}'
        f"{''.join(_cell(100 * part / r.citizens, 'pct.') for part in (r.none, r.few, r.many))}</tr>\n"
        for r in [*reaches, everyone]
    )
    return _REACH + _table(
        _head("Ydelse", "Borgere", "Andel", "0 boliger", "1-2 boliger", "3 eller flere"), rows
    )


def _linked(source: str) -> str:
    """A source with its addresses as links that show the host only."""
    return _ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[1]}</a>', escape(source))


def _table(head: str, rows: str) -> str:
    return f'<div class="wide"><table>\n{head}<tbody>\n{rows}</tbody>\n</table></div>\n'


def _head(first: str, *numbers: str, source: bool = False) -> str:
    cells = "".join(f'<th scope="col" class="number">{name}</th>' for name in numbers)
    last = '<th scope="col">Hvorfra</th>' if source else ""
    return f'<thead><tr><th scope="col">{first}</th>{cells}{last}</tr></thead>\n'


def _cell(value: float | None, unit: str) -> str:
    """A number with one decimal for per cent, none otherwise; a dash where there is none."""
    if value is None:
        return '<td class="number">–</td>'
    text = f"{value:.1f}".replace(".", ",") if unit in ("pct.", "m²") else _whole(value)
    return f'<td class="number">{text}\N{NO-BREAK SPACE}{unit}</td>'


def _whole(value: float) -> str:
    """A whole number with Danish thousands."""
    return f"{value:,.0f}".replace(",", ".")


def _title(folder: Path) -> str:
    codes = {row["municipality"] for row in read_rows(folder, "vacancies")}
    return municipality(min(codes)).name if len(codes) == 1 else f"{len(codes)} kommuner"
