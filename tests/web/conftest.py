"""An application over an empty store, and people in every role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filled_office import Office, fill
from flask import Flask
from pages import Reader, pages_of, reader

from data.store.engine import DATABASE_FILE, Store, open_store


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


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path) -> tuple[Path, Office]:
    home = tmp_path_factory.mktemp("filled")
    shutil.copy(_migrated_file, home / DATABASE_FILE)
    store = open_store(home, f"sqlite:///{home / DATABASE_FILE}")
    office = fill(store)
    store.close()
    return home / DATABASE_FILE, office


@pytest.fixture
def office(_filled: tuple[Path, Office]) -> Office:
    """What is in the filled store."""
    return _filled[1]


@pytest.fixture
def fresh(_filled: tuple[Path, Office], tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """A new copy of the filled store, each time it is asked for."""
    opened: list[Store] = []

    def copy() -> Store:
        home = tmp_path / f"copy-{len(opened)}"
        home.mkdir()
        shutil.copy(_filled[0], home / DATABASE_FILE)
        opened.append(open_store(home, f"sqlite:///{home / DATABASE_FILE}"))
        return opened[-1]

    yield copy
    for store in opened:
        store.close()
