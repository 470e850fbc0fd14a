"""A store made by hand, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from small_office import SmallOffice

from data.store.engine import Store


@pytest.fixture
def office(any_store: Store) -> SmallOffice:
    """An empty office on either database."""
    return SmallOffice(any_store)


@pytest.fixture
def sqlite_office(sqlite_store: Store) -> SmallOffice:
    """An empty office on SQLite, where the database is of no matter."""
    return SmallOffice(sqlite_store)
