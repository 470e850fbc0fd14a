"""``--set key=value``: every number of a world, of manners and of a policy, and no other key."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from data.exchange.policy import GROUPS, SETTINGS, parse_policy
from data.simulate.errors import ArgumentError
from data.simulate.keys import FLOW, MANNERS, Number, parse_changes
from data.synth.worlds import REGIMES, Flow
from matcher.horizon.world import Manners
from matcher.model import Policy


def test_every_field_of_a_flow_and_of_manners_can_be_set() -> None:
    assert [number.name for number in FLOW] == [field.name for field in fields(Flow)]
    assert [number.name for number in MANNERS] == [field.name for field in fields(Manners)]


@pytest.mark.parametrize("number", [*FLOW, *MANNERS], ids=lambda number: number.name)
def test_a_number_sets_its_own_field_alone_and_its_bounds_are_kept(number: object) -> None:
    name, low, high = (getattr(number, key) for key in ("name", "low", "high"))
    for value in (low, high):
        changes = parse_changes([f"{name}={value:g}"])
        flow, manners = Flow(), Manners()
        if name in {field.name for field in fields(Flow)}:
            flow = replace(flow, **{name: value})
        else:
            manners = replace(manners, **{name: value})
        assert changes.flow == flow
        assert changes.manners == manners
        assert changes.of(Policy()) == Policy()
    for value in (low - 1, high + 1):
        with pytest.raises(ArgumentError, match="out of range"):
            parse_changes([f"{name}={value:g}"])


@pytest.mark.parametrize("number", FLOW, ids=lambda number: number.name)
def test_what_is_set_wins_over_a_regimes_own_number(number: Number) -> None:
    for regime in REGIMES.values():
        for value in (number.low, number.high, max(number.low, min(1, number.high))):
            flow = parse_changes([f"{number.name}={value:g}"]).flow.over(regime.flow)
            assert getattr(flow, number.name) == value
            others = {field.name for field in fields(Flow)} - {number.name}
            assert all(getattr(flow, name) == getattr(Flow().over(regime.flow), name) for name in others)


@pytest.mark.parametrize("setting", [s for s in SETTINGS if not s.words], ids=lambda setting: setting.name)
def test_a_policy_key_is_read_as_policy_toml_reads_it(setting: object) -> None:
    name, whole = getattr(setting, "name"), getattr(setting, "whole")  # noqa: B009
    for value in ("0", "1", "0.5", "7", "100000000000000", "-1"):
        read, faults = parse_policy(f"{name} = {value}".encode())
        if faults:
            with pytest.raises(ArgumentError, match=name):
                parse_changes([f"{name}={value}"])
        else:
            assert not (whole and "." in value)
            assert parse_changes([f"{name}={value}"]).of(Policy()) == read


def test_words_weights_and_tiers_can_be_set_and_the_rest_of_a_group_stays() -> None:
    base = replace(Policy(), weights={"need": 1, "fit": 2, "choice": 3}, tiers={2: "two"}, youth_max_age=25)
    changes = parse_changes(["debt=block", "weights.need=8", "weights.fit=0", "tiers.1=street", "fit.size=2"])
    expected = replace(
        base,
        debt="block",
        weights={"need": 8, "fit": 0, "choice": 3},
        tiers={1: "street", 2: "two"},
        fit={**base.fit, "size": 2},
    )
    assert changes.of(base) == expected


def test_the_last_weight_of_a_group_cannot_be_taken_away() -> None:
    changes = parse_changes(["weights.need=0"])
    with pytest.raises(ArgumentError, match="all weights are 0"):
        changes.of(replace(Policy(), weights={"need": 4, "fit": 0, "choice": 0}))


def test_every_weight_of_every_group_can_be_set() -> None:
    for group in GROUPS:
        for name in getattr(Policy(), group):
            changed = parse_changes([f"{group}.{name}=77"]).of(Policy())
            assert getattr(changed, group) == {**getattr(Policy(), group), name: 77}


def test_a_weight_that_counts_only_when_named_can_be_set_and_kept() -> None:
    assert parse_changes(["fit.soon=2"]).of(Policy()).fit == {**Policy().fit, "soon": 2}
    named = replace(Policy(), fit={**Policy().fit, "soon": 5})
    assert parse_changes(["fit.size=3"]).of(named).fit == {**named.fit, "size": 3}


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (["refusals"], ["key=value"]),
        (["=2"], ["key=value"]),
        (["refusals="], ["key=value"]),
        (["refusals=1,5"], ["not a number"]),
        (["refusals=nan"], ["not a number"]),
        (["refusals=1e3"], ["not a number"]),
        (["waiting=10.5"], ["not a whole number"]),
        (["refusal=2"], ["not known", "refusals"]),
        (["wieghts.need=2"], ["not known", "weights.need"]),
        (["economy=2"], ["not known", "fit.economy", "choice.economy"]),
        (["xyz=2"], ["not known", "arrivals", "policy.toml"]),
        (["limit=2"], ["not known"]),
        (["weights.need=2.5"], ["weights.need", "whole"]),
        (["weights.need=1001"], ["weights.need", "1000"]),
        (["weights.need=x"], ["weights.need", "whole"]),
        (["debt=3"], ["debt", "warn, block"]),
        (["overdue_days=0"], ["overdue_days", "above 0"]),
        (["overdue_days=inf"], ["overdue_days", "not a number"]),
        (["refusals=2", "refusals=3"], ["twice"]),
        (["debt=warn", "debt=warn"], ["twice"]),
        (['debt=block"\nyouth_max_age=3'], ["debt"]),
    ],
)
def test_what_cannot_be_set_is_refused_with_advice(items: list[str], words: list[str]) -> None:
    with pytest.raises(ArgumentError) as caught:
        parse_changes(items)
    for word in ("--set", *words):
        assert word in str(caught.value)
