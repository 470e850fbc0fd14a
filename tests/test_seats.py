"""Support capacity: the seating is the first in id order, and none is found where there is none."""

import random
from datetime import date
from fractions import Fraction

import numpy as np
import pytest

from matcher.seats import seat, seats_of
from tests.plain_frames import make_week
from tests.solve.problems import random_seats, seatings


def test_the_seating_is_the_first_in_id_order() -> None:
    seated = refused = 0
    for seed in range(2500):
        dice = random.Random(seed)
        n = dice.randint(1, 6)
        seats = random_seats(dice, n)
        matched = sorted(dice.sample(range(n), dice.randint(1, n)))
        first = next(seatings(seats, matched), None)
        shuffled = np.array(dice.sample(matched, len(matched)), dtype=np.int64)
        if first is None:
            with pytest.raises(ValueError, match="cannot all be seated"):
                seat(seats, shuffled)
            refused += 1
        else:
            assert seat(seats, shuffled) == first
            seated += len(first) > 1
    assert seated > 100
    assert refused > 100


TODAY = date(2026, 11, 23)
CTI_TEAM = {"method": "CTI", "caseworkers": 1}
TEAMS = [
    {**CTI_TEAM, "team_id": "T1", "municipality": "0751", "caseworkers": Fraction(3, 2), "current_cases": 14},
    {**CTI_TEAM, "team_id": "T2", "municipality": "", "caseload": Fraction("8.5")},
    {**CTI_TEAM, "team_id": "T3", "municipality": "0101", "current_cases": 11},
    {"team_id": "T4", "method": "ACT", "caseworkers": Fraction("0.1"), "caseload": 30},
]


def seats_for(**citizen: object) -> tuple[set[str], dict[str, int]]:
    """The teams that can take one citizen, and the free places of every team."""
    row = {"citizen_id": "C1", "birth_date": date(1980, 1, 1), "waiting_since": TODAY, **citizen}
    seats = seats_of(make_week(TODAY, [row], [], teams=TEAMS))
    fitting = seats.teams_of[int(seats.seat_class[0])]
    places = dict(zip(seats.team_id, seats.capacity.tolist(), strict=True))
    return {seats.team_id[team] for team in fitting}, places


@pytest.mark.parametrize(
    ("citizen", "teams"),
    [
        ({"support_method": "CTI", "municipality": "0751"}, {"T1", "T2"}),
        ({"support_method": "CTI", "municipality": "0101"}, {"T2", "T3"}),
        ({"support_method": "CTI", "municipality": ""}, {"T1", "T2", "T3"}),
        ({"support_method": "CTI", "municipality": "0461"}, {"T2"}),
        ({"support_method": "CTI", "municipality": "0751", "team_id": "T3"}, {"T3"}),
        ({"support_method": "ICM", "municipality": "0751"}, set()),
        ({"support_method": "none", "municipality": "0751", "team_id": "T1"}, set()),
    ],
)
def test_the_own_team_or_any_of_the_method_in_the_municipality(
    citizen: dict[str, object], teams: set[str]
) -> None:
    assert seats_for(**citizen)[0] == teams


def test_places_are_whole_and_exact() -> None:
    """1.5 × 10 − 14 = 1; 1 × 8.5 rounds down to 8; 10 − 11 is none; 0.1 × 30 is 3, not 2.9999."""
    assert seats_for(support_method="CTI")[1] == {"T1": 1, "T2": 8, "T3": 0, "T4": 3}


def test_a_method_nobody_offers_has_no_places_and_method_none_takes_none() -> None:
    rows = [
        {"citizen_id": name, "birth_date": date(1980, 1, 1), "waiting_since": TODAY, "support_method": method}
        for name, method in (("C1", "ICM"), ("C2", "none"))
    ]
    with_teams = seats_of(make_week(TODAY, rows, [], teams=TEAMS))
    assert seat(with_teams, np.array([1])) == {}
    with pytest.raises(ValueError, match="cannot all be seated"):
        seat(with_teams, np.array([0]))
    assert seat(seats_of(make_week(TODAY, rows, [])), np.array([0, 1])) == {}
