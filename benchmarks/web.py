"""Twenty case workers at once on a year of ``stress-m``: how fast the pages answer, and whether all do.

``python -m benchmarks.web [PRESET] [--seconds N]`` builds the store (benchmarks/office_year.py), starts
``husrum serve`` as an office does, lets twenty people log in and click, and prints for each page how often it
was asked for, half and 95 % of the answers' times, and every answer that was not what it should be (protocol:
benchmarks/README.md).
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

from benchmarks.office_year import PASSWORD, WORKERS, build

#: Seconds between an answer and the next click: even between these, so a click every two seconds or so.
THINK = (1.0, 3.0)
#: How often a page is asked for, of a hundred clicks.
CLICKS = {"week": 22, "proposals": 22, "flat": 20, "queue": 16, "citizens": 16, "decide": 4}
LIMIT_MS = 300.0
_FIELD = re.compile(r"<input[^>]*>")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


@dataclass
class Tally:
    """What all workers met, behind a lock."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slow: list[tuple[float, float, str]] = field(default_factory=list)
    begun: float = field(default_factory=time.perf_counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, page: str, seconds: float, status: int, expected: tuple[int, ...], address: str) -> None:
        """One answer."""
        with self.lock:
            self.times[page].append(1000 * seconds)
            self.slow.append((1000 * seconds, round(time.perf_counter() - self.begun, 1), page))
            self.answers[f"{page} {status}"] += 1
            if status not in expected:
                self.wrong.append(f"{status} {address}")


class Worker:
    """One case worker: a log-in, and clicks with time to think."""

    def __init__(self, number: int, port: int, run_id: str, flats: list[str], tally: Tally) -> None:
        self.dice = random.Random(number)
        self.number, self.run_id, self.flats, self.tally = number, run_id, flats, tally
        self.port = port
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def ask(self, page: str, address: str, form: list[tuple[str, str]] | None = None, *expected: int) -> str:
        """One request and its answer, timed from the first byte sent to the last received."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.perf_counter()
        self.line.request("GET" if form is None else "POST", address, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        taken = time.perf_counter() - start
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        self.tally.add(page, taken, answer.status, expected or (200,), address)
        return text

    def log_in(self) -> None:
        """The log-in form, filled in."""
        page = self.ask("log-in form", "/login")
        form = [*hidden(page, 'action="/login"'), ("login", f"worker{self.number}"), ("password", PASSWORD)]
        self.ask("log-in", "/login", form, 303, 302)

    def work(self, all_in: threading.Barrier, seconds: float) -> None:
        """Log in, wait for the others, then click with time to think until the time is up."""
        self.log_in()
        all_in.wait()
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            time.sleep(self.dice.uniform(*THINK))
            what = self.dice.choices(list(CLICKS), list(CLICKS.values()))[0]
            if what == "decide":
                self.decide()
            else:
                self.ask(what, self.address(what))

    def address(self, what: str) -> str:
        """Where a page is, with a page of a list chosen at random."""
        page = self.dice.randrange(1, 4)
        return {
            "week": "/week",
            "proposals": f"/runs/{self.run_id}/proposals?show=all&page={page}",
            "flat": f"/runs/{self.run_id}/flats/{quote(self.dice.choice(self.flats))}",
            "queue": f"/?show=all&page={page}",
            "citizens": f"/citizens?page={self.dice.randrange(1, 80)}",
        }[what]

    def decide(self) -> None:
        """Accept what is proposed for a flat, every warning ticked; one decided by another is no fault."""
        flat = self.dice.choice(self.flats)
        address = f"/runs/{self.run_id}/flats/{quote(flat)}"
        page = self.ask("flat", address)
        form = hidden(page, 'value="accept"')
        if not form:
            return
        ticks = [
            (a["name"], a["value"])
            for a in fields(page)
            if a.get("type") == "checkbox" and a.get("name", "").startswith("tick-")
        ]
        self.ask("decide", address, [*form, *ticks, ("action", "accept")], 303, 409, 422)


def fields(page: str) -> list[dict[str, str]]:
    """The attributes of every input of a page."""
    return [{k: unescape(v) for k, v in _ATTRIBUTE.findall(one)} for one in _FIELD.findall(page)]


def hidden(page: str, mark: str) -> list[tuple[str, str]]:
    """The hidden fields of the form that holds ``mark``, with their values."""
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        if mark in form:
            return [
                (a["name"], a["value"]) for a in fields(form) if a.get("type") == "hidden" and "name" in a
            ]
    return []


def free_port() -> int:
    """A port no one listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def served(home: Path, port: int) -> subprocess.Popen[bytes]:
    """``husrum serve`` over the store, once it answers."""
    environment = {**os.environ, "HUSRUM_HOME": str(home)}
    environment.pop("HUSRUM_DATABASE_URL", None)
    command = [sys.executable, "-c", "from husrum import main; main()", "serve", "--port", str(port)]
    log = (home / "serve.log").open("wb")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    for _ in range(240):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            line.request("GET", "/health/live")
            if line.getresponse().status == 200:
                return server
        except OSError:
            time.sleep(0.25)
        finally:
            line.close()
        if server.poll() is not None:
            break
    raise SystemExit((home / "serve.log").read_text())


