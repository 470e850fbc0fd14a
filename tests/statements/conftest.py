"""Two associations with flats, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from landlord_office import Landlords

from data.store.engine import Store


@pytest.fixture
def landlords(any_store: Store) -> Landlords:
    """Associations on either database."""
    return Landlords(any_store)


@pytest.fixture
def one(sqlite_store: Store) -> Landlords:
    """Associations on SQLite, where the database is of no matter."""
    return Landlords(sqlite_store)
