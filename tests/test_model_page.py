"""docs/model.md is whole and true: every code stands in it, and its examples come out of the program."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from data.rates.loader import load_rates
from matcher import words
from matcher.eligibility import RULES
from matcher.ledger import Agreement, Event, replay
from matcher.model import WAIVABLE, WARNINGS, Limit, Policy
from matcher.pipeline import propose
from matcher.quota import entitlement, is_turn
from tests.plain_frames import make_week

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "model.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 23)
POLICY_TABLES = ("weights", "need", "fit", "choice", "tiers")
CITIZEN: dict[str, Any] = {"citizen_id": "C1", "birth_date": date(1980, 5, 5), "kinds": ("family",)}
FLAT: dict[str, Any] = {
    "organisation_id": "O1",
    "kind": "family",
    "utilities": 600.0,
    "size_m2": 50.0,
    "rooms": 2.0,
    "available_from": TODAY,
    "reported_on": TODAY,
}


@cache
def section(title: str) -> str:
    """One section of the page, found by the words of its heading."""
    parts = re.split(r"^##+ (?:[\d.]+ )?(.*)$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[title]


def example(title: str) -> str:
    """The worked example of a section, its paragraph on one line."""
    return section(title).split("**Example")[1].split("\n\n")[0].replace("\n", " ")


def table(title: str) -> list[list[str]]:
    """The cells of every row of a section's tables that begins with a code."""
    lines = [line for line in section(title).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def codes(text: str) -> set[str]:
    """Everything written as code."""
    return set(re.findall(r"`([^`]+)`", text))


def test_every_hard_rule_stands_there_in_its_order_with_its_source() -> None:
    rows = table("Who may get which flat")
    assert [row[0].strip("`") for row in rows] == [rule.code for rule in RULES]
    for row, rule in zip(rows, RULES, strict=True):
        assert row[2] == rule.source, rule.code
        assert len(row[1]) > 20, rule.code
    assert f"these {len(RULES)} rules" in section("Who may get which flat")


def test_every_rule_has_its_words_in_both_languages() -> None:
    for texts in (words.RULE_LABELS, words.RULE_SENTENCES):
        assert list(texts) == [rule.code for rule in RULES]
        assert all(texts[rule.code][lang].strip() for rule in RULES for lang in words.LANGS)


def test_every_warning_stands_there_in_its_order() -> None:
    said = [code for row in table("Warnings") for code in re.findall(r"`([^`]+)`", row[0])]
    assert said == list(WARNINGS)


def test_every_reason_and_criterion_and_what_can_be_waived_stands_there() -> None:
    reasons = [code for row in table("Why no flat, why no citizen") for code in sorted(codes(row[0]))]
    assert set(reasons) == {*words.UNMATCHED_LABELS, *words.UNUSED_LABELS}
    assert [row[0].strip("`") for row in table("How good a pair is: points")] == list(words.CRITERIA)
    judgement = section("Who may get which flat").split("**Individual judgement.**")[1].split("\n\n")[0]
    assert codes(judgement) == {"waive", *WAIVABLE}


def test_every_policy_key_stands_there() -> None:
    keys = {field.name for field in fields(Policy)} - {"limits"}
    spelled = {f"[{name}]" if name in POLICY_TABLES else name for name in keys}
    formula = PAGE.split("left over =")[1].split("\n\n")[0]
    assert {key for key in spelled - codes(PAGE) if key not in formula} == set()
    limit_keys = {field.name for field in fields(Limit)} - {"name", "vacancies", "citizens"}
    assert codes(section("Limits the council adds")) >= {"[[limit]]", *limit_keys}


def test_the_example_of_the_quarter_rule_is_right() -> None:
    share = Fraction(1, 4)
    assert entitlement(share, counted=37, claimed=8, carry_over=0, vacancies=3) == 1
    assert entitlement(share, counted=37, claimed=8, carry_over=1, vacancies=3) == 2
    assert [k for k in (38, 39, 40) if is_turn(share, k, "fourth")] == [40]
    assert [k for k in range(36, 44) if is_turn(share, k, "first")] == [37, 41]
    told = example("The quarter rule")
    for figure in (
        "counted 37",
        "claimed 8",
        "**1**",
        "it is 2",
        "38, 39 and 40",
        "**40**",
        "37 was, 41 will",
    ):
        assert figure in told, figure


def test_the_example_of_the_account_over_time_is_right() -> None:
    opened, later = date(2026, 3, 2), date(2027, 1, 4)
    terms = {"period": "year", "carry": "most", "carry_most": 1}
    agreements = (
        Agreement(opened, share=Fraction(1, 4), **terms),
        Agreement(date(2027, 1, 1), share=Fraction(1, 8), **terms),
    )
    events = [Event(1, opened, "opening", counted=8, claimed=2)]
    events += [Event(n, opened, "reported", f"V{n}", True) for n in range(2, 8)]
    events.append(Event(8, opened, "claimed", "V2"))
    assert replay(agreements, events).earned == Fraction(14, 4)
    assert (replay(agreements, events).left, replay(agreements, events, later).carried) == (0, 0)
    events += [Event(n, later, "reported", f"V{n}", True) for n in range(9, 19)]
    assert (replay(agreements, events).earned, replay(agreements, events).left) == (Fraction(19, 4), 1)
    events.append(Event(19, date(2027, 2, 1), "corrected", "V3", False))
    found = replay(agreements, events)
    assert (found.earned, found.period_earned, found.left) == (Fraction(18, 4), 1, 1)
    told = " ".join(section("The account over time").split())
    for figure in ("E = 14/4, U = 3, E′ = 6/4, U′ = 1", "= **0**", "19/4", "= **1**",
                   "E = 18/4 and E′ = 1", "and **1** is still left"):  # fmt: skip
        assert figure in told, figure


def test_the_example_of_the_points_is_right() -> None:
    citizen = {
        **CITIZEN,
        "benefit": "ingen",
        "net_income": 10000.0,
        "gross_income": 10000.0,
        "chances_per_week": 1.0,
        "waiting_since": TODAY - timedelta(219),
        "priorities": ("network",),
    }
    flat = {**FLAT, "kitchen": False, "y": 6_175_000.0}
    place = {"citizen_id": "C1", "role": "network", "category": "family", "x": 700_000.0, "y": 6_175_000.0}
    week = make_week(
        TODAY,
        [citizen],
        [
            {**flat, "vacancy_id": "V1", "rent": 4300.0, "x": 704_000.0},
            {**flat, "vacancy_id": "V2", "rent": 3300.0, "x": 703_025.0},
        ],
        places=[place],
    )
    pairs = propose(week, Policy(), load_rates(TODAY), pairs=True).pairs
    assert pairs is not None
    row = pairs.set_index("vacancy_id").loc["V1"]
    told = example("How good a pair is: points")
    expected = [
        ("network", 500, "network 500"),
        ("economy", 750, "1500 / 2000 = 750"),
        ("size", 750, "size 750"),
        ("need", 550, "/ 2 = **550**"),
        ("fit", 625, "/ 6 = **625**"),
        ("choice", 883, "1000 − 117 = **883**"),
        ("points", 686, "/ 12 = **686**"),
    ]
    for name, value, shown in expected:
        assert row[name] == value, name
        assert shown in told, name


def test_the_example_of_the_rent_is_right() -> None:
    citizen = {**CITIZEN, "benefit": "kontanthjaelp_forhoejet", "waiting_since": TODAY}
    week = make_week(TODAY, [citizen], [{**FLAT, "vacancy_id": "V1", "rent": 4500.0}])
    match = propose(week, Policy(), load_rates(TODAY)).matches.iloc[0]
    told = example("The rent a household can carry")
    assert f"{match['support']:.2f} before rounding" in told
    assert f"leaves {match['left_over']:,.0f}" in told
    assert f"{match['left_over'] - match['minimum']:,.0f} above" in told
