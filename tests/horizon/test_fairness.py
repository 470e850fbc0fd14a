"""Groups: plain counts, and small counts neither shown nor to be worked out from what is shown."""

from __future__ import annotations

from collections import Counter
from math import isnan
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from matcher.horizon.fairness import COLUMNS, fairness, support_gap
from matcher.horizon.groups import GROUPS
from matcher.horizon.suppress import hidden
from tests.horizon.years import housed, person, random_years, with_fate, year

LEAST = 5
CELLS = ("housed", "full", "other", "gone")  # of the people of a group: left is full and other


def table_of(records: dict[Any, Any], names: list[str], seeds: list[int], **more: Any) -> pd.DataFrame:
    return fairness(names, seeds, records, names[0], **more)


def own_group(dimension: str, row: dict[str, Any]) -> str:
    """The group of a person, written a second time."""
    if dimension == "age":
        limits = [(25, "18-24"), (30, "25-29"), (60, "30-59"), (999, "60+")]
        return next(name for below, name in limits if row["age"] < below)
    if dimension == "household":
        return "children" if row["children"] else "single" if row["adults"] == 1 else "couple"
    if dimension in ("step_free", "network"):
        return "yes" if row[dimension] else "no"
    return str(row[dimension])


def fate(row: dict[str, Any]) -> str:
    if row["home_week"] >= 0:
        return "housed"
    return "gone" if row["gone"] else "full" if row["reason"] == "team_full" else "other"


# Counts


def test_groups_are_counted_as_by_hand() -> None:
    names, seeds = ["first_come", "husrum"], [1, 2, 3]
    records = random_years(names, seeds, 500)
    found = table_of(records, names, seeds).set_index(["policy", "dimension", "group"])
    for name in names:
        rows = [row for seed in seeds for row in records[name, seed].people.to_dict("records")]
        for dimension in GROUPS:
            groups = Counter(own_group(dimension, row) for row in rows)
            for group, people in groups.items():
                own = [row for row in rows if own_group(dimension, row) == group]
                homes = [row for row in own if row["home_week"] >= 0]
                line = found.loc[(name, dimension, group)]
                assert line["people"] == people
                assert line["housed"] == len(homes)
                assert line["share"] == pytest.approx(len(homes) / people)
                assert line["mean_days"] == pytest.approx(np.mean([row["days"] for row in homes]))
                judged = [row for row in own if row["judged_90"]]
                assert line["share_90"] == pytest.approx(np.mean([row["home_90"] for row in judged]))
                assert line["left"] == sum(fate(row) in ("full", "other") for row in own)
                assert line["left_team_full"] == sum(fate(row) == "full" for row in own)


def test_changes_are_against_the_baseline() -> None:
    names, seeds = ["first_come", "husrum"], [1, 2, 3]
    found = table_of(random_years(names, seeds, 200), names, seeds)
    assert list(found.columns) == list(COLUMNS)
    lines = found.set_index(["policy", "dimension", "group"])
    for key in (("all", "all"), ("age", "60+"), ("network", "no")):
        new, old = lines.loc[("husrum", *key)], lines.loc[("first_come", *key)]
        assert new["share_change"] == pytest.approx(new["share"] - old["share"])
        assert new["days_change"] == pytest.approx(new["mean_days"] - old["mean_days"])
        assert new["share_change_low"] < new["share_change"] < new["share_change_high"]
        assert isnan(old["share_change"])


def test_the_distance_of_people_without_a_known_network_is_blank() -> None:
    names, seeds = ["first_come"], [1, 2]
    found = table_of(random_years(names, seeds, 200), names, seeds).set_index(["dimension", "group"])
    assert isnan(found.loc[("network", "no"), "mean_km"])
    assert found.loc[("network", "yes"), "mean_km"] == found.loc[("all", "all"), "mean_km"]


# Support


