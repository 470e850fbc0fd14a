"""The shares of synthetic weeks against the national figures, and the page that shows them.

Tolerances.  Citizens are independent draws, so a share p of n has standard error √(p(1−p)/n).  Flats of
one department share rent level and area class, so the number of departments, not of flats, counts as n.
Bounds are 3.5 standard errors: a fair generator breaks one about once in two thousand seeds.
"""

from __future__ import annotations

import csv
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.synth.calibration import calibration_lines
from data.synth.calibration_page import page_path, write_calibration
from data.synth.comparison import Line
from data.synth.reach import reach_by_benefit
from data.synth.write import DECISION_DATE, write_preset
from matcher.pipeline import propose

ERRORS = 3.5
#: Spread of the rent per m² between departments of one kind and region (building age and chance).
RENT_SPREAD = 0.2


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _departments(folder: Path, *kinds: str) -> int:
    return len({row["department_id"] for row in _rows(folder, "vacancies") if row["kind"] in kinds})


def _line(lines: list[Line], label: str) -> Line:
    [found] = [line for line in lines if line.label == label]
    return found


def _bound(percent: float, independent: int) -> float:
    """How far a share in per cent may lie from its source."""
    p = percent / 100
    return 100 * ERRORS * (p * (1 - p) / independent) ** 0.5


@pytest.fixture(scope="module")
def lines(denmark: Path) -> list[Line]:
    return calibration_lines(denmark, DECISION_DATE)


@pytest.mark.parametrize(
    ("label", "published"),
    [
        ("18-24 år", 744 / 5789),
        ("25-29 år", 842 / 5789),
        ("60 år og derover", 500 / 5989),
        ("på gaden", 0.08),
        ("på boform (§ 110)", 0.45),
        ("hos venner eller familie", 0.25),
        ("med børn hos sig", 159 / 6431),
    ],
)
def test_citizens_are_like_the_count(lines: list[Line], label: str, published: float) -> None:
    line = _line(lines, label)
    assert line.synthetic is not None
    assert line.source_value == pytest.approx(100 * published)
    assert abs(line.synthetic - 100 * published) < _bound(100 * published, line.count)


def test_cheap_flats_are_as_rare_as_in_the_stock(denmark: Path, lines: list[Line]) -> None:
    line = _line(lines, "familieboliger under 3.500 kr.")
    family = [row for row in _rows(denmark, "vacancies") if row["kind"] == "family"]
    counted = 100 * sum(int(row["rent"]) < 3500 for row in family) / len(family)
    assert line.synthetic == pytest.approx(counted)
    assert line.source_value == pytest.approx(100 * 33_431 / 431_679)
    assert abs(counted - 100 * 33_431 / 431_679) < _bound(7.74, _departments(denmark, "family"))


def test_restricted_areas_are_as_common_as_in_the_stock(denmark: Path, lines: list[Line]) -> None:
    line = _line(lines, "familieboliger uden for udsatte og forebyggelsesområder")
    assert line.synthetic is not None
    assert line.source_value == pytest.approx(100 * 431_679 / (592_959 * 0.86))
    assert abs(line.synthetic - 84.65) < _bound(84.65, _departments(denmark, "family"))
    # Both kinds of area occur, and only in kinds the law speaks of.
    classes = Counter((row["area_class"], row["kind"]) for row in _rows(denmark, "vacancies"))
    assert {"prevention", "vulnerable", "parallel", "transformation"} <= {name for name, _ in classes}
    assert {kind for name, kind in classes if name != "none"} <= {"family", "youth"}


@pytest.mark.parametrize(
    ("label", "kind", "published"),
    [("familieboliger", "family", 835), ("ungdomsboliger", "youth", 958), ("ældreboliger", "elderly", 1117)],
)
def test_rents_per_square_metre_follow_the_kind(
    denmark: Path, lines: list[Line], label: str, kind: str, published: int
) -> None:
    line = _line(lines, label)
    raised = published * 899 / 857
    assert line.source_value == pytest.approx(raised)
    assert line.synthetic == pytest.approx(
        raised, rel=ERRORS * RENT_SPREAD / _departments(denmark, kind) ** 0.5
    )


