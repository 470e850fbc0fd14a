"""What the tests of runs share: a week that stands in for what the office has entered, and who works."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from run_weeks import Files

from data.runs import start
from data.store.actor import Actor

OFFICE = Actor("office", "office")


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Callable[[Files], None]:
    """Call it with the files of the week that stands entered from now on."""

    def given(files: Files) -> None:
        monkeypatch.setattr(start, "week_files", lambda connection, day: dict(files))

    return given


@pytest.fixture
def office() -> Actor:
    """The allocation office."""
    return OFFICE