def test_the_support_gap_compares_like_with_like() -> None:
    """In both tiers the share is the same with and without support, although in all it is not."""
    rows = [
        *([housed(10, tier=1)] * 8 + [person(tier=1)] * 2),
        *([housed(10, tier=1, support_method="CTI")] * 80 + [person(tier=1, support_method="CTI")] * 20),
        *([housed(30, tier=2)] * 10 + [person(tier=2)] * 90),
        *([housed(30, tier=2, support_method="CTI")] * 1 + [person(tier=2, support_method="CTI")] * 9),
    ]
    gap = support_gap(year(rows).people)
    assert gap["support_gap_share"] == pytest.approx(0)
    assert gap["support_gap_days"] == pytest.approx(0)


def test_the_support_gap_has_its_sign_and_weight() -> None:
    """Tier 1: 1 against ½ of 2 and 2 people; tier 2: 0 against 1 of 1 and 3: (0.5 · 1 − 1 · 0.75) / 1.75."""
    rows = [
        *[housed(20, tier=1)] * 2,
        *[housed(50, tier=1, support_method="ACT"), person(tier=1, support_method="ACT")],
        *[person(tier=2), *[housed(50, tier=2, support_method="ICM")] * 3],
        *[housed(1, tier=3)] * 5,
    ]
    gap = support_gap(year(rows).people)
    assert gap["support_gap_share"] == pytest.approx((0.5 * 1 - 1 * 0.75) / 1.75)
    assert gap["support_gap_days"] == pytest.approx(-30)


def test_there_is_no_support_gap_where_all_are_alike() -> None:
    gap = support_gap(year([housed(), person()]).people)
    assert isnan(gap["support_gap_share"])
    assert isnan(gap["support_gap_days"])


# Small counts

groups_of_fates = st.lists(
    st.lists(st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 8, 20]), min_size=4, max_size=4), min_size=1, max_size=6
)


def people_of(groups: list[list[int]]) -> list[dict[str, Any]]:
    """People by benefit: so many of each group housed, left for a full team, left otherwise, gone."""
    draw = np.random.default_rng(0)
    fates = ("housed", "full", "left", "gone")
    return [
        {
            **with_fate(name, draw, 4, {"benefit": f"b{place}"}),
            **({"reason": "outranked"} if name == "left" else {}),
        }
        for place, counts in enumerate(groups)
        for name, count in zip(fates, counts, strict=True)
        for _ in range(count)
    ]


#: What a number is made of: people, housed and so on as sums of the cells of a group.
SUMS = {
    "people": (1, 1, 1, 1),
    "housed": (1, 0, 0, 0),
    "no_home": (0, 1, 1, 1),
    "left": (0, 1, 1, 0),
    "gone": (0, 0, 0, 1),
    "left_team_full": (0, 1, 0, 0),
    "left_other": (0, 0, 1, 0),
}
PUBLISHED = ("people", "housed", "left", "left_team_full")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(groups_of_fates.filter(lambda groups: sum(map(sum, groups)) > 0))
def test_no_count_under_five_is_shown_or_can_be_worked_out(groups: list[list[int]]) -> None:
    """From all that is shown, a linear programme finds the most any hidden number could be: five or more."""
    found = table_of({("husrum", 1): year(people_of(groups))}, ["husrum"], [1])
    names = [f"b{place}" for place, counts in enumerate(groups) if sum(counts)]
    lines = found[found["dimension"].isin(("all", "benefit"))].set_index("group")
    truth = {f"b{place}": counts for place, counts in enumerate(groups)}
    truth["all"] = [sum(column) for column in zip(*groups, strict=True)]
    matrix, right = [], []
    for group in ("all", *names):
        for number in PUBLISHED:
            shown = lines.loc[group, number]
            if not isnan(shown):
                assert shown == np.dot(SUMS[number], truth[group])
                matrix.append(np.concatenate([_sum(number, group == own or group == "all") for own in names]))
                right.append(shown)
    for group in ("all", *names):
        for number, parts in SUMS.items():
            value = float(np.dot(parts, truth[group]))
            if value >= LEAST or np.dot(parts, truth["all"]) == 0:
                continue  # large enough to be known; or nobody at all, which tells of no one
            row = np.concatenate([_sum(number, group == own or group == "all") for own in names])
            most = _most(row, matrix, right)
            assert most >= LEAST, f"{number} of {group} is {value}, known to be at most {most}"


