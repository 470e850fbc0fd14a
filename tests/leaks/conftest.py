"""The marked office, built once in each process; every test has its own copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from marked_office import MarkedOffice, mark_office

from data.store.engine import DATABASE_FILE, Store, open_store

Copy = Callable[[], Store]


@pytest.fixture(scope="session")
def _marked(tmp_path_factory: pytest.TempPathFactory, _migrated_file: Path) -> tuple[Path, MarkedOffice]:
    home = tmp_path_factory.mktemp("marked")
    shutil.copy(_migrated_file, home / DATABASE_FILE)
    store = open_store(home, f"sqlite:///{home / DATABASE_FILE}")
    made = mark_office(store)
    store.close()
    return home / DATABASE_FILE, made


@pytest.fixture(scope="session")
def office(_marked: tuple[Path, MarkedOffice]) -> MarkedOffice:
    """What is in the store."""
    return _marked[1]


@pytest.fixture(scope="module")
def copy(_marked: tuple[Path, MarkedOffice], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """A copy of the marked office's store, each time it is asked for; closed after the file of tests."""
    opened: list[Store] = []

    def another() -> Store:
        home = tmp_path_factory.mktemp("copy")
        shutil.copy(_marked[0], home / DATABASE_FILE)
        opened.append(open_store(home, f"sqlite:///{home / DATABASE_FILE}"))
        return opened[-1]

    yield another
    for store in opened:
        store.close()
