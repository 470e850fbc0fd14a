"""A map background set by the municipality is fetched from there, and from nowhere else."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(params=["HUSRUM_TILES", "HUSRUM_WMS"])
def tiled_site(request: pytest.FixtureRequest, demo: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    from waitress.server import create_server

    from web.app import create_app

    tail = "/{z}/{x}/{y}.png" if request.param == "HUSRUM_TILES" else "/wms"
    monkeypatch.setenv(request.param, f"https://map.example{tail}")
    server: Any = create_server(create_app(demo, demo=True), host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def test_the_policy_lets_the_configured_map_through(tiled_site: str, visit: Callable[..., Any]) -> None:
    window = visit()
    fetched: list[str] = []

    def answer(route: Any) -> None:
        fetched.append(route.request.url)
        route.fulfill(body=DOT, content_type="image/png")

    window.site = tiled_site
    window.log_in("office")
    window.page.route("https://map.example/**", answer)
    window.open("/proposals?show=all")
    window.open(window.page.get_attribute("table.list tbody th a", "href"))
    window.page.wait_for_selector(".leaflet-tile-loaded")
    assert fetched
    assert [text for text in window.wrong if not text.startswith("outside: https://map.example/")] == []