def _sum(number: str, counts: bool) -> np.ndarray[Any, Any]:
    return np.array(SUMS[number], dtype=float) * counts


def _most(row: np.ndarray[Any, Any], matrix: list[Any], right: list[float]) -> float:
    """The largest value of a sum of cells that goes with all that is shown."""
    bound = 1000.0
    equal = {"A_eq": np.array(matrix), "b_eq": np.array(right)} if matrix else {}
    solved = linprog(-row, bounds=[(0, bound)] * len(row), method="highs", **equal)
    assert solved.status == 0
    return float(-solved.fun)


@given(groups_of_fates.filter(lambda groups: sum(map(sum, groups)) > 0))
def test_shares_and_means_are_shown_only_with_their_counts(groups: list[list[int]]) -> None:
    found = table_of({("husrum", 1): year(people_of(groups))}, ["husrum"], [1])
    hidden_rows = found[found["housed"].isna()]
    assert (
        hidden_rows[["share", "share_low", "share_90", "mean_days", "mean_km", "left"]].isna().all(axis=None)
    )
    shown = found[~found["housed"].isna()]
    assert ((shown["housed"] >= LEAST) | (shown["housed"] == 0)).all()
    assert (shown["people"] >= LEAST).all()


def test_a_change_is_shown_only_where_both_shares_are() -> None:
    base = [housed(benefit="a")] * 20 + [person(benefit="a")] * 20
    base += [housed(benefit="b")] * 20 + [person(benefit="b")] * 20
    new = [housed(benefit="a")] * 37 + [person(benefit="a")] * 3
    new += [housed(benefit="b")] * 20 + [person(benefit="b")] * 20
    records = {("first_come", 1): year(base), ("husrum", 1): year(new)}
    found = table_of(records, ["first_come", "husrum"], [1]).set_index(["policy", "dimension", "group"])
    assert found.loc[("first_come", "benefit", "a"), "share"] == 0.5
    for group in ("a", "b"):
        line = found.loc[("husrum", "benefit", group)]
        assert line[["housed", "share", "share_change", "days_change"]].isna().all()
        assert line["people"] == 40


def test_real_people_counted_once_a_seed_need_so_many_more() -> None:
    people = (
        [housed(benefit="a")] * 6
        + [person(benefit="a")] * 6
        + [housed(benefit="b"), person(benefit="b")] * 50
    )
    records = {("husrum", seed): year(people) for seed in (1, 2)}
    wide = table_of(records, ["husrum"], [1, 2], least=5).set_index(["dimension", "group"])
    strict = table_of(records, ["husrum"], [1, 2], least=14).set_index(["dimension", "group"])
    assert wide.loc[("benefit", "a"), "housed"] == 12
    assert isnan(strict.loc[("benefit", "a"), "housed"])
    assert isnan(strict.loc[("benefit", "b"), "housed"])
    assert strict.loc[("benefit", "b"), "people"] == 200


def test_the_smallest_row_is_hidden_with_a_small_one() -> None:
    parts = np.array([[3.0], [90.0], [20.0], [50.0]])
    assert hidden(parts, np.zeros(4, dtype=bool)).tolist() == [True, False, True, False]
    assert hidden(np.array([[9.0], [90.0]]), np.zeros(2, dtype=bool)).tolist() == [False, False]
    assert hidden(np.array([[2.0, 9.0], [1.0, 9.0]]), np.zeros(2, dtype=bool)).all()  # 3 in all: hidden too
