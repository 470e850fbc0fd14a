"""The map of a flat and the way in by keyboard, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def a_flat(window: Any) -> str:
    """The address of the first flat of the newest run."""
    window.log_in("office")
    window.open("/proposals?show=all")
    return str(window.page.get_attribute("table.list tbody th a", "href"))


def test_the_map_shows_the_flat_and_the_land_within_its_frame(visit: Callable[..., Any]) -> None:
    window = visit()
    page = window.open(a_flat(window))
    assert page.locator(".leaflet-marker-pane .mark-flat").count() == 1
    assert page.locator(".leaflet-land-pane path").count() >= 2  # Denmark and Sweden
    box = page.locator("#map").bounding_box()
    for mark in page.locator(".leaflet-marker-pane .mark").all():
        spot = mark.bounding_box()
        assert box["x"] <= spot["x"] <= box["x"] + box["width"] - spot["width"]
        assert box["y"] <= spot["y"] <= box["y"] + box["height"] - spot["height"]
    assert window.wrong == []


def test_a_map_that_cannot_be_fetched_says_so(visit: Callable[..., Any]) -> None:
    window = visit()
    address = a_flat(window)
    window.page.route("**/map/V*", lambda route: route.abort())
    window.page.goto(window.site + address)
    window.page.get_by_text("Kortet kunne ikke hentes").wait_for()


def test_the_keyboard_reaches_the_content_first(visit: Callable[..., Any]) -> None:
    window = visit()
    window.log_in("office")
    page = window.open("/proposals")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
