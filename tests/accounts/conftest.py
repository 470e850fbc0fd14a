"""An office on 1 September 2026, without accounts."""

from __future__ import annotations

from datetime import date

import pytest
from account_office import Accounts

from data.store.engine import Store


@pytest.fixture
def accounts(sqlite_store: Store) -> Accounts:
    """An office on 1 September 2026, without accounts."""
    made = Accounts(sqlite_store)
    made.day(date(2026, 9, 1))
    return made
