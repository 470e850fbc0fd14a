"""The price of any candidate is exactly what a run that lists every candidate says."""

from __future__ import annotations

from typing import Any

import pytest
from finished_week import DAY, OFFICE, put_week, town
from one_price import limited_town

from data.exchange.folder import Folder
from data.exchange.week import read_files
from data.rates.loader import load_rates
from data.store import choices
from data.store.engine import Store
from data.store.errors import NotFound, NotPossible
from data.store.prices import Price, price_of
from matcher.best import Settings, best_week, set_scene

LOST = ("lost_tier", "lost_people", "lost_overdue", "lost_goals", "lost_points")


def lost(row: Any) -> tuple[int | None, ...]:
    if isinstance(row, Price):
        return tuple(getattr(row, name) for name in LOST)
    return tuple(int(row[name]) if row[name] else None for name in LOST)


@pytest.mark.parametrize("every", [9, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
@pytest.mark.parametrize("policy", ["", limited_town()], ids=["network", "limits"])
def test_an_eligible_pair_has_the_price_of_the_whole_list(
    sqlite_store: Store, policy: str, every: int
) -> None:
    short, whole = town(2, policy), town(3 if policy else 1000, policy)
    listed = {(row["vacancy_id"], row["citizen_id"]): row for row in whole.table("proposals")}
    few = {(row["vacancy_id"], row["citizen_id"]) for row in short.table("proposals")}
    run_id = put_week(sqlite_store, short)
    pairs = [row for row in whole.table("pairs") if row["eligible"] == "true"]
    money = {(row["vacancy_id"], row["citizen_id"]): row for row in whole.table("pairs")}
    # With limits every loss is solved for: only those of a list longer by one are asked for.
    known = [row for row in pairs if (row["vacancy_id"], row["citizen_id"]) in listed]
    with sqlite_store.reading() as connection:
        for row in (known if policy else pairs)[::every]:
            pair = (row["vacancy_id"], row["citizen_id"])
            if pair not in listed:
                with pytest.raises(NotPossible, match="no_week_with_pair"):
                    price_of(connection, run_id, *pair)
                continue
            price = price_of(connection, run_id, *pair)
            assert lost(price) == lost(listed[pair])
            assert (price.rank is None) == (pair not in few)
            assert price.points == int(listed[pair]["points"])
            assert list(price.warnings) == listed[pair]["warnings"].split()
            assert price.support == pytest.approx(float(money[pair]["support"]))
            assert price.left_over == pytest.approx(float(money[pair]["left_over"]))


def test_a_pair_the_rules_keep_apart_has_no_price(sqlite_store: Store) -> None:
    run_id = put_week(sqlite_store)
    blocked = [row for row in town().table("pairs") if row["eligible"] == "false"]
    with sqlite_store.reading() as connection:
        for row in blocked[::97]:
            with pytest.raises(NotPossible, match="not_eligible"):
                price_of(connection, run_id, row["vacancy_id"], row["citizen_id"])
        for pair in (("V0001", "C9999"), ("V9999", "C0001")):
            with pytest.raises((NotFound, NotPossible)):
                price_of(connection, run_id, *pair)


def test_pool_and_teams_are_those_of_the_week(sqlite_store: Store) -> None:
    """The pool of a flat does not depend on who gets it, and a team is one that fits the citizen."""
    run_id = put_week(sqlite_store)
    reading = read_files(Folder(dict(town().files), frozenset()), DAY)
    assert reading.week is not None
    best = best_week(set_scene(reading.week, reading.policy, load_rates(DAY)), Settings())
    label = {str(v): best.scene.pools.label(row) for row, v in enumerate(best.scene.flats.ids)}
    seats = best.problem.seats
    fitting = {
        str(c): {seats.team_id[team] for team in seats.teams_of[int(seats.seat_class[row])]}
        for row, c in enumerate(best.scene.citizens.ids)
    }
    with sqlite_store.reading() as connection:
        for row in town().table("proposals"):
            price = price_of(connection, run_id, row["vacancy_id"], row["citizen_id"])
            assert price.quota_pool == label[row["vacancy_id"]]
            assert set(price.teams) <= fitting[row["citizen_id"]]
            assert bool(price.teams) == bool(fitting[row["citizen_id"]])


def test_a_candidate_beyond_the_list_can_be_chosen(any_store: Store) -> None:
    short = town(2)
    listed = {(row["vacancy_id"], row["citizen_id"]) for row in short.table("proposals")}
    run_id = put_week(any_store, short)
    possible = town(1000).table("proposals")
    row = next(r for r in possible if (r["vacancy_id"], r["citizen_id"]) not in listed)
    with any_store.writing() as connection:
        price = price_of(connection, run_id, row["vacancy_id"], row["citizen_id"])
        choices.choose(
            connection, OFFICE, run_id, row["vacancy_id"], row["citizen_id"], price=price,
            warnings_ticked=price.warnings, reason_code="citizen_wish", reason="Vil gerne bo her",
        )  # fmt: skip
        kept = choices.standing_choices(connection, run_id)[row["vacancy_id"]]["price"]
    assert lost(kept | {name: "" if kept[name] is None else kept[name] for name in LOST}) == lost(row)
