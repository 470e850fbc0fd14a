"""Which municipalities and how many: names, counts, suggestions."""

from __future__ import annotations

import pytest

from data.geo.places import municipalities
from data.synth.counts import apportion, homeless_persons, vacancies_a_week
from data.synth.presets import PRESETS, municipality_code, parts


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("København", "0101"), ("Koebenhavn", "0101"), ("KØBENHAVN", "0101"), ("0101", "0101"),
        ("aarhus", "0751"), ("Århus", "0751"), ("Høje-Taastrup", "0169"), ("hoeje taastrup", "0169"),
        ("Ærø", "0492"), ("aeroe", "0492"), ("Lyngby-Taarbaek", "0173"), ("Horsens Kommune", "0615"),
        ("Ringkoebing-Skjern", "0760"),
    ],
)  # fmt: skip
def test_a_municipality_is_found_however_it_is_spelled(name: str, code: str) -> None:
    assert municipality_code(name) == code


def test_every_name_finds_its_own_municipality() -> None:
    assert [municipality_code(one.name) for one in municipalities()] == [one.code for one in municipalities()]


@pytest.mark.parametrize(
    ("wrong", "meant"), [("Randes", "Randers"), ("Kobenhavn", "København"), ("Vejl", "Vejle")]
)
def test_a_misspelling_is_answered_with_what_was_meant(wrong: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"no municipality is called '{wrong}'; did you mean .*{meant}"):
        municipality_code(wrong)


def test_nonsense_gets_no_suggestion() -> None:
    with pytest.raises(ValueError, match=r"no municipality is called 'xyzzyq'$"):
        municipality_code("xyzzyq")


def test_homeless_persons_add_up_to_the_known_figures() -> None:
    counts = {one.code: homeless_persons(one.code) for one in municipalities()}
    assert sum(counts.values()) == 5989
    assert counts["0101"] == 1370
    assert counts["0751"] == 509  # 8.8 % of 5,789
    assert sum(counts[one.code] for one in municipalities() if one.group == 1) == 2776
    assert min(counts.values()) >= 1
    # The same rate per inhabitant in Odense and Aalborg as in Aarhus: 509 / 378,361 × 213,168 = 286.8.
    assert counts["0461"] == 287


def test_vacancies_a_week_are_stock_times_turnover() -> None:
    # Horsens: 8,080 almene dwellings × (0.86 × 10.4 % + 0.08 × 39.9 %) / 52 = 18.86.
    assert vacancies_a_week("0615") == 19
    assert vacancies_a_week("0825") == 1
    # 592,959 × 12.136 % / 52 = 1,384; rounding 98 numbers up or down moves it by a handful.
    assert sum(vacancies_a_week(one.code) for one in municipalities()) == pytest.approx(1384, abs=15)


def test_apportioning_keeps_the_total_and_the_least() -> None:
    assert apportion({"a": 1.0, "b": 2.0, "c": 3.0}, 6) == {"a": 1, "b": 2, "c": 3}
    assert apportion({"a": 0.001, "b": 5.0, "c": 5.0}, 11) == {"a": 1, "b": 5, "c": 5}
    for total in range(98, 400, 37):
        assert sum(apportion({str(k): (k * 37 % 11) + 0.1 for k in range(98)}, total).values()) == total


def test_the_presets_have_the_promised_sizes() -> None:
    sizes = {name: parts(name) for name in PRESETS if name != "municipality"}
    total = {
        name: (len(found), sum(part.citizens for part in found), sum(part.vacancies for part in found))
        for name, found in sizes.items()
    }
    assert total["small"] == (1, 40, 30)
    assert total["town"] == (1, 300, 60)
    assert total["stress-m"] == (1, 2000, 300)
    assert total["stress-l"] == (1, 10_000, 1500)
    assert total["stress-xl"] == (98, 20_000, 2000)
    assert total["denmark"][:2] == (98, 5989)


def test_a_name_brings_the_real_numbers_and_options_override_them() -> None:
    [horsens] = parts("town", "Horsens")
    assert (horsens.code, horsens.citizens, horsens.vacancies) == ("0615", homeless_persons("0615"), 19)
    assert parts("municipality", "Horsens") == [horsens]
    [stressed] = parts("stress-m", "Horsens")
    assert (stressed.citizens, stressed.vacancies) == (2000, 300)
    [own] = parts("town", "Aarhus", citizens=12, vacancies=7)
    assert (own.code, own.citizens, own.vacancies) == ("0751", 12, 7)


@pytest.mark.parametrize(
    ("preset", "name", "citizens", "words"),
    [
        ("village", None, None, "no preset is called 'village'; there are small"),
        ("denmark", "Horsens", None, "leave the municipality out"),
        ("municipality", None, None, "needs the name"),
        ("town", None, 0, "at least 1"),
        ("denmark", None, 97, "at least 98"),
    ],
)
def test_what_cannot_be_made_is_refused(
    preset: str, name: str | None, citizens: int | None, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        parts(preset, name, citizens)
