"""A small town in a store, and the office at its pages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from pages import Reader, pages_of, reader

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
sys.path.insert(0, str(Path(__file__).parent))

from synthetic import fix_today, import_files
from town_files import Files, small_town

from data.store.engine import Store


@pytest.fixture(scope="session")
def files() -> Files:
    """The week folder of a small town."""
    return small_town()


@pytest.fixture
def town(sqlite_store: Store, files: Files) -> Store:
    """A store with the whole town imported."""
    fix_today(sqlite_store)
    import_files(sqlite_store, files)
    return sqlite_store


@pytest.fixture
def app(town: Store) -> Flask:
    """The pages over the town."""
    return pages_of(town)


@pytest.fixture
def office(app: Flask) -> Reader:
    """A case worker of the allocation office."""
    return reader(app, "office")


@pytest.fixture
def as_role(app: Flask) -> Callable[..., Reader]:
    """Someone in a role."""
    return lambda role, organisation=None: reader(app, role, organisation)
