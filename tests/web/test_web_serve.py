"""Serving on this machine only."""

from __future__ import annotations

import socket
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from web.serve import ServeError, check_address, serve


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "192.168.1.10", "::1", "example.org", "", "127.0.0.1.example.org"]
)
def test_any_other_address_than_this_machine_is_refused(host: str) -> None:
    with pytest.raises(ServeError, match="not this machine"):
        check_address(host, 8000)


def test_a_taken_port_is_said_with_advice() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ServeError, match="choose another port"):
            check_address("127.0.0.1", taken.getsockname()[1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_pages_answer_on_the_port(folders: tuple[Path, Path]) -> None:
    port = free_port()
    told: list[str] = []
    options = {"port": port, "announce": told.append}
    threading.Thread(target=serve, args=folders, kwargs=options, daemon=True).start()
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                assert answer.status == 200
                assert "Ugens forslag" in answer.read().decode()
                assert told == [f"http://127.0.0.1:{port}"]
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("the pages never answered")
