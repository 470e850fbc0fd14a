"""The demo served on this machine, and windows of a real browser before it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The demo of a small town: its week run, three offers begun, a log-in for each role."""
    from web.demo import prepare_demo

    return prepare_demo(tmp_path_factory.mktemp("demo") / "home", preset="small")


@pytest.fixture(scope="session")
def site(demo: Any) -> Iterator[str]:
    """The address of the demo's pages."""
    from waitress.server import create_server

    from web.app import create_app

    app = create_app(demo, demo=True)
    server: Any = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


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

    def log_in(self, role: str) -> None:
        """Log in as the person of the demo who has the role."""
        from web.demo import PASSWORD, PEOPLE

        login = next(person.login for person in PEOPLE if person.role == role)
        self.page.goto(f"{self.site}/login")
        self.page.fill("[name=login] >> visible=true", login)
        self.page.fill("[name=password] >> visible=true", PASSWORD)
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role("button", name="Log ind", exact=True).click()
        assert "/login" not in self.page.url, login

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
