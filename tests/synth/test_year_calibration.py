"""A year of real municipalities against the published figures, and the page that shows them.

Bounds on shares are 3.5 standard errors where draws are independent; what several municipalities come to
together is held against wide bounds that a wrong assumption breaks.
"""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.geo.places import municipality
from data.rates.loader import load_rates
from data.synth.comparison import Line
from data.synth.worlds import DECISION_DATE, Flow, places, world_of
from data.synth.year_flats import months, nomination_lines, vacancy_lines
from data.synth.year_page import write_year_calibration
from data.synth.year_people import list_lines, support_lines, waiting_lines
from data.synth.year_tally import tally
from matcher.horizon.allocate import named_allocator
from matcher.horizon.life import live
from matcher.horizon.record import Record, joined, record_of
from matcher.horizon.world import Manners, World

RATES = load_rates(DECISION_DATE)
CODES = {"Horsens": "0615", "Esbjerg": "0561", "Greve": "0253"}
Years = dict[str, tuple[World, Record]]


@pytest.fixture(scope="module")
def years() -> Years:
    """A year of some municipalities by list, as the law has it."""
    found = {}
    for name in CODES:
        world, policy = world_of(places(name)[0], Flow(), 52, 5, Manners())
        found[name] = (
            world,
            record_of(world, live(world, named_allocator("tier_first_come", policy), RATES, policy)),
        )
    return found


@pytest.fixture(scope="module")
def lines(years: Years) -> dict[str, Line]:
    """All lines of the municipalities together, by label."""
    record = joined(record for _, record in years.values())
    counted = tally(world for world, _ in years.values())
    every = [
        *list_lines(counted, record), *vacancy_lines(counted), *nomination_lines(counted, record),
        *waiting_lines(counted, record), *support_lines(counted, record),
    ]  # fmt: skip
    return {line.label: line for line in every}


def test_every_figure_has_a_value_and_says_where_the_other_is_from(lines: dict[str, Line]) -> None:
    assert len(lines) == 24
    for line in lines.values():
        assert line.synthetic is not None
        assert line.source


def test_lists_stay_level(years: Years) -> None:
    first, last = 0.0, 0.0
    for name, code in CODES.items():
        on_list = years[name][1].weeks["on_list"]
        assert on_list.iloc[:8].mean() == pytest.approx(places(code)[0].flow.waiting, rel=0.15)
        first, last = first + on_list.iloc[:8].mean(), last + on_list.iloc[-8:].mean()
    # 250 people; about 300 come and 300 leave, each with a spread of √300.
    assert abs(last - first) < 3 * (2 * 300) ** 0.5


def test_vacancies_are_stock_times_turnover(years: Years, lines: dict[str, Line]) -> None:
    for name, code in CODES.items():
        a_year = municipality(code).almene * (0.86 * 0.104 + 0.08 * 0.399)
        assert abs(len(years[name][0].vacancies) - a_year) < 4 * a_year**0.5
    line = lines["ledige boliger på et år"]
    assert line.source_value == pytest.approx(
        sum(municipality(code).almene for code in CODES.values()) * 0.12136, rel=0.001
    )
    assert line.synthetic == sum(len(world.vacancies) for world, _ in years.values())
    assert lines["fraflytning på et år, familieboliger"].synthetic == pytest.approx(10.4, rel=0.15)
    assert lines["fraflytning på et år, ungdomsboliger"].synthetic == pytest.approx(39.9, rel=0.15)


def test_homes_are_fewer_than_what_municipalities_nominate_to(lines: dict[str, Line]) -> None:
    share = lines["andel af alle ledige familieboliger"]
    assert share.source_value == 10
    # Others with a social need get nominated too: the list must stay below, but not be a trifle.
    assert share.synthetic is not None
    assert 3 < share.synthetic < 8
    number = lines["familieboliger til borgere på listen på et år"]
    assert number.synthetic is not None
    assert number.source_value is not None
    assert 0.3 < number.synthetic / number.source_value < 0.8
    quarter = lines["andel af fjerdedelsreglens boliger"]
    assert quarter.synthetic is not None
    assert 2 < quarter.synthetic < 25


