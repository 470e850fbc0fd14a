"""An objection, a thread and a tenancy in a real browser: without scripts, by keyboard, for axe."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pages import pages_of, reader
from two_sides import LANDLORD, NAME, ON, TwoSides
from waitress.server import create_server

from data.store.objections import object_to
from data.store.tenancy_reports import report_arrears, report_concern
from data.store.threads import write
from web.vendor import NODE_MODULES

pytestmark = pytest.mark.browser
AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")
FLAT = "/association/flats/V1"


@pytest.fixture
def visit(here: TwoSides, chromium: Any) -> Iterator[Callable[..., Any]]:
    """A window of someone in a role: ``visit("office", js=False)``; nothing may go wrong in it."""
    app = pages_of(here.store)
    server: Any = create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    site = f"http://127.0.0.1:{server.effective_port}"
    wrong: list[str] = []
    contexts = []

    def open_window(role: str, *, js: bool = True, width: int = 1280) -> Any:
        organisation = "B1" if role == "association" else None
        session = next(iter(reader(app, role, organisation).client._cookies.values()))
        context = chromium.new_context(
            viewport={"width": width, "height": 844}, java_script_enabled=js, base_url=site
        )
        context.add_cookies([{"name": session.key, "value": session.value, "url": site}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith((site, "data:")) else wrong.append(r.url))
        page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        return page

    yield open_window
    for context in contexts:
        context.close()
    server.close()
    assert not wrong


def text(page: Any) -> str:
    return str(page.inner_text("main"))


def test_both_sides_do_their_part_without_scripts(here: TwoSides, visit: Callable[..., Any]) -> None:
    offer_id = here.nominate("accepted")
    landlord, office = visit("association", js=False, width=390), visit("office", js=False)
    landlord.goto(FLAT)
    assert NAME in text(landlord)
    landlord.get_by_text("Gør indsigelse mod anvisningen").click()
    landlord.select_option("#field-objection-reason_code", "association_debt")
    landlord.fill("#field-objection-reason", "Skylder for 2023")
    landlord.get_by_role("button", name="Send indsigelsen").click()
    assert "Venter på boliganvisningens svar" in text(landlord)
    office.goto("/?show=all")
    office.get_by_role("link", name="Svar på indsigelsen").click()
    assert office.url.endswith(f"/offers/{offer_id}#objection")
    office.get_by_label("Fasthold anvisningen").check()
    office.fill("#field-upheld-reason", "Gælden er betalt")
    office.get_by_role("button", name="Send svaret").click()
    assert "Anvisningen er fastholdt." in str(office.inner_text("body"))
    landlord.goto(FLAT)
    assert "Gælden er betalt" in text(landlord)
    landlord.fill("#field-thread-words", "Så laver vi kontrakten.")
    landlord.get_by_role("button", name="Send til boliganvisningen").click()
    office.goto("/vacancies/V1")
    assert "Så laver vi kontrakten." in text(office) and "1 ulæst" in text(office)
    office.get_by_role("button", name="Marker som læst").click()
    assert "ulæst" not in text(office)


def test_a_concern_by_keyboard_alone(here: TwoSides, visit: Callable[..., Any]) -> None:
    here.nominate("moved_in")
    page = visit("association")
    page.goto(FLAT)
    opener = page.get_by_text("Meld bekymring", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first reason
    page.keyboard.press("Tab")
    page.keyboard.type("Huslejen er ikke betalt i to måneder")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#nomination")
    assert "Kommunen har fået besked" in str(page.inner_text("body"))
    assert "Bekymring for lejemålet" in text(page)


SLOW = pytest.mark.slow


@pytest.mark.parametrize(
    ("state", "width"),
    [
        ("accepted", 1280), ("moved_in", 390), pytest.param("accepted", 390, marks=SLOW),
        pytest.param("moved_in", 1280, marks=SLOW), pytest.param("offered", 390, marks=SLOW),
    ],
)  # fmt: skip
def test_axe_finds_nothing_and_the_pages_fit(
    here: TwoSides, visit: Callable[..., Any], state: str, width: int
) -> None:
    offer_id = here.nominate(state)
    here.do(write, LANDLORD, "V1", "Nøglen ligger hos viceværten.")
    if state == "moved_in":
        here.do(report_concern, LANDLORD, "V1", code="payment")
        here.do(report_arrears, LANDLORD, "V1", day=ON, due_on=ON.replace(month=12))
    elif state == "accepted":
        said = {"reason_code": "association_debt", "version": here.version()}
        here.do(object_to, LANDLORD, "V1", **said)
    breaches = []
    for role, place in (
        ("association", FLAT), ("association", "/association/nominations?show=all"),
        ("office", f"/offers/{offer_id}"), ("office", "/vacancies/V1"),
    ):  # fmt: skip
        page = visit(role, width=width)
        page.goto(place)
        page.eval_on_selector_all("main details", "all => all.forEach(one => one.open = true)")
        page.evaluate(AXE)
        found = page.evaluate("axe.run('main')")["violations"]
        breaches += [(place, one["id"], one["nodes"][0]["html"][:100]) for one in found]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            breaches.append((place, "wider than the window", ""))
    assert breaches == []
