"""The office and the programs of associations, on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from api_office import ApiOffice, api_office

from data.store.engine import Store


@pytest.fixture
def office(sqlite_store: Store) -> ApiOffice:
    """The office where the database is of no matter."""
    return api_office(sqlite_store)


@pytest.fixture
def any_office(any_store: Store) -> ApiOffice:
    """The office on either database."""
    return api_office(any_store)
