"""Weeks that several tests read, written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.synth.write import write_preset


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The preset town."""
    return write_preset("town", tmp_path_factory.mktemp("synth") / "town")


@pytest.fixture(scope="session")
def denmark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The preset denmark: 98 municipalities."""
    return write_preset("denmark", tmp_path_factory.mktemp("synth") / "denmark")