def test_rents_follow_the_region(lines: list[Line]) -> None:
    regions = {line.label.rpartition(", ")[2]: line for line in lines if ", Region " in line.label}
    assert len(regions) == 5
    published = {"Region Hovedstaden": 920, "Region Sjælland": 872, "Region Syddanmark": 737}
    for region, rate in published.items():
        raised = rate * 835 / 857 * 899 / 857
        line = regions[region]
        assert line.source_value == pytest.approx(raised)
        assert line.synthetic == pytest.approx(raised, rel=ERRORS * RENT_SPREAD / (line.count / 3) ** 0.5)
    south, capital = regions["Region Syddanmark"].synthetic, regions["Region Hovedstaden"].synthetic
    assert south is not None
    assert capital is not None
    assert south < 0.9 * capital


def test_the_numbers_of_denmark_are_the_national_ones(lines: list[Line]) -> None:
    homeless = _line(lines, "hjemløse borgere")
    assert (homeless.synthetic, homeless.source_value) == (5989, 5989)
    weekly = _line(lines, "ledige boliger på en uge")
    assert weekly.synthetic == weekly.source_value


def test_the_town_keeps_the_shares_too(town: Path) -> None:
    lines = calibration_lines(town, DECISION_DATE)
    # Dealt, not drawn: within one citizen of the published share.
    for label, published in (("på gaden", 8), ("på boform (§ 110)", 45), ("hos venner eller familie", 25)):
        assert _line(lines, label).synthetic == pytest.approx(published, abs=100 / 300)
    cheap = _line(lines, "familieboliger under 3.500 kr.")
    assert cheap.synthetic is not None
    assert abs(cheap.synthetic - 7.74) < _bound(7.74, _departments(town, "family"))


def test_reach_counts_what_a_run_lists_as_pairs(town: Path) -> None:
    reading = read_week(town, DECISION_DATE)
    assert reading.week is not None
    result = propose(reading.week, reading.policy, load_rates(DECISION_DATE), pairs=True)
    assert result.pairs is not None
    open_pairs = result.pairs[result.pairs["eligible"]].groupby("citizen_id").size()
    benefit = reading.week.citizens.set_index("citizen_id")["benefit"]
    expected: Counter[tuple[str, str]] = Counter()
    for citizen, code in benefit.items():
        flats = int(open_pairs.get(citizen, 0))
        expected[code, "none" if flats == 0 else "few" if flats < 3 else "many"] += 1
    reaches = reach_by_benefit(town, DECISION_DATE)
    assert sum(reach.citizens for reach in reaches) == 300
    for reach in reaches:
        for column in ("none", "few", "many"):
            assert getattr(reach, column) == expected[reach.benefit, column], (reach, column)


def test_rent_weighs_most_on_the_lowest_benefits(town: Path) -> None:
    reaches = {reach.benefit: reach for reach in reach_by_benefit(town, DECISION_DATE)}
    lowest, highest = reaches["kontanthjaelp_mindste"], reaches["foertidspension"]
    assert lowest.none / lowest.citizens > 1.5 * highest.none / highest.citizens


class _Tags(HTMLParser):
    """Checks that every tag is closed by its own end tag; gathers attributes and cells."""

    VOID = ("meta",)

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.cells: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("td", "th"):
            self.cells.append(data)


def test_the_page_stands_beside_the_folder_and_leaves_it_alone(town: Path) -> None:
    before = sorted(path.name for path in town.iterdir())
    page = write_calibration(town)
    assert page == page_path(town) == town.parent / "town-calibration.html"
    assert sorted(path.name for path in town.iterdir()) == before
    text = page.read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(text)
    assert tags.open == []
    assert ("lang", "da") in tags.attributes
    assert not [value for name, value in tags.attributes if name in ("src", "onclick", "style")]
    cheap = tags.cells.index("familieboliger under 3.500 kr.")
    family = [row for row in _rows(town, "vacancies") if row["kind"] == "family"]
    share = 100 * sum(int(row["rent"]) < 3500 for row in family) / len(family)
    shown = [cell.replace("\u00a0", " ") for cell in tags.cells[cheap + 1 : cheap + 4]]
    assert shown == [f"{share:.1f} pct.".replace(".", ",", 1), "7,7 pct.", str(len(family))]
    assert "kontanthjælp, mindstesats" in tags.cells
    assert write_calibration(town).read_text(encoding="utf-8") == text


def test_a_folder_with_faults_gets_no_page(tmp_path: Path) -> None:
    folder = write_preset("small", tmp_path / "week")
    citizens = folder / "citizens.csv"
    citizens.write_text(
        citizens.read_text(encoding="utf-8").replace(",0615,", ",06150,", 1), encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"week has 1 faults, the first: citizens.csv:2: municipality"):
        write_calibration(folder)
    assert not page_path(folder).exists()