def measure(home: Path, run_id: str, flats: list[str], seconds: float) -> Tally:
    """Twenty workers against the real server for so many seconds, after each page was asked for once."""
    port = free_port()
    server = served(home, port)
    try:
        warm = Worker(1, port, run_id, flats, Tally())
        warm.log_in()
        for page in ("week", "proposals", "flat", "queue", "citizens"):
            warm.ask(page, warm.address(page))
        tally, all_in = Tally(), threading.Barrier(WORKERS)
        workers = [Worker(n, port, run_id, flats, tally) for n in range(1, WORKERS + 1)]
        threads = [threading.Thread(target=worker.work, args=(all_in, seconds)) for worker in workers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return tally
    finally:
        server.terminate()
        server.wait(30)


def report(tally: Tally, log: str) -> None:
    """The figures, and what went wrong."""
    print(f"{'page':<12} {'times':>6} {'half ms':>8} {'95 % ms':>8} {'most ms':>8}")
    for page, times in sorted(tally.times.items()):
        high = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        print(f"{page:<12} {len(times):>6} {statistics.median(times):>8.0f} {high:>8.0f} {max(times):>8.0f}")
    print("answers:", ", ".join(f"{what} × {n}" for what, n in sorted(tally.answers.items())))
    print(f"not as they should be: {len(tally.wrong)}", *tally.wrong[:5])
    print("slowest:", *(f"{page} {taken:.0f} ms at {at} s;" for taken, at, page in sorted(tally.slow)[-8:]))
    print(f"database is locked: {log.count('database is locked')}")


def main() -> None:
    """Build, serve, click, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("preset", nargs="?", default="stress-m")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--home", type=Path, help="keep the store here, and use it again when it is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        home = given.home or Path(made) / "home"
        run_id, flats = prepared(home, given.preset)
        tally = measure(home, run_id, flats, given.seconds)
        report(tally, (home / "serve.log").read_text("utf-8"))


def prepared(home: Path, preset: str) -> tuple[str, list[str]]:
    """The store, made where it is not there yet; its newest run and the flats proposed there."""
    from data.overview.run_tables import matches_of, newest_done
    from data.store.engine import DATABASE_FILE, open_store

    start = time.perf_counter()
    if not (home / DATABASE_FILE).exists():
        home.mkdir(parents=True, exist_ok=True)
        build(home, preset).close()
    store = open_store(home, f"sqlite:///{home / DATABASE_FILE}")
    with store.reading() as connection:
        run = newest_done(connection)
        assert run is not None
        flats = sorted(matches_of(connection, str(run["run_id"])))
    store.close()
    size = (home / DATABASE_FILE).stat().st_size / 2**20
    print(f"{preset}: store of {size:.0f} MiB in {time.perf_counter() - start:.0f} s; {len(flats)} proposed")
    return str(run["run_id"]), flats


if __name__ == "__main__":
    main()