def test_offers_are_refused_as_often_as_agreed_on(lines: dict[str, Line]) -> None:
    refused = lines["tilbud, der afslås"].synthetic
    assert refused is not None
    assert 10 < refused < 30


def test_people_come_and_go_at_the_assumed_rates(lines: dict[str, Line]) -> None:
    new, there = lines["nye på et år"], lines["ved årets begyndelse"]
    assert new.synthetic is not None
    assert there.synthetic == 99 + 85 + 74
    assert abs(new.synthetic - 1.2 * 258) < 4 * (1.2 * 258) ** 0.5
    gone = lines["finder selv en løsning inden for et års ventetid"]
    assert gone.synthetic == pytest.approx(40, abs=_noise(gone))


def test_stays_lie_between_what_is_published_of_them(lines: dict[str, Line]) -> None:
    some = lines["4-12 måneder, på boform § 110"]
    assert some.source_value == 33
    assert some.synthetic == pytest.approx(33, abs=_noise(some))
    long = lines["over 12 måneder, på boform § 110"]
    under = lines["uden hjem i under et år, af dem på listen den sidste dag"]
    # 22 % of those ready to leave a shelter have been there for over a year, half of all the homeless.
    assert (long.source_value, under.source_value) == (22, 50)
    assert long.synthetic is not None
    assert under.synthetic is not None
    assert 22 - _noise(long) < long.synthetic < 50 + _noise(long)
    assert 50 - _noise(under) < under.synthetic < 78 + _noise(under)


def _noise(line: Line) -> float:
    """3.5 standard errors of a share in per cent, at most."""
    return 3.5 * 50 / line.count**0.5


def test_support_lasts_and_holds_as_published(lines: dict[str, Line]) -> None:
    cti = lines["et CTI-forløb varer"]
    assert (round(cti.synthetic or 0, 1), cti.source_value) == (9.0, 9)
    kept = lines["har bolig, når CTI-forløbet slutter"]
    assert kept.source_value == 73 + 22
    assert kept.synthetic == pytest.approx(95, abs=5)


def test_lines_are_counted_from_the_rows(years: Years) -> None:
    world, record = years["Horsens"]
    lines = {line.label: line for line in nomination_lines(tally([world]), record)}
    vacancies = world.vacancies
    let = record.flats[record.flats["let_week"] >= 0]
    family = sum(kind == "family" for kind in vacancies["kind"])
    homes = sum(kind == "family" for kind in let["kind"])
    assert lines["andel af alle ledige familieboliger"].synthetic == pytest.approx(100 * homes / family)
    assert lines["andel af alle ledige familieboliger"].count == family
    assert lines["familieboliger til borgere på listen på et år"].synthetic == homes
    cheap = [rent < 3500 for kind, rent in zip(let["kind"], let["rent"], strict=True) if kind == "family"]
    all_cheap = lines["andel af familieboliger under 3.500 kr."]
    assert all_cheap.count == ((vacancies["kind"] == "family") & (vacancies["rent"] < 3500)).sum()
    assert all_cheap.synthetic == pytest.approx(100 * sum(cheap) / all_cheap.count)


def test_the_months_are_those_of_the_horizon() -> None:
    world, _ = world_of(places("Aarhus")[0], Flow(waiting=1, arrivals=0.0), 10, 1, Manners())
    found = months(tally([world]))
    assert [month.name for month in found] == ["januar", "november", "december"]
    assert sum(month.count for month in found) == len(world.vacancies)
    assert all(month.published is None for month in found)


