"""The places of the teams: what is held and lived in since the cases were entered is taken, and no more."""

from __future__ import annotations

from datetime import date, timedelta

import by_hand
import pytest
from by_hand import MONDAY
from sqlalchemy import Connection

from data.store.caseload import free_places, has_place, support_ends
from data.store.engine import Store
from data.store.errors import NotFound
from data.store.export import read_files, week_files
from data.store.settings import TODAY, set_setting
from matcher.seats import seats_of


def free(connection: Connection, day: date) -> int:
    """The free places of the only team as a run sees them; the page's figure must be the same."""
    week = read_files(week_files(connection, day), day).week
    assert week is not None
    seen = int(seats_of(week).capacity[0])
    assert [team.free for team in free_places(connection, day)] == [seen]
    return seen


def fill(connection: Connection) -> None:
    """A team with ten places, three of them taken, and five citizens and flats."""
    by_hand.user(connection)
    by_hand.team(connection, "T1", current_cases="3")
    for number in range(6):
        by_hand.citizen(connection, f"C{number}", support_method="CTI")
        by_hand.flat(connection, f"V{number}", route="given")


@pytest.mark.parametrize("state", ["proposed", "offered", "viewing", "accepted", "contract"])
def test_a_live_offer_holds_a_place_whenever_it_was_made(any_store: Store, state: str) -> None:
    with any_store.writing() as connection:
        fill(connection)
        by_hand.offer(connection, "V1", "C1", MONDAY - timedelta(days=30), state, team_id="T1")
        by_hand.offer(connection, "V2", "C2", MONDAY, "refused", team_id="T1")
        by_hand.offer(connection, "V3", "C3", MONDAY, "offered")
        assert free(connection, MONDAY) == 6


@pytest.mark.parametrize(
    ("moved_in", "day", "places"),
    [
        (MONDAY, MONDAY, 6),
        (MONDAY - timedelta(days=1), MONDAY, 7),  # among the cases entered
        (MONDAY, date(2027, 8, 22), 6),
        (MONDAY, date(2027, 8, 23), 7),  # nine months
    ],
)
def test_a_tenancy_takes_its_place_for_nine_months(
    any_store: Store, moved_in: date, day: date, places: int
) -> None:
    with any_store.writing() as connection:
        fill(connection)
        by_hand.offer(connection, "V1", "C1", MONDAY, "moved_in", team_id="T1", moved_in_on=moved_in)
        assert free(connection, day) == places


def test_other_methods_go_on_until_the_tenancy_ends(any_store: Store) -> None:
    with any_store.writing() as connection:
        by_hand.user(connection)
        by_hand.team(connection, "T1", "ICM")
        for number, state in ((1, "moved_in"), (2, "ended")):
            by_hand.citizen(connection, f"C{number}")
            by_hand.flat(connection, f"V{number}", route="given")
            by_hand.offer(
                connection, f"V{number}", f"C{number}", MONDAY, state, team_id="T1", moved_in_on=MONDAY
            )
        by_hand.citizen(connection, "C9")
        assert free(connection, MONDAY + timedelta(days=900)) == 7


@pytest.mark.parametrize(
    ("moved_in", "ends"),
    [
        (date(2026, 1, 15), date(2026, 10, 15)),
        (date(2026, 5, 31), date(2027, 2, 28)),
        (date(2027, 5, 31), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2026, 12, 31)),
    ],
)
def test_nine_months_by_the_calendar(moved_in: date, ends: date) -> None:
    assert support_ends(moved_in, "CTI") == ends
    assert support_ends(moved_in, "ACT") is None


def test_a_team_is_full_when_its_last_place_is_held(any_store: Store) -> None:
    with any_store.writing() as connection:
        set_setting(connection, TODAY, MONDAY.isoformat())
        fill(connection)
        by_hand.team(connection, "T2", current_cases="9.5", caseworkers="1.1", caseload="9.7")
        assert has_place(connection, "T1") and has_place(connection, "T2")
        by_hand.offer(connection, "V1", "C1", team_id="T2")
        assert not has_place(connection, "T2")
        with pytest.raises(NotFound):
            has_place(connection, "T3")
