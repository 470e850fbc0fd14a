"""The council's guidelines: the form writes what was read, faults find their field, effects are the runs'."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.exchange.policy import GROUPS, SETTINGS, default_policy_toml, parse_policy, weight_names
from data.exchange.week import read_week
from data.overview.guidelines.difference import Difference, differences
from data.overview.guidelines.effect import compared
from data.overview.guidelines.written import field_of, fields_of, read, toml_of
from data.rates.loader import load_rates
from data.store.errors import NotPossible
from data.synth.write import DECISION_DATE, write_preset
from matcher.model import Limit, Policy, Week
from matcher.pipeline import propose

LIMIT = """
[[limit]]
name = "unge i ét område"
vacancies = { area_class = ["prevention", "vulnerable"], postcode = "8700" }
citizens = { under_age = 25, student = false, tier = [1, 2] }
at_most = 3
already = 1
"""
TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60).map(
    lambda t: normalize("NFC", " ".join(t.split()))
)


def numbers(low: float, high: float, whole: bool) -> st.SearchStrategy[str]:
    if whole:
        return st.integers(int(low), min(int(high), 10**6)).map(str)
    return st.decimals(max(Decimal(low), Decimal("0.0001")), min(Decimal(high), 10**6), places=4).map(str)


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        **{
            setting.name: st.sampled_from(setting.words)
            if setting.words
            else numbers(setting.low + setting.above, setting.high, setting.whole)
            for setting in SETTINGS
        },
        **{f"{g}.{name}": st.integers(1, 1000).map(str) for g in GROUPS for name in weight_names(g)},
        **{f"tiers.{tier}": TEXTS.filter(bool) for tier in range(1, 10)},
        "limit": st.just(LIMIT.strip()),
    },
)


@given(FIELDS)
def test_what_a_form_writes_is_read_as_it_was_filled_in(fields: dict[str, str]) -> None:
    policy, faults = read(toml_of(fields))
    assert not faults
    for setting in SETTINGS:
        told, default = fields.get(setting.name), getattr(Policy(), setting.name)
        kept = getattr(policy, setting.name)
        assert kept == (default if told is None else told if setting.words else pytest.approx(float(told)))
    for group in GROUPS:
        for name in weight_names(group):
            default = getattr(Policy(), group).get(name, 0)
            assert getattr(policy, group).get(name, 0) == int(fields.get(f"{group}.{name}", default))
    assert policy.tiers == {n: fields[f"tiers.{n}"] for n in range(1, 10) if f"tiers.{n}" in fields}
    assert len(policy.limits) == ("limit" in fields)


@given(FIELDS)
def test_a_form_filled_from_a_policy_writes_the_same_policy(fields: dict[str, str]) -> None:
    toml = toml_of(fields)
    assert read(toml_of(fields_of(toml))) == read(toml)


def test_the_default_policy_and_every_limit_survive_the_form() -> None:
    toml = default_policy_toml() + LIMIT
    again = toml_of(fields_of(toml))
    assert parse_policy(again.encode()) == parse_policy(toml.encode())
    assert read(again)[0].limits == (
        Limit(
            name="unge i ét område",
            vacancies={"area_class": ("prevention", "vulnerable"), "postcode": ("8700",)},
            citizens={"under_age": (25,), "student": (False,), "tier": (1, 2)},
            at_most=3,
            already=1,
        ),
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("minimum_single", "mange"),
        ("minimum_single", "-1"),
        ("youth_max_age", "29,5"),
        ("debt", "nej"),
        ("weights.need", "1001"),
        ("fit.network", "tungt"),
        ("limit", "[[limit]]\nname = 3"),
        ("minimum_couple", '1" \n[weights]'),
    ],
)
def test_a_fault_belongs_to_the_field_it_was_typed_in(field: str, text: str) -> None:
    faults = read(toml_of({field: text}))[1]
    assert faults and {field_of(fault) for fault in faults} == {field}


@pytest.mark.parametrize(
    ("typed", "kept"), [("3.600,5", None), ("3600,5", 3600.5), ("0,7", 0.7), (" 4 000 ", 4000.0)]
)
def test_numbers_are_read_as_danes_write_them(typed: str, kept: float | None) -> None:
    policy, faults = read(toml_of({"minimum_single": typed}))
    assert (policy.minimum_single == kept and not faults) if kept is not None else faults


def test_differences_are_named_with_both_values() -> None:
    before = replace(
        Policy(), tiers={1: "akut", 2: "snart"}, limits=(Limit("a", at_most=1), Limit("b", at_least=2))
    )
    after = replace(
        Policy(), overdue_days=180.0, weights={"need": 4, "fit": 9, "choice": 4}, tiers={1: "akut"},
        limits=(Limit("a", at_most=2), Limit("c", at_least=2)),
    )  # fmt: skip
    assert differences(before, before) == [] and differences(after, after) == []
    found = differences(before, after)
    assert found[:3] == [
        Difference("setting", "overdue_days", 365.0, 180.0),
        Difference("weights", "fit", 4, 9),
        Difference("tiers", "2", "snart", None),
    ]
    assert [(one.name, one.before is None, one.after is None) for one in found[3:]] == [
        ("a", False, False),
        ("b", False, True),
        ("c", True, False),
    ]
    back = {(one.group, one.name): (one.after, one.before) for one in differences(after, before)}
    assert back == {(one.group, one.name): (one.before, one.after) for one in found}


@pytest.fixture(scope="module")
def town_week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    folder = tmp_path_factory.mktemp("effect") / "week"
    write_preset("small", folder, seed=3)
    week = read_week(folder, DECISION_DATE).week
    assert week is not None
    return week


@pytest.mark.parametrize(
    "change",
    [
        {"weights": {"need": 0, "fit": 0, "choice": 10}},
        {"rent_block_share": 1.0, "minimum_single": 6000.0},
        {"limits": (Limit("få", at_most=4),)},
        {},
    ],
)
def test_the_effect_is_what_two_runs_of_the_week_give(town_week: Week, change: dict[str, object]) -> None:
    rates, before, after = load_rates(DECISION_DATE), Policy(), replace(Policy(), **change)  # type: ignore[arg-type]
    effect = compared(town_week, before, after, rates)
    homes = []
    for policy, told in ((before, effect.before), (after, effect.after)):
        matches = propose(town_week, policy, rates).matches
        pairs = dict(zip(matches["citizen_id"], matches["vacancy_id"], strict=True))
        assert told.homes == pairs and told.housed == len(pairs) == sum(told.tiers.values())
        assert told.points == matches["points"].sum()
        assert told.left_over == pytest.approx(matches["left_over"].mean(), abs=0.01)
        assert told.network_km == pytest.approx(matches["network_km"].mean(), abs=0.01)
        homes.append(pairs)
    moved = {m.citizen_id: (m.before, m.after) for m in effect.moves}
    everyone = {*homes[0], *homes[1]}
    assert {c: moved.get(c, (homes[0].get(c, ""),) * 2) for c in everyone} == {
        c: (homes[0].get(c, ""), homes[1].get(c, "")) for c in everyone
    }
    assert effect.count("gains") - effect.count("loses") == effect.after.housed - effect.before.housed
    assert (
        sum(after - before for _, before, after in effect.tiers) == effect.after.housed - effect.before.housed
    )
    assert bool(change) or not effect.moves


def test_pins_a_policy_rules_out_are_told_of(tmp_path: Path) -> None:
    write_preset("small", tmp_path / "week", seed=3)
    reading = read_week(tmp_path / "week", DECISION_DATE)
    assert reading.week is not None
    match = propose(reading.week, Policy(), load_rates(DECISION_DATE)).matches.iloc[0]
    text = (
        f"citizen_id,vacancy_id,action,rule,reason\n{match['citizen_id']},{match['vacancy_id']},pin,,aftalt\n"
    )
    (tmp_path / "week" / "decisions.csv").write_text(text, encoding="utf-8")
    pinned = read_week(tmp_path / "week", DECISION_DATE).week
    assert pinned is not None
    hard = replace(Policy(), rent_block_share=1.0, minimum_single=90_000.0, minimum_couple=90_000.0)
    with pytest.raises(NotPossible, match="pins_blocked"):
        compared(pinned, Policy(), hard, load_rates(DECISION_DATE))


def test_every_setting_has_its_words_and_unit() -> None:
    from web.messages import MESSAGES
    from web.policy.words import UNITS

    for setting in SETTINGS:
        assert f"policy.{setting.name}" in MESSAGES and setting.name in UNITS
        assert all(f"policy.{setting.name}.{word}" in MESSAGES for word in setting.words)
    assert isinstance(DECISION_DATE, date) and re.fullmatch("[a-z_0-9]+", SETTINGS[0].name)
