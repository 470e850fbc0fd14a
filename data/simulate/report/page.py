"""The whole page: its parts in order, a list of the questions, and the frame around them."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from data.simulate.report.basis import basis, numbers
from data.simulate.report.costs import capacity, money
from data.simulate.report.frontier import frontier
from data.simulate.report.gains import gains
from data.simulate.report.groups import fairness
from data.simulate.report.homes import distance, housed, tiers
from data.simulate.report.moved import moved
from data.simulate.report.opening import compared, conclusion, subtitle, title
from data.simulate.report.view import View
from data.simulate.report.waiting import days, left, refusals, weeks

_STYLE = Path(__file__).with_name("report.css")
_HEADING = re.compile(r'<h2 id="([^"]+)">([^<]+)</h2>')


def render(view: View, calibration: str | None) -> str:
    """The report as one HTML file that asks nothing of anywhere."""
    parts = [compared, housed, tiers, days, distance, left, weeks, refusals, capacity, money, moved, fairness]
    body = [part(view) for part in (*parts, frontier, gains)]
    rest = "".join([*body, basis(view, calibration), numbers(view)])
    heading = escape(title(view))
    return (
        f'<!doctype html>\n<html lang="{view.speech.lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{heading}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f'<header>\n<h1>{heading}</h1>\n<p class="subtitle">{escape(subtitle(view))}</p>\n</header>\n<main>\n'
        f"{conclusion(view)}{_contents(view, rest)}{rest}</main>\n</body>\n</html>\n"
    )


def _contents(view: View, rest: str) -> str:
    """The headings as links."""
    links = "".join(f'<li><a href="#{name}">{text}</a></li>\n' for name, text in _HEADING.findall(rest))
    label = escape(view.t("contents"))
    return f'<nav aria-label="{label}">\n<h2 class="quiet">{label}</h2>\n<ol>\n{links}</ol>\n</nav>\n'
