"""Calibration of a year, flats: how many fall vacant and when, what they cost, and who gets them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.geo.places import municipality, national_figure
from data.synth.calibration import CHEAP_KR, STOCK, cheap_share, free_share
from data.synth.comparison import Line, cite, percent
from data.synth.counts import YOUTH_SHARE, turnover
from data.synth.flow import VACANCY_SEASON
from data.synth.year_tally import Tally
from matcher.horizon.record import Record

MOVES, NOMINATIONS = "fraflytning", "anvisning"
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
    "november", "december",
)  # fmt: skip


def vacancy_lines(tally: Tally) -> list[Line]:
    """How many flats fall vacant, of which kinds, at what rents."""
    group = "Ledige boliger"
    flats, almene = tally.flats, _almene(tally)
    a_year = len(flats) * tally.a_year
    lines = [
        Line(
            group,
            "ledige boliger på et år",
            a_year,
            almene * sum(turnover().values()) if almene else None,
            "boliger",
            "vort skøn: boligtal × fraflytning (Landsbyggefonden 2019); antallet kan være valgt anderledes",
            len(flats),
        )
    ]
    of_family = national_figure(STOCK, "andel familieboliger").value / 100
    for kind, label, stock, key in (
        ("family", "fraflytning på et år, familieboliger", of_family, "fraflytningspct. familieboliger"),
        ("youth", "fraflytning på et år, ungdomsboliger", YOUTH_SHARE, "fraflytningspct. ungdomsboliger"),
    ):
        figure, number = national_figure(MOVES, key), int((flats["kind"] == kind).sum())
        share = 100 * number * tally.a_year / (almene * stock) if almene else None
        source = f"{cite(figure)}; boligtallet er vort skøn"
        lines.append(Line(group, label, share, figure.value, "pct.", source, number))
    family = flats[flats["kind"] == "family"]
    cheap, free = (family["rent"] < CHEAP_KR).sum(), (family["area_class"] == "none").sum()
    for label, number, (value, source) in (
        ("familieboliger under 3.500 kr.", int(cheap), cheap_share()),
        ("familieboliger uden for udsatte og forebyggelsesområder", int(free), free_share()),
    ):
        lines.append(Line(group, label, percent(number, len(family)), value, "pct.", source, len(family)))
    return lines


def _almene(tally: Tally) -> int:
    """Almene dwellings of the municipalities, 0 when none is known."""
    return sum(municipality(code).almene for code in tally.codes)


def nomination_lines(tally: Tally, record: Record) -> list[Line]:
    """How many of the flats go to people on the list, and how offers are met."""
    group = "Anvisning"
    flats, let = tally.flats, record.flats[record.flats["let_week"] >= 0]
    figure = national_figure(
        NOMINATIONS, "kommunale anvisninger til familieboliger uden for udsatte/forebyggelsesomr."
    )
    everyone = "alle kommunens anvisninger, også til familier, flygtninge og andre"
    family, homes = flats[flats["kind"] == "family"], let[let["kind"] == "family"]
    lines = [
        Line(
            group,
            "familieboliger til borgere på listen på et år",
            len(homes) * tally.a_year,
            _part(tally) * figure.value if tally.codes else None,
            "boliger",
            f"{cite(figure)}; fordelt efter boligtal; {everyone}",
            len(homes),
        )
    ]
    for label, most, key in (
        (
            "andel af alle ledige familieboliger",
            float("inf"),
            "kommunal anvisningspct., familieboliger uden for udsatte/forebyggelsesomr.",
        ),
        (
            "andel af familieboliger under 3.500 kr.",
            CHEAP_KR,
            "kommunal anvisningspct., husleje < 3.500 kr./md.",
        ),
    ):
        found = national_figure(NOMINATIONS, key)
        number, of = int((homes["rent"] < most).sum()), int((family["rent"] < most).sum())
        lines.append(
            Line(group, label, percent(number, of), found.value, "pct.", f"{cite(found)}; {everyone}", of)
        )
    return [*lines, _quarter(group, flats, let), _refusals(group, record)]


def _quarter(group: str, flats: pd.DataFrame, let: pd.DataFrame) -> Line:
    """The flats of the quarter rule that go to the list, against what the law allows at most."""
    shared = _under_quarter_rule(flats)
    share = percent(_under_quarter_rule(let), shared)
    source = (
        "højst hver fjerde, almenboligloven § 59 stk. 1, og lidt mere i et år med overført ret; "
        "resten af kommunens del går til andre"
    )
    return Line(group, "andel af fjerdedelsreglens boliger", share, 25.0, "pct.", source, shared)


def _under_quarter_rule(flats: pd.DataFrame) -> int:
    return int(((flats["route"] == "quarter") & flats["kind"].isin(("family", "youth"))).sum())


def _refusals(group: str, record: Record) -> Line:
    refused = int(record.people["refused"].sum())
    offers = refused + int((record.flats["let_week"] >= 0).sum())
    source = "følger af afstand, husleje og ønsker; intet landstal er offentliggjort"
    return Line(group, "tilbud, der afslås", percent(refused, offers), None, "pct.", source, offers)


def _part(tally: Tally) -> float:
    """The municipalities' part of the country's almene dwellings."""
    return _almene(tally) / national_figure(STOCK, "boliger i alt", 2023).value


@dataclass(frozen=True)
class Month:
    """A month's vacancies: how many, and a week of it against the year's average in per cent.

    ``expected`` is what the world is made to, ``published`` the figure it rests on (None without one).
    """

    name: str
    count: int
    level: float | None
    expected: float
    published: float | None


def months(tally: Tally) -> list[Month]:
    """The months of the horizon in the order of the calendar."""
    mean_published = national_figure(MOVES, "pr. maaned i gns.").value
    july = 100 * national_figure(MOVES, "i juli").value / mean_published
    counts = tally.flats["month"].value_counts()
    a_week = len(tally.flats) / tally.weeks
    mean = sum(VACANCY_SEASON) / 12
    found = []
    for month, mondays in tally.months.items():
        count = int(counts.get(month, 0))
        level = 100 * count / mondays / a_week if a_week else None
        expected = 100 * VACANCY_SEASON[month - 1] / mean
        found.append(Month(MONTHS[month - 1], count, level, expected, july if month == 7 else None))
    return found
