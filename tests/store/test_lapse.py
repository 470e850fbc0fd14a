"""A flat whose day to answer by has passed lapses by itself, and a later day brings it back."""

from __future__ import annotations

from datetime import date, timedelta

import by_hand
import pytest
from by_hand import MONDAY
from sqlalchemy import Connection, select

from data.store import flats
from data.store.actor import Actor
from data.store.engine import Store
from data.store.lapse import lapse, lapse_due
from data.store.ledger import balances, events_of_flat
from data.store.ledger_post import open_missing, post
from data.store.schema import record, vacancies
from data.store.settings import TODAY, set_setting
from data.store.versions import VACANCY

OFFICE = Actor("office", "office")


@pytest.fixture
def store(any_store: Store) -> Store:
    """An account of which every flat is the municipality's, and a flat to be answered by Tuesday."""
    with any_store.writing() as connection:
        by_hand.user(connection)
        set_setting(connection, TODAY, MONDAY.isoformat())
        by_hand.quota(connection, share="1")
        open_missing(connection)
        by_hand.flat(connection, "V1", answer_by=MONDAY + timedelta(days=1))
        post(connection, OFFICE, "V1")
    return any_store


def on(connection: Connection, days: int) -> date:
    """Let it be so many days after Monday."""
    day = MONDAY + timedelta(days=days)
    set_setting(connection, TODAY, day.isoformat())
    return day


def state(connection: Connection) -> tuple[str, date | None]:
    found = select(vacancies.c.state, vacancies.c.closed_on).where(vacancies.c.vacancy_id == "V1")
    row = connection.execute(found).one()
    return row.state, row.closed_on


def test_the_day_itself_still_counts_and_the_next_does_not(store: Store) -> None:
    with store.writing() as connection:
        for days in (0, 1):
            on(connection, days)
            assert lapse_due(connection) == [] and state(connection) == ("vacant", None)
        wednesday = on(connection, 2)
    assert lapse(store) == ["V1"] and lapse(store) == []
    with store.reading() as connection:
        assert state(connection) == ("lapsed", wednesday)
        told = connection.execute(select(record.c.actor).where(record.c.action == "lapse")).scalars().all()
        assert told == ["husrum"]
        assert [event["kind"] for event in events_of_flat(connection, OFFICE, "V1")] == ["reported", "lapsed"]
        assert balances(connection)[0].vacant == 0


def test_a_flat_an_offer_holds_does_not_lapse_until_it_is_free(store: Store) -> None:
    with store.writing() as connection:
        by_hand.citizen(connection, "C1")
        offer = by_hand.offer(connection, "V1", "C1")
        on(connection, 9)
        assert lapse_due(connection) == []
        connection.exec_driver_sql(f"UPDATE offers SET live = false WHERE offer_id = '{offer}'")
        assert lapse_due(connection) == ["V1"]


@pytest.mark.parametrize(("answer_by", "back"), [("2026-12-24", True), ("", True), ("2026-11-26", False)])
def test_a_later_day_brings_it_back_one_in_the_past_does_not(
    store: Store, answer_by: str, back: bool
) -> None:
    with store.writing() as connection:
        on(connection, 9)
        lapse_due(connection)
        version = VACANCY.get(connection, "V1")["version"]
        flats.save_vacancy(connection, OFFICE, {"vacancy_id": "V1", "answer_by": answer_by}, version)
        assert (state(connection) == ("vacant", None)) is back
        kinds = [event["kind"] for event in events_of_flat(connection, OFFICE, "V1")]
        assert kinds == ["reported", "lapsed", *(["restored"] if back else [])]
        assert lapse_due(connection) == []
