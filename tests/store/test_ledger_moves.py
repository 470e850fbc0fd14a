"""Whatever the office does in whatever order, the ledger says what the rows say, and nothing twice."""

from __future__ import annotations

from collections import Counter
from random import Random

import by_hand
import pytest
from by_hand import MONDAY
from ledger_moves import OFFICE, begin, one_move
from sound_ledger import check_ledger
from sqlalchemy import select

from data.store.engine import Store
from data.store.errors import NotPossible, Refused
from data.store.ledger import agreements_of, balances, events_of
from data.store.ledger_read import accounts
from data.store.schema_account import ledger
from data.store.settings import TODAY, set_setting
from data.store.verify import verify


def walk(store: Store, seed: int, moves: int) -> Counter[str]:
    """How many events of each kind were written on a walk of so many moves."""
    dice = Random(seed)
    with store.writing() as connection:
        set_setting(connection, TODAY, MONDAY.isoformat())
        by_hand.user(connection)
        begin(connection)
    for move in range(moves):
        try:
            with store.writing() as connection:
                one_move(connection, dice)
        except (NotPossible, Refused):
            continue
        if move % 10 == 0:
            check_ledger(store)
    check_ledger(store)
    every_day_can_be_replayed(store)
    assert verify(store).finding is None
    with store.reading() as connection:
        return Counter(connection.execute(select(ledger.c.kind)).scalars())


def every_day_can_be_replayed(store: Store) -> None:
    """The account of any day is its events until then; the last is the one of now."""
    with store.reading() as connection:
        for one in balances(connection):
            entries = events_of(connection, OFFICE, one.quota_id)
            running = accounts(connection, [one.quota_id])[one.quota_id]
            assert running.balance() == entries[-1].after
            assert min(entry.after.used for entry in entries) >= 0
            agreed = agreements_of(connection, one.quota_id)
            for day in {entry.event["day"] for entry in entries}:
                then = accounts(connection, [one.quota_id], day)[one.quota_id].balance()
                events = [entry for entry in entries if entry.event["day"] <= day]
                assert then == events[-1].after, (day, agreed)


@pytest.mark.parametrize("seed", range(3))
def test_a_random_office_keeps_its_ledger(sqlite_store: Store, seed: int) -> None:
    kinds = walk(sqlite_store, seed, 200)
    assert {"opening", "reported", "claimed", "agreement"} <= set(kinds)


def test_a_random_office_keeps_its_ledger_on_both_databases(any_store: Store) -> None:
    walk(any_store, 99, 60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_many_random_offices_keep_their_ledgers(sqlite_store: Store, seed: int) -> None:
    walk(sqlite_store, seed, 600)
