"""The report of a study: self-contained, valid, true to runs.csv, and silent on what is uncertain."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from data.simulate.report import opening, write, write_report
from data.simulate.report.basis import basis
from data.simulate.study import Study
from matcher.horizon.compare import compare
from matcher.horizon.record import Record
from tests.horizon.years import housed, person, year
from tests.simulate.made_studies import ALL, settings_of, study
from tests.simulate.report_page import Page

#: A file may be called anything.
ODD = "50 $ & <b>$\\frac{1}{2}$</b>"

CASES: dict[str, dict[str, Any]] = {
    "all": {},
    "one seed": {"names": ["first_come", "tier_first_come", "husrum"], "seeds": 1},
    "one of all": {"names": ["husrum"], "seeds": 1, "people": 30},
    "one policy": {"names": ["husrum"], "seeds": 2, "people": 60},
    "only the bound": {"names": ["hindsight"], "seeds": 2, "people": 60},
    "files": {"names": ["first_come", "husrum", "more-need", ODD], "seeds": 2, "people": 60},
    "no list": {"names": ["greedy", "optimum"], "seeds": 2, "people": 60},
    "lists": {"names": ["first_come", "tier_first_come", "random"], "seeds": 2, "people": 60},
    "few weeks": {"names": ["first_come", "husrum"], "settings": settings_of(weeks=13, place="Aarhus")},
    "one week": {"names": ["first_come", "husrum"], "settings": settings_of(weeks=1), "people": 20},
    "few people": {"names": ["tier_first_come", "husrum"], "people": 4},
    "a real list": {
        "names": ["tier_first_come", "husrum"],
        "settings": settings_of(input_sha256="ab", place="uge 48"),
        "people": 60,
    },
}
#: A page takes seconds to draw; those most like another are left to the long suite.
LATER = ("one of all", "lists", "a real list")
ONCE = [pytest.param(case, marks=pytest.mark.slow) if case in LATER else case for case in CASES]
#: Every case in Danish, and those that say most also in English.
PAGES = [
    *(pytest.param(case, "da", marks=pytest.mark.slow if case in LATER else ()) for case in CASES),
    *((case, "en") for case in ("all", "one seed", "few weeks")),
]


@cache
def text_of(case: str, lang: str = "da") -> str:
    return written(study(**CASES[case]), lang)


def written(one: Study, lang: str = "da") -> str:
    with tempfile.TemporaryDirectory() as folder:
        write_report(one, Path(folder), lang)
        return (Path(folder) / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def only_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The report without its drawings, for what stands in its words and tables."""
    monkeypatch.setattr(write, "render", lambda view, link: opening.conclusion(view) + basis(view, link))


def conclusion(page: str) -> list[str]:
    found = re.search(r'<ul class="conclusion">(.*?)</ul>', page, flags=re.DOTALL)
    assert found is not None
    return re.findall(r"<li>(.*?)</li>", found[1])


# The file


@pytest.mark.parametrize(("case", "lang"), PAGES)
def test_the_page_is_valid_and_asks_nothing_of_anywhere(case: str, lang: str) -> None:
    text = text_of(case, lang)
    page = Page(text)
    assert page.faults == []
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert ("html", "lang", lang) in page.attributes
    local = {f"#{name}" for name in page.ids} | {"runs.csv", "compare.csv", "fairness.csv"}
    for tag, name, value in page.attributes:
        assert name not in ("src", "srcset", "action", "onclick", "onload"), (tag, name)
        if name == "href":
            assert value in local, (tag, value)
        if name in ("aria-labelledby", "aria-describedby"):
            assert set(value.split()) <= set(page.ids), value
        if "url(" in value:
            assert re.fullmatch(r"url\(#[\w-]+\)", value), value
    assert "//" not in text.replace("<!--", "")
    assert "<script" not in text
    assert "@import" not in text


