"""The hand-made run served on this machine and a real browser; skipped visibly without Chromium."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))  # the hand-made run lives beside the view tests

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the pages of the hand-made run."""
    import web_example
    from waitress.server import create_server

    from web.app import create_app

    base = tmp_path_factory.mktemp("by_hand")
    app = create_app(web_example.write_week(base / "week"), web_example.write_result(base / "result"))
    server: Any = create_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium of the system."""
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine: make system installs it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Visit:
    """One browser window that remembers everything that went wrong in it."""

    def __init__(self, browser: Any, site: str, width: int, **options: Any) -> None:
        self.site = site
        self.wrong: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": 844}, **options)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(f"{self.site}/"):
            self.wrong.append(f"outside: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status}: {response.url}")

    def open(self, address: str) -> Any:
        """Open a page and wait until everything on it, the map too, has come."""
        self.page.goto(self.site + address, wait_until="load")
        if self.page.query_selector("#map") and self.page.evaluate("typeof L !== 'undefined'"):
            self.page.wait_for_selector("#map[data-ready]")
        return self.page


@pytest.fixture
def visit(chromium: Any, site: str) -> Iterator[Callable[..., Visit]]:
    """Opens windows of a given width; closed after the test."""
    opened: list[Visit] = []

    def open_window(width: int = 1280, **options: Any) -> Visit:
        opened.append(Visit(chromium, site, width, **options))
        return opened[-1]

    yield open_window
    for window in opened:
        window.context.close()
