"""An office for the browser: an empty store served by the real command, and hands that use its pages."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

HUSRUM = Path(sys.executable).with_name("husrum")
LOGIN, PASSWORD = "lone@kommunen.example", "en lang hemmelig sætning"
TODAY = "2026-11-23"
#: Seconds a page or a run may take on a busy machine before the test gives up.
PATIENCE = 90


@contextmanager
def served(home: Path, fill: Callable[[Any], None] = lambda store: None) -> Iterator[str]:
    """The address of ``husrum serve`` over an empty store in ``home``, with one person of the office.

    ``fill`` may put into the store what is there already when the work begins.
    """
    environment = {**os.environ, "HUSRUM_HOME": str(home)}
    environment.pop("HUSRUM_DATABASE_URL", None)
    _prepare(home, fill)
    name = ("--name", "Lone Brix", "--role", "office", "--password-file", "-")
    command = [HUSRUM, "users", "add", LOGIN, *name]
    subprocess.run(command, env=environment, input=f"{PASSWORD}\n", text=True, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([HUSRUM, "serve", "--port", str(port)], env=environment)
    try:
        _await(f"http://127.0.0.1:{port}/health/live", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _prepare(home: Path, fill: Callable[[Any], None]) -> None:
    """The tables, the day the synthetic week is for, and what is there already."""
    from data.store.engine import open_store
    from data.store.migrate import upgrade
    from data.store.settings import TODAY as KEY
    from data.store.settings import set_setting

    store = open_store(home, f"sqlite:///{home / 'husrum.sqlite'}")
    upgrade(store)
    with store.writing() as connection:
        set_setting(connection, KEY, TODAY)
    fill(store)
    store.close()


def _await(address: str, server: subprocess.Popen[bytes]) -> None:
    end = monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            assert server.poll() is None, "husrum serve ended"
            assert monotonic() < end, f"{address} does not answer"
            sleep(0.2)


class Hands:
    """Someone using the pages with a mouse; every element is found as people find it."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE * 1000)

    def press(self, element: Any) -> None:
        """Press a button or a link, and wait for the page it leads to."""
        with self.page.expect_navigation(wait_until="load"):
            self.use(element)

    def use(self, element: Any) -> None:
        """Press something that stays on the page."""
        element.click()

    def tick(self, element: Any) -> None:
        """Choose a radio button or tick a box."""
        element.check()

    def write(self, element: Any, text: str) -> None:
        """Write in a field."""
        element.fill(text)

    def pick(self, element: Any, value: str) -> None:
        """Pick from a list."""
        element.select_option(value)


class Keys(Hands):
    """Someone who never touches the mouse: everything is reached by Tab and used by keys."""

    def reach(self, element: Any) -> None:
        """Go on with Tab until the element has the focus, from wherever it is; it must come within reach."""
        target = element.element_handle()
        for _ in range(400):
            if target.evaluate("e => e === document.activeElement"):
                outline = target.evaluate(
                    "e => { const s = getComputedStyle(e), l = e.labels && e.labels[0] ?"
                    " [getComputedStyle(e.labels[0], '::before'), getComputedStyle(e.labels[0])] : [];"
                    " return [s, ...l].some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none') }"
                )
                assert outline, f"the focus cannot be seen on {target.evaluate('e => e.outerHTML')}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {target.evaluate('e => e.outerHTML')}")

    def use(self, element: Any) -> None:
        """Enter on what has the focus."""
        self.reach(element)
        self.page.keyboard.press("Enter")

    def tick(self, element: Any) -> None:
        """Space on a box; on a group of radio buttons the arrows move to the one meant."""
        handle = element.element_handle()
        if handle.evaluate("e => e.type") == "checkbox":
            self.reach(element)
            self.page.keyboard.press("Space")
        else:
            self._choose(handle)
        assert element.is_checked()

    def _choose(self, target: Any) -> None:
        group = f'input[type=radio][name="{target.evaluate("e => e.name")}"]'
        chosen = self.page.query_selector(f"{group}:checked") or self.page.query_selector(group)
        place = "e => [...document.getElementsByName(e.name)].indexOf(e)"
        self.reach(self.page.locator(group).nth(chosen.evaluate(place)))
        self.page.keyboard.press("Space")
        for _ in range(40):
            if target.evaluate("e => e.checked"):
                return
            self.page.keyboard.press("ArrowDown")

    def write(self, element: Any, text: str) -> None:
        """Typed over what stands there; a date field in the order the browser's own language asks for."""
        self.reach(element)
        if element.get_attribute("type") == "date":
            year, month, day = text.split("-")
            self.page.keyboard.type(f"{month}{day}{year}")
            assert element.input_value() == text
            return
        self.page.keyboard.press("Control+A")
        if text:
            self.page.keyboard.type(text)
        else:
            self.page.keyboard.press("Delete")

    def pick(self, element: Any, value: str) -> None:
        """The arrows until the value stands in the list."""
        self.reach(element)
        self.page.keyboard.press("Home")
        for _ in range(60):
            if element.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is not in the list")
