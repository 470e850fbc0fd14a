"""Points by hand: one household and a few flats, every number worked out on paper.

The properties of points on whole weeks are in test_points_properties.py; the second implementation's own
examples in tests/check.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from matcher.best import set_scene
from matcher.eligibility import eligible_pairs
from matcher.model import Policy
from matcher.points import score
from tests.one_pair import CITIZEN, FLAT, NOWHERE, RATES, TODAY, Cells, X, Y
from tests.plain_frames import make_week

CRITERIA = ("waiting", "chances", "network", "economy", "size", "setting", "area", "need", "fit", "choice")
#: Left over in F1 is 9,600 − 4,500 = 5,100: 1,500 above the minimum of 3,600.
HOUSEHOLD = {**CITIZEN, "net_income": 9600}
Rows = list[Cells]


def points_of(
    citizens: Rows, flats: Rows, policy: Cells | None = None, **tables: Any
) -> dict[tuple[str, str], dict[str, int]]:
    """Every criterion and the points of each eligible pair; cells change those of the cast."""
    people = [{**HOUSEHOLD, "citizen_id": f"C{i}", **row} for i, row in enumerate(citizens, 1)]
    homes = [{**FLAT, "vacancy_id": f"F{i}", **row} for i, row in enumerate(flats, 1)]
    week = make_week(TODAY, people, homes, **tables)
    scene = set_scene(week, Policy(**(policy or {})), RATES)
    pairs = score(scene, eligible_pairs(scene))
    return {
        (str(scene.citizens.ids[c]), str(scene.flats.ids[v])): {
            name: int(getattr(pairs, name)[row]) for name in (*CRITERIA, "points")
        }
        for row, (c, v) in enumerate(zip(pairs.c, pairs.v, strict=True))
    }


def one(
    name: str, citizen: Cells | None = None, flat: Cells | None = None, policy: Cells | None = None, **t: Any
) -> int:
    """One criterion of C1 in F1."""
    return points_of([citizen or {}], [flat or {}], policy, **t)["C1", "F1"][name]


def at(east_m: float | None, weight: int = 1) -> Cells:
    """A network place of C1, so far east of the flat; None: not located."""
    where = {} if east_m is None else {"x": X + east_m, "y": Y}
    return {"citizen_id": "C1", "role": "network", "category": "family", "weight": weight, **where}


NEAR_AND_FAR = [at(0, weight=3), at(4000, weight=1)]
WISHES = {"setting": "urban", "wanted_areas": ("A1",)}
TWO_FLATS: Rows = [
    {"setting": "urban"},
    {"setting": "rural", "department_id": "A2", "postcode": "", "x": X + 4000, "rent": 3500, "rooms": 1},
]


def test_two_flats_worked_out() -> None:
    """Referred 183 days ago.

    ========  =======================  =====================
    criterion F1                       F2
    ========  =======================  =====================
    waiting   183 / 365                the same
    chances   λ is the mean            the same
    network   (3 × 1 + 1 × ½) / 4      (3 × ½ + 1 × 1) / 4
    economy   1,500 of 2,000           2,000 of 2,000
    size      a room above             as needed
    setting   urban, as wished         rural
    area      A1, as wished            A2
    ========  =======================  =====================
    """
    got = points_of([WISHES], TWO_FLATS, places=NEAR_AND_FAR)
    need = {"waiting": 501, "chances": 500, "need": 501}  # 500.5 half up
    assert got["C1", "F1"] == need | {
        "network": 875,
        "economy": 750,
        "size": 750,
        "setting": 1000,
        "area": 1000,
        "fit": 813,  # (3 × 875 + 2 × 750 + 750) / 6 = 812.5
        "choice": 1000,  # satisfaction (2,625 + 1,500 + 750 + 1,000 + 1,000) / 8 = 859.4
        "points": 771,  # (501 + 813 + 1,000) / 3 = 771.3
    }
    assert got["C1", "F2"] == need | {
        "network": 625,
        "economy": 1000,
        "size": 1000,
        "setting": 0,
        "area": 0,
        "fit": 813,  # (1,875 + 2,000 + 1,000) / 6 = 812.5
        "choice": 750,  # satisfaction (1,875 + 2,000 + 1,000) / 8 = 609.4; 859 − 609 = 250 less
        "points": 688,
    }


def test_priorities_count_double_in_choice_only() -> None:
    """Doubled economy and size: (2,625 + 3,000 + 1,500 + 2,000) / 11 = 829.5 and 7,875 / 11 = 715.9."""
    plain = points_of([WISHES], TWO_FLATS, places=NEAR_AND_FAR)
    doubled = points_of([{**WISHES, "priorities": ("economy", "size")}], TWO_FLATS, places=NEAR_AND_FAR)
    assert doubled["C1", "F1"] == plain["C1", "F1"]
    assert doubled["C1", "F2"] == plain["C1", "F2"] | {"choice": 1000 - (830 - 716), "points": 733}


def test_what_is_not_wished_is_not_counted() -> None:
    """Without wish for setting or area: (2,625 + 1,500 + 750) / 6 = 812.5 in both flats; equal choice."""
    got = points_of([{}], TWO_FLATS, places=NEAR_AND_FAR)
    assert [got["C1", flat]["setting"] for flat in ("F1", "F2")] == [-1, -1]
    assert [got["C1", flat]["area"] for flat in ("F1", "F2")] == [-1, -1]
    assert [got["C1", flat]["choice"] for flat in ("F1", "F2")] == [1000, 1000]


@pytest.mark.parametrize(
    ("citizen", "flat", "setting", "area"),
    [
        (WISHES, {"setting": ""}, -1, 1000),
        (WISHES, {"setting": "suburban", "department_id": "", "postcode": "2400"}, 0, 0),
        (WISHES, {"department_id": "", "postcode": ""}, -1, -1),
        ({"wanted_areas": ("2450", "2400")}, {"setting": "urban"}, -1, 1000),
    ],
)
def test_setting_and_area(citizen: Cells, flat: Cells, setting: int, area: int) -> None:
    got = points_of([citizen], [flat])["C1", "F1"]
    assert (got["setting"], got["area"]) == (setting, area)


@pytest.mark.parametrize(
    ("days", "full", "expected"),
    [(0, 365, 0), (73, 365, 200), (365, 365, 1000), (900, 365, 1000), (1, 2000, 1), (183, 366, 500)],
)
def test_waiting(days: int, full: float, expected: int) -> None:
    """1 day of 2,000 is half a point, which is rounded up."""
    since = (np.datetime64(TODAY) - days).item()
    assert one("waiting", {"waiting_since": since}, policy={"full_waiting_days": full}) == expected


def test_chances_are_shared_among_those_whom_a_flat_suits() -> None:
    """F1 suits C1 and C2, F2 suits C1 alone: λ is 1 ½ and ½, their mean 1; C3 has nowhere to go."""
    people: Rows = [{"kinds": ("family", "odd")}, {}, {"kinds": ("start",)}]
    got = points_of(people, [{}, {"kind": "odd"}])
    assert got["C1", "F1"]["chances"] == 354  # 1000 × 2^−1.5
    assert got["C2", "F1"]["chances"] == 707  # 1000 × 2^−0.5
    given = [{**row, "chances_per_week": rate} for row, rate in zip(people, (3, 1, 0), strict=True)]
    assert points_of(given, [{}, {"kind": "odd"}]) == got  # only the ratio to the mean counts
    partly = [{**people[0], "chances_per_week": 99}, *people[1:]]
    assert points_of(partly, [{}, {"kind": "odd"}]) == got


def test_own_wishes_take_no_chances_away() -> None:
    """A flat refused, too far or too dear by the citizen's own limit still suits; a lapsed one does not."""
    homes: Rows = [{"postcode": "2450"}, {"postcode": "2400"}]
    plain = points_of([{}, {}], homes)["C1", "F1"]["chances"]
    assert plain == 500
    for own in ({"refused_areas": ("2400",)}, {"max_rent": 4500}):
        dearer = [homes[0], {**homes[1], "utilities": 500.01}]
        assert points_of([own, {}], dearer)["C1", "F1"]["chances"] == plain
    lapsed = [homes[0], {**homes[1], "kind": "odd"}]
    assert points_of([{}, {"kinds": ("family", "odd")}], lapsed)["C1", "F1"]["chances"] == 707