@pytest.mark.parametrize("case", ONCE)
def test_every_figure_has_a_title_a_description_and_text(case: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", text_of(case), flags=re.DOTALL)
    assert drawings
    for drawing in drawings:
        assert 'role="img"' in drawing
        title, told = re.search(r"<title[^>]*>(.+?)</title><desc[^>]*>(.+?)</desc>", drawing).groups()  # type: ignore[union-attr]
        assert len(title) > 5
        assert len(told) > 10
        assert drawing.count("<text") >= 3
        assert not re.search(r">[^<]*\d[eE][+-]?\d|>nan<|>inf<", drawing)


@pytest.mark.parametrize(("case", "lang"), PAGES)
def test_nothing_is_left_unsaid_or_unfilled(case: str, lang: str) -> None:
    words = Page(text_of(case, lang)).words().replace(ODD, "")
    assert not re.search(r"[{}]|\bnan\b|\bNone\b|\binf\b|\d[eE][+-]\d|\.\.", words)
    headings = re.findall(r"<h2[^>]*>([^<]*)</h2>", text_of(case, lang))
    assert all(heading.strip() for heading in headings)


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_report(study(names=["first_come", "husrum"]), tmp_path / name, "da")
    for file in ("report.html", "compare.csv", "fairness.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


@pytest.mark.usefixtures("only_its_words")
def test_the_calibration_page_is_linked_when_it_is_there(tmp_path: Path) -> None:
    one = study(names=["first_come", "husrum"], seeds=2, people=40)
    write_report(one, tmp_path, "da")
    assert "calibration.html" not in (tmp_path / "report.html").read_text(encoding="utf-8")
    (tmp_path / "calibration.html").write_text("…", encoding="utf-8")
    write_report(one, tmp_path, "da")
    assert 'href="calibration.html"' in (tmp_path / "report.html").read_text(encoding="utf-8")


# The tables


@pytest.mark.usefixtures("only_its_words")
def test_compare_csv_is_the_comparison(tmp_path: Path) -> None:
    one = study()
    write_report(one, tmp_path, "en")
    found = pd.read_csv(tmp_path / "compare.csv")
    expected = compare(one.runs, one.records)
    assert list(found.columns) == list(expected.columns)
    for column in found.columns:
        if found[column].dtype.kind in "fi":
            np.testing.assert_allclose(
                found[column], expected[column].astype(float), atol=1e-6, equal_nan=True
            )
        else:
            assert list(found[column]) == list(expected[column])
    raw = (tmp_path / "compare.csv").read_text(encoding="utf-8")
    assert not re.search(r"\d[eE]|nan|inf|-0(?:,|$)", raw)


def number(text: str) -> float:
    """A number as the Danish page writes it."""
    found = re.match(r"−?[\d.]+(?:,\d+)?", text)
    assert found is not None, text
    value = float(found[0].replace(".", "").replace(",", ".").replace("−", "-"))
    return value * 1e6 if "mio." in text else value / 100 if "pct." in text else value


def test_the_numbers_of_the_page_are_those_of_runs() -> None:
    one = study()
    rows = {
        row[0]: row[1:] for row in Page(text_of("all")).table("Alle tal fra runs.csv")[1:] if len(row) > 1
    }
    means = one.runs.groupby("policy").mean()
    named = {
        "Fik en bolig": ("matched", 0.5),
        "Dage uden bolig, gennemsnit (alle)": ("mean_days", 0.5),
        "Km til netværket, gennemsnit": ("mean_km", 0.05),
        "Fik en bolig inden 90 dage": ("housed_90_days", 0.005),
        "Venter stadig ved slutningen": ("left", 0.5),
        "Tomgangsleje": ("void_kr", 500),
        "Brugt af kvoten": ("quota_used", 0.005),
        "Fik en bolig, behovsgruppe 2": ("matched_tier_2", 0.5),
    }
    for label, (figure, half) in named.items():
        for name, text in zip(ALL, rows[label], strict=True):
            if name == "hindsight" and not figure.startswith("matched"):
                assert text == "–"
            else:
                assert abs(number(text) - means.loc[name, figure]) <= half + 1e-9, (label, name)
    told = conclusion(text_of("all"))[0]
    for name in ("husrum", "tier_first_come"):
        value = means.loc[name, "matched"]
        assert re.search(rf"\b{int(np.floor(value + 0.5))}\b", told), told


def test_small_groups_are_neither_in_the_table_nor_in_the_page(tmp_path: Path) -> None:
    one = study(people=40, seeds=1)
    write_report(one, tmp_path, "da")
    groups = pd.read_csv(tmp_path / "fairness.csv")
    for column in ("people", "housed", "left", "left_team_full"):
        known = groups[column].dropna()
        assert ((known >= 5) | (known == 0)).all()
    assert groups["housed"].isna().any()
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    caption = next(caption for caption in page.captions if "i alt" in caption)
    own = groups[(groups["policy"] == "husrum")].reset_index(drop=True)
    rows = [row for row in page.table(caption)[1:] if len(row) > 1]
    assert len(rows) == len(own)
    for row, people, homes in zip(rows, own["people"], own["share"], strict=True):
        assert (row[1] == "–") == bool(np.isnan(people))
        assert (row[2] == "–") == bool(np.isnan(homes))


@pytest.mark.usefixtures("only_its_words")
def test_people_of_a_real_list_count_once_a_seed(tmp_path: Path) -> None:
    real = study(names=["first_come", "husrum"], people=60, settings=settings_of(input_sha256="ab"))
    write_report(real, tmp_path, "da")
    groups = pd.read_csv(tmp_path / "fairness.csv")
    assert (groups["people"].dropna() >= 5 * 3).all()
    assert (groups["housed"].dropna() >= 5 * 3).all()


# What is said


def alike(seeds: int) -> dict[tuple[str, int], Record]:
    """Two policies that each house one more than the other in turn."""
    records = {}
    for seed in range(1, seeds + 1):
        for place, name in enumerate(("tier_first_come", "husrum")):
            homes = 20 + ((seed + place) % 2)
            people = [housed(50 + 10 * ((seed + place) % 2), km=3.0 + ((seed + place) % 2))] * homes
            records[name, seed] = year([*people, *[person()] * (30 - homes)])
    return records


def better(seeds: int) -> dict[tuple[str, int], Record]:
    """Husrum houses two or three more, ten days sooner and one kilometre nearer in every seed."""
    records = {}
    for seed in range(1, seeds + 1):
        base, more = 20 + seed, 22 + seed + seed % 2
        records["tier_first_come", seed] = year([*[housed(60, km=4.0)] * base, *[person()] * (40 - base)])
        records["husrum", seed] = year([*[housed(20, km=3.0)] * more, *[person()] * (40 - more)])
    return records


@pytest.mark.usefixtures("only_its_words")
def test_nothing_is_claimed_of_a_difference_that_may_be_none() -> None:
    names = ["tier_first_come", "husrum"]
    for lang, unsure, claims in (
        ("da", "Forskellen er usikker", r"\d (flere|færre|længere|kortere)\b.* end|tættere på deres"),
        (
            "en",
            "The difference is uncertain",
            r"\d (more|fewer) people|days (longer|shorter):|closer to their",
        ),
    ):
        told = conclusion(written(study(names, 6, records=alike(6)), lang))
        assert sum(unsure in sentence for sentence in told) >= 3, told
        assert not any(re.search(claims, sentence) for sentence in told[:4]), told


@pytest.mark.usefixtures("only_its_words")
def test_a_certain_difference_is_told_with_its_size_and_interval() -> None:
    told = conclusion(written(study(["tier_first_come", "husrum"], 5, records=better(5))))
    first = told[0]
    assert first.startswith(
        "Husrums forslag giver bolig til 2,6 flere om året end »behovsgruppe, så først til mølle«: 26 mod 23"
    )
    assert "(mellem 1,9 og 3,3)" in first  # 2.6 ± 2.776 · 0.5477 / √5
    assert any("1,0 km tættere på" in sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in told)
    assert not any("usikker" in sentence for sentence in told[2:])
    assert 3 <= len(told) <= 5


@pytest.mark.usefixtures("only_its_words")
def test_a_worse_policy_is_called_worse() -> None:
    records = {
        ({"husrum": "tier_first_come", "tier_first_come": "husrum"}[name], seed): record
        for (name, seed), record in better(5).items()
    }
    told = conclusion(written(study(["tier_first_come", "husrum"], 5, records=records)))
    assert "2,6 færre om året" in told[0]
    assert any("længere fra deres netværk" in sentence for sentence in told)


def test_one_seed_makes_no_claim() -> None:
    for lang, word in (("da", "tilfælde"), ("en", "chance")):
        told = conclusion(text_of("one seed", lang))
        assert word in told[-1]
        assert not any("(" in sentence and "mellem" in sentence for sentence in told)


def test_one_policy_is_told_without_a_comparison() -> None:
    page = text_of("one policy")
    assert "kun prøvet én" in conclusion(page)[-1]
    assert "Forskel til" not in page
    assert "dårligere stillet" not in page.lower()


def test_the_first_policy_stands_in_for_a_missing_list() -> None:
    assert "ikke blandt dem" in Page(text_of("no list")).words()
    assert "»flest point, én ad gangen«" in conclusion(text_of("no list"))[0]


def test_a_policy_file_is_told_by_its_weights() -> None:
    words = Page(text_of("files")).words()
    assert "vægtene behov 8, egnethed 1 og egne ønsker 2; lang ventetid begynder ved 200 dage" in words


def test_a_policy_file_may_be_called_anything() -> None:
    text = text_of("files")
    assert ODD in Page(text).words()
    drawn = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", text))
    assert escape(ODD) in drawn


def test_the_frontier_is_drawn_for_several_weightings() -> None:
    assert 'id="frontier"' in text_of("files")
    assert 'id="frontier"' not in text_of("all")


def test_what_is_not_a_year_is_not_called_one() -> None:
    case = "few weeks"
    for lang, words in (("da", "om året|årets slutning"), ("en", r"\ba year\b|the end of the year")):
        text = Page(text_of(case, lang)).words().replace("90 dage om året", "").replace("90 days a year", "")
        assert not re.search(words, text)


def test_danish_and_english_tell_the_same_numbers() -> None:
    """The figures of both pages are the same when commas and points change places."""

    def digits(told: Sequence[str], turn: bool) -> list[str]:
        text = " ".join(told)
        text = text.translate(str.maketrans(",.", ".,")) if turn else text
        return re.findall(r"\d[\d,.]*\d|\d", text)

    for case in ("all", "one seed", "few weeks"):
        danish, english = conclusion(text_of(case)), conclusion(text_of(case, "en"))
        assert sorted(digits(danish, True)) == sorted(digits(english, False)), case
