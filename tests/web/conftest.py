"""An application over an empty store, and people in every role."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from pages import Reader, pages_of, reader

from data.store.engine import Store


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine is set to, a test starts without map addresses, hosts and proxy."""
    for name in ("HUSRUM_TILES", "HUSRUM_WMS", "HUSRUM_WMS_LAYERS", "HUSRUM_HOSTS", "HUSRUM_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """An empty store."""
    return sqlite_store


@pytest.fixture
def app(store: Store) -> Flask:
    """The pages over the empty store."""
    return pages_of(store)


@pytest.fixture
def as_role(app: Flask) -> Callable[..., Reader]:
    """Someone logged in in a role: ``as_role("shelter", "herberg-b")``; None is a stranger."""
    return lambda role, organisation=None: reader(app, role, organisation)
