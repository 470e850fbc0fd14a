"""The hand-made run and the run of a synthetic week, each as an application and a client."""

from __future__ import annotations

from pathlib import Path

import pytest
import web_example
from flask import Flask
from flask.testing import FlaskClient

from web.app import create_app
from web.demo import prepare_demo


@pytest.fixture(autouse=True)
def no_outside_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine is set to, a test starts without map addresses."""
    for name in ("HUSRUM_TILES", "HUSRUM_WMS", "HUSRUM_WMS_LAYERS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The week folder and the result folder made by hand."""
    base = tmp_path_factory.mktemp("by_hand")
    return web_example.write_week(base / "week"), web_example.write_result(base / "result")


@pytest.fixture(scope="session")
def app(folders: tuple[Path, Path]) -> Flask:
    """The pages of the hand-made run."""
    app = create_app(*folders)
    app.testing = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader without cookies."""
    return app.test_client()


@pytest.fixture(scope="session")
def demo_folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A small synthetic week, really run."""
    return prepare_demo(tmp_path_factory.mktemp("demo"), preset="small")


@pytest.fixture(scope="session")
def demo(demo_folders: tuple[Path, Path]) -> Flask:
    """The pages of the synthetic week."""
    app = create_app(*demo_folders, demo=True)
    app.testing = True
    return app
