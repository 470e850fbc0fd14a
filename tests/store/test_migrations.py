"""The steps of the store: they give the tables of schema.py on both databases, up, down and up again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from data.store import record
from data.store.actor import SYSTEM
from data.store.base import METADATA, now
from data.store.engine import Store, StoreError
from data.store.migrate import current, downgrade, newest, require_current, upgrade
from data.store.schema import citizens, offer_steps, policies, settings, users, vacancies, versions
from data.store.schema import record as entries

STAMP = {"changed_at": now(), "changed_by": "husrum"}


def fill(store: Store) -> None:
    """One row in each guarded table but the steps of offers, and what they hang on."""
    with store.writing() as connection:
        connection.execute(insert(settings).values(key="municipality", value="0101"))
        connection.execute(insert(policies).values(
            number=1, toml="", reason="first", adopted_by="u", adopted_at=now()))  # fmt: skip
        connection.execute(insert(versions).values(
            kind="citizen", subject="C1", version=1, cells={}, changed_at=now(), changed_by="u"))  # fmt: skip
        record.append(connection, SYSTEM, "create", "policy", "1")


def differences(store: Store) -> list[Any]:
    with store.reading() as connection:
        # Alembic cannot read a blank default back from SQLite; PostgreSQL shows whether they agree.
        opts = {"compare_type": True, "compare_server_default": not store.is_sqlite}
        context = MigrationContext.configure(connection, opts=opts)
        return list(compare_metadata(context, METADATA))


def test_a_migrated_store_has_the_tables_of_the_schema(any_store: Store) -> None:
    assert differences(any_store) == []
    assert current(any_store) == newest()
    require_current(any_store)


def test_a_table_that_is_not_in_the_steps_is_found(any_store: Store) -> None:
    with any_store.writing() as connection:
        connection.execute(text("ALTER TABLE users ADD COLUMN nickname TEXT"))
        connection.execute(text("DROP INDEX uq_runs_one_at_a_time"))
    assert {difference[0] for difference in differences(any_store)} == {"remove_column", "add_index"}


def test_up_again_keeps_what_is_stored(any_store: Store) -> None:
    fill(any_store)
    upgrade(any_store)
    with any_store.reading() as connection:
        assert connection.execute(select(settings.c.value)).scalar_one() == "0101"
        assert record.count(connection) == 1


def test_down_and_up_with_rows_in_the_tables(any_store: Store) -> None:
    fill(any_store)
    downgrade(any_store, "base")
    with any_store.reading() as connection:
        left = set(inspect(connection).get_table_names())
        if not any_store.is_sqlite:
            assert connection.execute(text("SELECT count(*) FROM pg_proc WHERE proname ~ 'only_added'")
                                      ).scalar_one() == 0  # fmt: skip
    assert left == {"alembic_version"}
    with pytest.raises(StoreError, match="form none"):
        require_current(any_store)
    upgrade(any_store)
    assert differences(any_store) == []
    fill(any_store)


def test_a_store_of_a_later_version_is_refused(any_store: Store) -> None:
    with any_store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="later version"):
        upgrade(any_store)


@pytest.mark.parametrize("table", [entries, policies, versions, offer_steps], ids=lambda table: table.name)
def test_what_is_only_added_to_is_never_changed(any_store: Store, table: Any) -> None:
    fill(any_store)
    offer_with_a_step(any_store)
    key = next(iter(table.primary_key))
    attempts = [delete(table), update(table).values({key.name: key}), f"TRUNCATE {table.name} CASCADE"]
    if any_store.is_sqlite:
        attempts[2] = f"REPLACE INTO {table.name} SELECT * FROM {table.name}"
    for attempt in attempts:
        with pytest.raises(DBAPIError, match="is only ever added to"), any_store.writing() as connection:
            connection.execute(text(attempt) if isinstance(attempt, str) else attempt)
    with any_store.reading() as connection:
        assert connection.execute(select(table)).one()


def offer_with_a_step(store: Store) -> None:
    """The shortest row of everything an offer's step hangs on."""
    offers = METADATA.tables["offers"]
    with store.writing() as connection:
        connection.execute(insert(users).values(
            user_id="u", login="u", name="U", role="office", password_hash="", created_at=now(), **STAMP
        ))  # fmt: skip
        for table, key in ((citizens, "citizen_id"), (vacancies, "vacancy_id")):
            connection.execute(insert(table).values({**blank(table), key: "X", "created_at": now(), **STAMP}))
        connection.execute(insert(offers).values(
            offer_id="O", number=1, vacancy_id="X", citizen_id="X", organisation_id="A", state="proposed",
            live=True, owner="u", created_at=now(), **STAMP
        ))  # fmt: skip
        connection.execute(insert(offer_steps).values(
            offer_id="O", from_state="", to_state="proposed", taken_by="u", taken_at=now()
        ))  # fmt: skip


def blank(table: Any) -> dict[str, Any]:
    """A value for every column that must have one."""
    values: dict[type, Any] = {str: "", int: 0, float: 0.0, bool: False, date: date(2026, 11, 23)}
    needed = [c for c in table.c if not c.nullable and c.server_default is None]
    return {c.name: values.get(c.type.python_type) for c in needed if c.type.python_type in values}