@pytest.mark.parametrize(
    ("places", "flat", "expected"),
    [
        ([], {}, 300),
        ([], NOWHERE, 300),
        ([at(None)], {}, 300),
        ([at(0)], NOWHERE, 0),
        ([at(0)], {}, 1000),
        ([at(4000)], {}, 500),
        ([at(8000)], {}, 250),
        ([at(4000, 5), at(0, 1)], {}, 583),  # (5 × 500 + 1,000) / 6
        ([at(0), at(None, 5)], {}, 1000),
    ],
)
def test_network(places: Rows, flat: Cells, expected: int) -> None:
    assert one("network", {}, flat, places=places) == expected


def test_without_a_located_place_the_network_is_no_part_of_choice() -> None:
    """Economy 2 × 750 and size 750 of weight 3 in F1 against 2 × 1,000 and 1,000 in F2."""
    got = points_of([{}], TWO_FLATS)
    assert (got["C1", "F1"]["choice"], got["C1", "F2"]["choice"]) == (750, 1000)


@pytest.mark.parametrize(
    ("net_income", "comfortable", "expected"),
    [
        (9600, 2000, 750),
        (9600, 1500, 1000),
        (9600, 3000, 500),
        (8100, 2000, 0),  # exactly the minimum
        (20_000, 2000, 1000),
    ],
)
def test_economy(net_income: float, comfortable: float, expected: int) -> None:
    """F2 costs 1,500, so that F1's 1,500 above the minimum are measured against the policy's margin."""
    flats: Rows = [{}, {"rent": 1000}]
    got = points_of([{"net_income": net_income}], flats, {"comfortable_margin": comfortable})
    assert got["C1", "F1"]["economy"] == expected


