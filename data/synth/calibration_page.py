"""The calibration page beside a synthetic week: one plain HTML file, readable without the project."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path

from data.geo.places import municipality
from data.synth.calibration import calibration_lines
from data.synth.comparison import Line, read_rows
from data.synth.page import comparisons, document, number, table, whole
from data.synth.reach import Reach, reach_by_benefit
from data.synth.write import DECISION_DATE

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
    return document(
        f"Kalibrering: {title}",
        f"Kalibrering af den syntetiske uge: {title}",
        f"{_INTRODUCTION} Beslutningsdato {decision:%d-%m-%Y}.</p>",
        comparisons(lines, "Denne uge") + _reach_table(reaches),
    )


def _reach_table(reaches: list[Reach]) -> str:
    """Citizens by the number of flats the rules allow them, per benefit; nothing published compares."""
    from matcher.words import BENEFITS

    everyone = Reach(
        "alle", *(sum(getattr(r, part) for r in reaches) for part in ("citizens", "none", "few", "many"))
    )
    total = everyone.citizens
    names = {benefit: words["da"] for benefit, words in BENEFITS.items()}
    rows = [
        (
            escape(names.get(r.benefit, r.benefit)),
            whole(r.citizens),
            *(number(100 * part / of, "pct.") for part, of in _shares(r, total)),
        )
        for r in [*reaches, everyone]
    ]
    return _REACH + table(("Ydelse", "Borgere", "Andel", "0 boliger", "1-2 boliger", "3 eller flere"), rows)


def _shares(reach: Reach, everyone: int) -> list[tuple[int, int]]:
    """Parts and wholes of the columns: of all citizens, then of those on the benefit."""
    own = reach.citizens
    return [(own, everyone), (reach.none, own), (reach.few, own), (reach.many, own)]


def _title(folder: Path) -> str:
    codes = {row["municipality"] for row in read_rows(folder, "vacancies")}
    return municipality(min(codes)).name if len(codes) == 1 else f"{len(codes)} kommuner"
