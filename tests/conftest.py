"""What every test may rely on: the amounts of the package, whatever the machine's own settings."""

from __future__ import annotations

import pytest
from chromium import chromium
from databases import _migrated_file, any_store, postgresql_cluster, postgresql_store, sqlite_store
from hypothesis import HealthCheck, settings
from light_passwords import hash_lightly
from quick_files import lay_in_memory

__all__ = [
    "_migrated_file",
    "any_store",
    "chromium",
    "postgresql_cluster",
    "postgresql_store",
    "sqlite_store",
]

lay_in_memory()
hash_lightly()
#: A busy machine is no fault: nothing drawn is too slow.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _only_the_package_amounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUSRUM_RATES", raising=False)