def test_july_is_the_month_with_a_published_figure(years: Years) -> None:
    found = {month.name: month for month in months(tally(world for world, _ in years.values()))}
    assert found["juli"].published == pytest.approx(100 * 7097 / 6299)
    assert found["juli"].expected == pytest.approx(112.7, abs=1)
    assert found["december"].expected == min(month.expected for month in found.values())
    assert sum(month.published is not None for month in found.values()) == 1
    level = found["juli"].level
    assert level is not None
    # Four Mondays with about 70 vacancies each.
    assert level == pytest.approx(112.7, abs=4 * 100 / (4 * 70) ** 0.5)


def test_half_a_year_is_told_as_a_year() -> None:
    world, policy = world_of(places("Horsens")[0], Flow(), 26, 5, Manners())
    record = record_of(world, live(world, named_allocator("tier_first_come", policy), RATES, policy))
    counted = tally([world])
    lines = {line.label: line for line in [*list_lines(counted, record), *vacancy_lines(counted)]}
    new = lines["nye på et år"]
    assert new.synthetic == 2 * new.count
    assert lines["ledige boliger på et år"].synthetic == 2 * len(world.vacancies)


class _Cells(HTMLParser):
    """The cells of every row, and whether tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not {"style", "onclick", "src"} & {name for name, _ in attrs}
        assert tag != "script"
        if tag != "meta":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def test_the_page_shows_every_line_and_names_assumptions(years: Years, tmp_path: Path) -> None:
    record = joined(record for _, record in years.values())
    path = tmp_path / "calibration.html"
    worlds = [world for world, _ in years.values()]
    assert write_year_calibration(iter(worlds), record, path, policy="efter <gruppe>") == path
    text = path.read_text(encoding="utf-8")
    parsed = _Cells()
    parsed.feed(text)
    assert parsed.open == []
    rows = {row[0]: [cell.replace("\u00a0", " ") for cell in row[1:]] for row in parsed.rows}
    assert rows["ved årets begyndelse"][:3] == ["258 personer", "258 personer", "258"]
    assert rows["nye på et år"][1] == "vor antagelse"
    assert rows["et CTI-forløb varer"][:2] == ["9,0 måneder", "9,0 måneder"]
    assert rows["juli"][3] == "113"
    assert len([name for name in rows if name in ("januar", "december")]) == 2
    assert "<h1>Kalibrering af året: 3 kommuner</h1>" in text
    assert "52 uger fra 23-11-2026" in text
    assert "efter &lt;gruppe&gt;" in text
    write_year_calibration(worlds, record, path, policy="efter <gruppe>")
    assert path.read_text(encoding="utf-8") == text


def test_a_page_of_one_world_bears_its_name(years: Years, tmp_path: Path) -> None:
    world, record = years["Greve"]
    path = tmp_path / "calibration.html"
    write_year_calibration(world, record, path)
    assert "<h1>Kalibrering af året: Greve</h1>" in path.read_text(encoding="utf-8")
    write_year_calibration(world, record, path, title="vores uge")
    assert "<h1>Kalibrering af året: vores uge</h1>" in path.read_text(encoding="utf-8")


def test_a_week_of_no_known_municipality_is_not_compared_with_one(years: Years, tmp_path: Path) -> None:
    world, record = years["Greve"]
    world = replace(
        world,
        citizens=world.citizens.assign(municipality=""),
        vacancies=world.vacancies.assign(municipality=""),
    )
    lines = [*list_lines(tally([world]), record), *vacancy_lines(tally([world]))]
    published = {line.label: line.source_value for line in lines}
    assert published["ved årets begyndelse"] is None
    assert published["ledige boliger på et år"] is None
    path = write_year_calibration(world, record, tmp_path / "calibration.html")
    assert "ukendt kommune" in path.read_text(encoding="utf-8")


def test_a_page_of_nothing_is_refused(years: Years, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no world"):
        write_year_calibration([], years["Greve"][1], tmp_path / "calibration.html")
    assert list(tmp_path.iterdir()) == []
