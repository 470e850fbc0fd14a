"""What every test may rely on: the amounts of the package, whatever the machine's own settings."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _only_the_package_amounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUSRUM_RATES", raising=False)
