"""The pages in a real browser: nothing from outside, no error, accessible, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from web.vendor import NODE_MODULES

pytestmark = pytest.mark.browser

PAGES = (
    *("/", "/?show=all", "/flat/F-1", "/flat/F-2", "/flat/F-3"),
    *("/citizens", "/citizen/C-1", "/citizen/C-10", "/about"),
)


@pytest.mark.parametrize(("width", "lang"), [(1280, "da"), (390, "en")])
def test_pages_are_accessible_and_fit_and_ask_no_one_else(
    visit: Callable[..., Any], width: int, lang: str
) -> None:
    axe = (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")
    window = visit(width)
    window.open(f"/?lang={lang}")
    found: list[str] = []
    for address in PAGES:
        page = window.open(address)
        assert page.evaluate("document.documentElement.lang") == lang
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.evaluate(axe)
        for breach in page.evaluate("axe.run()")["violations"]:
            where = [node["html"][:100] for node in breach["nodes"][:2]]
            found.append(f"{address} {breach['impact']} {breach['id']} {where}")
    assert found == []
    assert window.wrong == []


def test_an_error_page_is_accessible_too(visit: Callable[..., Any]) -> None:
    window = visit()
    page = window.open("/flat/none")
    page.evaluate((NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8"))
    assert page.evaluate("axe.run()")["violations"] == []
    assert len(window.wrong) == 2  # the answer itself, and the console saying so
    assert all("404" in text for text in window.wrong)


def test_the_map_shows_flat_network_and_what_to_avoid(visit: Callable[..., Any]) -> None:
    window = visit()
    page = window.open("/flat/F-1")
    assert page.locator(".leaflet-marker-pane .mark-flat").count() == 1
    signs = page.locator(".leaflet-marker-pane .mark-network").all_inner_texts()
    assert signs == ["1", "2"]
    assert page.locator(".leaflet-marker-pane .mark-avoid").all_inner_texts() == ["A", "B"]
    assert page.locator(".leaflet-land-pane path").count() >= 2  # Denmark and Sweden
    assert page.locator(".leaflet-marker-pane .town").count() > 0
    box = page.locator("#map").bounding_box()
    for kind in ("flat", "network", "avoid"):
        for mark in page.locator(f".leaflet-marker-pane .mark-{kind}").all():
            spot = mark.bounding_box()
            assert box["x"] <= spot["x"] <= box["x"] + box["width"] - spot["width"]
            assert box["y"] <= spot["y"] <= box["y"] + box["height"] - spot["height"]
    assert window.wrong == []


def test_a_map_that_cannot_be_fetched_says_so(visit: Callable[..., Any]) -> None:
    window = visit()
    window.page.route("**/map/flat/**", lambda route: route.abort())
    window.page.goto(f"{window.site}/flat/F-1")
    window.page.get_by_text("Kortet kunne ikke hentes. Afstandene står i listen.").wait_for()


def test_choosing_another_candidate_changes_the_map(visit: Callable[..., Any]) -> None:
    window = visit()
    page = window.open("/flat/F-1")
    page.get_by_role("link", name="Vis på kort: C-2").click()
    page.wait_for_selector("#map[data-ready]")
    assert page.locator("#map-heading").inner_text() == "Kort: boligen og C-2"
    assert page.locator(".leaflet-marker-pane .mark-network").all_inner_texts() == ["1"]
    assert page.locator(".leaflet-marker-pane .mark-avoid").count() == 0


def test_hostile_names_stay_text_on_the_map(visit: Callable[..., Any]) -> None:
    window = visit()
    page = window.open("/flat/F-1")
    page.locator(".leaflet-marker-pane .mark-avoid").nth(1).dispatch_event("mouseover")
    shown = page.locator(".leaflet-tooltip", has_text="Torvet").inner_text()
    assert shown.startswith("Torvet <script>alert(1)</script> · ")
    assert window.wrong == []


def test_everything_but_the_map_works_without_javascript(visit: Callable[..., Any]) -> None:
    window = visit(java_script_enabled=False)
    page = window.page
    page.goto(f"{window.site}/")
    page.get_by_role("link", name="Uden forslag 28").click()
    page.get_by_role("link", name="F-3", exact=True).click()
    assert page.locator("h1").inner_text() == "Bolig F-3"
    page.goto(f"{window.site}/flat/F-1")
    assert page.locator("noscript").inner_text() == "Kortet kræver JavaScript. Afstandene står i listen."
    page.get_by_role("link", name="Vis på kort: C-2").click()
    assert page.locator("#map-heading").inner_text() == "Kort: boligen og C-2"
    page.get_by_role("link", name="English").click()
    assert page.locator("#map-heading").inner_text() == "Map: the flat and C-2"
    page.get_by_role("link", name="Citizens", exact=True).click()
    page.get_by_label("Reason").select_option("not_ready")
    page.get_by_role("button", name="Search").click()
    assert page.locator("tbody th").all_inner_texts() == ["C-8", "C-9"]


def test_the_keyboard_reaches_the_content_first(visit: Callable[..., Any]) -> None:
    window = visit()
    page = window.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "tile"
    page.keyboard.press("Enter")
    page.wait_for_url("**/?show=proposed#list")


def test_lists_stay_tables_for_a_screen_reader_on_a_phone(visit: Callable[..., Any]) -> None:
    window = visit(390)
    page = window.open("/")
    table = page.get_by_role("table", name="Ugens ledige boliger og forslag")
    assert table.count() == 1
    assert table.get_by_role("rowheader", name="F-1").count() == 1
    assert table.get_by_role("cell", name="4.000 kr.").is_visible()
