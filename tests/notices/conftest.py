"""A mail server and an office whose people want to be told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mail_server import Running


@pytest.fixture
def mail() -> Iterator[Running]:
    """A mail server that takes everything, until a test says otherwise."""
    running = Running()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def no_mail_server_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine is set to, a test starts without a mail server."""
    for name in ("HUSRUM_SMTP", "HUSRUM_URL", "HUSRUM_MAIL_FROM"):
        monkeypatch.delenv(name, raising=False)