def test_economy_is_measured_against_what_is_within_reach() -> None:
    """Alone, F1's 1,500 above the minimum is the most there is; below it nothing counts against anyone."""
    assert one("economy") == 1000
    assert one("economy", {"net_income": 8100}) == 1000
    assert one("economy", {"net_income": 7500}) == 1000
    short = points_of([{"net_income": 7500}], [{}, {"rent": 3300}])
    assert (short["C1", "F1"]["economy"], short["C1", "F2"]["economy"]) == (0, 1000)


@pytest.mark.parametrize(
    ("citizen", "rooms", "expected"),
    [
        ({}, 1, 1000),
        ({}, 1.5, 875),
        ({}, 3, 500),
        ({}, 5, 0),
        ({}, 9, 0),
        ({"children": 2, "net_income": 20_000}, 2, 500),
        ({"children": 3, "net_income": 20_000}, 2, 0),
        ({"min_rooms": 2.5}, 3, 875),
        ({"adults": 2, "partner_benefit": "su", "net_income": 20_000}, 1.5, 750),
    ],
)
def test_size(citizen: Cells, rooms: float, expected: int) -> None:
    assert one("size", citizen, {"rooms": rooms}) == expected


def test_weights_are_the_councils() -> None:
    """F1: waiting alone 501; network alone 875; weights 1, 2, 3: (501 + 2 × 875 + 3 × 1,000) / 6 = 875.2."""
    policy = {
        "need": {"waiting": 7, "chances": 0},
        "fit": {"network": 1, "economy": 0, "size": 0},
        "choice": dict.fromkeys(("network", "economy", "size", "setting", "area"), 1),
        "weights": {"need": 1, "fit": 2, "choice": 3},
    }
    got = points_of([WISHES], TWO_FLATS, policy, places=NEAR_AND_FAR)
    assert [got["C1", "F1"][name] for name in ("need", "fit", "choice", "points")] == [501, 875, 1000, 875]
    # satisfaction 4,375 / 5 = 875 against 2,625 / 5 = 525
    assert [got["C1", "F2"][name] for name in ("need", "fit", "choice", "points")] == [501, 625, 650, 617]


@pytest.mark.parametrize(("weight", "expected"), [(None, 608), (0, 608), (2, 706)])
def test_moving_in_soon_counts_when_the_policy_says_so(weight: int | None, expected: int) -> None:
    """Network 300, economy 1,000, size 750: 3,650 / 6 = 608.3; with soon 1,000 twice 5,650 / 8 = 706.25."""
    fit = dict(Policy().fit) | ({} if weight is None else {"soon": weight})
    assert one("fit", flat={"available_from": TODAY - timedelta(days=5)}, policy={"fit": fit}) == expected


def test_a_flat_free_later_counts_half_for_every_30_days() -> None:
    """In 30 days (3,650 + 2 × 500) / 8 = 581.25; in 60 days (3,650 + 2 × 250) / 8 = 518.75."""
    policy = {"fit": {**Policy().fit, "soon": 2}}
    flats = [{"available_from": TODAY + timedelta(days=days)} for days in (30, 60)]
    got = points_of([{}], flats, policy)
    assert [got["C1", flat]["fit"] for flat in ("F1", "F2")] == [581, 519]


def test_a_choice_of_nothing_counted_is_no_difference() -> None:
    """Only setting has weight and nobody wishes for one: satisfaction 0 everywhere, choice 1,000."""
    policy = {"choice": {"network": 0, "economy": 0, "size": 0, "setting": 1, "area": 0}}
    got = points_of([{}], TWO_FLATS, policy)
    assert {pair["choice"] for pair in got.values()} == {1000}
