"""The office and the programs of associations, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Any

import pytest
from api_office import ApiOffice, api_office

from data.runs import once
from data.store.engine import Store
from web.api import optimise


@pytest.fixture
def office(sqlite_store: Store) -> ApiOffice:
    """The office where the database is of no matter."""
    return api_office(sqlite_store)


@pytest.fixture
def any_office(any_store: Store) -> ApiOffice:
    """The office on either database."""
    return api_office(any_store)


@pytest.fixture
def solved_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weeks are solved in this process: starting one for each takes seconds."""

    def solve(asked: once.Asked) -> dict[str, Any]:
        code, found = once.solved(asked)
        if code:
            raise once.NotSolved(code, found)
        answer: dict[str, Any] = found
        return answer

    monkeypatch.setattr(optimise, "solve_once", solve)
