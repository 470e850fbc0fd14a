"""Pieces of HTML: paragraphs, tables, figures, sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from data.simulate.report.svg import inline

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def paragraph(*sentences: str, kind: str = "") -> str:
    """One paragraph of plain sentences; nothing when all are blank."""
    text = " ".join(sentence for sentence in sentences if sentence)
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{escape(text, quote=False)}</p>\n" if text else ""


def bullets(sentences: Sequence[str], kind: str = "") -> str:
    """A list of sentences; nothing when all are blank."""
    listed = "".join(f"<li>{escape(one, quote=False)}</li>\n" for one in sentences if one)
    attribute = f' class="{kind}"' if kind else ""
    return f"<ul{attribute}>\n{listed}</ul>\n" if listed else ""


def section(name: str, heading: str, *parts: str) -> str:
    """A part of the page under a question."""
    return (
        f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(heading)}</h2>\n'
        f"{''.join(parts)}</section>\n"
    )


def cell(text: str, *small: str, kind: str = "") -> str:
    """A number of a table, with its interval and a remark below."""
    below = "".join(f"<small>{escape(one)}</small>" for one in small if one)
    return f'<td class="{f"number {kind}".strip()}">{escape(text)}{below}</td>'


def words(text: str) -> str:
    """A cell of a table that holds words."""
    return f"<td>{escape(text)}</td>"


def table(
    caption: str, heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], kind: str = ""
) -> str:
    """A table: a heading for every column, a label for every row and its cells.

    A row without cells is a heading over the rows that follow; a second line of a label is smaller.
    ``kind`` is a class of the table; with ``words`` the columns hold words.
    """
    number = "" if "words" in kind else ' class="number"'
    head = "".join(
        f'<th scope="col"{number if place else ""}>{escape(text)}</th>' for place, text in enumerate(heads)
    )
    body = "".join(_row(label, cells, len(heads)) for label, cells in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table class="{kind}">\n<caption>{escape(caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    ).replace("<tbody>\n</tbody>", "")


def _row(label: str, cells: Sequence[str], columns: int) -> str:
    if not cells:
        head = f'<tr class="group"><th scope="rowgroup" colspan="{columns}">{escape(label)}</th></tr>\n'
        return f"</tbody><tbody>\n{head}"
    name, _, small = label.partition("\n")
    below = f"<small>{escape(small)}</small>" if small else ""
    return f'<tr><th scope="row">{escape(name)}{below}</th>{"".join(cells)}</tr>\n'


def picture(name: str, title: str, description: str, draw: Callable[[bool], Figure], note: str = "") -> str:
    """A figure, drawn wide and narrow; the page shows the one that fits."""
    from matplotlib import rc_context

    with rc_context({"text.parse_math": False}):  # a policy's name may hold dollars
        wide = inline(draw(True), f"{name}-w", title, description)
        narrow = inline(draw(False), f"{name}-n", title, description)
    caption = f"<figcaption>{escape(note)}</figcaption>" if note else ""
    return (
        f'<figure>\n<div class="at-large">{wide}</div>\n<div class="at-small">{narrow}</div>\n{caption}'
        f"</figure>\n"
    )


def beside(*parts: str) -> str:
    """A figure and its table side by side where there is room."""
    return f'<div class="beside">\n{"".join(parts)}</div>\n'
