"""The command that serves: on this machine only, with a worker that is kept alive, and a clean end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from data.store.engine import open_store
from web.serve import ServeError, check_address


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "::1", "example.org", ""])
def test_any_other_address_than_this_machine_is_refused(host: str) -> None:
    with pytest.raises(ServeError, match="not this machine"):
        check_address(host, 8000)


def test_with_its_hosts_named_it_may_serve_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSRUM_HOSTS", "husrum.kommune.example")
    check_address("0.0.0.0", free_port())


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


class Served:
    """``husrum serve`` as a process of its own, and what it answers."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "husrum", "serve", "--port", str(self.port)]
        environment = {**os.environ, "HUSRUM_HOME": str(home)}
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def get(self, address: str) -> tuple[int, str]:
        """Status and text of an address; (0, "") while nothing listens."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def wait(self, until: Callable[[], Any]) -> Any:
        """Wait until something is so, as long as the process lives."""
        for _ in range(600):
            found = until()
            if found:
                return found
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.1)
        raise AssertionError("never")

    def workers(self) -> list[int]:
        """The processes of its worker."""
        return [
            int(folder.name)
            for folder in Path("/proc").iterdir()
            if folder.name.isdigit()
            and _said(folder / "stat").rpartition(")")[2].split()[1:2] == [str(self.process.pid)]
            and "data.runs.worker" in _said(folder / "cmdline")
        ]


def _said(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:  # it ended meanwhile
        return ""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """The pages of a new, empty home."""
    running = Served(tmp_path / "home")
    try:
        running.wait(lambda: running.get("/health/live")[0] == 200)
        yield running
    finally:
        running.process.kill()
        running.process.communicate()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at the processes of Linux")
def test_it_makes_its_store_keeps_a_worker_and_ends_cleanly(served: Served, tmp_path: Path) -> None:
    served.wait(lambda: served.get("/health/ready")[0] == 200)
    assert json.loads(served.get("/health/ready")[1])["ready"] is True
    status, page = served.get("/")
    assert status == 200
    assert "Log ind i Husrum" in page
    assert re.search(r'name="csrf_token" value="[^"]+"', page)

    first = served.wait(served.workers)
    os.kill(first[0], signal.SIGKILL)
    second = served.wait(lambda: [pid for pid in served.workers() if pid not in first])
    served.wait(lambda: served.get("/health/ready")[0] == 200)

    served.process.send_signal(signal.SIGINT)
    out, err = served.process.communicate(timeout=30)
    assert served.process.returncode == 0
    assert f"http://127.0.0.1:{served.port}" in out
    assert "Traceback" not in err
    assert not Path(f"/proc/{second[0]}").exists()
    home = tmp_path / "home"
    assert (home / "secret.key").stat().st_mode & 0o077 == 0
    open_store(home, f"sqlite:///{home / 'husrum.sqlite'}").close()


def test_a_taken_port_ends_the_command_with_advice(served: Served, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "husrum", "serve", "--port", str(served.port)]
    environment = {**os.environ, "HUSRUM_HOME": str(tmp_path / "other")}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert "choose another port" in ended.stderr
    assert "Traceback" not in ended.stderr
