"""Both sides of the table, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from two_sides import TwoSides

from data.store.engine import Store


@pytest.fixture
def sides(any_store: Store) -> TwoSides:
    """Office and associations on either database."""
    return TwoSides(any_store)


@pytest.fixture
def here(sqlite_store: Store) -> TwoSides:
    """Office and associations on SQLite, where the database is of no matter."""
    return TwoSides(sqlite_store)
