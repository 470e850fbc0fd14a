"""The pictures of the README: the demo made anew, served, and photographed page by page in Chromium.

``make screenshots`` writes docs/images/; look at them before committing.
"""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from shutil import which
from typing import Any

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
#: Role, name of the picture, its address (and the first link on a list to follow), and how high it is.
PICTURES = (
    ("office", "week", "/week", "", 1100),
    ("office", "proposals", "/proposals", "", 900),
    ("office", "flat", "/proposals", "table.list tbody th a", 1250),
    ("office", "citizen", "/citizens?show=all", "table.list tbody th a", 1150),
    ("office", "offer", "/offers", "table.list tbody th a", 1100),
    ("office", "policy", "/policy", "", 900),
    ("association", "landlord", "/", "", 900),
    ("association", "statement", "/statements?show=all", "table.list tbody th a", 1250),
)


def main() -> None:
    """Make the demo in a temporary folder and take every picture."""
    from waitress.server import create_server

    from web.app import create_app
    from web.demo import prepare_demo

    with tempfile.TemporaryDirectory() as folder:
        store = prepare_demo(Path(folder) / "home")
        server: Any = create_server(create_app(store, demo=True), host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        try:
            _photograph(f"http://127.0.0.1:{server.effective_port}")
        finally:
            server.close()
            store.close()


def _photograph(site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        pages: dict[str, Page] = {}
        for role, name, address, link, height in PICTURES:
            if role not in pages:
                pages[role] = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
                _log_in(pages[role], site, role)
            page = pages[role]
            page.goto(site + address)
            if link:
                page.locator(link).first.click()
                page.wait_for_load_state()
            if page.query_selector("#map"):
                page.wait_for_selector("#map[data-ready]")
            page.set_viewport_size({"width": 1280, "height": height})
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


def _log_in(page: Page, site: str, role: str) -> None:
    from web.demo import PASSWORD, PEOPLE

    page.goto(f"{site}/login")
    page.fill("[name=login] >> visible=true", next(one.login for one in PEOPLE if one.role == role))
    page.fill("[name=password] >> visible=true", PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Log ind", exact=True).click()


if __name__ == "__main__":
    main()
