"""What the calibration pages share: one plain HTML file with tables, readable without the project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from data.synth.comparison import Line

_CREDIT = (
    "Danmarks Statistik · GeoNames (CC BY 4.0) · tal om hjemløshed: VIVE · "
    "tal om almene boliger: Landsbyggefonden, BL"
)
_ADDRESS = re.compile(r"https?://(?:www\.)?([^/\s]+)[^\s;,]*")
#: The column of sources, which is text; all others but the first are numbers.
WHENCE = "Hvorfra"
#: Stands where nothing is published.
OURS = "vor antagelse"
# On a narrow screen every row becomes a card: its cells below each other, each with its column's name.
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; max-width: 62rem;
  margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
p { max-width: 44rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { text-align: left; vertical-align: top; padding: .35rem 1rem .35rem 0;
  border-bottom: 1px solid #dcdcdc }
thead th { border-bottom: 2px solid #747474 }
tbody th { font-weight: 400 }
thead .number { width: 8rem }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.source { font-size: .85rem; color: #454545; overflow-wrap: anywhere }
footer { margin-top: 2.5rem; font-size: .85rem; color: #454545 }
@media (max-width: 46rem) {
  table, tbody, tr, tbody th, tbody td { display: block }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
  tr { border-bottom: 1px solid #dcdcdc; padding: .5rem 0 }
  tbody th { font-weight: 600; border: 0; padding: 0 }
  tbody td { border: 0; padding: 0 }
  tbody td::before { content: attr(data-label) ": "; color: #454545 }
  tbody .number { display: flex; justify-content: space-between; max-width: 24rem }
}
"""


def document(title: str, heading: str, introduction: str, content: str) -> str:
    """The whole page as HTML; ``introduction`` and ``content`` are HTML, the others text."""
    return (
        f'<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(heading)}</h1>\n{introduction}\n"
        f"{content}</main>\n<footer>Kilder: {_CREDIT}.</footer>\n</body>\n</html>\n"
    )


def comparisons(lines: Iterable[Line], here: str) -> str:
    """A heading and a table for each group of lines; ``here`` heads the column of the synthetic figures."""
    groups = groupby(lines, key=lambda line: line.group)
    return "".join(f"<h2>{escape(group)}</h2>\n{_comparison(own, here)}" for group, own in groups)


def _comparison(lines: Iterable[Line], here: str) -> str:
    rows = [
        (
            escape(line.label),
            number(line.synthetic, line.unit),
            OURS if line.source_value is None else number(line.source_value, line.unit),
            whole(line.count),
            linked(line.source),
        )
        for line in lines
    ]
    return table(("Mål", here, "Kilden", "Grundlag", WHENCE), rows)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column names the rows; cells are HTML, column names text."""
    head = "".join(f'<th scope="col"{_kind(name, n)}>{escape(name)}</th>' for n, name in enumerate(columns))
    body = "".join(f"<tr>{_row(columns, cells)}</tr>\n" for cells in rows)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"


def _row(columns: Sequence[str], cells: Sequence[str]) -> str:
    others = "".join(
        f'<td{_kind(name, n)} data-label="{escape(name)}">{cell}</td>'
        for n, (name, cell) in enumerate(zip(columns[1:], cells[1:], strict=True), start=1)
    )
    return f'<th scope="row">{cells[0]}</th>{others}'


def _kind(column: str, position: int) -> str:
    """The class of a column, as an attribute."""
    return ' class="source"' if column == WHENCE else ' class="number"' if position else ""


def linked(source: str) -> str:
    """A source as HTML, with its addresses as links that show the host only."""
    return _ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[1]}</a>', escape(source))


def number(value: float | None, unit: str) -> str:
    """A number with its unit: one decimal for shares, ratios and areas, none otherwise; a dash for None."""
    if value is None:
        return "–"
    finely = unit in ("pct.", "m²", "gange", "måneder")
    text = f"{value:.1f}".replace(".", ",") if finely else whole(value)
    return f"{text}\N{NO-BREAK SPACE}{unit}" if unit else text


def whole(value: float) -> str:
    """A whole number with Danish thousands."""
    return f"{value:,.0f}".replace(",", ".")
