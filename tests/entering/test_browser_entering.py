"""Entering in a real browser: the payable rent as one types, a point picked, a milieu drawn; no script."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pages import reader
from waitress.server import create_server

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def visit(app: Flask, chromium: Any) -> Iterator[Callable[..., Any]]:
    """A window of someone in a role: ``visit("office", js=False)``; nothing may go wrong in it."""
    server: Any = create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    site = f"http://127.0.0.1:{server.effective_port}"
    wrong: list[str] = []
    contexts = []

    def open_window(role: str, *, js: bool = True, width: int = 1280) -> Any:
        session = next(iter(reader(app, role).client._cookies.values()))
        size = {"width": width, "height": 900}
        context = chromium.new_context(viewport=size, java_script_enabled=js, base_url=site)
        context.add_cookies([{"name": session.key, "value": session.value, "url": site}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((site, "data:")) else wrong.append(r.url))
        page.on("console", lambda m: wrong.append(m.text) if "Content Security" in m.text else None)
        return page

    yield open_window
    for context in contexts:
        context.close()
    server.close()
    assert not wrong


def fill(page: Any, **texts: str) -> None:
    """Type into fields by name."""
    for name, text in texts.items():
        page.fill(f"#field-{name.replace('__', '-')}", text)


def save(page: Any) -> None:
    """Press the button that keeps the form."""
    page.locator(".form-buttons button").click()
    page.wait_for_load_state("networkidle")


def test_the_payable_rent_follows_what_one_types(visit: Callable[..., Any]) -> None:
    """It appears without any button, grows with an income, and says what is missing for a couple."""
    page = visit("office")
    page.goto("/citizens/new", wait_until="networkidle")
    fill(page, birth_date="24-05-1985")
    page.select_option("#field-benefit", "kontanthjaelp_forhoejet")
    page.wait_for_selector("#affords >> text=Kan betale op til 7.769 kr.")
    fill(page, other_net_income="1000")
    page.wait_for_selector("#affords >> text=Kan betale op til 8.7")
    assert page.locator("#field-partner_benefit").is_hidden()
    fill(page, adults="2")
    page.wait_for_selector("#affords >> text=Partners ydelse")
    assert page.locator("#field-partner_benefit").is_visible()


def test_a_place_is_picked_on_the_map(visit: Callable[..., Any]) -> None:
    """Pick, click, save: the citizen's page shows the place on the map."""
    page = visit("office")
    page.goto("/citizens/new", wait_until="networkidle")
    fill(page, birth_date="24-05-1985", contact__name="Bo Eksempel")
    page.select_option("#field-benefit", "su")
    page.click("text=Tilføj netværk")
    page.wait_for_load_state("networkidle")
    page.wait_for_selector('#map[data-ready="true"]')
    page.click('[data-pick="0"]')
    page.locator("#map").click(position={"x": 320, "y": 210})
    lat, lon = (float(page.input_value(f"#field-place-0-{name}")) for name in ("lat", "lon"))
    assert 54 < lat < 58 and 8 < lon < 16
    save(page)
    assert "/citizens/C" in page.url
    assert "boliger" in page.inner_text(".effect")
    page.wait_for_selector('#map[data-ready="true"]')
    assert page.locator("#map .mark-network").count() == 1
    assert "Bo Eksempel" in page.inner_text("main")


def test_a_milieu_is_drawn_and_the_last_corner_undone(visit: Callable[..., Any]) -> None:
    """Four clicks, one undone, a zone round it: kept, and shown on the map."""
    page = visit("office")
    page.goto("/milieus/new", wait_until="networkidle")
    page.wait_for_selector('#map[data-ready="true"]')
    for x, y in ((100, 100), (220, 100), (220, 220), (90, 230)):
        page.locator("#map").click(position={"x": x, "y": y})
    assert len(page.input_value("#field-geometry").splitlines()) == 4
    page.click('[data-draw="undo"]')
    assert len(page.input_value("#field-geometry").splitlines()) == 3
    fill(page, name="Torvet", buffer_m="150")
    save(page)
    assert page.inner_text("h1") == "Torvet"
    page.wait_for_selector('#map[data-ready="true"]')


@pytest.mark.parametrize("width", [1280, 390])
def test_without_script_a_citizen_is_entered_all_the_same(visit: Callable[..., Any], width: int) -> None:
    """The rent by its button, a place by its button, one fault corrected, and kept."""
    page = visit("shelter", js=False, width=width)
    page.goto("/citizens/new")
    fill(page, birth_date="24-05-1985", children="x", waiting_since="01-10-2026")
    page.select_option("#field-benefit", "kontanthjaelp_forhoejet")
    page.click("text=Tilføj sted at holde afstand til")
    page.click("text=Punkt på kortet (koordinater)")
    fill(page, place__0__lat="55,87", place__0__lon="9,83", place__0__min_km="2")
    save(page)
    assert "er ikke et tal" in page.inner_text("#errors")
    assert page.input_value("#field-place-0-min_km") == "2"
    fill(page, children="0")
    page.click("button[value=compute]")
    page.wait_for_selector("#affords >> text=Kan betale op til 7.769 kr.")
    save(page)
    assert "/citizens/C" in page.url
    assert page.locator(".effect").count() == 1


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: make install")
def test_the_forms_are_accessible_in_every_state(visit: Callable[..., Any]) -> None:
    """axe finds nothing serious on the form, the form with faults, the list, a citizen and an action."""
    page = visit("office")
    found: list[str] = []

    def look(state: str) -> None:
        page.evaluate(AXE.read_text("utf-8"))
        for violation in page.evaluate("axe.run(document)")["violations"]:
            if violation["impact"] in ("serious", "critical"):
                found.append(f"{state}: {violation['id']}: {violation['nodes'][0]['html'][:120]}")

    for address in ("/citizens", "/citizens/C0001", "/citizens/C0001/do/waive", "/vacancies", "/milieus/new",
                    "/teams", "/ledger", "/quotas/new", "/import"):  # fmt: skip
        page.goto(address, wait_until="networkidle")
        look(address)
    page.goto("/citizens/new", wait_until="networkidle")
    look("form")
    fill(page, children="x")
    page.click("text=Tilføj netværk")
    page.wait_for_load_state("networkidle")
    save(page)
    look("faults")
    assert not found
